// Rows of opening times come and go, and are read back in words, without leaving the page: the server draws them anew.
const PATIENCE = 400 // milliseconds after the last change

/** The form's rows as the server draws them for this wish; null when it could not be asked. */
const drawnAnew = async (widget, wish) => {
  const form = widget.closest("form")
  const data = new FormData(form)
  data.append("sessions-redraw", wish)
  try {
    const answer = await fetch(form.action, { method: "POST", body: data })
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

  const preview = () => widget.querySelector(".sessions-preview")

  // What is typed into a row meanwhile would be lost: nothing can be.
  const redraw = async (button) => {
    widget.inert = true
    const drawn = await drawnAnew(widget, button.value)
    widget.inert = false
    const next = drawn?.querySelector("[autofocus]")
    if (!next) return button.form.requestSubmit(button) // as without script
    next.removeAttribute("autofocus")
    widget.replaceChildren(...drawn.childNodes)
    widget.dispatchEvent(new Event("change", { bubbles: true })) // a draft saves itself
    return next.focus()
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
