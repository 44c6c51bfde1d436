// Elements that scripts of the map write, and how its popups stand.

export const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

export const link = (href, words) => element("a", { href, textContent: words })

export const POPUP = {
  maxHeight: 260,
  minWidth: 180,
  maxWidth: Math.min(300, innerWidth - 130), // beside the zoom buttons of a phone
  autoPanPaddingBottomRight: [16, 56],
}
