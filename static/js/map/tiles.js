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
  return [...spots.values()].map((spot) => ({ ...spot, key: JSON.stringify(spot) })) // another name or number: another marker
}

/** What a tile holds as items that can be joined, in degrees: {key, lat, lon, count, box} and, where they are named, `places` and `more`. */
export const itemsOf = ({ places, clusters }) => [
  ...spotsOf(places).map(itemOf),
  ...clusters.map(([lon, lat, count, ...box]) => ({ key: [lon, lat, count, ...box].join(), lat, lon, count, box })),
]

/** A spot as an item. */
export const itemOf = (spot) => {
  const { lat, lon, places, more } = spot
  return { ...spot, count: places.length + more, box: [lon, lat, lon, lat] }
}

const isIn = ([west, south, east, north], { lat, lon }) => west <= lon && lon <= east && south <= lat && lat <= north

/** Items without those that stand apart, which a count may hold as well. */
export const without = (apart, items) => {
  const keys = new Set(apart.map(({ key }) => key))
  const left = items.filter(({ key }) => !keys.has(key))
  const there = new Set(items.map(({ key }) => key))
  for (const one of apart.filter(({ key }) => !there.has(key))) {
    const number = left.findIndex(({ box, places }) => !places && isIn(box, one))
    if (number >= 0) left[number] = { ...left[number], count: left[number].count - one.count }
  }
  return left.filter(({ count }) => count > 0)
}

/** How many are in view: {count, isAbout}. Of a box across the edge it is not known; it counts where its middle is. */
export const countInView = (items, view) => {
  const across = items.filter(({ box: [west, south, east, north] }) => {
    const box = [[south, west], [north, east]]
    return view.intersects(box) && !view.contains(box)
  })
  const inside = items.filter(({ lat, lon }) => view.contains([lat, lon]))
  return { count: inside.reduce((sum, { count }) => sum + count, 0), isAbout: across.length > 0 }
}

export const number = (count) => count.toLocaleString("en-GB")

/** A count in four signs: 9,999, then 12K, then 1.2M. */
export const short = (count) =>
  count < 10000 ? number(count) : count.toLocaleString("en-GB", { notation: "compact", maximumFractionDigits: count < 1e6 ? 0 : 1 })

/** How much of what was found is in view, in words. */
export const countInWords = (inView, onMap, listed, noun, isAbout = false) => {
  if (!onMap) return listed ? `None of these ${noun} has a place on the map. See the list.` : `There are no ${noun} to show.`
  const shown = `Showing ${isAbout ? "about " : ""}${number(inView)} of ${number(onMap)} ${noun}`
  const elsewhere = listed - onMap
  return elsewhere > 0 ? `${shown} on the map; ${number(elsewhere)} more ${elsewhere === 1 ? "is" : "are"} in the list alone` : shown
}
