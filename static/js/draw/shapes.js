// Shapes as text and as parts: {outlines: [[ring, …], …], routes: [line, …]}, positions as [lon, lat] in degrees.
const DECIMALS = 6 // about 10 cm
const POSITION = /(?<![\w.+-])([+-]?[\d.]+(?:e[+-]?\d+)?)\s+([+-]?[\d.]+(?:e[+-]?\d+)?)(?:\s+[+-]?[\d.e+-]+){0,2}/gi
const CORNER = /^\s*\(?\s*([+-]?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*\)?\s*$/

const empty = () => ({ outlines: [], routes: [] })

const together = (all) => ({
  outlines: all.flatMap(({ outlines }) => outlines),
  routes: all.flatMap(({ routes }) => routes),
})

const partsOf = (type, coordinates) => {
  const parts = type.startsWith("MULTI") ? coordinates : [coordinates]
  if (type.endsWith("POLYGON")) return { ...empty(), outlines: parts }
  if (type.endsWith("LINESTRING")) return { ...empty(), routes: parts }
  return empty()
}

const fromGeoJson = ({ type, features, geometries, geometry, coordinates }) => {
  if (features || geometries) return together((features ?? geometries).map(fromGeoJson))
  return geometry ? fromGeoJson(geometry) : partsOf(type.toUpperCase(), coordinates)
}

const fromWkt = (text) => {
  const [, type, body] = /^(?:SRID\s*=\s*\d+\s*;)?\s*([A-Z]+)\s*(?:ZM|Z|M)?\s*(\(.*\))/is.exec(text)
  const lists = body.replace(POSITION, (_, lon, lat) => `[${Number(lon)},${Number(lat)}]`)
  return partsOf(type.toUpperCase(), JSON.parse(lists.replaceAll("(", "[").replaceAll(")", "]")))
}

const fromCorners = (text, mayBeRoute) => {
  const lines = text.split("\n").filter((line) => line.trim())
  const line = lines.map((corner) => CORNER.exec(corner).slice(1, 3).map(Number).reverse())
  const isClosed = String(line[0]) === String(line.at(-1))
  return mayBeRoute && !isClosed ? { ...empty(), routes: [line] } : { ...empty(), outlines: [[line]] }
}

const isPosition = (position) => position.length >= 2 && position.slice(0, 2).every(Number.isFinite)

/** What a text draws, or null while it cannot be read: the server says why. */
export const readShape = (text, mayBeRoute = false) => {
  const written = text.trim()
  if (!written) return empty()
  try {
    const read = /^[{]/.test(written) ? fromGeoJson(JSON.parse(written)) : /^[A-Z]/i.test(written) ? fromWkt(written) : fromCorners(written, mayBeRoute)
    return [...read.outlines.flat(), ...read.routes].flat().every(isPosition) ? read : null
  } catch {
    return null
  }
}

const corner = ([lon, lat]) => `${Number(lon.toFixed(DECIMALS))} ${Number(lat.toFixed(DECIMALS))}`

const bracketed = (parts, write) => `(${parts.map(write).join(", ")})`

const line = (positions) => bracketed(positions, corner)

const outline = (rings) => bracketed(rings, line)

/** The parts as WKT. */
export const writeShape = ({ outlines, routes }) => {
  const written = []
  if (outlines.length) written.push(`MULTIPOLYGON ${bracketed(outlines, outline)}`)
  if (routes.length) written.push(`MULTILINESTRING ${bracketed(routes, line)}`)
  if (written.length < 2) return written.join("")
  const geometries = [
    { type: "MultiPolygon", coordinates: outlines },
    { type: "MultiLineString", coordinates: routes },
  ]
  return JSON.stringify({ type: "GeometryCollection", geometries }) // the server says that both together cannot be kept
}

const KM = 111.195 // of a degree along a meridian

const ringSize = (ring) => {
  const narrow = Math.cos((ring[0][1] * Math.PI) / 180)
  const twice = ring.reduce((sum, [lon, lat], at) => {
    const [nextLon, nextLat] = ring[(at + 1) % ring.length]
    return sum + (lon - ring[0][0]) * (nextLat - ring[0][1]) - (nextLon - ring[0][0]) * (lat - ring[0][1])
  }, 0)
  return (Math.abs(twice) / 2) * narrow * KM * KM
}

const lineLength = (positions) =>
  positions.slice(1).reduce((sum, [lon, lat], at) => {
    const [beforeLon, beforeLat] = positions[at]
    return sum + Math.hypot((lon - beforeLon) * Math.cos((lat * Math.PI) / 180), lat - beforeLat) * KM
  }, 0)

const rounded = (number) => number.toLocaleString("en-GB", { maximumSignificantDigits: number < 10 ? 2 : 3 })

const counted = (number, noun) => (number === 1 ? `One ${noun}` : `${number} ${noun}s`)

/** What is drawn, in words. */
export const inWords = ({ outlines, routes }) => {
  const size = outlines.reduce((sum, [shell, ...holes]) => holes.reduce((left, hole) => left - ringSize(hole), sum + ringSize(shell)), 0)
  const length = routes.reduce((sum, positions) => sum + lineLength(positions), 0)
  const said = []
  if (outlines.length) said.push(`${counted(outlines.length, "outline")}, ${rounded(size)} square kilometres`)
  if (routes.length) said.push(`${counted(routes.length, "route")}, ${rounded(length)} kilometres`)
  return said.length ? `${said.join("; ")}.` : "Nothing is drawn yet."
}
