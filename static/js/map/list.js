// The list and the map point at each other: a row marks its place on the map, a popup leads to its row.

const ROW = ".result[id^='place-']"

const linkOf = ({ id, url }) => {
  const link = document.querySelector(`#place-${Number(id)} .result-name a`)
  return link && link.href === new URL(url, location).href ? link : null
}

const goTo = async (link) => {
  if (document.fullscreenElement) await document.exitFullscreen()
  const row = link.closest(ROW)
  row.scrollIntoView({ block: "center" })
  row.classList.add("pointed-out")
  row.addEventListener("focusout", () => row.classList.remove("pointed-out"), { once: true })
  link.focus({ preventScroll: true })
}

/** A button that leads to the row of a place; null where it is not on this page of the list. */
export const buttonToList = (place) => {
  const link = place.url && linkOf(place)
  if (!link) return null
  const button = Object.assign(document.createElement("button"), { type: "button", className: "to-list" })
  const ofWhat = Object.assign(document.createElement("span"), { className: "vh", textContent: `: ${place.name}` })
  button.append("Show in the list", ofWhat)
  button.addEventListener("click", () => goTo(link))
  return button
}

/** A row that is pointed at, or holds the focus, marks its place on the map. */
export const markFromList = (layer) => {
  let pointed = null
  let focused = null
  const idOf = ({ target }) => {
    const row = target.closest(ROW)
    return row && Number(row.id.replace("place-", ""))
  }
  document.addEventListener("pointerover", (event) => {
    pointed = idOf(event)
    layer.mark(pointed ?? focused)
  })
  document.addEventListener("focusin", (event) => {
    focused = idOf(event)
    layer.mark(pointed ?? focused)
  })
}
