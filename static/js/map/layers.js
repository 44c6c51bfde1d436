// Layers that a reader may turn on below the places: areas, deprivation, partners and more. See docs/layers.md.
import { choose, chosen } from "./layers/choice.js";
import { tellWhatIsThere } from "./layers/found.js";
import { offerOf } from "./layers/offer.js";
import { panelIn } from "./layers/panel.js";

const read = async (url) => {
  const answer = await fetch(url)
  return answer.ok ? (await answer.json()).layers : [] // the map stands without them
}

const queryOf = ({ follow, query }) =>
  (follow && document.querySelector(`#${follow} [data-query]`)?.dataset.query) || query

const followFilter = ({ dataset }, search) => {
  const again = () => search(queryOf(dataset))
  again()
  document.body.addEventListener("htmx:afterSwap", ({ detail }) => detail.target?.id === dataset.follow && again())
  document.body.addEventListener("htmx:historyRestore", again)
}

/** Offers the layers that `data-layers` of a map's box names, with a button among its tools. */
export const offerLayers = async (map, box) => {
  const layers = await read(box.dataset.layers)
  if (!layers.length) return
  map.createPane("layers").style.zIndex = 300 // over the back-drop, under names and places
  let panel = null
  const changed = () => {
    panel.credit([...new Set(offers.flatMap(({ inView }) => inView()).flatMap(({ credits }) => credits))])
    box.classList.toggle("has-layers", offers.some(({ tick }) => tick.checked))
  }
  const offers = layers
    .filter(({ draws }) => draws !== "pins" || !box.dataset.others) // these pins are on that map already
    .map((layer, number) => ({ ...layer, depth: layer.legend ? 1 : layers.length - number + 1 })) // lines over colours
    .map((layer) => offerOf(map, box, layer, { changed, say: (words) => panel.say(words) }))
  panel = panelIn(box, offers.map(({ row }) => row))

  followFilter(box, (query) => offers.forEach((offer) => offer.search(query)))
  const on = chosen()
  for (const offer of offers) {
    offer.tick.addEventListener("change", () => {
      offer.turn(offer.tick.checked)
      choose(offers.filter(({ tick }) => tick.checked).map(({ layer }) => layer.name))
    })
    if (on.includes(offer.layer.name)) offer.turn(true)
  }
  const at = (latlng) => offers.flatMap((offer) => offer.at(latlng).map((facts) => ({ layer: offer.layer, facts })))
  const none = () => panel.say("Nothing of the layers that are on is in the middle of the map.")
  tellWhatIsThere(map, at, none)
}
