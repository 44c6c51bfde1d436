// A form waits for the connection before it leaves the page, so that nothing typed is lost with it: <form data-typing>.
// A draft saves itself while somebody types: <form data-typing="saves">. Without this script the buttons send and save.
const PAUSE = 1500 // milliseconds after the last key
const PATIENCE = 10_000 // milliseconds for the server to answer at all
const LOST = "No connection. Nothing was sent, and all that you typed is still here. Press the button again once you are connected."
const WAITING = "No connection. What you type stays here, and is saved once you are connected."
const SIGNED_OUT = "Not saved: you are signed out. Press the button to sign in: what you typed comes with you."

const isReached = async ({ dataset }) => {
  try {
    await fetch(dataset.reach, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) })
    return true
  } catch {
    return false
  }
}

const start = (form) => {
  const status = form.querySelector(".typing-status")
  let waiting = 0
  let saving = Promise.resolve()
  let isGoing = false

  const say = (words, isTrouble = false) => {
    if (status.textContent !== words) status.textContent = words
    status.classList.toggle("warn", isTrouble)
  }

  // From here on the form belongs to the draft that was made of it.
  const follow = ({ version, edit }) => {
    if (!version) return
    if (!form.elements.base_version) {
      const base = Object.assign(document.createElement("input"), { type: "hidden", name: "base_version" })
      form.append(base)
      form.setAttribute("action", edit)
    }
    form.elements.base_version.value = version
  }

  const save = async () => {
    const body = new FormData(form)
    body.set("typed", "1")
    body.set("draft", "1")
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } })
      if (answer.redirected || !answer.ok) return say(SIGNED_OUT, true)
      const told = await answer.json()
      follow(told)
      return say(told.words, !told.version)
    } catch {
      return say(WAITING, true)
    }
  }

  const saveSoon = () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      saving = saving.then(save)
    }, PAUSE)
  }

  form.addEventListener("submit", async (event) => {
    if (isGoing) return
    event.preventDefault()
    clearTimeout(waiting)
    await saving
    if (!(await isReached(form))) return say(LOST, true)
    isGoing = true
    form.requestSubmit(event.submitter)
  })
  window.addEventListener("pageshow", () => {
    isGoing = false
  })
  if (form.dataset.typing !== "saves") return
  form.addEventListener("input", saveSoon)
  form.addEventListener("change", saveSoon)
  window.addEventListener("online", saveSoon)
}

document.querySelectorAll("form[data-typing]").forEach(start)
