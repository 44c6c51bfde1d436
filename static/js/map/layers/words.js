// Elements and words of the layers.

export const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

export const link = (href, words) => element("a", { href, textContent: words })

/** "England 2025, Wales 2019" */
export const inWords = (measures) => measures.map(({ nation, year }) => `${nation} ${year}`).join(", ")

/** The measures of which something is in the answers in view. */
export const measuresOf = ({ legend }, answers) => {
  const codes = new Set(answers.flatMap(({ shapes }) => shapes.map(({ properties: { measure } }) => measure)))
  return legend.measures.filter(({ code }) => codes.has(code))
}
