// Layers that a reader may turn on below the places: areas, deprivation, partners and more. See docs/layers.md.

/** Offers the layers that `data-layers` of a map's box names. */
export const offerLayers = async (map, { dataset }) => {
  const answer = await fetch(dataset.layers)
  return answer.ok ? answer.json() : { layers: [] } // the map stands without them
}
