/** How the style sheet wants a class to be painted: `of(class)` gives the colours and the line of `.layer-look.<class>`, until `forget()`. */
export const looksIn = (box) => {
  const known = new Map()

  const read = (className) => {
    const probe = Object.assign(document.createElement("span"), { hidden: true, className: `layer-look ${className}` })
    box.append(probe)
    const { borderTopColor, borderTopWidth, borderTopStyle, backgroundColor, color, outlineColor } = getComputedStyle(probe)
    const look = {
      line: { strokeStyle: borderTopColor, fillStyle: backgroundColor, lineJoin: "round" },
      width: parseFloat(borderTopWidth),
      dash: borderTopStyle === "dashed" ? [7, 5] : [],
      text: { fillStyle: color, strokeStyle: outlineColor },
    }
    probe.remove()
    return look
  }

  return {
    of(className) {
      if (!known.has(className)) known.set(className, read(className))
      return known.get(className)
    },

    forget: () => known.clear(),
  }
}
