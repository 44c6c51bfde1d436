// A layer of areas and lines, painted tile by tile below the places.
import { tilesUnder } from "../tiles.js";
import { tileAnswers } from "./answers.js";
import { looksIn } from "./looks.js";
import { SIDE, isLine, partsOf, planeOf, within } from "./plane.js";

const NUMBERED_FROM = 14 // zoom of the map from which a neighbourhood has room for its number
const FINGER = 8 // pixels beside a line that still count as on it
const TEXT = { font: '700 13px "Atkinson Next", sans-serif', textAlign: "center", textBaseline: "middle", lineWidth: 3, lineJoin: "round" }

const pathOf = (geometry, toPixels) => {
  const path = new Path2D()
  for (const part of partsOf(geometry)) {
    const [first, ...others] = part.map(toPixels)
    path.moveTo(...first)
    for (const spot of others) path.lineTo(...spot)
    if (!isLine(geometry)) path.closePath()
  }
  return path
}

const drawable = ({ features, credits, cut }, tile) => {
  const toPixels = planeOf(tile)
  const shapes = features.map(({ geometry, properties }) => ({
    path: pathOf(geometry, toPixels),
    isLine: isLine(geometry),
    spot: properties.label && toPixels(properties.label),
    properties,
  }))
  return { shapes, credits, cut }
}

const whenColoursChange = (act) => {
  new MutationObserver(act).observe(document.documentElement, { attributeFilter: ["data-theme"] })
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", act)
}

const classOf = ({ name }, { decile, kind }) => (decile ? `decile-${decile}` : `${name} ${kind ?? ""}`)

/** Lines are as wide however near the map is. */
const paint = (pen, shapes, lookOf, scale) => {
  for (const { path, properties, isLine: isOpen } of shapes) {
    const { line, width, dash } = lookOf(properties)
    Object.assign(pen, line, { lineWidth: width / scale })
    pen.setLineDash(dash.map((length) => length / scale))
    if (!isOpen) pen.fill(path, "evenodd")
    pen.stroke(path)
  }
}

const writeNumbers = (pen, shapes, lookOf, { scale, dx, dy }) => {
  pen.setLineDash([])
  for (const { spot: [x, y], properties } of shapes) {
    Object.assign(pen, TEXT, lookOf(properties).text)
    pen.strokeText(properties.decile, x * scale - dx, y * scale - dy)
    pen.fillText(properties.decile, x * scale - dx, y * scale - dy)
  }
}

/** A layer of Leaflet. It fires "refusal" when a tile could not be had. */
export const shapeLayer = (map, box, layer, credentials) => {
  const answers = tileAnswers(layer.tiles, credentials, drawable)
  const looks = looksIn(box)
  const lookOf = (properties) => looks.of(classOf(layer, properties))
  const scratch = document.createElement("canvas").getContext("2d")

  const draw = (canvas, { shapes }, zoom, { scale, dx, dy }) => {
    const ratio = Math.min(devicePixelRatio, 2)
    canvas.width = canvas.height = SIDE * ratio
    const pen = canvas.getContext("2d")
    pen.setTransform(ratio * scale, 0, 0, ratio * scale, -ratio * dx, -ratio * dy)
    paint(pen, shapes, lookOf, scale)
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    if (layer.legend && zoom >= NUMBERED_FROM) writeNumbers(pen, shapes, lookOf, { scale, dx, dy })
  }

  const Shapes = L.GridLayer.extend({
    createTile({ x, y, z }, done) {
      const canvas = L.DomUtil.create("canvas", "layer-tile")
      const { tile, ...way } = within({ x, y, z: z - 1 }, layer.last)
      canvas.dataset.tile = tile
      const drawn = answers.get(tile).then((answer) => draw(canvas, answer, z, way))
      drawn.then(() => done(null, canvas), (problem) => this.refuse(problem, done, canvas))
      return canvas
    },

    refuse(problem, done, canvas) {
      done(problem, canvas)
      if (problem.name === "AbortError" || this.isWaiting) return
      this.isWaiting = true
      this.fire("refusal")
      map.once("moveend", () => {
        this.isWaiting = false
        this.redraw()
      })
    },

    /** The answers that are there for what is in view. */
    inView() {
      if (map.getZoom() <= layer.first) return []
      return answers.ready(tilesUnder(map.getPixelBounds(), map.getZoom(), layer.last))
    },

    /** The properties of what lies at a point of the map. */
    at(latlng) {
      const zoom = map.getZoom()
      const [tile] = tilesUnder({ min: map.project(latlng), max: map.project(latlng) }, zoom, layer.last)
      const [answer] = zoom > layer.first ? answers.ready([tile]) : []
      const [x, y] = planeOf(tile)([latlng.lng, latlng.lat])
      scratch.lineWidth = (2 * FINGER) / 2 ** Math.max(zoom - 1 - layer.last, 0)
      const isHit = ({ path, isLine: isOpen }) =>
        isOpen ? scratch.isPointInStroke(path, x, y) : scratch.isPointInPath(path, x, y, "evenodd")
      return (answer?.shapes ?? []).filter(isHit).map(({ properties }) => properties)
    },

    search(query) {
      answers.search(query)
      this.redraw()
    },
  })

  const grid = new Shapes({ tileSize: SIDE, minZoom: layer.first + 1, pane: "layers", zIndex: layer.depth, updateWhenZooming: false })
  whenColoursChange(() => {
    looks.forget()
    grid.redraw()
  })
  return grid.on("tileunload", ({ tile: { dataset } }) => answers.leave(dataset.tile))
}
