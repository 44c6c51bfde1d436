// Suggestions for a search box: <input data-suggest="address">. A combobox with a list, as ARIA 1.2 has it. Without this
// script the box is a plain field of its form, and so it stays when nothing is chosen.
const WAIT = 200 // milliseconds without a key before the server is asked
const SHORTEST = 2

const element = (name, attributes, text = "") => {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.textContent = text // never markup: people type the names
  return made
}

const option = (id, { text, label }) => {
  const item = element("li", { role: "option", id, "aria-selected": "false" })
  item.append(element("span", { class: "suggestion-text" }, text), " ", element("span", { class: "suggestion-label" }, label))
  return item
}

// The address of the list when a suggestion is chosen: what the form asks already, with this in place of the words.
export const addressOf = (form, query) => {
  const asked = new URLSearchParams()
  const chosen = new URLSearchParams(query)
  const where = ["area", "near", "radius", "bbox"]
  for (const [name, value] of new FormData(form)) {
    const givesWay = name === "q" || (chosen.has("area") && where.includes(name))
    if (value && !givesWay) asked.append(name, value)
  }
  for (const [name, value] of chosen) if (!asked.getAll(name).includes(value)) asked.append(name, value)
  return `${form.action}?${asked}`
}

class Suggestions {
  constructor(input) {
    this.input = input
    this.known = new Map()
    this.shown = []
    this.active = -1
    this.pending = new AbortController()
    const id = `${input.id}-suggestions`
    this.list = element("ul", { role: "listbox", id, class: "suggestions", "aria-label": "Suggestions", hidden: "" })
    this.status = element("p", { role: "status", class: "vh" })
    input.type = "text" // a combobox is no search field
    input.setAttribute("enterkeyhint", "search")
    for (const [name, value] of Object.entries({
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
    })) input.setAttribute(name, value)
    const box = input.closest(".with-button")
    box.classList.add("suggests")
    box.append(this.list)
    box.after(this.status)
    input.addEventListener("input", () => this.wait())
    input.addEventListener("keydown", (event) => this.press(event))
    input.addEventListener("blur", () => this.close())
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()) // the field keeps the focus
    this.list.addEventListener("click", (event) => this.choose([...this.list.children].indexOf(event.target.closest("li"))))
  }

  get isOpen() {
    return !this.list.hidden
  }

  wait() {
    clearTimeout(this.timer)
    this.pending.abort()
    this.close()
    this.timer = setTimeout(() => this.ask(), WAIT)
  }

  async ask() {
    const typed = this.input.value.trim()
    if (typed.length < SHORTEST) return
    this.pending.abort()
    this.pending = new AbortController()
    try {
      if (!this.known.has(typed)) this.known.set(typed, await this.fetch(typed, this.pending.signal))
      if (document.activeElement === this.input && this.input.value.trim() === typed) this.show(this.known.get(typed))
    } catch (error) {
      if (error.name !== "AbortError") this.close() // the form works without
    }
  }

  async fetch(typed, signal) {
    const answer = await fetch(`${this.input.dataset.suggest}?${new URLSearchParams({ q: typed })}`, { signal })
    if (!answer.ok) throw new Error(`The server answered ${answer.status}`)
    return (await answer.json()).suggestions
  }

  show(suggestions) {
    this.shown = suggestions
    this.list.replaceChildren(...suggestions.map((one, number) => option(`${this.list.id}-${number}`, one)))
    this.list.hidden = !suggestions.length
    this.input.setAttribute("aria-expanded", String(this.isOpen))
    this.activate(-1)
    const count = suggestions.length
    this.status.textContent = count ? `${count} suggestion${count === 1 ? "" : "s"}` : "No suggestions"
  }

  close() {
    if (this.isOpen) this.status.textContent = ""
    this.list.hidden = true
    this.input.setAttribute("aria-expanded", "false")
    this.activate(-1)
  }

  activate(number) {
    this.active = number
    for (const [place, item] of [...this.list.children].entries()) item.setAttribute("aria-selected", String(place === number))
    const item = this.list.children[number]
    if (!item) return this.input.removeAttribute("aria-activedescendant")
    this.input.setAttribute("aria-activedescendant", item.id)
    item.scrollIntoView({ block: "nearest" })
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return
    const last = this.shown.length - 1
    const moves = {
      ArrowDown: () => (this.isOpen ? this.activate(this.active < last ? this.active + 1 : -1) : this.ask()),
      ArrowUp: () => this.isOpen && this.activate(this.active === -1 ? last : this.active - 1),
      Home: () => this.active >= 0 && this.activate(0),
      End: () => this.active >= 0 && this.activate(last),
      Enter: () => this.active >= 0 && this.choose(this.active),
      Escape: () => this.isOpen && this.close(),
    }
    const isOurs = { Home: this.active >= 0, End: this.active >= 0, Enter: this.active >= 0, Escape: this.isOpen }
    if (event.key === "Enter") clearTimeout(this.timer)
    if (!moves[event.key] || isOurs[event.key] === false) return
    event.preventDefault()
    moves[event.key]()
  }

  choose(number) {
    const chosen = this.shown[number]
    if (!chosen) return
    this.input.value = chosen.text
    this.close()
    location.assign(chosen.url ?? addressOf(this.input.form, chosen.query))
  }
}

for (const input of document.querySelectorAll("input[data-suggest]")) new Suggestions(input)
