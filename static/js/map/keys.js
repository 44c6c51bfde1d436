/** The list of the keys, from its button, and from "?" while the map has the focus. */
export const offerKeys = (container, button, dialog) => {
  const open = () => dialog.open || dialog.showModal()
  button.addEventListener("click", open)
  container.addEventListener("keydown", (event) => {
    if (event.key !== "?") return
    event.preventDefault()
    open()
  })
}
