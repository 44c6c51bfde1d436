"""Which parts of a picture are taken already."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import product

SQUARE = 64  # pixels: boxes are kept by squares so wide


@dataclass(frozen=True)
class Box:
    """Pixels from the left and from the top of a picture."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x, y, wide, high):
        """The box of this size in whose middle a spot lies."""
        return cls(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)

    def overlaps(self, other):
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def squares(self):
        """The squares of the picture that it touches."""
        columns, rows = (
            range(int(start // SQUARE), int(end // SQUARE) + 1)
            for start, end in ((self.left, self.right), (self.top, self.bottom))
        )
        return product(columns, rows)


class Room:
    """Boxes that take up room, and what holds each; no two have the same box."""

    def __init__(self, taken=()):
        self.holders, self.squares = {}, defaultdict(set)
        for box in taken:
            self.take(box)

    def take(self, box, holder=None):
        self.holders[box] = holder
        for square in box.squares():
            self.squares[square].add(box)

    def leave(self, box):
        """Free the box, and say who held it."""
        for square in box.squares():
            self.squares[square].discard(box)
        return self.holders.pop(box)

    def in_the_way(self, box):
        """Some box that this one would overlap; None where there is room for it."""
        touched = (other for square in box.squares() for other in self.squares[square] if other.overlaps(box))
        return min(touched, key=lambda other: (other.top, other.left), default=None)
