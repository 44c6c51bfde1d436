// Drawing on a Leaflet map with Leaflet-Geoman, by buttons of ours: its own have no names and bring pictures that the policy forbids.
const MOST_BY_HAND = 1000 // corners to be dragged: each is a marker of its own, and of ten thousand the browser would stand still
const LOOK = { className: "drawn", pmIgnore: false } // what lies below the drawing is not to be drawn on
const SAID = {
  outline: "Press the map for each corner. To finish, press the first corner again or “Finish”.",
  route: "Press the map for each point of the route. To finish, press the last one again or “Finish”.",
  move: "Drag the corners. Press “Move corners” again when you are done.",
  hole: "Draw around what does not belong to it. To finish, press the first corner again or “Finish”.",
  remove: "Press the part that you want to take away.",
}
const SHAPES = { outline: "Polygon", route: "Line", hole: "Cut" }

const positions = (latlngs) => latlngs.map(({ lat, lng }) => [lng, lat])

const closed = (latlngs) => positions([...latlngs, latlngs[0]])

const ringsOf = (latlngs) => (Array.isArray(latlngs[0]) ? latlngs : [latlngs])

/** The polygons of a layer, each as a list of rings: after something is cut out a layer may hold several. */
const outlinesOf = (layer) => {
  const latlngs = layer.getLatLngs()
  return (Array.isArray(latlngs[0]?.[0]) ? latlngs : [latlngs]).map((polygon) => ringsOf(polygon).map(closed))
}

const opened = (ring) => (String(ring[0]) === String(ring.at(-1)) ? ring.slice(0, -1) : ring)

const latlng = ([lng, lat]) => L.latLng(lat, lng)

/** Tools for a map: `show(parts)` draws, `parts()` is what is drawn, `onChange` is called when somebody changed it. */
export const drawingTools = (map, widget, { onChange, say }) => {
  const [tools, drawing] = widget.querySelectorAll(".shape-tools")
  const group = L.featureGroup().addTo(map)
  let tool = null

  map.pm.setGlobalOptions({
    layerGroup: group,
    pathOptions: LOOK,
    templineStyle: { className: "drawn" },
    hintlineStyle: { className: "drawn hint" },
    tooltips: false,
    allowSelfIntersection: true,
    continueDrawing: false,
  })

  const parts = () => {
    const layers = group.getLayers()
    const isOutline = (layer) => layer instanceof L.Polygon
    return {
      outlines: layers.filter(isOutline).flatMap(outlinesOf),
      routes: layers.filter((layer) => !isOutline(layer)).map((layer) => positions(layer.getLatLngs())),
    }
  }

  const watch = (layer) => {
    layer.on("pm:edit pm:dragend pm:cut", onChange)
    return layer
  }

  const add = (layer) => group.addLayer(watch(layer))

  const show = ({ outlines, routes }) => {
    use(null)
    group.clearLayers()
    for (const rings of outlines) add(L.polygon(rings.map((ring) => opened(ring).map(latlng)), LOOK))
    for (const line of routes) add(L.polyline(line.map(latlng), LOOK))
  }

  const off = () => {
    map.pm.disableDraw()
    map.pm.disableGlobalEditMode()
    map.pm.disableGlobalRemovalMode()
    map.pm.disableGlobalCutMode()
  }

  const on = {
    outline: () => map.pm.enableDraw("Polygon"),
    route: () => map.pm.enableDraw("Line"),
    hole: () => map.pm.enableGlobalCutMode(),
    move: () => map.pm.enableGlobalEditMode(),
    remove: () => map.pm.enableGlobalRemovalMode(),
  }

  const corners = () => group.getLayers().reduce((sum, layer) => sum + layer.getLatLngs().flat(2).length, 0)

  const use = (chosen) => {
    if (chosen === "move" && corners() > MOST_BY_HAND)
      return say(`It has ${corners().toLocaleString("en-GB")} corners, too many to be moved by hand here. Change the text.`)
    if (tool) off()
    tool = chosen
    if (tool) on[tool]()
    for (const button of tools.querySelectorAll("[data-tool]"))
      button.setAttribute("aria-pressed", String(button.dataset.tool === tool))
    drawing.hidden = !SHAPES[tool]
    if (tool) say(SAID[tool])
    return tool
  }

  const hand = () => map.pm.Draw[SHAPES[tool]]

  const finish = () => {
    const corners = hand()._layer?.getLatLngs().flat().length ?? 0
    const needed = tool === "route" ? 2 : 3
    if (corners < needed) return say(`It needs at least ${needed} ${tool === "route" ? "points" : "corners"}.`)
    return hand()._finishShape()
  }

  const acts = { finish, back: () => hand()._removeLastVertex(), stop: () => ended() }

  const ended = () => {
    use(null)
    onChange()
  }

  map.on("pm:create", ({ layer }) => {
    watch(layer)
    ended()
  })
  map.on("pm:cut", ({ layer, originalLayer }) => {
    group.removeLayer(originalLayer)
    group.hasLayer(layer) || group.addLayer(layer)
    watch(layer)
    ended()
  })
  map.on("pm:remove", ({ layer }) => {
    group.removeLayer(layer)
    onChange()
  })
  tools.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-tool]")?.dataset.tool
    if (!chosen) return
    if (chosen === tool) ended()
    else use(chosen)
  })
  drawing.addEventListener("click", (event) => acts[event.target.closest("button")?.dataset.do]?.())
  tools.hidden = false

  return { show, parts, box: () => group.getBounds() }
}
