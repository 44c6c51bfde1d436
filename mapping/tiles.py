"""Tiles of the web map: squares of Web Mercator, halved at each zoom."""

from dataclasses import dataclass
from math import atan, degrees, pi, sinh

BITS = 23  # world_column and world_row in sql/cells.sql cut the world into 2 to this power
CELL_BITS = 3  # a tile has 2 to this power of cells along each side: 64 of the pixels that a map draws it wide


class NoSuchTile(Exception):
    """The numbers name no tile; the message says which there are."""


def longitude(column, zoom):
    """The west edge of a column of tiles, in degrees."""
    return column / 2**zoom * 360 - 180


def latitude(row, zoom):
    """The north edge of a row of tiles, in degrees."""
    return degrees(atan(sinh(pi * (1 - 2 * row / 2**zoom))))


def box_of(column, row, zoom):
    """West, south, east, north of a square of this zoom, in degrees."""
    return longitude(column, zoom), latitude(row + 1, zoom), longitude(column + 1, zoom), latitude(row, zoom)


@dataclass(frozen=True)
class Tile:
    """Column `x` from the west and row `y` from the north, of 2 to the power of `z` each.

    There are those of zoom `least` to `most`; NoSuchTile for another. Edges west and north belong to the tile.
    """

    z: int
    x: int
    y: int
    least: int = 0
    most: int = 20

    def __post_init__(self):
        if not self.least <= self.z <= self.most:
            raise NoSuchTile(f"There are tiles of zoom {self.least} to {self.most}; {self.z} was asked for.")
        if max(self.x, self.y) >= 2**self.z:
            raise NoSuchTile(
                f"At zoom {self.z}, x and y run from 0 to {2**self.z - 1}; {self.x}/{self.y} was asked for."
            )

    @property
    def box(self):
        """West, south, east, north in degrees."""
        return box_of(self.x, self.y, self.z)

    def cells(self, number, bits=CELL_BITS):
        """The first and the last of the columns, or rows, of cells in its column `x`, or row `y`."""
        return number << bits, ((number + 1) << bits) - 1
