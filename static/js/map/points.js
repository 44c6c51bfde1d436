// Points that the page brings with it: the place of one asset, the projects of the programme.
import { markerMaker } from "./markers.js";
import { countInWords, spotsOf } from "./tiles.js";

const pointsOf = (id) => JSON.parse(document.getElementById(id).textContent)

/** Partners and projects beside the clusters of the register. */
export const showOthers = (map, { dataset }) => {
  const marker = markerMaker(dataset)
  for (const spot of spotsOf(pointsOf(dataset.others))) marker.spot(spot).addTo(map)
}

export const showPoints = (map, box, status, fit) => {
  const { points: id, bounds, noun } = box.dataset
  const points = pointsOf(id)
  const marker = markerMaker(box.dataset)
  for (const spot of spotsOf(points)) marker.spot(spot).addTo(map)
  if (bounds) fit(map, bounds.split(",").map(Number))
  else if (points.length) fit(map, around(points))
  if (points.length > 1) status.textContent = countInWords(points.length, points.length, points.length, noun)
}

const around = (points) => {
  const lons = points.map(({ lon }) => lon)
  const lats = points.map(({ lat }) => lat)
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}
