// The button "Layers" among the tools of the map, and the list that it opens.
import { element } from "../elements.js";

/** Puts both into the box of a map. Gives {say(words), credit(texts)}. */
export const panelIn = (box, rows) => {
  const button = element("button", { type: "button", textContent: "Layers" })
  const credits = element("p", { className: "small" })
  const sources = element("details", { hidden: true }, element("summary", { textContent: "Sources" }), credits)
  const list = element("fieldset", {}, element("legend", { textContent: "Layers of the map" }), ...rows)
  const panel = element("div", { className: "layer-panel", id: "map-layers", hidden: true }, list, sources)
  const status = element("p", { className: "vh", role: "status" })
  const tools = box.querySelector(".map-tools")

  const open = (isOpen) => {
    panel.hidden = !isOpen
    button.setAttribute("aria-expanded", isOpen)
  }

  button.setAttribute("aria-controls", panel.id)
  button.addEventListener("click", () => open(panel.hidden))
  for (const part of [button, panel])
    part.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || panel.hidden) return
      open(false)
      button.focus()
    })
  open(false)
  tools.querySelector("button:last-of-type").after(button)
  tools.after(panel, status)

  return {
    say(words) {
      status.textContent = words
    },

    credit(texts) {
      credits.textContent = texts.join(" ")
      sources.hidden = !texts.length
    },
  }
}
