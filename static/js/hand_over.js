// Print, and copy the link, where the browser can.
const status = document.querySelector("[data-share-status]")

const copy = async (address) => {
  try {
    await navigator.clipboard.writeText(address)
    return "Link copied"
  } catch {
    return "Copy it from the address bar" // the browser does not let a page copy
  }
}

// On paper a map stays as large as it was drawn for the screen, and its box goes around it.
const resize = (element, inlineSize, blockSize) => Object.assign(element.style, { inlineSize, blockSize })

for (const box of document.querySelectorAll(".map")) {
  const map = box.querySelector(".leaflet-container, .leaflet-container-default")
  addEventListener("beforeprint", () => {
    resize(map, `${map.offsetWidth}px`, `${map.offsetHeight}px`)
    resize(box, `${box.offsetWidth}px`, "auto")
  })
  addEventListener("afterprint", () => {
    resize(map, "", "")
    resize(box, "", "")
  })
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false
  button.addEventListener("click", () => print())
}

for (const button of document.querySelectorAll("[data-share]")) {
  button.hidden = !navigator.clipboard
  button.addEventListener("click", async () => {
    const words = await copy(new URL(button.dataset.share, location).href)
    button.querySelector("span").textContent = words
    status.textContent = words
  })
}
