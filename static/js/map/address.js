// The view of the map in the address of the page: #map=zoom/latitude/longitude.

/** The view that a hash names, or null. */
export const readView = (hash) => {
  const named = /^#map=(\d{1,2})\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)$/.exec(hash)
  if (!named) return null
  const [zoom, lat, lng] = named.slice(1).map(Number)
  return { zoom, lat, lng }
}

export const writeView = ({ zoom, lat, lng }) => `#map=${zoom}/${lat.toFixed(5)}/${lng.toFixed(5)}`

/** Whether the address names a view; the map is there then. */
export const lookWhereAddressSays = (map) => {
  const view = readView(location.hash)
  if (view) map.setView(view, view.zoom, { animate: false })
  return Boolean(view)
}

/** Calls `act` when somebody lays hands on the map, or moves it from elsewhere on the page, which fires "hand" on it. */
export const onHand = (map, act) => {
  for (const event of ["pointerdown", "keydown", "wheel"]) map.getContainer().addEventListener(event, act, { passive: true })
  map.on("hand", act)
}

/** Keeps the view in the address once somebody has moved the map. Where the reader is stays out of it until they move on. */
export const followAddress = (map) => {
  let moved = false
  onHand(map, () => {
    moved = true
  })
  map.on("locationfound", () => {
    moved = false
  })
  map.on("moveend", () => {
    if (!moved) return
    const { lat, lng } = map.getCenter()
    history.replaceState(history.state, "", writeView({ zoom: map.getZoom(), lat, lng }))
  })
}
