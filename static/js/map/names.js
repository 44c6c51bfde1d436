// Names of areas on a map, without those that would cover a place or one another.
const PLACE = { half: 28, high: 34 } // pixels: half the width of a marker, and the height that a marker or a name takes
const LETTER = 8 // pixels that a letter of a name is wide

/** Not a tooltip of Leaflet, which measures the page for each. */
const write = (map, { name, lat, lng }) => {
  const words = document.createElement("span")
  words.className = "leaflet-tooltip place-name"
  words.textContent = name // not as HTML: consortia type the names
  L.DomUtil.setPosition(words, map.latLngToLayerPoint([lat, lng]))
  return words
}

const markersOf = (map) => {
  const spots = []
  map.eachLayer((layer) => layer instanceof L.Marker && spots.push(layer.getLatLng()))
  return spots.map((spot) => ({ ...map.latLngToContainerPoint(spot), half: PLACE.half }))
}

const areApart = (one, other) =>
  Math.abs(one.x - other.x) > one.half + other.half || Math.abs(one.y - other.y) > PLACE.high

/** Those of the names for which there is room: [{name, lat, lng}]; the first come first. */
const roomFor = (map, names) => {
  const taken = markersOf(map)
  return names.filter(({ name, lat, lng }) => {
    const spot = { ...map.latLngToContainerPoint([lat, lng]), half: (name.length * LETTER) / 2 }
    const isFree = map.getBounds().contains([lat, lng]) && taken.every((other) => areApart(spot, other))
    if (isFree) taken.push(spot)
    return isFree
  })
}

/** Writes names on a map, {name, lat, lng} each, in place of those written before. A zoom takes them away. */
export const nameLayer = (map, pane = "tooltipPane") => {
  let written = []
  const clear = () => {
    for (const words of written) words.remove()
    written = []
  }
  map.on("zoomstart viewreset", clear)
  return (names) => {
    clear()
    written = roomFor(map, names).map((one) => write(map, one))
    map.getPane(pane).append(...written)
  }
}
