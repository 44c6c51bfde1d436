"""What the signs of a picture mean, in rows below the map."""

from dataclasses import dataclass, replace

from assets.models import Category
from mapping.picture.marks import LOOKS, Mark, drawn
from mapping.picture.svg import element, text, width_of

SIZE, ROW = 13, 32  # pixels
SCALE = 0.65  # of a mark on the map
SIGN, BETWEEN = 36, 12  # pixels that a sign takes, and between a text and the next sign
RING = Mark(0, 0, precision="area")


@dataclass(frozen=True)
class Legend:
    """Rows of signs: each a list of (pixels from the left, mark, what it means)."""

    rows: list

    @classmethod
    def of(cls, marks, left, width):
        """What these marks mean, in rows of this width."""
        rows, x = [[]], left
        for mark, words in meanings(marks):
            wide = SIGN + width_of(words, SIZE) + BETWEEN
            if rows[-1] and x + wide > left + width:
                rows.append([])
                x = left
            rows[-1].append((x, mark, words))
            x += wide
        return cls([row for row in rows if row])

    @property
    def height(self):
        return ROW * len(self.rows)

    def drawn(self, top):
        for number, row in enumerate(self.rows):
            middle = top + ROW * (number + 0.5)
            for x, mark, words in row:
                place = f"translate({x + SIGN / 2 - 4:.1f} {middle:.1f}) scale({SCALE})"
                yield element("g", drawn(mark), transform=place)
                yield text(words, x + SIGN, middle + SIZE * 0.35, SIZE)


def meanings(marks):
    """Each sign that is among the marks, with its words."""
    kinds = {mark.kind for mark in marks if not mark.is_bubble and not mark.is_ring}
    for category in Category.objects.filter(code__in=kinds & {*LOOKS}):
        yield Mark(0, 0, kind=category.code), category.name
    if any(mark.is_bubble for mark in marks):
        yield replace(RING, precision="", count=2), "So many, close together"
    if any(mark.is_ring for mark in marks):
        yield RING, "Somewhere in this neighbourhood: the exact place is not shown"
