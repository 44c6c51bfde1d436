/** A button that makes the box of a map fill the screen, where the browser can. */
export const offerFullScreen = (box, button) => {
  const words = { make: button.textContent, leave: button.dataset.leave }
  button.hidden = !document.fullscreenEnabled

  button.addEventListener("click", () => (document.fullscreenElement === box ? document.exitFullscreen() : box.requestFullscreen()))
  box.addEventListener("fullscreenchange", () => {
    button.textContent = document.fullscreenElement === box ? words.leave : words.make
  })
}
