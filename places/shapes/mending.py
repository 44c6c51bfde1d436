"""Shapes that can be kept in place of those that cannot. Each way is quick, or gives up."""

from itertools import pairwise
from math import cos, radians

from django.contrib.gis.geos import MultiPolygon, Polygon

from places.shapes.reading import MOST_CORNERS

METRES_IN_A_DEGREE = 111_195
# GEOS takes minutes and all of the memory to mend a scribble; what people draw crosses itself once or twice.
MOST_CROSSINGS = 50
MOST_RINGS_TO_MEND = 100
MOST_COMPARISONS = 400_000
CELLS = 64  # of the grid that finds crossings, across and down


def closed(ring):
    """The ring with its first corner once more at its end."""
    return ring if ring[0] == ring[-1] else [*ring, ring[0]]


def thinned(drawn):
    """The same with at most 10,000 corners: those are left out that are close to the one before. None if that fails."""
    metres = 1
    while len(drawn.positions) > MOST_CORNERS:
        if metres > 1000:
            return None
        drawn = drawn.moved(lambda ring, metres=metres: apart(ring, metres))
        metres *= 1.5
    return drawn


def apart(ring, metres):
    """The corners that are so far from the last one that was kept; the first, the last and one between stay."""
    degrees = metres / METRES_IN_A_DEGREE
    narrow = cos(radians(ring[0][1]))
    kept = [ring[0]]
    for corner in ring[1:-1]:
        east, north = (corner[0] - kept[-1][0]) * narrow, corner[1] - kept[-1][1]
        if east * east + north * north >= degrees * degrees:
            kept.append(corner)
    if len(kept) < 3:
        kept = [ring[0], *ring[1 : -1 : max(1, len(ring) // 3)]][:4]
    return [*kept, ring[-1]]


def mended(polygons):
    """A valid MultiPolygon of polygons that cross themselves or one another; None where that is not to be tried."""
    rings = [ring for polygon in polygons for ring in polygon]
    if len(rings) > MOST_RINGS_TO_MEND or crossings(rings) > MOST_CROSSINGS:
        return None
    valid = MultiPolygon(*[Polygon(*polygon) for polygon in polygons], srid=4326).make_valid()
    parts = [part for part in parts_of(valid) if part.geom_type == "Polygon" and part.area]
    return MultiPolygon(*parts, srid=4326) if parts else None


def parts_of(geometry):
    """The simple geometries of which one is made."""
    if geometry.geom_type.startswith("Multi") or geometry.geom_type == "GeometryCollection":
        return [part for member in geometry for part in parts_of(member)]
    return [geometry]


def crossings(rings):
    """How many pairs of edges meet that are not neighbours. It stops after 50 of them, or when it takes long."""
    grid, found, compared = {}, set(), 0
    edges = [edge for ring in rings for edge in neighbours(ring)]
    place = frame(rings)
    for number, edge in enumerate(edges):
        for cell in cells(edge, *place):
            others = grid.setdefault(cell, [])
            compared += len(others) + 1
            found |= {(number, other) for other in others if meet(edge, edges[other])}
            if len(found) > MOST_CROSSINGS or compared > MOST_COMPARISONS:
                return MOST_CROSSINGS + 1
            others.append(number)
    return len(found)


def neighbours(ring):
    return [(start, end) for start, end in pairwise(ring) if start != end]


def frame(rings):
    easts, norths = zip(*[corner for ring in rings for corner in ring], strict=True)
    west, south = min(easts), min(norths)
    return west, south, (max(easts) - west) / CELLS or 1, (max(norths) - south) / CELLS or 1


def cells(edge, west, south, wide, high):
    """The cells that an edge goes through, column by column."""
    (x, y), (end_x, end_y) = sorted(((east - west) / wide, (north - south) / high) for east, north in edge)
    steep = (end_y - y) / (end_x - x) if end_x > x else 0
    for column in range(int(x), int(end_x) + 1):
        enters, leaves = max(x, column), min(end_x, column + 1)
        rows = [y + (enters - x) * steep, y + (leaves - x) * steep] if steep else [y, end_y]
        yield from ((column, row) for row in range(int(min(rows)), int(max(rows)) + 1))


def meet(edge, other):
    """Whether two edges cross or touch; those that follow one another only touch, and do not count."""
    (a, b), (c, d) = edge, other
    if {a, b} & {c, d}:
        return {a, b} == {c, d}
    return turn(a, b, c) * turn(a, b, d) <= 0 and turn(c, d, a) * turn(c, d, b) <= 0


def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
