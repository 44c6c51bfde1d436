// "Search this area": offered once somebody has moved the map, never done by itself.
import { onHand } from "./address.js";

const DECIMALS = 4 // about ten metres

/** West, south, east, north of the view in degrees, as the filter `bbox` takes them. */
const boxInView = (map) => map.getBounds().toBBoxString().split(",").map((degrees) => Number(degrees).toFixed(DECIMALS)).join(",")

const choiceIn = (form) => {
  const known = form.elements.namedItem("bbox")
  if (known) return known
  const choice = document.createElement("div")
  choice.className = "choice"
  const tick = Object.assign(document.createElement("input"), { type: "checkbox", name: "bbox", id: "place_bbox" })
  const label = Object.assign(document.createElement("label"), { htmlFor: "place_bbox" })
  label.textContent = "In the part of the map searched"
  choice.append(tick, label)
  form.querySelector("#places").append(choice)
  return tick
}

/** Offers to ask the filter form for what lies in view. */
export const offerSearchHere = (map, button, form) => {
  let moved = false
  const byHand = () => {
    moved = true
  }
  onHand(map, byHand)
  map.on("locationfound", byHand)
  map.on("moveend", () => {
    button.hidden = !moved
  })
  button.addEventListener("click", () => {
    const tick = choiceIn(form)
    tick.value = boxInView(map)
    tick.checked = true
    moved = false
    button.hidden = true
    map.getContainer().focus({ preventScroll: true }) // the button is gone
    form.requestSubmit()
  })
}
