// Copies the code, where the browser can; else it is there to be selected.
const status = document.getElementById("copied")

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = !navigator.clipboard
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copies)
    field.select()
    try {
      await navigator.clipboard.writeText(field.value)
      status.textContent = "Code copied"
    } catch {
      status.textContent = "Your browser does not let a page copy. The code is selected: copy it yourself"
    }
    button.querySelector("span").textContent = status.textContent
  })
}
