// What lies below the places: the sea, the land, the outline of the area at hand, and street tiles where the site has them.
const COARSE = 9 // up to this zoom the land outline looks like a coast

const outline = async (url) => {
  const answer = await fetch(url)
  return answer.ok ? answer.json() : null // the places stand without it
}

export const drawLand = async (map, url) => {
  const shape = await outline(url)
  if (!shape) return
  const land = L.geoJSON(shape, { style: { className: "land" }, interactive: false, attribution: "Natural Earth" })
  const show = () => {
    const isFar = map.getZoom() <= COARSE
    map.getContainer().classList.toggle("inland", !isFar)
    if (isFar) land.addTo(map).bringToBack()
    else land.remove()
  }
  map.on("zoomend", show)
  show()
}

export const drawOutline = async (map, url) => {
  const shape = await outline(url)
  if (shape) L.geoJSON(shape, { style: { className: "area-line" }, interactive: false }).addTo(map)
}
