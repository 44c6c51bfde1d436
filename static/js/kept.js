// The list that somebody keeps in this browser: numbers of places alone, nothing that says for whom.
const KEY = "kept"
const MOST = 100

export const read = () => {
  try {
    const ids = JSON.parse(localStorage.getItem(KEY) ?? "[]")
    return Array.isArray(ids) ? ids.filter(Number.isSafeInteger) : []
  } catch {
    return [] // storage is switched off in this browser, or holds what is not ours
  }
}

export const write = (ids) => {
  try {
    if (ids.length) localStorage.setItem(KEY, JSON.stringify(ids.slice(0, MOST)))
    else localStorage.removeItem(KEY)
    return true
  } catch {
    return false
  }
}

const turn = (id) => {
  const ids = read()
  if (ids.includes(id)) return write(ids.filter((kept) => kept !== id))
  return ids.length < MOST && write([...ids, id])
}

const show = () => {
  const ids = read()
  for (const button of document.querySelectorAll("[data-keep]")) {
    const isKept = ids.includes(Number(button.dataset.keep))
    button.hidden = false
    button.setAttribute("aria-pressed", isKept)
    button.querySelector("span").textContent = isKept ? "Saved" : "Save"
  }
  for (const link of document.querySelectorAll("[data-kept]")) {
    link.hidden = !ids.length
    link.querySelector("span").textContent = `(${ids.length})`
  }
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-keep]")
  if (!button) return
  const isDone = turn(Number(button.dataset.keep))
  show()
  if (!isDone) button.querySelector("span").textContent = read().length < MOST ? "This browser cannot save" : "Your list is full"
})
document.addEventListener("htmx:load", show)
addEventListener("storage", show)
addEventListener("pageshow", show)
show()
