// When htmx gets no answer, or one that says that something went wrong, the page says so above what it could not renew.
const WORDS = "This could not be loaded, so below is still what was there before. Check your connection, then press Search again."

const takeAway = () => document.getElementById("failure")?.remove()

const say = ({ detail: { target } }) => {
  takeAway()
  const notice = document.createElement("p")
  notice.id = "failure"
  notice.className = "notice err"
  notice.setAttribute("role", "alert")
  notice.textContent = WORDS
  target.before(notice)
}

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(failure, say)
document.addEventListener("htmx:beforeRequest", takeAway)
