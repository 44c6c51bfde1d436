// What lies below the places where no street tiles do: sea, land, areas and their names. And the outline of the area at hand.
import { nameLayer } from "./names.js";
import { tilesUnder } from "./tiles.js";

const FIRST = 7 // zoom of the map from which areas are drawn
const NEAREST = 13 // zoom of the tiles that hold most detail
const ENOUGH = 4 // street tiles in a row that could not be had

const NOTHING = { type: "FeatureCollection", features: [] } // the places stand without a ground

/** What anybody may have, so it is asked for without cookies. */
const read = async (url) => {
  const answer = await fetch(url, { credentials: "omit" })
  if (!answer.ok) throw new Error(`The server answered ${answer.status}`)
  return answer.json()
}

const groundPane = (map, name, order) => {
  const pane = map.createPane(name)
  pane.style.zIndex = order
  pane.setAttribute("aria-hidden", "true")
}

/** The land around the United Kingdom; the sea is the background of the map. */
export const drawLand = async (map, url) => {
  groundPane(map, "land", 210)
  const style = { className: "land" }
  L.geoJSON(await read(url).catch(() => NOTHING), { style, pane: "land", interactive: false, attribution: "Natural Earth" }).addTo(map)
}

/** Without the local authorities, where smaller areas are shown. */
const smallest = (areas) => {
  const inside = areas.filter(({ properties: { kind } }) => kind !== "local_authority")
  return inside.length ? inside : areas
}

const labelOf = ({ properties: { name, label: [lng, lat] } }) => ({ name, lat, lng })

const drawAreas = (map, url) => {
  const look = ({ properties: { kind } }) => ({ className: `area-back ${kind}` })
  const shapes = L.geoJSON(null, { style: look, pane: "areas", interactive: false }).addTo(map)
  const name = nameLayer(map, "names")
  const answers = new Map()
  let drawn = ""
  let areas = []
  let due

  /** What is known of a tile; one that could not be had is asked for again when the map has moved. */
  const cached = (tile) => {
    if (!answers.has(tile)) answers.set(tile, read(url.replace("0/0/0", tile)))
    return answers.get(tile).catch(() => {
      answers.delete(tile)
      return NOTHING
    })
  }

  const write = () => {
    cancelAnimationFrame(due)
    due = requestAnimationFrame(() => name(smallest(areas).map(labelOf)))
  }

  const draw = async () => {
    const zoom = map.getZoom()
    const tiles = zoom < FIRST ? [] : tilesUnder(map.getPixelBounds(), zoom, NEAREST)
    const found = (await Promise.all(tiles.map(cached))).flatMap(({ features }) => features)
    if (zoom !== map.getZoom()) return
    areas = [...new Map(found.map((area) => [area.properties.code, area])).values()]
    const now = [...tiles, areas.length].join()
    if (now !== drawn) shapes.clearLayers().addData(areas)
    drawn = now
    write()
  }

  map.on("moveend", draw)
  map.on("places", write)
  draw()
}

/** The land and the areas on it, with their names. */
export const drawBackdrop = (map, { land, areas }) => {
  drawLand(map, land)
  groundPane(map, "areas", 220)
  map.createPane("names").style.zIndex = 450 // over the outline, under the places
  drawAreas(map, areas)
}

/** Calls `instead` once where the provider of street tiles does not answer, and takes their layer away. */
const watchStreets = (map, instead) => {
  map.eachLayer((layer) => {
    if (!(layer instanceof L.TileLayer)) return
    let failed = 0
    layer.on("tileload", () => {
      failed = 0
    })
    layer.on("tileerror", () => {
      failed += 1
      if (failed < ENOUGH || !map.hasLayer(layer)) return
      layer.remove()
      instead()
    })
  })
}

/** Street tiles are there already where the settings name some; without them, or when they fail, sea and land are drawn here. */
export const drawGround = (map, box) => {
  const instead = () => drawBackdrop(map, box.dataset)
  if (!map.options.djoptions.layers.length) return instead()
  return watchStreets(map, () => {
    instead()
    box.parentElement.querySelector(".no-streets").hidden = false
  })
}

export const drawOutline = async (map, url) =>
  L.geoJSON(await read(url).catch(() => NOTHING), { style: { className: "area-line" }, interactive: false }).addTo(map)

/** Outlines that the page brings with it, by the look of each. */
export const drawOutlines = (map, id) => {
  const outlines = Object.entries(JSON.parse(document.getElementById(id).textContent))
  for (const [look, shape] of outlines) L.geoJSON(shape, { style: { className: `outline ${look}` }, interactive: false }).addTo(map)
}
