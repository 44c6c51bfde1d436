// Words of the layers.

/** "England 2025, Wales 2019" */
export const inWords = (measures) => measures.map(({ nation, year }) => `${nation} ${year}`).join(", ")

/** The measures of which something is in the answers in view. */
export const measuresOf = ({ legend }, answers) => {
  const codes = new Set(answers.flatMap(({ shapes }) => shapes.map(({ properties: { measure } }) => measure)))
  return legend.measures.filter(({ code }) => codes.has(code))
}
