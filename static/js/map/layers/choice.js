// Which layers are on: for this tab of the browser alone.
const KEY = "layers"

export const chosen = () => {
  try {
    const names = JSON.parse(sessionStorage.getItem(KEY) ?? "[]")
    return Array.isArray(names) ? names : []
  } catch {
    return [] // storage is switched off in this browser, or holds something else
  }
}

export const choose = (names) => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(names))
  } catch {
    // The choice then holds for this page alone.
  }
}
