// A layer of points with pins of their own: partners, projects.
import { markerMaker } from "../markers.js";
import { markerLayer } from "../shown.js";
import { itemOf, spotsOf, tilesUnder } from "../tiles.js";
import { tileAnswers } from "./answers.js";

const pointsOf = ({ features, credits, cut }) => ({
  points: features.map(({ geometry: { coordinates: [lon, lat] }, properties }) => ({ ...properties, id: properties.url, lon, lat })),
  credits,
  cut,
})

/** Has the methods of a layer of Leaflet that are used here. It fires "load" when all is there, "refusal" when a tile could not be had. */
export const pinLayer = (map, box, layer, credentials) => {
  const answers = tileAnswers(layer.tiles, credentials, pointsOf)
  const noun = layer.label.toLowerCase()
  const pins = markerLayer(map, markerMaker({ icons: box.dataset.icons, noun }))
  const events = new L.Evented()
  let wanted = []

  const tiles = () => (map.getZoom() > layer.first ? tilesUnder(map.getPixelBounds(), map.getZoom(), layer.last) : [])

  const show = (found) => {
    const points = new Map(found.flatMap((answer) => answer.points).map((point) => [point.id, point]))
    pins.draw(spotsOf([...points.values()]).map(itemOf))
  }

  const want = (next) => {
    const promises = next.map(answers.get)
    for (const tile of wanted) answers.leave(tile)
    wanted = next
    return Promise.allSettled(promises)
  }

  const refresh = async () => {
    const asked = tiles()
    const all = await want(asked)
    if (wanted !== asked) return
    const found = all.filter(({ status }) => status === "fulfilled").map(({ value }) => value)
    show(found)
    events.fire(found.length === all.length ? "load" : "refusal")
  }

  return Object.assign(events, {
    addTo() {
      map.on("moveend", refresh)
      refresh()
      return events
    },

    remove() {
      map.off("moveend", refresh)
      want([])
      show([])
    },

    inView: () => answers.ready(wanted),
    at: () => [],
  })
}
