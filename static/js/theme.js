// Loaded before the page is painted, so that a chosen theme does not flash.
const root = document.documentElement

const storedTheme = () => {
  try {
    return localStorage.getItem("theme") || "system"
  } catch {
    return "system" // storage is switched off in this browser
  }
}

const storeTheme = (theme) => {
  try {
    localStorage.setItem("theme", theme)
  } catch {
    // The choice then holds for this page alone.
  }
}

const show = (theme) => {
  if (theme === "system") delete root.dataset.theme
  else root.dataset.theme = theme
}

show(storedTheme())

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("theme")
  if (!form) return
  form.elements.theme.value = storedTheme()
  form.hidden = false
  form.addEventListener("change", ({ target }) => {
    storeTheme(target.value)
    show(target.value)
  })
})
