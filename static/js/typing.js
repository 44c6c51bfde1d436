// A form waits for the connection before it leaves the page, so that nothing typed is lost with it: <form data-typing>.
// A draft saves itself while somebody types: <form data-typing="saves">. Without this script the buttons send and save.
const PAUSE = 1500 // milliseconds after the last key
const PATIENCE = 10_000 // milliseconds for the server to answer
const LOST = "No connection. Nothing was sent, and all that you typed is still here. Press the button again once you are connected."
const WAITING = "No connection. What you type stays here, and is saved once you are connected."
const SIGNED_OUT = "Not saved: you are signed out. Press the button to sign in: what you typed comes with you."
const NOT_NOW = "Not saved just now. What you typed stays here: press the button to save it."

const ask = (address, options) => fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE) })

const isReached = ({ dataset }) => ask(dataset.reach, { cache: "no-store" }).then(() => true, () => false)

const statusOf = (form) => {
  const status = form.querySelector(".typing-status") ?? document.createElement("p")
  status.className = "typing-status"
  status.setAttribute("role", "status")
  if (!status.isConnected) form.append(status)
  return status
}

const start = (form) => {
  const status = statusOf(form)
  const page = crypto.randomUUID?.() ?? "" // none on a site without https: then its last words may come too late
  let typedSoFar = 0 // changes
  let savedSoFar = 0
  let waiting = 0
  let saving = Promise.resolve()
  let isGoing = false

  const say = (words, isTrouble = false) => {
    if (status.textContent !== words) status.textContent = words
    status.classList.toggle("warn", isTrouble)
    status.classList.toggle("still", words === form.dataset.note)
  }

  // From here on the form belongs to the draft that was made of it.
  const follow = ({ version, edit }) => {
    if (!version) return
    if (!form.elements.base_version) {
      const base = Object.assign(document.createElement("input"), { type: "hidden", name: "base_version" })
      form.append(base)
      form.setAttribute("action", edit)
      history.replaceState(null, "", edit) // a page that is loaded again, or come back to, goes on with the draft
    }
    form.elements.base_version.value = version
  }

  const typed = () => {
    const body = new FormData(form)
    body.set("typed", "1")
    body.set("draft", "1")
    body.set("page", page)
    body.set("turn", typedSoFar)
    return body
  }

  const save = async () => {
    const sent = typedSoFar
    try {
      const answer = await ask(form.action, { method: "POST", body: typed(), headers: { Accept: "application/json" } })
      if (answer.redirected) return say(SIGNED_OUT, true)
      if (!answer.ok) return say(NOT_NOW, true)
      const told = await answer.json()
      follow(told)
      if (told.version) savedSoFar = sent
      return say(told.words, !told.version)
    } catch {
      return say(WAITING, true)
    }
  }

  const saveLater = () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      saving = saving.then(save)
    }, PAUSE)
  }

  const changed = () => {
    typedSoFar += 1
    saveLater()
  }

  // Who follows a link leaves nothing behind: a save that is on its way may end with the page.
  const saveAtLast = () => {
    if (savedSoFar < typedSoFar && !isGoing) navigator.sendBeacon(form.action, typed())
  }

  form.addEventListener("submit", async (event) => {
    if (isGoing === "sent") return
    event.preventDefault()
    if (isGoing) return
    isGoing = "asking"
    clearTimeout(waiting)
    say("Sending …")
    await saving
    const isConnected = await isReached(form)
    isGoing = isConnected && "sent"
    if (isConnected) form.requestSubmit(event.submitter)
    else say(LOST, true)
  })
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) isGoing = false
  })
  if (form.dataset.note) say(form.dataset.note)
  if (form.dataset.typing !== "saves") return
  for (const event of ["input", "change", "moved"]) form.addEventListener(event, changed)
  window.addEventListener("online", saveLater)
  window.addEventListener("pagehide", saveAtLast)
}

document.querySelectorAll("form[data-typing]").forEach(start)
