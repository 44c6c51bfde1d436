// The register on the map: clusters and places from the server, tile by tile. See docs/maps.md.
import { countInWords, spotsOf, tilesUnder } from "./tiles.js";

const goNearer = (map, [, , , west, south, east, north]) => {
  map.getContainer().focus({ preventScroll: true }) // the bubble will be gone
  map.fitBounds([[south, west], [north, east]], { padding: [40, 40], maxZoom: 18, animate: false })
}

/** A layer with `search(query, listed)`, `refresh()` and `open(id)`. It keeps the marker whose popup is open. */
export const clusterLayer = (map, { url, marker, status, noun }) => {
  const group = L.layerGroup().addTo(map)
  const shown = new Map()
  let query = ""
  let whole = { total: 0, bounds: null }
  let listed = 0
  let answers = new Map()
  let pending = new AbortController()
  let wanted = null

  const answer = async (tile) => {
    const response = await fetch(`${url.replace("0/0/0", tile)}?${query}`, { signal: pending.signal })
    if (!response.ok) throw new Error(`The server answered ${response.status}`)
    return response.json()
  }

  const cached = async (tile) => {
    if (!answers.has(tile)) answers.set(tile, answer(tile))
    try {
      return await answers.get(tile)
    } catch (error) {
      answers.delete(tile) // the next move of the map asks again
      throw error
    }
  }

  const put = (key, make) => {
    if (!shown.has(key)) shown.set(key, make().addTo(group))
  }

  const draw = (tiles) => {
    const spots = tiles.flatMap(({ places }) => spotsOf(places))
    const bubbles = tiles.flatMap(({ clusters }) => clusters)
    const keys = new Set([...spots.map(({ key }) => key), ...bubbles.map(String)])
    for (const [key, one] of shown) {
      if (keys.has(key) || one.isPopupOpen()) continue
      one.remove()
      shown.delete(key)
    }
    for (const bubble of bubbles)
      put(String(bubble), () => marker.bubble(bubble).on("click", () => goNearer(map, bubble)))
    for (const spot of spots) put(spot.key, () => marker.spot(spot))
    map.fire("places")
    openWanted(spots)
    count(spots, bubbles)
  }

  const openWanted = (spots) => {
    const spot = spots.find(({ places }) => places.some(({ id }) => id === wanted))
    if (!spot) return
    wanted = null
    shown.get(spot.key).openPopup()
  }

  const count = (spots, bubbles) => {
    const view = map.getBounds()
    const counted = [
      ...spots.map(({ lat, lon, places, more }) => [lat, lon, places.length + more]),
      ...bubbles.map(([lon, lat, many]) => [lat, lon, many]),
    ]
    const inView = counted.filter(([lat, lon]) => view.contains([lat, lon])).reduce((sum, [, , many]) => sum + many, 0)
    const words = countInWords(inView, whole.total, listed, noun)
    if (status.textContent !== words) status.textContent = words
  }

  return {
    /** Asks for another filter. Gives the bounds of all that it finds, or null. */
    async search(next, counted) {
      pending.abort()
      pending = new AbortController()
      answers = new Map()
      query = next
      listed = Number(counted) || 0
      map.closePopup()
      whole = await cached("0/0/0")
      return whole.bounds
    },

    async refresh() {
      const tiles = tilesUnder(map.getPixelBounds(), map.getZoom())
      const zoom = map.getZoom()
      const found = await Promise.all(tiles.map(cached))
      if (zoom === map.getZoom()) draw(found)
    },

    /** Opens the popup of this place as soon as it is on the map. */
    open(id) {
      wanted = id
    },
  }
}
