// Rows of opening times come and go, and are read back in words, without leaving the page: the server draws them anew.
const PATIENCE = 400 // milliseconds after the last change

/** The form's rows as the server draws them for this wish; null when it could not be asked. */
const drawnAnew = async (widget, wish) => {
  const data = new FormData(widget.closest("form"))
  data.append("sessions-redraw", wish)
  try {
    const answer = await fetch(location.href, { method: "POST", body: data })
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    return page.getElementById(widget.id)
  } catch {
    return null
  }
}

const start = (widget) => {
  let waiting = 0

  const read = async () => {
    const drawn = await drawnAnew(widget, "look")
    if (drawn) preview().replaceChildren(...drawn.querySelector(".sessions-preview").childNodes)
  }

  /** The row to go on with: after "drop 1" the one that took its place, else the last. */
  const rowAfter = (wish) => {
    const rows = widget.querySelectorAll(".session")
    const [, dropped] = wish.split(" ")
    return rows[Number(dropped)] ?? rows[rows.length - 1]
  }

  const preview = () => widget.querySelector(".sessions-preview")

  const redraw = async (button) => {
    const drawn = await drawnAnew(widget, button.value)
    if (!drawn) return button.form.requestSubmit(button) // as without script
    widget.replaceChildren(...drawn.childNodes)
    widget.dispatchEvent(new Event("change", { bubbles: true })) // a draft saves itself
    return rowAfter(button.value).focus()
  }

  widget.addEventListener("click", (event) => {
    const button = event.target.closest("button")
    if (!button || button.dataset.sent) return
    event.preventDefault()
    button.dataset.sent = "yes"
    redraw(button)
  })
  widget.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(read, PATIENCE)
  })
}

document.querySelectorAll("[data-sessions]").forEach(start)
