// After Back or Forward htmx restores the results alone: the fields of the filter then say what the address says.
const form = document.getElementById("filters")

const fill = () => {
  const asked = new URLSearchParams(location.search)
  for (const field of form.elements) {
    if (!field.name) continue
    const values = asked.getAll(field.name)
    if (field.type === "checkbox") field.checked = values.includes(field.value)
    else if (field.tagName === "SELECT") choose(field, values)
    else field.value = values[0] ?? ""
  }
}

const choose = (select, values) => {
  select.selectedIndex = Math.max(0, [...select.options].findIndex(({ value }) => values.includes(value)))
}

document.body.addEventListener("htmx:historyRestore", fill)
