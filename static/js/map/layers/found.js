// What lies at a point of the map: the popup over areas and lines, after a click or Enter in the middle of the map.
import { element, link, POPUP } from "../elements.js";

const BELOW = [64, 72] // pixels: below "Search this area"
const KINDS = {
  local_authority: "Local authority",
  ward: "Ward",
  neighbourhood: "Neighbourhood drawn by a consortium",
  msoa: "MSOA, intermediate zone or super data zone",
  lsoa: "LSOA, data zone or SOA",
}

const standing = ({ legend }, { decile, measure }) => {
  const { nation, year } = legend.measures.find(({ code }) => code === measure)
  return `Class ${decile} of 10 in ${nation} ${year}, where 1 is the ${legend.classes[0]} of its neighbourhoods.`
}

const about = (layer, facts) => {
  if (layer.legend) return standing(layer, facts)
  if (layer.name === "consortia") return `Works in ${facts.what}`
  return KINDS[facts.kind] ?? "Place or group"
}

/** The smallest first: the layers begin with the widest areas, and so does each of them. */
const popupOf = (found) => {
  const names = new Map()
  for (const { layer, facts } of found.toReversed()) {
    const lines = names.get(facts.url) ?? { facts, said: [] }
    lines.said.push(about(layer, facts))
    names.set(facts.url, lines)
  }
  const written = [...names.values()].flatMap(({ facts, said }) => [
    element("p", { className: "popup-name" }, link(facts.url, facts.name)),
    ...said.map((words) => element("p", { textContent: words })),
  ])
  return element("div", { className: "popup" }, ...written)
}

/** Tells what `at(latlng)` finds, a list of {layer, facts}; calls `none` where the keyboard asks and nothing is there. */
export const tellWhatIsThere = (map, at, none) => {
  const tell = (latlng) => {
    const found = at(latlng)
    if (found.length) L.popup({ ...POPUP, autoPanPaddingTopLeft: BELOW }).setLatLng(latlng).setContent(popupOf(found)).openOn(map)
    return found.length
  }

  map.on("click", ({ latlng }) => tell(latlng))
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== map.getContainer()) return
    event.preventDefault()
    if (!tell(map.getCenter())) none()
  })
}
