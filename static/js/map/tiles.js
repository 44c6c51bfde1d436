// Arithmetic of what the map shows, apart from the map itself.

/** The tiles under a box of pixels at a zoom of the map, as "z/x/y", of zoom `deepest` at most. */
export const tilesUnder = ({ min, max }, zoom, deepest = Infinity) => {
  const depth = Math.min(Math.max(zoom - 1, 0), deepest)
  const last = 2 ** depth - 1
  const width = 256 * 2 ** (zoom - depth)
  const within = (pixels) => Math.min(Math.max(Math.floor(pixels / width), 0), last)
  const tiles = []
  for (let x = within(min.x); x <= within(max.x); x += 1)
    for (let y = within(min.y); y <= within(max.y); y += 1) tiles.push(`${depth}/${x}/${y}`)
  return tiles
}

/** Places that stand at one spot, together: [{key, lat, lon, places, more}]. */
export const spotsOf = (places) => {
  const spots = new Map()
  for (const place of places) {
    const where = `${place.lat},${place.lon}`
    const spot = spots.get(where) ?? { lat: place.lat, lon: place.lon, places: [], more: 0 }
    spot.places.push(place)
    spot.more += place.more ?? 0
    spots.set(where, spot)
  }
  return [...spots.values()].map((spot) => ({ ...spot, key: spot.places.map(({ id }) => id).join() }))
}

const number = (count) => count.toLocaleString("en-GB")

/** How much of what was found is in view, in words. */
export const countInWords = (inView, onMap, listed, noun) => {
  if (!onMap) return listed ? `None of these ${noun} has a place on the map. See the list.` : `There are no ${noun} to show.`
  const shown = `Showing ${number(inView)} of ${number(onMap)} ${noun}`
  const elsewhere = listed - onMap
  return elsewhere > 0 ? `${shown} on the map; ${number(elsewhere)} more ${elsewhere === 1 ? "is" : "are"} in the list alone` : shown
}
