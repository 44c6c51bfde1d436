// After Back or Forward htmx restores the results alone: the fields of the filter then say what the address says.
const form = document.getElementById("filters")

const fill = () => {
  const asked = new URLSearchParams(location.search)
  for (const field of form.elements) {
    if (!field.name || field.closest("#results")) continue // the results come with theirs
    const values = asked.getAll(field.name)
    if (field.type === "checkbox") field.checked = values.includes(field.value)
    else if (field.tagName === "SELECT") choose(field, values)
    else field.value = values[0] ?? ""
  }
}

const choose = (select, values) => {
  select.multiple = values.length > 1 && select.name !== "category" // which has fields of two sorts
  const named = [...select.options].filter(({ value }) => values.includes(value))
  if (!named.length) select.selectedIndex = 0
  for (const option of named) option.selected = true
}

// A new text in the box may name a place: the part of the map that was searched gives way to it.
let searched = form.elements.q.value
form.addEventListener("submit", () => {
  const here = form.elements.namedItem("bbox")
  if (here && form.elements.q.value !== searched) here.checked = false
  searched = form.elements.q.value
})

// The counts beside the choices are those of the results that are shown; none where there are too many to count.
const recount = () => {
  const counts = JSON.parse(document.getElementById("counts").textContent) ?? {}
  for (const choice of form.querySelectorAll("[data-count]")) {
    const { count, label } = choice.dataset
    const [name, value] = count.split(":")
    const number = counts[name] && (counts[name][value] ?? 0).toLocaleString("en-GB")
    if (label) choice.textContent = number ? `${label} (${number})` : label
    else choice.textContent = number ?? ""
  }
}

document.body.addEventListener("htmx:historyRestore", fill)
document.body.addEventListener("htmx:historyRestore", recount)
document.body.addEventListener("htmx:afterSwap", recount)
