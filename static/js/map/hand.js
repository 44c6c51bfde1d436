/** Calls `act` when somebody lays hands on the map, or moves it from elsewhere on the page, which fires "hand" on it. */
export const onHand = (map, act) => {
  for (const event of ["pointerdown", "keydown", "wheel"]) map.getContainer().addEventListener(event, act, { passive: true })
  map.on("hand", act)
}
