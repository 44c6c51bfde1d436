"""A map for a printed list: each place of the list has its number there, and those at one spot share one."""

from dataclasses import dataclass
from itertools import groupby
from math import cos, hypot, pi, sin

from mapping.picture import backdrop
from mapping.picture.frame import Frame
from mapping.picture.marks import dashed, number
from mapping.picture.room import Box
from mapping.picture.svg import INK, SURFACE, element, picture, width_of

WIDTH, HEIGHT = 720, 440  # pixels
MARGIN, NEAREST = 40, 14  # pixels; zoom of tiles
SIZE, LINE = 14, 20  # pixels: how high a number is written, and a line of numbers
LONGEST = 16  # letters in a line of numbers
DOT = 4  # pixels from the middle of a spot to its edge
# Pixels to the right of a spot and up from it where its numbers may stand: at it, then further and further away.
SEATS = [(0, 0)] + [
    (1.4 * away * cos(turn * pi / 6), away * sin(turn * pi / 6)) for away in (26, 40, 56, 76, 100) for turn in range(12)
]
TITLE = "Map of this list"
DESCRIPTION = "The numbers are those of the list. Where places stand at one spot, their numbers stand together."


@dataclass(frozen=True)
class Spot:
    """Where some places of the list stand, in pixels: their numbers, in order."""

    x: float
    y: float
    is_area: bool
    numbers: tuple

    @property
    def dot(self):
        return Box.around(self.x, self.y, 2 * DOT, 2 * DOT)


