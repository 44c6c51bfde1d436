// Draws a shape on a map. The text box is the answer: the map writes into it, and what is typed there is drawn.
import { drawingTools } from "./draw/tools.js";
import { inWords, readShape, writeShape } from "./draw/shapes.js";
import { drawBackdrop } from "./map/backdrop.js";
import { mapOfForm } from "./map/start.js";

const drawMap = (box, options, { land, areas }) => {
  L.PM.setOptIn(true) // the coast and other areas are on the map, too
  const map = mapOfForm(box, options, options.around, 15, { pmIgnore: false })
  if (!options.tiles.length) drawBackdrop(map, { land, areas })
  return map
}

const feature = (type, coordinates) => ({ type: "Feature", properties: {}, geometry: { type, coordinates } })

const drawBeside = (map, beside) => {
  const shapes = Object.values(beside).map((text) => readShape(text))
  const features = shapes.flatMap(({ outlines, routes }) => [
    feature("MultiPolygon", outlines),
    feature("MultiLineString", routes),
  ])
  return L.geoJSON(features, { style: { className: "beside" }, interactive: false }).addTo(map)
}

const drawPin = (map, place) => {
  if (!place) return L.latLngBounds([])
  const icon = L.divIcon({ className: "pin selected", iconSize: null })
  L.marker(place, { icon, interactive: false, keyboard: false }).addTo(map)
  return L.latLngBounds([place])
}

const start = (widget) => {
  const options = JSON.parse(widget.dataset.shape)
  const mayBeRoute = Boolean(widget.dataset.routes)
  const text = widget.querySelector("textarea[name]")
  const box = widget.querySelector(".map")
  const status = widget.querySelector("[role=status]")
  box.hidden = false
  box.setAttribute("role", "region")
  box.setAttribute("aria-label", "Map for drawing")

  const map = drawMap(box, options, widget.dataset)
  const beside = drawBeside(map, options.beside)
  const pin = drawPin(map, options.pin)
  const say = (words) => (status.textContent = words)

  const onChange = () => {
    const drawn = tools.parts()
    const written = writeShape(drawn)
    if (written !== writeShape(readShape(text.value, mayBeRoute) ?? { outlines: [], routes: [] })) text.value = written
    say(inWords(drawn))
  }

  const tools = drawingTools(map, widget, { onChange, say })

  const follow = () => {
    const shape = readShape(text.value, mayBeRoute)
    if (!shape) return say("This text cannot be drawn yet. Save, and we say what is wrong with it.")
    tools.show(shape)
    const seen = L.latLngBounds([]).extend(tools.box()).extend(beside.getBounds())
    if (seen.isValid()) seen.extend(pin)
    if (seen.isValid()) map.fitBounds(seen, { maxZoom: 16, animate: false, padding: [24, 24] })
    return say(inWords(shape))
  }

  text.addEventListener("change", follow)
  follow()
}

document.querySelectorAll("[data-shape]").forEach(start)
