// "Leave this page": at once, and so that Back does not lead here. Without script the link still leads away.
const link = document.getElementById("way-out")
const status = document.getElementById("way-out-status")
const TIMES = 3
const PATIENCE = 5000 // milliseconds from one Esc to the next
let pressed = 0
let forgetting

const leave = () => {
  const { href } = link
  document.title = "Loading"
  document.body.textContent = "Loading"
  top.location.replace(href) // in a frame: the page around it, too
}

const forget = () => {
  pressed = 0
  status.textContent = "Esc no longer counts. Press it three times to leave this page."
}

const count = () => {
  clearTimeout(forgetting)
  pressed += 1
  if (pressed === TIMES) return leave()
  const left = TIMES - pressed
  status.textContent = `Press Esc ${left === 1 ? "once" : "twice"} more to leave this page.`
  forgetting = setTimeout(forget, PATIENCE)
}

document.getElementById("way-out-keys").hidden = top !== self // in a frame Esc may go to the page around it
link.addEventListener("click", (event) => {
  event.preventDefault()
  leave()
})
// Before anything else that listens for Esc, such as a list of suggestions.
document.addEventListener("keydown", ({ key, repeat }) => key === "Escape" && !repeat && count(), { capture: true })
addEventListener("pageshow", ({ persisted }) => persisted && location.reload())
