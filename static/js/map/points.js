// Points that the page brings with it: the place of one asset, the projects of the programme.
import { markerMaker } from "./markers.js";
import { markerLayer } from "./shown.js";
import { countInWords, itemOf, spotsOf } from "./tiles.js";

const pointsOf = (id) => JSON.parse(document.getElementById(id).textContent)

const draw = (map, dataset, points) => markerLayer(map, markerMaker(dataset)).draw(spotsOf(points).map(itemOf))

/** Partners and projects beside the clusters of the register. */
export const showOthers = (map, { dataset }) =>
  draw(map, { ...dataset, noun: "partners and projects" }, pointsOf(dataset.others))

export const showPoints = (map, { dataset }, status, fit) => {
  const { points: id, bounds, noun } = dataset
  const points = pointsOf(id)
  const nearest = points.length > 1 ? map.getMaxZoom() : undefined // two pins to compare stand apart if they can
  if (bounds) fit(map, bounds.split(",").map(Number), nearest)
  else if (points.length) fit(map, around(points))
  draw(map, dataset, points)
  if (points.length > 1) status.textContent = countInWords(points.length, points.length, points.length, noun)
}

const around = (points) => {
  const lons = points.map(({ lon }) => lon)
  const lats = points.map(({ lat }) => lat)
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}
