"""Pins, rings and bubbles: how places look in a picture, and which of them are one because they would touch."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from django.contrib.humanize.templatetags.humanize import intcomma
from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString

from assets.templatetags.kinds import icon_of
from mapping.picture.room import Box, Room
from mapping.picture.svg import BRAND, INK, SURFACE, element, text, width_of

PIN, BUBBLE, RING = 28, 34, 44  # pixels
GAP = 2  # pixels between two marks
COUNT_SIZE = 15  # pixels
SYMBOL = re.compile(r'<symbol id="([^"]+)" viewBox="0 0 256 256"[^>]*>(.*)</symbol>')
# For each kind its colour and its shape: the radii of its corners, from the upper left one clockwise.
LOOKS = {
    "green": ("#28785d", (14, 14, 14, 3)),
    "move": ("#172d5f", (14, 14, 14, 14)),
    "arts": ("#6f3cc3", (14, 3, 14, 3)),
    "community": ("#481a2a", (14, 14, 5, 5)),
    "groups": ("#b1661d", (8, 8, 8, 8)),
    "food": ("#654316", (2, 2, 2, 2)),
    "health": ("#2c939d", (12, 3, 12, 3)),
    "learning": ("#4c586a", (3, 3, 14, 14)),
}
UNKNOWN = (BRAND, (14, 14, 14, 14))


@dataclass(frozen=True)
class Mark:
    """Places that stand together in a picture: how many, and the kind and precision that they share, if they do."""

    x: float
    y: float
    count: int = 1
    kind: str = ""
    precision: str = ""

    @property
    def is_ring(self):
        return self.precision == "area"

    @property
    def is_bubble(self):
        return self.count > 1 and not self.is_ring

    @property
    def size(self):
        """How many pixels wide and high it is drawn."""
        if self.is_ring:
            return RING, RING
        if self.is_bubble:
            return max(BUBBLE, width_of(intcomma(self.count), COUNT_SIZE, bold=True) + 20), BUBBLE
        return PIN, PIN

    @property
    def box(self):
        wide, high = self.size
        return Box.around(self.x, self.y, wide + GAP, high + GAP)

    def joined(self, other):
        """Both as one bubble, at the spot of the larger, or else of this one."""
        larger = max(self, other, key=lambda mark: mark.count)
        return Mark(larger.x, larger.y, self.count + other.count)

    def inside(self, frame):
        """The same, moved so far from the edges of a picture that it is whole."""
        wide, high = self.size
        x = min(max(self.x, wide / 2 + GAP), frame.width - wide / 2 - GAP)
        return replace(self, x=x, y=min(max(self.y, high / 2 + GAP), frame.height - high / 2 - GAP))


def marks_of(frame, tiles):
    """A mark for every count and every spot of what `clusters_of` says of tiles."""
    for tile in tiles:
        for lon, lat, count, *_ in tile["clusters"]:
            yield Mark(*frame.spot(lon, lat), count)
        by_spot = sorted(tile["places"], key=spot_of)
        for spot, places in groupby(by_spot, key=spot_of):
            yield mark_of(frame.spot(*spot), list(places))


def spot_of(place):
    return place["lon"], place["lat"]


def mark_of(spot, places):
    """The mark of the places that stand at one spot."""
    count = len(places) + sum(place.get("more", 0) for place in places)
    kinds, precisions = ({place[name] for place in places} for name in ("kind", "precision"))
    return Mark(*spot, count, *(shared.pop() if len(shared) == 1 else "" for shared in (kinds, precisions)))


def apart(marks, frame):
    """The marks, those that would touch joined. The largest keep their places and take in what touches them."""
    room = Room()
    for mark in sorted(marks, key=lambda mark: (-mark.count, mark.y, mark.x)):
        group = mark.inside(frame)
        while touched := room.in_the_way(group.box):
            group = room.leave(touched).joined(group).inside(frame)
        room.take(group.box, group)
    return list(room.holders.values())


@lru_cache(maxsize=1)
def icons():
    """The icons of the sprite by name: markup of 256 pixels each way."""
    return {name: SafeString(drawn) for name, drawn in SYMBOL.findall(Path(finders.find("icons.svg")).read_text())}


def icon(name, x, y, size, colour):
    """An icon with its middle at a spot."""
    scale = size / 256
    place = f"translate({x - size / 2:.1f} {y - size / 2:.1f}) scale({scale:.4f})"
    return element("g", icons()[name], transform=place, fill=colour)


def drawn(mark):
    """A mark as it looks."""
    if mark.is_ring:
        return ring(mark)
    return bubble(mark) if mark.is_bubble else pin(mark.kind, mark.x, mark.y)


def pin(kind, x, y, size=PIN):
    """The pin of a kind with its middle at a spot."""
    colour, radii = LOOKS.get(kind, UNKNOWN)
    shape = rounded(x - size / 2, y - size / 2, size, [radius * size / PIN for radius in radii])
    return element(
        "g",
        element("path", d=shape, fill=colour, stroke=SURFACE, stroke_width=2),
        icon(icon_of(kind), x, y, size * 0.6, SURFACE),
    )


def rounded(left, top, side, radii):
    """The path of a square with these radii, from the upper left corner clockwise."""
    sides = [(1, 0), (0, 1), (-1, 0), (0, -1)]  # right and down, along each edge
    drawn = [f"M{left + radii[0]:.1f} {top:.1f}"]
    for turn, (right, down) in enumerate(sides):
        radius, following = radii[turn], radii[(turn + 1) % 4]
        straight = side - radius - following
        over, under = (right - down) * following, (right + down) * following
        drawn.append(f"l{right * straight:.1f} {down * straight:.1f}")
        drawn.append(f"a{following:.1f} {following:.1f} 0 0 1 {over:.1f} {under:.1f}")
    return f"{''.join(drawn)}Z"


def bubble(mark):
    """A count of places at or around a spot."""
    wide, high = mark.size
    return element("g", pill(mark.x, mark.y, wide, high), number(intcomma(mark.count), mark.x, mark.y))


def pill(x, y, wide, high):
    """What is written on, with round ends."""
    return element(
        "rect",
        x=x - wide / 2 + 1.5,
        y=y - high / 2 + 1.5,
        width=float(wide - 3),
        height=float(high - 3),
        rx=min(wide, high) / 2 - 1.5,
        fill=SURFACE,
        stroke=BRAND,
        stroke_width=3,
    )


def number(words, x, y, size=COUNT_SIZE):
    """A short text with its middle at a spot."""
    return text(words, x, y + size * 0.35, size, bold=True, text_anchor="middle", fill=INK)


def dashed(x, y, side=RING):
    """The ring of a neighbourhood in which a place is, at a spot that is not shown."""
    look = {"fill": BRAND, "fill_opacity": "0.12", "stroke": BRAND, "stroke_width": 2, "stroke_dasharray": "4 3"}
    return element("circle", cx=float(x), cy=float(y), r=side / 2 - 1, **look)


def ring(mark):
    """Places of which only the neighbourhood is known: one with its icon, or their number."""
    x, y = float(mark.x), float(mark.y)
    face = number(intcomma(mark.count), x, y) if mark.count > 1 else icon(icon_of(mark.kind), x, y, 17, BRAND)
    return element("g", dashed(x, y), element("circle", cx=x, cy=y, r=13, fill=SURFACE), face)
