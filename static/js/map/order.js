// The order in which Tab goes from marker to marker: as one reads, line by line from north to south, from west to east.

const LINE = 48 // pixels high, about a marker

/** Puts elements into the order of a list without moving the one that has the focus, which would lose it. */
const arrange = (elements) => {
  const [parent] = elements.map(({ parentNode }) => parentNode)
  const there = new Set(elements)
  const now = [...parent.children].filter((element) => there.has(element))
  if (now.every((element, number) => element === elements[number])) return
  const stays = elements.indexOf(document.activeElement)
  if (stays < 0) return parent.append(...elements)
  elements[stays].before(...elements.slice(0, stays))
  elements[stays].after(...elements.slice(stays + 1))
}

/** Orders all that can be pressed on a map, of whichever layer. */
export const putInReadingOrder = (map) => {
  const pane = map.getPane("markerPane")
  const spots = []
  map.eachLayer((layer) => {
    const element = layer instanceof L.Marker && layer.getElement()
    if (element?.parentNode !== pane) return
    const { x, y } = map.project(layer.getLatLng())
    spots.push({ element, line: Math.floor(y / LINE), x, y })
  })
  spots.sort((one, other) => one.line - other.line || one.x - other.x || one.y - other.y)
  if (spots.length) arrange(spots.map(({ element }) => element))
}
