// Puts a pin on a map. The text input is the answer: clicks, drags and buttons write into it, and what is typed moves the pin.
import { drawLand } from "./map/backdrop.js";
import { nameLayer } from "./map/names.js";
import { mapOfForm } from "./map/start.js";

const STEP = 24 // pixels that a press of a button moves the pin
const CLOSE = { streets: 16, names: 13 } // the zoom at which one street, or one neighbourhood, fills the map

/** The numbers of "latitude, longitude", or null while they are not both there. */
export const readCoordinates = (text) => {
  const written = /^\s*([+-]?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*$/.exec(text)
  return written && { lat: Number(written[1]), lng: Number(written[2]) }
}

export const writeCoordinates = ({ lat, lng }) => `${lat.toFixed(6)}, ${lng.toFixed(6)}`

const COMPASS = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"]

/** The direction in words from one place to another, both near each other. */
export const direction = (from, to) => {
  const east = (to.lng - from.lng) * Math.cos((from.lat * Math.PI) / 180)
  const turn = Math.atan2(east, to.lat - from.lat) / (Math.PI / 4)
  return COMPASS[(Math.round(turn) + 8) % 8]
}

export const distance = (metres) =>
  metres < 950 ? `${Math.max(50, Math.round(metres / 50) * 50)} metres` : `${(metres / 1000).toFixed(metres < 9500 ? 1 : 0)} km`

const nearest = (place, landmarks) =>
  landmarks
    .map(([name, lng, lat]) => ({ name, at: L.latLng(lat, lng) }))
    .map((landmark) => ({ ...landmark, metres: landmark.at.distanceTo(place) }))
    .sort((one, other) => one.metres - other.metres)[0]

const inWords = (place, landmarks) => {
  const spot = `The pin is at ${place.lat.toFixed(4)}, ${place.lng.toFixed(4)}`
  const mark = nearest(place, landmarks)
  if (!mark) return `${spot}.`
  if (mark.metres < 100) return `${spot}, in the middle of ${mark.name}.`
  return `${spot}, ${distance(mark.metres)} ${direction(mark.at, place)} of the middle of ${mark.name}.`
}

const GRID_REFERENCE = /^\s*[A-HJ-Z]{1,2}(?:\s*\d){4,10}\s*$/i

/** Where a postcode is that stands in the form of the pin, or null where nobody knows. */
const askForPostcode = async (url, { postcode, csrfmiddlewaretoken }) => {
  const body = new URLSearchParams({ postcode: postcode.value, csrfmiddlewaretoken: csrfmiddlewaretoken.value })
  const answer = await fetch(url, { method: "POST", body }).catch(() => null)
  return answer?.status === 200 ? answer.json() : null
}

const drawMap = (box, options) => {
  const map = mapOfForm(box, options, options.bounds, 13)
  if (!options.tiles.length) drawLand(map, options.land)
  return map
}

const pinIcon = () => L.divIcon({ className: "pin selected", iconSize: null })

const closeUp = ({ tiles }) => (tiles.length ? CLOSE.streets : CLOSE.names)

const nameLandmarks = (map, { tiles, landmarks }) => {
  if (tiles.length) return // the streets have their names
  const write = nameLayer(map)
  const draw = () => write(landmarks.map(([name, lng, lat]) => ({ name, lat, lng })))
  map.on("moveend", draw)
  draw()
}

const showPlace = (box) => {
  const options = JSON.parse(box.dataset.place)
  box.hidden = false
  const map = drawMap(box, options).setView(options.place, closeUp(options), { animate: false })
  nameLandmarks(map, options)
  L.marker(options.place, { icon: pinIcon(), interactive: false, keyboard: false }).addTo(map)
}

const start = (widget) => {
  const options = JSON.parse(widget.dataset.pin)
  const input = widget.querySelector("input")
  const status = widget.querySelector("[role=status]")
  const clear = widget.querySelector("[data-clear]")
  const here = widget.querySelector("[data-here]")
  const box = widget.querySelector(".map")
  box.hidden = widget.querySelector(".pin-moves").hidden = false
  box.setAttribute("role", "region")
  box.setAttribute("aria-label", "Map for placing the pin")

  const map = drawMap(box, options)
  nameLandmarks(map, options)
  const pin = L.marker(map.getCenter(), { icon: pinIcon(), draggable: true, keyboard: false })

  const form = input.form
  let middle = null // of the postcode

  const say = (words) => (status.textContent = words)

  const fromPostcode = (place) =>
    middle ? ` It is ${distance(L.latLng(place).distanceTo(middle))} from the middle of ${middle.postcode}.` : ""

  const show = (place) => {
    pin.setLatLng(place).addTo(map)
    clear.hidden = false
    if (!map.getBounds().pad(-0.1).contains(place)) map.panTo(place, { animate: false })
    say(inWords(L.latLng(place), options.landmarks) + fromPostcode(place))
  }

  const findPostcode = async () => {
    middle = form.elements.postcode.value.trim() ? await askForPostcode(widget.dataset.postcodes, form.elements) : null
    if (map.hasLayer(pin)) return show(pin.getLatLng())
    if (!middle && form.elements.postcode.value.trim()) say("We do not know where this postcode is. Press the map instead.")
    if (!middle) return
    map.setView(middle, closeUp(options), { animate: false })
    say(`The map shows ${middle.postcode}. Press it where the entrance is, or press a button to put the pin in the middle.`)
  }

  // A town or part of it that is among the names on the map.
  const findTown = () => {
    const typed = form.elements.town.value.trim().toLowerCase()
    const known = options.landmarks.find(([name]) => name.toLowerCase() === typed)
    if (!known || middle || map.hasLayer(pin)) return
    const [name, lng, lat] = known
    map.setView([lat, lng], closeUp(options), { animate: false })
    say(`The map shows ${name}. Press it where the entrance is, or press a button to put the pin in the middle.`)
  }

  const put = (place) => {
    const { lat, lng } = L.latLng(place).wrap()
    input.value = writeCoordinates({ lat, lng })
    tell()
    show({ lat, lng })
  }

  const tell = () => input.dispatchEvent(new CustomEvent("moved", { bubbles: true })) // who typed tells by "change"

  const takeAway = () => {
    pin.remove()
    clear.hidden = true
    say("There is no pin yet. Press the map, a button, or type the two numbers.")
  }

  const follow = () => {
    const place = readCoordinates(input.value)
    if (place) {
      map.setView(place, Math.max(map.getZoom(), closeUp(options)), { animate: false })
      show(place)
    } else if (GRID_REFERENCE.test(input.value)) say("A grid reference: the pin goes there when you save.")
    else if (input.value.trim()) say("The two numbers cannot be read yet. Write them like 53.8142, -3.0503.")
    else takeAway()
  }

  const move = ([right, down]) => {
    if (!map.hasLayer(pin)) return put(map.getCenter()) // the first press puts it in the middle of the map
    const spot = map.project(pin.getLatLng()).add([right * STEP, down * STEP])
    return put(map.unproject(spot))
  }

  map.on("click", ({ latlng }) => put(latlng))
  pin.on("dragend", () => put(pin.getLatLng()))
  map.on("locationfound", ({ latlng }) => {
    map.setView(latlng, closeUp(options), { animate: false })
    put(latlng)
  })
  map.on("locationerror", () => say("Your device does not say where you are. Press the map or type the two numbers."))
  input.addEventListener("change", follow)
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return
    event.preventDefault() // it would send the form
    follow()
  })
  for (const button of widget.querySelectorAll("[data-move]"))
    button.addEventListener("click", () => move(button.dataset.move.split(",").map(Number)))
  clear.addEventListener("click", () => {
    input.value = ""
    tell()
    takeAway()
    input.focus()
  })
  here.hidden = !navigator.geolocation
  here.addEventListener("click", () => {
    say("Asking your device where you are …")
    map.locate({ enableHighAccuracy: true, timeout: 15000 })
  })
  follow()
  if (!form?.elements.postcode) return
  form.elements.postcode.addEventListener("change", findPostcode)
  form.elements.town.addEventListener("change", findTown)
  if (form.elements.postcode.value) findPostcode()
}

document.querySelectorAll("[data-pin]").forEach(start)
document.querySelectorAll("[data-place]").forEach(showPlace)
