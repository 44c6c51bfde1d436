"""How large a shape is, in words, and what lies in it."""

from itertools import pairwise
from math import cos, hypot, radians

from django.contrib.gis.geos import MultiPolygon

KM_IN_A_DEGREE = 111.195  # along a meridian
CLOSE = 0.001  # degrees: about 100 m, as exact as people place a pin


def square_km(shape):
    """The area in square kilometres, good to a hundredth in the United Kingdom."""
    return sum(part.area * cos(radians(part.centroid.y)) for part in shape if part.area) * KM_IN_A_DEGREE**2


def km(route):
    """The length of a route in kilometres."""
    return sum(length(start, end) for line in route for start, end in pairwise(line.coords)) * KM_IN_A_DEGREE


def length(start, end):
    """From one position to another, in degrees of latitude."""
    narrow = cos(radians((start[1] + end[1]) / 2))
    return hypot((end[0] - start[0]) * narrow, end[1] - start[1])


def holds(shape, point):
    """Whether a point lies in an outline or on a route, or as close as people place a pin."""
    return shape.distance(point) <= CLOSE


def in_words(shape):
    """How large it is: "2 parts, 1.2 square kilometres, 14 corners"."""
    is_outline = isinstance(shape, MultiPolygon)
    parts = f"{len(shape)} parts, " if len(shape) > 1 else ""
    size = f"{rounded(square_km(shape))} square kilometres" if is_outline else f"{rounded(km(shape))} kilometres long"
    corners = shape.num_coords - (sum(len(polygon) for polygon in shape) if is_outline else 0)
    return f"{parts}{size}, {corners:,} corners"


def rounded(number):
    """Two figures or so, and never 0: a bowling green is 0.002 square kilometres."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.{1 if number >= 10 else 2 if number >= 0.1 else 4}f}"
