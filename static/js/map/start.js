// How every map of the site zooms, and how the map of a form begins.

export const offerZoom = (map) => L.control.zoom({ zoomInTitle: "Zoom in on map", zoomOutTitle: "Zoom out of map" }).addTo(map)

/** The map of a form, with the street tiles that there are. It shows [west, south, east, north], no nearer than the zoom `nearest`. */
export const mapOfForm = (box, { zooms, tiles }, [west, south, east, north], nearest, options = {}) => {
  const map = L.map(box, { ...options, minZoom: zooms[0], maxZoom: zooms[1], zoomControl: false, scrollWheelZoom: false })
  map.attributionControl.setPrefix("Leaflet")
  offerZoom(map)
  map.fitBounds([[south, west], [north, east]], { maxZoom: nearest, animate: false })
  for (const [url, look] of tiles) L.tileLayer(url, look).addTo(map)
  map.on("click focus", () => map.scrollWheelZoom.enable())
  return map
}
