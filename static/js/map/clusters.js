// The register on the map: clusters and places from the server, tile by tile. See docs/maps.md.
import { markerLayer } from "./shown.js";
import { countInView, countInWords, itemsOf, tilesUnder } from "./tiles.js";

const WHOLE = "0/0/0" // counts all that is found
const FRESH = 60_000 // milliseconds for which a tile is not asked for again
const REST = 400 // milliseconds that the map rests before it says what is in view
const TILE = 512 // pixels that a tile is drawn wide
const PROBLEM = "The map could not be filled. The list shows the same."

const speaker = (status) => {
  let waiting
  return (words, milliseconds = REST) => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      if (status.textContent !== words) status.textContent = words
    }, milliseconds)
  }
}

/** Answers for tiles of one search, kept for a while. */
const answersTo = (ask) => {
  const asked = new Map()
  const isFresh = (one) => one && performance.now() - one.since < FRESH

  const get = (tile) => {
    if (isFresh(asked.get(tile))) return asked.get(tile).answer
    const stop = new AbortController()
    const one = { answer: ask(tile, stop.signal), since: performance.now(), stop }
    asked.set(tile, one)
    one.answer.then(
      (found) => (one.found = found),
      () => asked.get(tile) === one && asked.delete(tile), // the next move of the map asks again
    )
    return one.answer
  }

  return {
    get,
    known: (tiles) => tiles.map((tile) => asked.get(tile)).filter(isFresh).flatMap(({ found }) => found ?? []),
    /** Takes back what is asked and not answered, but for these tiles. */
    stopAllBut(tiles) {
      for (const [tile, { found, stop }] of asked) if (!found && !tiles.includes(tile)) stop.abort()
    },
  }
}

/** A layer with `search(query, listed, look)`, `refresh()`, `open(place)` and `mark(id)`. */
export const clusterLayer = (map, { url, marker, status, noun, visitor }) => {
  const layer = markerLayer(map, marker)
  const say = speaker(status)
  const credentials = visitor === undefined ? "same-origin" : "omit"
  let answers = answersTo()
  let listed = 0
  let turn = 0 // what was asked before the latest move or search is not drawn

  const asking = (query) => async (tile, signal) => {
    const response = await fetch(`${url.replace(WHOLE, tile)}?${query}`, { signal, credentials })
    if (!response.ok) throw new Error(`The server answered ${response.status}`)
    return response.json()
  }

  const under = (beyond) => {
    const { min, max } = map.getPixelBounds()
    return tilesUnder({ min: min.subtract([beyond, beyond]), max: max.add([beyond, beyond]) }, map.getZoom())
  }

  const count = (whole, found) => {
    const view = map.getBounds()
    const [west, south, east, north] = whole.bounds ?? []
    const isAll = whole.bounds && view.contains([[south, west], [north, east]])
    const { count: inView, isAbout } = isAll ? { count: whole.total } : countInView(found.flatMap(itemsOf), view)
    say(countInWords(inView, whole.total, listed, noun, isAbout))
  }

  const refresh = async () => {
    turn += 1
    const mine = turn
    const tiles = under(0)
    answers.stopAllBut([WHOLE, ...tiles])
    const all = await Promise.allSettled([WHOLE, ...tiles].map(answers.get))
    if (mine !== turn) return
    layer.draw(answers.known(under(TILE)).flatMap(itemsOf)) // those around, too, so that what is joined at the edge stays so
    const [whole, ...found] = all.map(({ value }) => value)
    if (all.every(({ status: outcome }) => outcome === "fulfilled")) count(whole, found)
    else say(PROBLEM, 0)
  }

  return {
    refresh,
    open: layer.open,
    mark: layer.mark,

    /** Asks for another filter; `look` is called with the bounds of all that it finds, or null, before its places are drawn. */
    async search(query, counted, look) {
      turn += 1
      answers.stopAllBut([])
      answers = answersTo(asking(query))
      listed = Number(counted) || 0
      map.closePopup()
      const mine = answers
      try {
        const { bounds } = await mine.get(WHOLE)
        if (mine === answers) look(bounds)
      } catch {
        if (mine === answers) layer.draw([]) // what is shown is of another search
      }
      if (mine === answers) await refresh()
    },
  }
}