@dataclass(frozen=True)
class Label:
    """The numbers of one spot, or of several where there is no room for each, and the box they are written in."""

    spots: tuple
    box: Box = None

    @property
    def lines(self):
        return lines_of(sorted(place for spot in self.spots for place in spot.numbers))

    @property
    def size(self):
        return max(width_of(line, SIZE, bold=True) for line in self.lines) + 12, LINE * len(self.lines) + 4

    @property
    def line(self):
        """From its first spot to the middle of its box."""
        spot = self.spots[0]
        return (spot.x, spot.y), ((self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2)


def numbered_map(places):
    """The map as SVG. Places are (number, point of EPSG:4326, whether it stands for a neighbourhood)."""
    lons, lats = zip(*((point.x, point.y) for _, point, _ in places), strict=True)
    frame = Frame.around((min(lons), min(lats), max(lons), max(lats)), WIDTH, HEIGHT, MARGIN, NEAREST)
    spots = spots_of(frame, places)
    labels = labels_of(frame, spots)
    areas = backdrop.areas_in(frame)
    taken = [*(label.box for label in labels), *(spot.dot for spot in spots)]
    return picture(
        WIDTH,
        HEIGHT,
        TITLE,
        DESCRIPTION,
        *backdrop.shapes(frame, areas),
        *backdrop.names(frame, areas, taken),
        *(dashed(spot.x, spot.y) for spot in spots if spot.is_area),
        *(leader(spot, label) for label in labels for spot in label.spots),
        *(drawn(label) for label in labels),
    )


def spots_of(frame, places):
    """The spots of a map, those on the same pixel as one."""

    def spot_of(place):
        _, point, is_area = place
        return (*map(round, frame.spot(point.x, point.y)), is_area)

    grouped = groupby(sorted(places, key=lambda place: (*spot_of(place), place[0])), key=spot_of)
    return [Spot(*spot, tuple(number for number, *_ in there)) for spot, there in grouped]


def labels_of(frame, spots):
    """A label for each spot, where it covers no other label and no other spot; what finds no room joins the nearest."""
    waiting = [Label((spot,)) for spot in sorted(spots, key=lambda spot: spot.numbers)]
    placed = []
    while waiting:
        label = waiting.pop(0)
        seated = seat(label, frame, placed, spots)
        if seated:
            placed.append(seated)
        elif placed:
            nearest = min(placed, key=lambda other: distance(label.spots[0], other.spots[0]))
            placed.remove(nearest)
            waiting.insert(0, Label((*nearest.spots, *label.spots)))
        else:  # all there is: it stands in the middle, whatever it covers
            placed.append(Label(label.spots, Box.around(frame.width / 2, frame.height / 2, *label.size)))
    return placed


def seat(label, frame, placed, spots):
    """The label where there is room for it, and if possible for a clear line to its spot; None where there is none."""
    second_best = None
    for there in seats(label):
        if is_free(there, frame, placed, spots):
            if is_clear(there, placed, spots):
                return there
            second_best = second_best or there
    return second_best


def seats(label):
    """Where the numbers may stand: at their spot, then around it and further and further away."""
    spot, size = label.spots[0], label.size
    for right, up in SEATS:
        yield Label(label.spots, Box.around(spot.x + right, spot.y - up, *size))


def is_free(label, frame, placed, spots):
    return (
        frame.holds(label.box)
        and not any(label.box.overlaps(other.box) for other in placed)
        and not any(label.box.overlaps(spot.dot) for spot in spots if spot not in label.spots)
    )


def is_clear(label, placed, spots):
    """Whether the line from the label to its spot meets no other spot and no other line."""
    start, end = label.line
    others = [spot for spot in spots if spot not in label.spots]
    return not any(meets(start, end, spot) for spot in others) and not any(
        cross(start, end, *other.line) for other in placed
    )


def meets(start, end, spot):
    """Whether a line comes so near to a spot that it seems to lead there."""
    wide, high = end[0] - start[0], end[1] - start[1]
    long = hypot(wide, high)
    if not long:
        return False
    along = ((spot.x - start[0]) * wide + (spot.y - start[1]) * high) / long
    aside = abs((spot.x - start[0]) * high - (spot.y - start[1]) * wide) / long
    return -2 * DOT < along < long + 2 * DOT and aside < 2 * DOT


def cross(start, end, other_start, other_end):
    """Whether two lines cross."""
    return turns(start, end, other_start) != turns(start, end, other_end) and (
        turns(other_start, other_end, start) != turns(other_start, other_end, end)
    )


def turns(start, end, point):
    """Whether a point lies to the left of a line."""
    return (end[0] - start[0]) * (point[1] - start[1]) > (end[1] - start[1]) * (point[0] - start[0])


def distance(one, other):
    return hypot(one.x - other.x, one.y - other.y)


def lines_of(numbers):
    """Numbers as people write them, "3–5, 9", in lines that are not too long."""
    lines = [""]
    for run in runs_of(numbers):
        line = f"{lines[-1]}, {run}" if lines[-1] else run
        if len(line) > LONGEST:
            lines[-1] += ","
            lines.append(run)
        else:
            lines[-1] = line
    return lines


def runs_of(numbers):
    """Single numbers, and three or more that follow one another as "3–5"."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        first, *rest = [str(number) for _, number in run]
        yield from [f"{first}–{rest[-1]}"] if len(rest) > 1 else [first, *rest]


def leader(spot, label):
    """The dot of a spot, and a line from it to its numbers where these stand elsewhere."""
    _, middle = label.line
    line = {"x1": float(spot.x), "y1": float(spot.y), "x2": middle[0], "y2": middle[1]}
    return element(
        "g",
        element("line", **line, stroke=INK, stroke_width=1.5),
        element("circle", cx=float(spot.x), cy=float(spot.y), r=DOT, fill=INK, stroke=SURFACE),
    )


def drawn(label):
    """The numbers in their box."""
    box = label.box
    wide, high = label.size
    look = {"fill": SURFACE, "stroke": INK, "stroke_width": 2, "rx": 8}
    lines = (
        number(line, box.left + wide / 2, box.top + 2 + LINE * (place + 0.5), SIZE)
        for place, line in enumerate(label.lines)
    )
    return element("g", element("rect", x=box.left, y=box.top, width=float(wide), height=float(high), **look), *lines)
