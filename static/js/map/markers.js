// Pins, rings and bubbles. Each has a name for screen readers, and opens or goes nearer with Enter.
import { element, link, POPUP } from "./elements.js";
import { buttonToList } from "./list.js";
import { number, short } from "./tiles.js";

const ICONS = {
  green: "tree", move: "person-simple-walk", arts: "palette", community: "hands-praying",
  groups: "users-three", food: "fork-knife", health: "first-aid-kit", learning: "book-open",
  partner: "handshake", project: "flag",
}
const TIP = 6 // pixels that the tip of a popup reaches over its marker
const SIZES = [[500, "cluster-xl"], [50, "cluster-l"], [10, "cluster-m"], [0, ""]]
const APART = ["partner", "project"] // kinds that have pins of their own beside those of the register

const icon = (sprite, kind) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  svg.setAttribute("class", "icon")
  svg.setAttribute("aria-hidden", "true")
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use")
  use.setAttribute("href", `${sprite}#${ICONS[kind] ?? "map-pin"}`)
  svg.append(use)
  return svg
}

const named = (place) => (place.url ? link(place.url, place.name) : place.name)

const about = ({ what, category, precision }) => {
  const hidden = precision === "area" ? "Somewhere in this neighbourhood; the exact place is not shown" : ""
  return [what, category, hidden].filter(Boolean).map((words) => element("p", { textContent: words }))
}

const popup = (title, ...rest) =>
  element("div", { className: "popup" }, element("p", { className: "popup-name" }, title), ...rest)

const row = (place) => {
  const written = element("li", {}, named(place))
  if (place.category) written.append(` · ${place.category}`)
  if (place.precision === "area") written.append(" · in this neighbourhood; the exact place is not shown")
  written.append(...inTheList(place))
  return written
}

const inTheList = (place) => [buttonToList(place)].filter(Boolean)

/** What a popup says of a spot: one place, or the list of those that stand there or close together. */
export const popupOf = ({ places, more, isSpread }) => {
  const [first] = places
  if (places.length === 1 && !more) return popup(named(first), ...about(first), ...inTheList(first))
  const isHidden = !isSpread && first.precision === "area"
  const rows = places.map((place) => row(isHidden ? { ...place, precision: "exact" } : place)) // the title says it of all
  if (more) rows.push(element("li", { textContent: `and ${number(more)} more, which are in the list` }))
  const where = isHidden ? "in this neighbourhood; the exact places are not shown" : whereOf(isSpread)
  return popup(`${number(places.length + more)} ${where}`, element("ul", {}, ...rows))
}

const whereOf = (isSpread) => (isSpread ? "close together" : "at this spot")

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

const countOf = ({ places, more }) => places.length + more

const classOf = (spot) => {
  const { places, isSpread } = spot
  const [{ kind, precision, stale }] = places
  const isMany = countOf(spot) > 1
  if (precision === "area" && !isSpread) return "ring"
  if (isMany && APART.includes(kind)) return `pin kind-${kind} many`
  if (isMany) return "cluster spot"
  return `pin kind-${kind ?? "place"}${stale ? " stale" : ""}`
}

const faceOf = (spot, sprite) => {
  const count = countOf(spot)
  return count > 1 ? element("span", { textContent: short(count) }) : icon(sprite, spot.places[0].kind)
}

const nameOf = (spot) => {
  const [{ name, category, what, precision }] = spot.places
  const count = countOf(spot)
  const where = precision === "area" && !spot.isSpread ? "in this neighbourhood" : whereOf(spot.isSpread)
  return count > 1 ? `${number(count)} ${where}: ${name} and ${count > 2 ? "others" : "another"}` : [name, category ?? what].filter(Boolean).join(", ")
}

/** A group as a spot with a popup; null where it is a count to go nearer to. */
const spotOf = ({ lat, lon, items }, isNearest) => {
  if (items.length > 1 && !isNearest) return null
  if (!items.every(({ places }) => places)) return null
  const more = items.reduce((sum, item) => sum + item.more, 0)
  const places = items.flatMap((item) => item.places).sort((one, other) => one.name.localeCompare(other.name, "en-GB"))
  return { lat, lon, places, more, isSpread: items.length > 1 }
}

const bubbleClass = ({ count, items }) => {
  const [kind] = items.map(({ places }) => places?.[0].kind)
  if (APART.includes(kind)) return `pin kind-${kind} many`
  const [, size] = SIZES.find(([least]) => count >= least)
  return `cluster ${size}`.trim()
}

const sizes = new Map()

/** How the style sheet draws what has this class, in pixels: how `wide`, and how far its `top` is from its spot. */
const sizeOf = (className) => {
  if (!sizes.has(className)) {
    const probe = element("div", { className: `leaflet-marker-icon ${className}` })
    document.body.append(probe)
    sizes.set(className, { wide: probe.offsetWidth, top: Number.parseFloat(getComputedStyle(probe).marginTop) })
    probe.remove()
  }
  return sizes.get(className)
}

/** Makers of the markers of one map. A group is {lat, lon, count, items}, see `shown.js`; a spot is what `spotsOf` gives. */
export const markerMaker = ({ icons, noun, follow }) => ({
  spot(spot) {
    const className = classOf(spot)
    const look = { ...POPUP, offset: [0, sizeOf(className).top + TIP], autoPanPaddingTopLeft: [64, follow ? 72 : 16] } // below "Search this area"
    const made = marker(spot, { className, html: faceOf(spot, icons) }, nameOf(spot))
    return made.bindPopup(() => popupOf(spot), look)
  },

  group(group, isNearest) {
    const spot = spotOf(group, isNearest)
    if (spot) return this.spot(spot)
    const look = { className: bubbleClass(group), html: element("span", { textContent: short(group.count) }) }
    return marker(group, look, `${group.count === 1 ? "1 more" : `${number(group.count)} ${noun}`}. Go nearer`)
  },

  /** How many pixels wide a group is drawn. */
  sideOf(group, isNearest) {
    const spot = spotOf(group, isNearest)
    return sizeOf(spot ? classOf(spot) : bubbleClass(group)).wide
  },
})
