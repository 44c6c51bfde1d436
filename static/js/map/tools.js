// The buttons above the map: where the reader is, the full screen, the keys.

const CLOSEST = 16 // as near as the map goes then
const WAIT = 15_000 // milliseconds for which the device may look
const ERRORS = {
  1: "Your browser does not tell this page where you are. You can allow it in the browser's settings, or type a postcode.",
  3: "Your device took too long to find where you are. Try again, or type a postcode.",
}
const UNKNOWN = "Your device cannot tell where you are. Try again, or type a postcode."

const inWords = (metres) => (metres < 1000 ? `${Math.ceil(metres / 10) * 10} metres` : `${Math.ceil(metres / 1000)} km`)

const mark = (layer, { latlng, accuracy }) => {
  layer.clearLayers()
  L.circle(latlng, { radius: accuracy, className: "whereabouts", interactive: false }).addTo(layer)
  L.circleMarker(latlng, { radius: 7, className: "whereabouts-middle", interactive: false }).addTo(layer)
}

/** Where the reader is, asked of the browser when the button is pressed, and told to nobody. */
const offerWhereabouts = (map, button, say) => {
  const layer = L.layerGroup().addTo(map)
  button.hidden = !("geolocation" in navigator)

  button.addEventListener("click", () => {
    say("Looking for where you are…")
    map.locate({ enableHighAccuracy: true, timeout: WAIT, maximumAge: 60_000 })
  })
  map.on("locationfound", (found) => {
    mark(layer, found)
    map.setView(found.latlng, Math.min(CLOSEST, map.getBoundsZoom(found.bounds)), { animate: false })
    say(`You are in the circle on the map, to within ${inWords(found.accuracy)}. Your place itself is not sent to us.`)
  })
  map.on("locationerror", ({ code }) => say(ERRORS[code] ?? UNKNOWN))
}

/** A button that makes the box of a map fill the screen, where the browser can. */
const offerFullScreen = (box, button) => {
  const words = { make: button.textContent, leave: button.dataset.leave }
  button.hidden = !document.fullscreenEnabled

  button.addEventListener("click", () => (document.fullscreenElement === box ? document.exitFullscreen() : box.requestFullscreen()))
  box.addEventListener("fullscreenchange", () => {
    button.textContent = document.fullscreenElement === box ? words.leave : words.make
  })
}

/** The list of the keys, from its button, and from "?" while the map has the focus. */
const offerKeys = (container, button, dialog) => {
  const open = () => dialog.open || dialog.showModal()
  button.addEventListener("click", open)
  container.addEventListener("keydown", (event) => {
    if (event.key !== "?") return
    event.preventDefault()
    open()
  })
}

export const offerTools = (map, box) => {
  const tool = (name) => box.querySelector(`[data-${name}]`)
  const told = box.querySelector(".map-told")
  offerKeys(map.getContainer(), tool("keys"), box.querySelector(".map-keys"))
  offerFullScreen(box, tool("full-screen"))
  offerWhereabouts(map, tool("whereabouts"), (words) => {
    told.textContent = words
  })
}
