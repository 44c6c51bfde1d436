// One layer in the list of those that are offered: its tick, what it says of itself, and what of it is on the map.
import { element } from "../elements.js";
import { keyOf } from "./key.js";
import { pinLayer } from "./pins.js";
import { shapeLayer } from "./shapes.js";
import { inWords, measuresOf } from "./words.js";

const many = ({ shapes, points }) => (shapes ?? points).length

const rowOf = ({ name, label, about }, tick, note) => {
  tick.setAttribute("aria-describedby", `about-${name}`)
  const written = element("label", { htmlFor: tick.id, textContent: label })
  const hint = element("p", { className: "hint small", id: `about-${name}`, textContent: about })
  return element("div", { className: "layer" }, element("div", { className: "choice" }, tick, written), hint, note)
}

const noteOf = (map, { first, label }) => {
  const nearer = element("button", { type: "button", className: "button quiet" }, "Go nearer", element("span", { className: "vh", textContent: ` to see: ${label}` }))
  nearer.addEventListener("click", () => map.setZoom(first + 1))
  return element("p", { className: "layer-note small", hidden: true }, "Too far away to see.", nearer)
}

/**
 * Has `row` for the list, `turn(isOn)`, `search(query)`, `at(latlng)`, `inView()`. `say(words)` tells the reader what happens;
 * `changed()` is called when something else of the layer has come into view.
 */
export const offerOf = (map, box, layer, { say, changed }) => {
  const tick = element("input", { type: "checkbox", id: `layer-${layer.name}`, value: layer.name })
  const note = noteOf(map, layer)
  let drawn = null
  let key = null
  let query = ""
  let isNews = false // what comes onto the map was turned on just now, or has come near enough

  const isNear = () => map.getZoom() > layer.first
  const inView = () => (tick.checked && isNear() ? drawn.inView() : [])
  const called = (measures) => (layer.legend ? `${layer.label}, ${inWords(measures)}` : layer.label)

  const make = () => {
    const credentials = "visitor" in box.dataset ? "omit" : "same-origin"
    drawn = (layer.draws === "pins" ? pinLayer : shapeLayer)(map, box, layer, credentials)
    if (layer.takes_filter) drawn.search(query)
    if (layer.legend) key = keyOf(layer, box)
    drawn.on("load", loaded)
    drawn.on("refusal", () => say(`${layer.label}: some of it could not be loaded.`))
    map.on("zoomend", heedZoom)
    map.on("moveend", look)
  }

  const look = () => {
    if (key && tick.checked && isNear()) key.show(inView())
    else key?.hide()
    changed()
  }

  const loaded = () => {
    look()
    const answers = inView()
    if (!isNews || !isNear() || !tick.checked) return
    isNews = false
    if (!answers.some(many)) say(`${layer.label}: none in this part of the map.`)
    else if (answers.some(({ cut }) => cut)) say(`${layer.label}: too many here to show them all. Go nearer.`)
    else say(`${called(layer.legend && measuresOf(layer, answers))}: shown.`)
  }

  const heedZoom = () => {
    const isTooFar = tick.checked && !isNear()
    if (isTooFar && note.hidden) say(`${called(layer.legend?.measures)}: go nearer to see it.`)
    if (isTooFar) isNews = true
    note.hidden = !isTooFar
  }

  return {
    layer,
    tick,
    row: rowOf(layer, tick, note),
    inView,
    at: (latlng) => (tick.checked ? drawn.at(latlng) : []),

    turn(isOn) {
      tick.checked = isOn
      if (!drawn) make()
      isNews = isOn
      if (isOn) drawn.addTo(map)
      else drawn.remove()
      if (!isOn) say(`${layer.label}: not shown.`)
      heedZoom()
      look()
    },

    search(next) {
      if (!layer.takes_filter || next === query) return
      query = next
      drawn?.search(next)
    },
  }
}
