// What the server holds of one layer, tile by tile: asked for once, given up when nothing on the map waits for it.

const KEPT = 80 // answers, so that a long walk over the map does not fill the memory
const FRESH = 60_000 // milliseconds for which a tile is not asked for again

/** Tiles by their names "z/x/y". `prepare(answer, tile)` makes of an answer what is kept of it. */
export const tileAnswers = (url, credentials, prepare) => {
  const answers = new Map()
  let query = ""

  const ask = async (tile, signal) => {
    const response = await fetch(url.replace("0/0/0", tile) + query, { signal, credentials })
    if (!response.ok) throw new Error(`The server answered ${response.status}`)
    return prepare(await response.json(), tile)
  }

  const isOld = ({ ready, since }) => ready && performance.now() - since > FRESH

  const begin = (tile, waiting = 0) => {
    const answer = { waiting, ready: null, since: performance.now(), giveUp: new AbortController() }
    answers.set(tile, answer)
    answer.promise = ask(tile, answer.giveUp.signal)
    answer.promise.then(
      (ready) => Object.assign(answer, { ready }),
      () => answers.get(tile) === answer && answers.delete(tile), // the next move of the map asks again
    )
    return answer
  }

  const forgetOldest = () => {
    for (const [tile, { waiting }] of answers) {
      if (answers.size <= KEPT) return
      if (!waiting) answers.delete(tile)
    }
  }

  return {
    /** A promise of what is kept of a tile, for something on the map that needs it until it says `leave`. */
    get(tile) {
      const known = answers.get(tile)
      const answer = known && !isOld(known) ? known : begin(tile, known?.waiting)
      answer.waiting += 1
      return answer.promise
    },

    leave(tile) {
      const answer = answers.get(tile)
      if (!answer) return
      answer.waiting -= 1
      if (answer.waiting < 1 && !answer.ready) {
        answers.delete(tile)
        answer.giveUp.abort()
      }
      forgetOldest()
    },

    /** Of these tiles, those that are there. */
    ready: (tiles) => tiles.map((tile) => answers.get(tile)?.ready).filter(Boolean),

    /** Asks with another filter from now on. */
    search(next) {
      for (const { giveUp } of answers.values()) giveUp.abort()
      answers.clear()
      query = next ? `?${next}` : ""
    },
  }
}
