// The key to the colours of deprivation, on the map while they are.
import { element, link } from "../elements.js";
import { inWords, measuresOf } from "./words.js";

const swatches = ({ classes }) =>
  element("ol", { className: "deciles" }, ...classes.map((words, index) => swatch(index + 1, words)))

const swatch = (decile, words) =>
  element(
    "li",
    { title: `${decile}: ${words}` },
    element("span", { className: `layer-look decile-${decile}`, textContent: decile }),
    element("span", { className: "vh", textContent: ` ${words}` }),
  )

const ends = ({ classes }) =>
  element(
    "p",
    { className: "decile-ends", ariaHidden: true },
    element("span", { textContent: `1 = ${short(classes.at(0))}` }),
    element("span", { textContent: `${classes.length} = ${short(classes.at(-1))}` }),
  )

const short = (words) => words.replace(" tenth", "")

const sourceOf = ({ source, source_url }) => element("p", {}, source_url ? link(source_url, source) : source)

const APART = "Each nation has a measure of its own: do not compare one with another."
const NONE = "There is no measure on record for what is in view."

/** Puts a key under the map's panel. `show(answers)` writes what is in view, `hide()` takes it away. */
export const keyOf = (layer, box) => {
  const title = element("summary", { textContent: layer.label })
  const sources = element("div", { className: "small" })
  const key = element("details", { className: "legend layer-key", open: true, hidden: true }, title, swatches(layer.legend), ends(layer.legend), sources)
  box.append(key)

  return {
    show(answers) {
      const measures = measuresOf(layer, answers)
      const words = measures.length ? `${layer.label}: ${inWords(measures)}` : layer.label
      key.hidden = false
      if (title.textContent === words && sources.childNodes.length) return
      title.textContent = words
      sources.replaceChildren(...measures.map(sourceOf))
      if (measures.length > 1) sources.append(element("p", { textContent: APART }))
      if (!measures.length) sources.append(element("p", { textContent: NONE }))
    },

    hide() {
      key.hidden = true
    },
  }
}
