"""Tiles of the web map: squares of Web Mercator, halved at each zoom."""

from dataclasses import dataclass
from math import atan, degrees, pi, sinh


class NoSuchTile(Exception):
    """The numbers name no tile; the message says which there are."""


@dataclass(frozen=True)
class Tile:
    """Column `x` from the west and row `y` from the north, of 2 to the power of `z` each.

    There are those of zoom `least` to `most`; NoSuchTile for another.
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
        """West, south, east, north in degrees. Edges west and south belong to the tile."""
        return self.longitude(self.x), self.latitude(self.y + 1), self.longitude(self.x + 1), self.latitude(self.y)

    def longitude(self, column):
        return column / 2**self.z * 360 - 180

    def latitude(self, row):
        return degrees(atan(sinh(pi * (1 - 2 * row / 2**self.z))))
