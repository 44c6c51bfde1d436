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
