// Every map of the site but the one for placing a pin. The page says the same in a list; `mapping/_map.html` says what `data-` it reads.
import { followAddress, lookWhereAddressSays } from "./map/address.js";
import { drawGround, drawOutline, drawOutlines } from "./map/backdrop.js";
import { clusterLayer } from "./map/clusters.js";
import { offerSearchHere } from "./map/here.js";
import { chosen } from "./map/layers/choice.js";
import { markFromList } from "./map/list.js";
import { markerMaker } from "./map/markers.js";
import { showOthers, showPoints } from "./map/points.js";
import { moveFocusWithPopups } from "./map/popups.js";
import { offerZoom } from "./map/start.js";
import { offerTools } from "./map/tools.js";

const CLOSE = 17 // the zoom at which every spot has a marker of its own
const NEAR = 15 // as near as a map goes by itself
const NAME = "Map. Arrow keys move it, plus and minus zoom, Tab goes from place to place, the question mark lists the keys."

const prepare = (map, box) => {
  const container = map.getContainer()
  container.setAttribute("role", "group")
  container.setAttribute("aria-label", NAME)
  container.focus = () => HTMLElement.prototype.focus.call(container, { preventScroll: true }) // after a press of Leaflet's buttons
  box.querySelector(".map-tools").hidden = false
  map.invalidateSize({ animate: false }) // their room is taken from the map
  map.setMaxBounds(null) // a popup near the edge needs room
  map.zoomControl.remove()
  offerZoom(map)
  container.prepend(container.querySelector(".leaflet-control-container")) // the buttons come before the places
  map.getPane("overlayPane").setAttribute("aria-hidden", "true") // outlines say nothing that the page does not
  map.scrollWheelZoom.disable() // the page scrolls until the map is in use
  box.addEventListener("focusin", () => map.scrollWheelZoom.enable())
  box.addEventListener("focusout", () => map.scrollWheelZoom.disable())
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container)
  moveFocusWithPopups(map)
}

/** Layers come when they are asked for, or are on from the page before: the map is there sooner without them. */
const offerLayersLater = (map, box) => {
  const button = box.querySelector("[data-ask-layers]")
  const load = async () => {
    const { offerLayers } = await import("./map/layers.js")
    await offerLayers(map, box)
    button.remove()
  }
  const ask = async () => {
    button.disabled = true // one press is enough
    try {
      await load()
    } catch {
      button.disabled = false
      button.focus()
      box.querySelector(".map-told").textContent = "The layers could not be fetched. Try again."
      return
    }
    const opener = box.querySelector("[aria-controls='map-layers']")
    opener?.click()
    opener?.focus()
  }
  if (chosen().length) load()
  else button.addEventListener("click", ask)
}

const fit = (map, [west, south, east, north], nearest = NEAR) =>
  map.fitBounds([[south, west], [north, east]], { padding: [30, 30], maxZoom: nearest, animate: false })

const showClusters = (map, box, status) => {
  const { query, follow, total, bounds } = box.dataset
  const { clusters: url, noun, visitor } = box.dataset
  const layer = clusterLayer(map, { url, marker: markerMaker(box.dataset), status, noun, visitor })
  let searched

  const isOfView = (words) => new URLSearchParams(words).has("bbox")
  const search = (words, counted) => {
    searched = words
    return layer.search(words, counted, (everywhere) => {
      const isSettled = follow ? lookWhereAddressSays(map) || isOfView(words) : bounds
      if (!isSettled && everywhere) fit(map, everywhere)
    })
  }

  const looked = bounds || new URLSearchParams(query).get("bbox")
  if (looked) fit(map, looked.split(",").map(Number))
  search(query, total)
  map.on("moveend", layer.refresh)
  document.addEventListener("click", (event) => showOnMap(event, map, box, layer))
  markFromList(layer)
  if (!follow) return

  followAddress(map)
  offerSearchHere(map, box.querySelector(".search-here"), document.getElementById("filters"))
  const again = () => {
    const followed = document.querySelector(`#${follow} [data-query]`).dataset
    if (followed.query !== searched) search(followed.query, followed.total) // another page of the list moves no map
  }
  document.body.addEventListener("htmx:afterSwap", ({ detail }) => detail.target?.id === follow && again())
  document.body.addEventListener("htmx:historyRestore", again)
}

const showOnMap = (event, map, box, layer) => {
  const row = event.target.closest("[data-show]")
  if (!row) return
  event.preventDefault()
  const place = { id: Number(row.dataset.show), lat: Number(row.dataset.lat), lon: Number(row.dataset.lon) }
  box.scrollIntoView({ block: "nearest" })
  map.fire("hand")
  layer.open(place)
  map.setView([place.lat, place.lon], CLOSE, { animate: false })
  layer.refresh() // where it was there already
}

window.addEventListener("map:init", ({ detail: { map } }) => {
  const box = map.getContainer().closest("[data-land]")
  const status = box.querySelector(".map-status")
  prepare(map, box)
  drawGround(map, box)
  if (box.dataset.outline) drawOutline(map, box.dataset.outline)
  if (box.dataset.outlines) drawOutlines(map, box.dataset.outlines)
  if (box.dataset.others) showOthers(map, box)
  if (box.dataset.clusters) showClusters(map, box, status)
  else showPoints(map, box, status, fit)
  offerTools(map, box)
  if (box.dataset.layers) offerLayersLater(map, box)
})
