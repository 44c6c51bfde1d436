// Street tiles come from elsewhere and may fail. The map then draws its own back-drop and says so.

const ENOUGH = 4 // tiles in a row that could not be had

/** Calls `instead` once where the provider of street tiles does not answer, and takes their layer away. */
export const watchStreets = (map, instead) => {
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
