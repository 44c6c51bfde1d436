// Focus goes into a popup that opens and back to its marker when it closes, which Leaflet leaves to us.
export const moveFocusWithPopups = (map) => {
  const container = map.getContainer()

  map.on("popupopen", ({ popup }) => {
    const box = popup.getElement()
    const content = box.querySelector(".leaflet-popup-content")
    box.setAttribute("role", "dialog")
    box.setAttribute("aria-label", content.querySelector(".popup-name").textContent)
    content.tabIndex = -1
    content.focus({ preventScroll: true })
  })

  map.on("popupclose", ({ popup }) => {
    const { activeElement } = document
    const hadFocus = activeElement === document.body || popup.getElement().contains(activeElement)
    const marker = popup._source?.getElement?.()
    if (hadFocus) (marker?.isConnected ? marker : container).focus({ preventScroll: true })
  })

  container.addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup()
  })
}
