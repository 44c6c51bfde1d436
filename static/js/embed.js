// The map in a frame of another site: links open in a tab of their own, and the page around it scrolls as if there were no map.
const box = document.querySelector(".map")

// Other pages of ours may not stand in a frame.
const openInNewTab = ({ target }) => {
  const link = target.closest("a[href]")
  if (link && link.pathname !== location.pathname) Object.assign(link, { target: "_blank", rel: "noopener" })
}

// Leaflet hears of them below: of the wheel with Ctrl, as also a pinch on a touchpad comes, and of two fingers.
const leaveToThePage = (event) => {
  const isForTheMap = event.type === "wheel" ? event.ctrlKey : event.touches.length > 1
  if (!isForTheMap) event.stopPropagation()
}

box.addEventListener("click", openInNewTab, { capture: true })
for (const event of ["wheel", "touchstart"]) box.addEventListener(event, leaveToThePage, { capture: true, passive: true })
