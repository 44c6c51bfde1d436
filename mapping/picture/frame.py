"""Which part of the world a picture shows, and where in it a place stands."""

from dataclasses import dataclass
from functools import cached_property
from math import asinh, ceil, floor, log2, pi, radians, tan

from mapping.tiles import Tile, latitude, longitude

TILE = 512  # pixels that a tile is drawn wide, or less
MOST_TILES = 30
FARTHEST_NORTH = 85.0511  # degrees: what Web Mercator shows
NEAREST_TILE = 17  # zoom of the tiles that hold most detail


def across(lon):
    """How far east a longitude lies: 0 to 1."""
    return lon / 360 + 0.5


def down(lat):
    """How far south a latitude lies on a web map: 0 to 1."""
    held = max(-FARTHEST_NORTH, min(FARTHEST_NORTH, lat))
    return 0.5 - asinh(tan(radians(held))) / (2 * pi)


@dataclass(frozen=True)
class Frame:
    """A view of so many pixels whose left and upper edges lie at `left` and `top` of the world, which is 1 wide.

    `scale` is how many pixels wide all of the world is.
    """

    left: float
    top: float
    scale: float
    width: int
    height: int

    @classmethod
    def around(cls, box, width, height, margin, nearest):
        """The view of a box of degrees, with a margin of pixels; never nearer than a tile of the zoom `nearest`."""
        west, south, east, north = box
        wide, high = across(east) - across(west), down(south) - down(north)
        scale = TILE * 2.0**nearest
        if wide:
            scale = min(scale, (width - 2 * margin) / wide)
        if high:
            scale = min(scale, (height - 2 * margin) / high)
        centre = (across(west) + across(east)) / 2, (down(south) + down(north)) / 2
        return cls(centre[0] - width / 2 / scale, centre[1] - height / 2 / scale, scale, width, height)

    def pixel(self, x, y):
        """Where a point of the world, 0 to 1 east and south, stands in the picture."""
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def spot(self, lon, lat):
        """Where a place stands in the picture: pixels from its left and from its top."""
        return self.pixel(across(lon), down(lat))

    def holds(self, box):
        """Whether all of a box of pixels is in the picture."""
        return box.left >= 0 and box.top >= 0 and box.right <= self.width and box.bottom <= self.height

    @property
    def zoom(self):
        """The zoom of tiles that are as large as here, a fraction."""
        return log2(self.scale / TILE)

    @cached_property
    def box(self):
        """West, south, east, north of the view, or of the world where the view is wider."""
        right, bottom = self.left + self.width / self.scale, self.top + self.height / self.scale
        left, top, right, bottom = (max(0.0, min(1.0, edge)) for edge in (self.left, self.top, right, bottom))
        return longitude(left, 0), latitude(bottom, 0), longitude(right, 0), latitude(top, 0)

    def tiles(self):
        """The tiles that lie under the picture, so small that they say most, and at most `MOST_TILES`."""
        zoom = max(0, min(NEAREST_TILE, ceil(self.zoom)))
        while len(tiles := self.tiles_of(zoom)) > MOST_TILES:
            zoom -= 1
        return tiles

    def tiles_of(self, zoom):
        """The tiles of this zoom that lie under the picture."""
        columns, rows = self.under(self.left, self.width, 2**zoom), self.under(self.top, self.height, 2**zoom)
        return [Tile(zoom, x, y) for x in columns for y in rows]

    def under(self, edge, pixels, count):
        """The columns, or rows, of tiles between an edge of the view and the other."""
        first, last = floor(edge * count), floor((edge + pixels / self.scale) * count)
        return range(max(0, first), min(count - 1, last) + 1)
