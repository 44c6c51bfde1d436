// The page of a list. Without ids in its address it shows the list of this browser; the links change that list only
// where the page shows it, not the list of somebody else.
import { read, write } from "./kept.js";

const page = document.getElementById("kept")
const asked = page.dataset.ids
const stored = read().join(",")
const isMine = asked === stored
const clear = document.querySelector("[data-clear]")
const takeOver = document.querySelector("[data-take-over]")
const numbers = (ids) => (ids ? ids.split(",").map(Number) : [])
const go = (ids) => location.replace(`${location.pathname}?ids=${ids}`)

if (!asked && stored) go(stored)

if (asked) {
  clear.hidden = !isMine
  takeOver.hidden = isMine
  clear.addEventListener("click", () => {
    write([])
    location.replace(location.pathname)
  })
  takeOver.addEventListener("click", () => {
    write([...new Set([...read(), ...numbers(asked)])])
    go(read().join(","))
  })
}

if (isMine) {
  for (const link of document.querySelectorAll("a[data-ids]")) {
    link.addEventListener("click", () => write(numbers(link.dataset.ids)))
  }
}
