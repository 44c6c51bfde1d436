// A link to closed details opens them and leads to their first field. Without script it leads to the details themselves.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']")
  const details = link?.hash && document.querySelector(`details${link.hash}`)
  if (!details) return
  event.preventDefault() // or the browser would take the focus from the field
  details.open = true
  details.querySelector("input:not([type=hidden]), select, textarea").focus()
})
