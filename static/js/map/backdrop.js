// What lies below the places where no street tiles do: sea, land, areas and their names. And the outline of the area at hand.
import { tilesUnder } from "./tiles.js";

const FIRST = 7 // zoom of the map from which areas are drawn
const NEAREST = 13 // zoom of the tiles that hold most detail
const PLACE = { half: 28, high: 34 } // pixels: half the width of a marker, and the height that a marker or a name takes
const LETTER = 8 // pixels that a letter of a name is wide

const read = async (url) => {
  const answer = await fetch(url)
  return answer.ok ? answer.json() : { type: "FeatureCollection", features: [] } // the places stand without it
}

const drawLand = async (map, url) => {
  const style = { className: "land" }
  L.geoJSON(await read(url), { style, pane: "land", interactive: false, attribution: "Natural Earth" }).addTo(map)
}

const inWords = (words) => {
  const label = document.createElement("span")
  label.textContent = words // not as HTML: consortia type the names
  return label
}

const markersOf = (map) => {
  const spots = []
  map.eachLayer((layer) => layer instanceof L.Marker && spots.push(layer.getLatLng()))
  return spots.map((spot) => ({ ...map.latLngToContainerPoint(spot), half: PLACE.half }))
}

const areApart = (one, other) =>
  Math.abs(one.x - other.x) > one.half + other.half || Math.abs(one.y - other.y) > PLACE.high

/** Those of the areas whose names stand neither on a place nor on a name before them. */
const roomFor = (map, areas) => {
  const taken = markersOf(map)
  return areas.filter(({ properties: { name, label: [lng, lat] } }) => {
    const spot = { ...map.latLngToContainerPoint([lat, lng]), half: (name.length * LETTER) / 2 }
    const isFree = taken.every((other) => areApart(spot, other))
    if (isFree) taken.push(spot)
    return isFree
  })
}

/** Without the local authorities, where smaller areas are shown. */
const smallest = (areas) => {
  const inside = areas.filter(({ properties: { kind } }) => kind !== "local_authority")
  return inside.length ? inside : areas
}

const isOnScreen = (map) => ({ properties: { label: [lng, lat] } }) => map.getBounds().contains([lat, lng])

const drawAreas = (map, url) => {
  const look = ({ properties: { kind } }) => ({ className: `area-back ${kind}` })
  const shapes = L.geoJSON(null, { style: look, pane: "areas", interactive: false }).addTo(map)
  const names = L.layerGroup().addTo(map)
  const style = { permanent: true, direction: "center", className: "place-name", pane: "names", interactive: false }
  const answers = new Map()
  let drawn = ""
  let areas = []

  const cached = (tile) => {
    if (!answers.has(tile)) answers.set(tile, read(url.replace("0/0/0", tile)))
    return answers.get(tile)
  }

  const write = () => {
    names.clearLayers()
    for (const { properties } of roomFor(map, smallest(areas).filter(isOnScreen(map))))
      L.tooltip([properties.label[1], properties.label[0]], style).setContent(inWords(properties.name)).addTo(names)
  }

  const draw = async () => {
    const zoom = map.getZoom()
    const tiles = zoom < FIRST ? [] : tilesUnder(map.getPixelBounds(), zoom, NEAREST)
    const found = (await Promise.all(tiles.map(cached))).flatMap(({ features }) => features)
    if (zoom !== map.getZoom()) return
    areas = [...new Map(found.map((area) => [area.properties.code, area])).values()]
    if (tiles.join() !== drawn) shapes.clearLayers().addData(areas)
    drawn = tiles.join()
    write()
  }

  map.on("moveend", draw)
  map.on("places", write)
  draw()
}

/** The sea is the background of the map; land and areas are drawn on it. */
export const drawBackdrop = (map, { land, areas }) => {
  map.createPane("land").style.zIndex = 210
  map.createPane("areas").style.zIndex = 220
  map.createPane("names").style.zIndex = 450 // over the outline, under the places
  drawLand(map, land)
  drawAreas(map, areas)
}

export const drawOutline = async (map, url) =>
  L.geoJSON(await read(url), { style: { className: "area-line" }, interactive: false }).addTo(map)
