// Single keys that go to the buttons of a review. Off until somebody switches them on (WCAG 2.1.4); the browser remembers.
const STORED = "review keys"
const box = document.querySelector("[data-keys]")
const [toggle, help] = box.children
const typed = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"

const isOn = () => toggle.getAttribute("aria-pressed") === "true"

const turn = (on) => {
  toggle.setAttribute("aria-pressed", on)
  help.hidden = !on
  localStorage.setItem(STORED, on)
}

document.addEventListener("keydown", (event) => {
  if (!isOn() || event.ctrlKey || event.altKey || event.metaKey || event.target.closest(typed)) return
  const wanted = [...document.querySelectorAll("[data-key]")].find(({ dataset }) => dataset.key === event.key)
  if (!wanted) return
  event.preventDefault()
  wanted.focus()
})

toggle.addEventListener("click", () => turn(!isOn()))
turn(localStorage.getItem(STORED) === "true")
box.hidden = false
