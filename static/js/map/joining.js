// Which markers become one because they would touch. Arithmetic in pixels, apart from the map itself.

const GAP = 2 // pixels that stay free between two markers
const WIDEST = 96 // pixels: no marker is wider

const largestFirst = (one, other) =>
  other.count - one.count || one.y - other.y || one.x - other.x || (one.key < other.key ? -1 : 1)

/** From where on two squares do not touch: the distance of their middles along one axis. */
const reach = (one, other) => (one.side + other.side) / 2 + GAP

const isTouching = (one, other) =>
  Math.abs(one.x - other.x) < reach(one, other) && Math.abs(one.y - other.y) < reach(one, other)

/** Groups on the plane, by squares so wide that a group touches those of its own square and the eight around it alone. */
const plane = () => {
  const squares = new Map()
  const nameOf = ({ x, y }, right = 0, down = 0) =>
    `${Math.floor(x / (WIDEST + GAP)) + right},${Math.floor(y / (WIDEST + GAP)) + down}`
  const around = (group) =>
    [-1, 0, 1].flatMap((right) => [-1, 0, 1].flatMap((down) => squares.get(nameOf(group, right, down)) ?? []))

  return {
    put(group) {
      const name = nameOf(group)
      squares.set(name, [...(squares.get(name) ?? []), group])
    },
    take(group) {
      const name = nameOf(group)
      squares.set(name, squares.get(name).filter((other) => other !== group))
    },
    largestTouching: (group) => around(group).filter((other) => isTouching(group, other)).sort(largestFirst)[0],
    groups: () => [...squares.values()].flat(),
  }
}

/** Moved out of what may not be touched, by the shortest way along one axis. */
const aside = (group, held) => {
  const { x, y } = group.seat
  const beside = (at, middle, by) => middle + (at < middle ? -by : by)
  const inTheWay = held.find((other) => isTouching({ ...group, x, y }, other))
  if (!inTheWay) return { ...group, x, y }
  const by = reach(group, inTheWay)
  return Math.abs(x - inTheWay.x) >= Math.abs(y - inTheWay.y)
    ? { ...group, x: beside(x, inTheWay.x, by), y }
    : { ...group, x, y: beside(y, inTheWay.y, by) }
}

/**
 * Groups of items so that no two of the squares drawn for them touch: [{key, x, y, count, side, items}].
 *
 * An item is {key, x, y, count}; `sideOf(group)` is how wide a group is drawn. A group stands at the mean of what it counts. The
 * largest take in what touches them, in one order, so that the same items always make the same groups. What is `held`,
 * [{x, y, side}], takes nothing in and stays where it is: others that would touch it stand beside it.
 */
export const joined = (items, sideOf, held = []) => {
  const made = plane()
  const grown = (group) => aside({ ...group, side: sideOf(group) }, held)
  const together = (one, other) => {
    const [larger, smaller] = [one, other].sort(largestFirst)
    const count = one.count + other.count
    const mean = (axis) => (one.seat[axis] * one.count + other.seat[axis] * other.count) / count
    return { ...larger, count, seat: { x: mean("x"), y: mean("y") }, items: [...larger.items, ...smaller.items] }
  }

  for (const item of [...items].sort(largestFirst)) {
    const { key, x, y, count } = item
    let group = grown({ key, seat: { x, y }, x, y, count, items: [item] })
    for (let other = made.largestTouching(group); other; other = made.largestTouching(group)) {
      made.take(other)
      group = grown(together(group, other))
    }
    made.put(group)
  }
  return made.groups()
}
