// Arithmetic of shapes in a tile, apart from the map: degrees to the 512 pixels that a tile is drawn wide.

export const SIDE = 512

/** Turns [lon, lat] in degrees into [x, y] in pixels from the north-west corner of the tile "z/x/y". */
export const planeOf = (tile) => {
  const [z, x, y] = tile.split("/").map(Number)
  const across = 2 ** z
  return ([lon, lat]) => [
    (((lon + 180) / 360) * across - x) * SIDE,
    (((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * across - y) * SIDE,
  ]
}

/** What a tile deeper than `deepest` is a part of: {tile, scale, dx, dy}, with its place there in pixels of its own zoom. */
export const within = ({ z, x, y }, deepest) => {
  const shift = Math.max(z - deepest, 0)
  const scale = 2 ** shift
  const column = Math.floor(x / scale)
  const row = Math.floor(y / scale)
  return { tile: `${z - shift}/${column}/${row}`, scale, dx: (x - column * scale) * SIDE, dy: (y - row * scale) * SIDE }
}

const PARTS = {
  Polygon: (coordinates) => coordinates,
  MultiPolygon: (coordinates) => coordinates.flat(),
  LineString: (coordinates) => [coordinates],
  MultiLineString: (coordinates) => coordinates,
}

/** The rings and lines of a GeoJSON geometry; points have none. */
export const partsOf = ({ type, coordinates, geometries }) =>
  geometries ? geometries.flatMap(partsOf) : (PARTS[type]?.(coordinates) ?? [])

export const isLine = ({ type }) => type.endsWith("LineString")
