// Pins, rings and bubbles. Each has a name for screen readers, and opens or goes nearer with Enter.
const SHAPES = {
  green: "tree", move: "person-simple-walk", arts: "palette", community: "hands-praying",
  groups: "users-three", food: "fork-knife", health: "first-aid-kit", learning: "book-open",
  partner: "handshake", project: "flag",
}
const POPUP = {
  maxHeight: 260,
  minWidth: 180,
  maxWidth: Math.min(300, innerWidth - 130), // beside the zoom buttons of a phone
  autoPanPaddingTopLeft: [64, 16],
  autoPanPaddingBottomRight: [16, 56],
}
const SIZES = [[500, "cluster-xl"], [50, "cluster-l"], [10, "cluster-m"], [0, ""]]

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

const icon = (sprite, kind) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  svg.setAttribute("class", "icon")
  svg.setAttribute("aria-hidden", "true")
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use")
  use.setAttribute("href", `${sprite}#${SHAPES[kind] ?? "map-pin"}`)
  svg.append(use)
  return svg
}

const named = (place) => (place.url ? element("a", { href: place.url, textContent: place.name }) : place.name)

const about = ({ what, category, precision }) => {
  const hidden = precision === "area" ? "Somewhere in this neighbourhood; the exact place is not shown" : ""
  return [what, category, hidden].filter(Boolean).map((words) => element("p", { textContent: words }))
}

const popup = (title, ...rest) =>
  element("div", { className: "popup" }, element("p", { className: "popup-name" }, title), ...rest)

/** What a popup says of a spot: one place, or the list of those that stand there. */
export const popupOf = ({ places, more }) => {
  const [first] = places
  if (places.length === 1) return popup(named(first), ...about(first))
  const rows = places.map((place) => element("li", {}, named(place), place.category ? ` · ${place.category}` : ""))
  if (more) rows.push(element("li", { textContent: `and ${more} more, which are in the list` }))
  const words = first.precision === "area" ? "in this neighbourhood; the exact places are not shown" : "at this spot"
  return popup(`${places.length + more} ${words}`, element("ul", {}, ...rows))
}

const marker = ({ lat, lon }, look, name) => {
  const made = L.marker([lat, lon], { icon: L.divIcon({ ...look, iconSize: null }), title: name })
  made.on("add", () => made.getElement().setAttribute("aria-label", name))
  return made.on("keypress", ({ originalEvent }) => pressed(made, originalEvent))
}

/** What has the role of a button works with both keys; Leaflet itself opens popups with Enter alone. */
const pressed = (made, event) => {
  if (event.key !== " " && (event.key !== "Enter" || made.getPopup())) return
  event.preventDefault()
  made.fire("click")
}

const looks = ({ places, more }, sprite) => {
  const [first] = places
  const count = places.length + more
  if (first.precision === "area" && count > 1) return { className: "ring", html: element("span", { textContent: count }) }
  if (first.precision === "area") return { className: "ring", html: icon(sprite, first.kind) }
  if (count > 1) return { className: "cluster spot", html: String(count) }
  return { className: `pin kind-${first.kind ?? "place"}${first.stale ? " stale" : ""}`, html: icon(sprite, first.kind) }
}

const nameOf = ({ places, more }) => {
  const [{ name, category, precision }] = places
  const count = places.length + more
  const where = precision === "area" ? "in this neighbourhood" : "at this spot"
  return count > 1 ? `${count} ${where}: ${name} and others` : [name, category].filter(Boolean).join(", ")
}

/** Makers of the markers of one map: `spot` for places, `bubble` for a count. */
export const markerMaker = ({ icons, noun }) => ({
  spot(spot) {
    const name = nameOf(spot)
    return marker(spot, looks(spot, icons), name).bindPopup(popupOf(spot), POPUP)
  },

  bubble([lon, lat, count]) {
    const [, size] = SIZES.find(([least]) => count >= least)
    const html = count < 10000 ? count.toLocaleString("en-GB") : `${Math.round(count / 1000)}k`
    return marker({ lat, lon }, { className: `cluster ${size}`, html }, `${html} ${noun}. Go nearer`)
  },
})
