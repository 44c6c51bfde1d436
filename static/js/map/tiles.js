// Arithmetic of what the map shows, apart from the map itself.

export const TILE = 512 // pixels that a tile of clusters is wide on the map

/** The tiles under a box of pixels at a zoom of the map, as "z/x/y". */
export const tilesUnder = ({ min, max }, zoom) => {
  const depth = Math.max(zoom - 1, 0)
  const last = 2 ** depth - 1
  const within = (pixels) => Math.min(Math.max(Math.floor(pixels / TILE), 0), last)
  const tiles = []
  for (let x = within(min.x); x <= within(max.x); x += 1)
    for (let y = within(min.y); y <= within(max.y); y += 1) tiles.push(`${depth}/${x}/${y}`)
  return tiles
}

/** Places that stand at one spot, together: [{lat, lon, places, more}]. */
export const spotsOf = (places) => {
  const spots = new Map()
  for (const place of places) {
    const key = `${place.lat},${place.lon}`
    const spot = spots.get(key) ?? { key, lat: place.lat, lon: place.lon, places: [], more: 0 }
    spot.places.push(place)
    spot.more += place.more ?? 0
    spots.set(key, spot)
  }
  return [...spots.values()]
}

const number = (count) => count.toLocaleString("en-GB")

/** How much of what was found is in view, in words. */
export const countInWords = (inView, onMap, listed, noun) => {
  if (!onMap) return listed ? `None of these ${noun} has a place on the map. See the list.` : `No ${noun} match.`
  const shown = `Showing ${number(inView)} of ${number(onMap)} ${noun}`
  const elsewhere = listed - onMap
  return elsewhere > 0 ? `${shown} on the map; ${number(elsewhere)} more ${elsewhere === 1 ? "is" : "are"} in the list alone` : shown
}
