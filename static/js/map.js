// Every map of the site but the one for placing a pin. The page says the same in a list; `mapping/_map.html` says what `data-` it reads.
import { followAddress, lookWhereAddressSays } from "./map/address.js";
import { drawBackdrop, drawOutline } from "./map/backdrop.js";
import { clusterLayer } from "./map/clusters.js";
import { offerSearchHere } from "./map/here.js";
import { markerMaker } from "./map/markers.js";
import { showOthers, showPoints } from "./map/points.js";
import { moveFocusWithPopups } from "./map/popups.js";

const CLOSE = 17 // the zoom at which every spot has a marker of its own
const NEAR = 15 // as near as a map goes by itself

const prepare = (map, box) => {
  const container = map.getContainer()
  container.setAttribute("role", "group")
  container.setAttribute("aria-label", "Map. Arrow keys move it, plus and minus zoom, Tab goes from place to place.")
  map.setMaxBounds(null) // a popup near the edge needs room
  map.zoomControl.remove()
  L.control.zoom({ zoomInTitle: "Zoom in on map", zoomOutTitle: "Zoom out of map" }).addTo(map)
  map.scrollWheelZoom.disable() // the page scrolls until the map is in use
  box.addEventListener("focusin", () => map.scrollWheelZoom.enable())
  box.addEventListener("focusout", () => map.scrollWheelZoom.disable())
  moveFocusWithPopups(map)
}

const fit = (map, [west, south, east, north]) =>
  map.fitBounds([[south, west], [north, east]], { padding: [30, 30], maxZoom: NEAR, animate: false })

const show = async (task, status) => {
  try {
    await task()
  } catch (error) {
    if (error.name === "AbortError") return
    status.textContent = "The map could not be filled. The list shows the same."
  }
}

const showClusters = (map, box, status) => {
  const { clusters, query, follow, total, bounds, noun } = box.dataset
  const layer = clusterLayer(map, { url: clusters, marker: markerMaker(box.dataset), status, noun })

  const search = (words, counted) =>
    show(async () => {
      const everywhere = await layer.search(words, counted)
      const isSettled = follow ? lookWhereAddressSays(map) || isOfView(words) : bounds
      if (!isSettled && everywhere) fit(map, everywhere)
      await layer.refresh()
    }, status)

  const isOfView = (words) => new URLSearchParams(words).has("bbox")
  const looked = bounds || new URLSearchParams(query).get("bbox")
  if (looked) fit(map, looked.split(",").map(Number))
  search(query, total)
  map.on("moveend", () => show(layer.refresh, status))
  document.addEventListener("click", (event) => showOnMap(event, map, box, layer))
  if (!follow) return

  followAddress(map)
  offerSearchHere(map, box.querySelector(".search-here"), document.getElementById("filters"))
  const followed = () => document.querySelector(`#${follow} [data-query]`).dataset
  const again = () => search(followed().query, followed().total)
  document.body.addEventListener("htmx:afterSwap", ({ detail }) => detail.target?.id === follow && again())
  document.body.addEventListener("htmx:historyRestore", again)
}

const showOnMap = (event, map, box, layer) => {
  const row = event.target.closest("[data-show]")
  if (!row) return
  event.preventDefault()
  box.scrollIntoView({ block: "nearest" })
  layer.open(Number(row.dataset.show))
  map.setView([row.dataset.lat, row.dataset.lon], CLOSE, { animate: false })
  map.fire("moveend") // where it was there already
}

window.addEventListener("map:init", ({ detail: { map } }) => {
  const box = map.getContainer().closest("[data-land]")
  const status = box.querySelector("[role=status]")
  prepare(map, box)
  if (!map.options.djoptions.layers.length) drawBackdrop(map, box.dataset)
  if (box.dataset.outline) drawOutline(map, box.dataset.outline)
  if (box.dataset.others) showOthers(map, box)
  if (box.dataset.clusters) showClusters(map, box, status)
  else showPoints(map, box, status, fit)
})
