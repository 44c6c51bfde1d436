// What of some items is on the map: joined where they would touch, only what is in view, in reading order.
import { joined } from "./joining.js";
import { putInReadingOrder } from "./order.js";
import { without } from "./tiles.js";

const MARGIN = 64 // pixels around the view in which markers are in the page already

const boxOf = ({ items }) =>
  items.reduce((box, { box: [west, south, east, north] }) => box.extend([south, west]).extend([north, east]), L.latLngBounds([]))

const goNearer = (map, group) => {
  const box = boxOf(group)
  const fitting = map.getBoundsZoom(box, false, [80, 80])
  map.getContainer().focus({ preventScroll: true }) // the bubble will be gone
  map.setView(box.getCenter(), Math.min(Math.max(fitting, map.getZoom() + 1), map.getMaxZoom()), { animate: false })
}

const holds = (group, id) => group.items.some(({ places }) => places?.some((place) => place.id === id))

/**
 * A layer with `draw(items)`, `open(place)` and `mark(id)`. An item is {key, lat, lon, count, box} in degrees, with its `places` where
 * they are known. The marker whose popup is open stays what and where it is.
 */
export const markerLayer = (map, marker) => {
  const layer = L.layerGroup().addTo(map)
  let shown = new Map() // group by the key of its marker
  let items = []
  let wanted = null
  let marked = null

  const isNearest = () => map.getZoom() >= map.getMaxZoom()
  const sideOf = (group) => marker.sideOf(group, isNearest())
  const onPlane = (one) => ({ ...one, ...map.project([one.lat, one.lon]) })
  const alone = (item) => ({ ...item, side: sideOf({ ...item, items: [item] }), items: [item] })
  const isWanted = ({ lat, lon, places }) =>
    places?.some(({ id }) => id === wanted.id) || (places && lat === wanted.lat && lon === wanted.lon)

  const groupsOf = () => {
    const open = [...shown.values()].filter(({ made }) => made.isPopupOpen()).map(onPlane)
    const apart = open.flatMap((group) => group.items)
    const free = without(apart, items).map(onPlane)
    const sought = wanted && free.find(isWanted)
    const held = sought ? [...open, alone(sought)] : open
    return [...held, ...joined(free.filter((item) => item !== sought), sideOf, held)]
  }

  const isInView = ({ x, y, side, made }) => {
    const { min, max } = map.getPixelBounds()
    const reach = MARGIN + side / 2
    const isNear = x > min.x - reach && x < max.x + reach && y > min.y - reach && y < max.y + reach
    return isNear || made?.isPopupOpen()
  }

  const nameOf = (group) => `${isNearest()} ${group.items.map(({ key }) => key).join(" ")}`

  const put = (group) => {
    if (group.made?.isPopupOpen()) return group
    const { lat, lng: lon } = map.unproject([group.x, group.y])
    const [{ lat: itsLat, lon: itsLon, x, y }] = group.items
    const at = x === group.x && y === group.y ? { lat: itsLat, lon: itsLon } : { lat, lon }
    const before = shown.get(nameOf(group))
    const made = before?.made ?? marker.group({ ...group, ...at }, isNearest())
    if (!before && !made.getPopup()) made.on("click", () => goNearer(map, group))
    if (!before) made.addTo(layer)
    else if (!made.getLatLng().equals([at.lat, at.lon])) made.setLatLng([at.lat, at.lon])
    return { ...group, ...at, made }
  }

  const redraw = () => {
    const focused = [...shown.values()].find(({ made }) => made.getElement() === document.activeElement)
    const groups = groupsOf().filter(isInView).map(put)
    const kept = new Set(groups.map(({ made }) => made))
    for (const { made } of shown.values()) if (!kept.has(made)) made.remove()
    shown = new Map(groups.map((group) => [nameOf(group), group]))
    if (focused && !kept.has(focused.made)) refocus(focused)
    show()
    putInReadingOrder(map)
    map.fire("places")
    openWanted()
  }

  /** The focus goes to the marker that took this one in, or else to the map. */
  const refocus = ({ items: [{ key }] }) => {
    const heir = [...shown.values()].find((group) => group.items.some((item) => item.key === key))
    const element = heir?.made.getElement() ?? map.getContainer()
    element.focus({ preventScroll: true })
  }

  const openWanted = () => {
    const found = wanted && [...shown.values()].find((group) => group.items.length === 1 && isWanted(group.items[0]))
    if (!found) return
    wanted = null
    found.made.openPopup()
  }

  const show = () => {
    for (const group of shown.values()) group.made.getElement().classList.toggle("marked", marked !== null && holds(group, marked))
  }

  map.on("moveend", redraw)
  map.on("popupclose", () => queueMicrotask(redraw)) // another may be about to open

  return {
    draw(next) {
      items = next
      redraw()
    },

    /** Opens the popup of a place, {id, lat, lon}, as soon as it is on the map. */
    open(place) {
      wanted = place
    },

    /** Marks the place with this id where it is shown; none with null. */
    mark(id) {
      marked = id
      show()
    },
  }
}
