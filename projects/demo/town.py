"""Example Harbour, an invented town in the sea: twelve neighbourhoods that share their edges. EPSG:4326, lon/lat."""

import random
from dataclasses import dataclass, field
from itertools import pairwise

from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Point, Polygon

from places.models import Area

EDITION = "example"
SHARED = {"edition": EDITION, "source": "Invented for the demonstration", "licence": "cc0"}
Kind = Area.Kind


@dataclass
class Town:
    """The areas of the demonstration."""

    whole: Area
    neighbourhoods: list
    shapes: dict = field(default_factory=dict)

    def somewhere_in(self, neighbourhood, rng):
        """A point in the neighbourhood, the same for the same state of `rng`."""
        shape = self.shapes[neighbourhood.name]
        west, south, east, north = shape.extent
        while True:
            point = Point(round(rng.uniform(west, east), 6), round(rng.uniform(south, north), 6), srid=4326)
            if shape.prepared.contains(point):
                return point


def draw_town(plan):
    """Write the town, its six statistical areas and its neighbourhoods; return the `Town`."""
    corners = [[place_of(corner, plan) for corner in row] for row in plan["corners"]]
    shapes = {
        name: cell(corners, row, column)
        for row, names in enumerate(plan["neighbourhoods"])
        for column, name in enumerate(names)
    }
    pairs = [pair for names in plan["neighbourhoods"] for pair in zip(names[::2], names[1::2], strict=True)]
    joined = {" and ".join(pair): shapes[pair[0]].union(shapes[pair[1]]) for pair in pairs}
    areas = [
        area(Kind.LOCAL_AUTHORITY, "X99000001", "Example Harbour", MultiPolygon(*shapes.values()).unary_union),
        *numbered(Kind.MSOA, "X02", joined),
        *numbered(Kind.NEIGHBOURHOOD, "X99N", shapes),
    ]
    whole, *parts = Area.objects.bulk_create(areas)
    return Town(whole, [part for part in parts if part.kind == Kind.NEIGHBOURHOOD], shapes)


def numbered(kind, prefix, shapes):
    return [area(kind, f"{prefix}{number:06}", *named) for number, named in enumerate(shapes.items(), start=1)]


def area(kind, code, name, shape):
    boundary = shape if isinstance(shape, MultiPolygon) else MultiPolygon(shape)
    return Area(kind=kind, code=code, name=name, boundary=in_degrees(boundary), label_point=inside(shape), **SHARED)


def in_degrees(geometry):
    return GEOSGeometry(geometry.wkb, srid=4326)


def inside(shape):
    return in_degrees(shape.point_on_surface)


def place_of(corner, plan):
    return tuple(round(start + offset * plan["unit"], 6) for start, offset in zip(plan["origin"], corner, strict=True))


def cell(corners, row, column):
    """The neighbourhood between four corners."""
    south_west, south_east = corners[row][column : column + 2]
    north_west, north_east = corners[row + 1][column : column + 2]
    around = [south_west, south_east, north_east, north_west, south_west]
    ring = [point for start, end in pairwise(around) for point in edge(start, end)[:-1]]
    return Polygon([*ring, ring[0]])


def edge(start, end):
    """A crooked line between two corners, the same from either side, so that neighbours neither overlap nor gape."""
    if start > end:
        return edge(end, start)[::-1]
    return bent(start, end, random.Random(str((start, end))), depth=4)  # noqa: S311 (a drawing)


def bent(start, end, rng, depth):
    if depth == 0:
        return [start, end]
    (x, y), (to_x, to_y) = start, end
    bend = rng.uniform(-0.13, 0.13)
    middle = (round((x + to_x) / 2 - bend * (to_y - y), 6), round((y + to_y) / 2 + bend * (to_x - x), 6))
    return bent(start, middle, rng, depth - 1)[:-1] + bent(middle, end, rng, depth - 1)
