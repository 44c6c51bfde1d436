"""Whether a shape can be kept; if not, why, in words, and what could stand in its place."""

import re

from django.contrib.gis.geos import LinearRing, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon

from places.notation import GREAT_BRITAIN, NORTHERN_IRELAND
from places.shapes import mending
from places.shapes.measures import in_words, rounded, square_km
from places.shapes.reading import MOST_CORNERS, MOST_RINGS, Drawn, read
from places.shapes.trouble import ShapeTrouble, near

LARGEST = 30_000  # square kilometres: more than Highland, the widest authority
SMALLEST = 1e-6  # square kilometres
CLOSING = "We can close it, by an edge from its last corner to its first."
UNITED_KINGDOM = GREAT_BRITAIN.union(NORTHERN_IRELAND).prepared
WHY = re.compile(r"([^\[]+)\[([-+.\de]+) ([-+.\de]+)\]")
TROUBLES = {
    "Self-intersection": "The outline crosses or touches itself near {}.",
    "Ring Self-intersection": "The outline crosses or touches itself near {}.",
    "Hole lies outside shell": "A hole lies outside the outline, near {}.",
    "Holes are nested": "A hole lies inside another hole, near {}.",
    "Nested holes": "A hole lies inside another hole, near {}.",
    "Nested shells": "One part lies inside another, near {}.",
    "Duplicate Rings": "The same ring is there twice, near {}.",
    "Interior is disconnected": "A hole cuts the outline in two, near {}.",
}


def read_shape(text, routes=False, anywhere=False):
    """The MultiPolygon that a text draws, or with `routes` also a MultiLineString. EPSG:4326. Raises ShapeTrouble.

    It must be in the United Kingdom, unless it may be `anywhere`.
    """
    drawn = as_wanted(read(text), routes)
    refuse_many_corners(drawn)
    refuse_other_places(drawn, anywhere)
    return route_of(drawn.lines) if drawn.lines else outline_of(drawn)


def as_wanted(drawn, routes):
    """Lines and outlines are not mixed. Where no route is asked for, a list of corners goes all the way around."""
    if not drawn.positions:
        raise ShapeTrouble("This shape is empty: it has no corners.")
    if drawn.polygons and drawn.lines:
        raise ShapeTrouble("There are outlines and lines in this. Leave out either the ones or the others.")
    around = Drawn([[mending.closed(line)] for line in drawn.lines], [])
    if drawn.is_list and (not routes or drawn.lines[0][0] == drawn.lines[0][-1]):
        return around
    if drawn.lines and not routes:
        raise ShapeTrouble("This is a line, not an outline.", around.wkt, CLOSING)
    return drawn


def refuse_many_corners(drawn):
    corners = len(drawn.positions)
    if corners > MOST_CORNERS:
        words = f"There are {corners:,} corners. Use at most {MOST_CORNERS:,}."
        fewer = mending.thinned(drawn)
        if not fewer:
            raise ShapeTrouble(words)
        offer = f"We can leave out corners that lie close together: {len(fewer.positions):,} are left."
        raise ShapeTrouble(words, fewer.wkt, offer)
    if len(drawn.rings) > MOST_RINGS:
        raise ShapeTrouble(f"There are {len(drawn.rings):,} parts and holes. Use at most {MOST_RINGS:,}.")


def refuse_other_places(drawn, anywhere):
    positions = drawn.positions
    if are_in_the_uk(positions):
        return
    if are_in_the_uk([(latitude, longitude) for longitude, latitude in positions]):
        turned = drawn.moved(lambda ring: [(latitude, longitude) for longitude, latitude in ring])
        words = "The numbers are the wrong way round: in WKT and GeoJSON longitude comes first."
        raise ShapeTrouble(words, turned.wkt, "We can turn them round.")
    if are_in_the_uk([(-longitude, latitude) for longitude, latitude in positions]):
        mirrored = drawn.moved(lambda ring: [(-longitude, latitude) for longitude, latitude in ring])
        words = "This is in the North Sea or beyond. West of Greenwich, longitude is less than 0."
        raise ShapeTrouble(words, mirrored.wkt, "We can put the minus signs in.")
    if any(abs(longitude) > 180 or abs(latitude) > 90 for longitude, latitude in positions):
        raise ShapeTrouble(
            "These are no degrees; they look like metres of a grid (eastings and northings). Save the shape in degrees "
            "(WGS 84, EPSG:4326) first."
        )
    if not anywhere:
        outside = next(position for position in positions if not are_in_the_uk([position]))
        reaches = "reaches" if any(are_in_the_uk([position]) for position in positions) else "is"
        raise ShapeTrouble(f"This {reaches} outside the United Kingdom, at {near(outside)}.")


def are_in_the_uk(positions):
    return UNITED_KINGDOM.covers(MultiPoint(*[Point(position) for position in positions]))


def route_of(lines):
    for line in lines:
        if len(set(line)) < 2:
            raise ShapeTrouble(f"A line needs at least two different points. There is one, at {near(line[0])}.")
    return MultiLineString(*[LineString(line) for line in lines], srid=4326)


def outline_of(drawn):
    for ring in drawn.rings:
        refuse_few_corners(ring)
    for ring in drawn.rings:
        if ring[0] != ring[-1]:
            whole = drawn.moved(mending.closed)
            words = f"The outline is not closed: it begins at {near(ring[0])} and ends at {near(ring[-1])}."
            raise ShapeTrouble(words, whole.wkt, CLOSING)
    shape = MultiPolygon(*[Polygon(*rings) for rings in drawn.polygons], srid=4326)
    if shape.valid_reason != "Valid Geometry":
        refuse_crossing(shape, drawn)
    refuse_size(shape)
    return shape


def refuse_few_corners(ring):
    corners = len(set(ring))
    if corners < 3:
        count = "one" if corners == 1 else "two"
        raise ShapeTrouble(
            f"An outline needs at least three corners. Here {count} can be told apart, at {near(ring[0])}."
        )
    if LinearRing(mending.closed(ring)).convex_hull.area < 1e-12:
        raise ShapeTrouble("The outline has no area: its corners lie on one line.")


def refuse_crossing(shape, drawn):
    """Say where. `valid_reason` tells only its caller; other ways would write the place into the log."""
    found = WHY.match(shape.valid_reason)
    kind, *position = found.groups() if found else ("", 0, 0)
    longitude, latitude = map(float, position)
    words = TROUBLES.get(kind, "The outline does not hold together near {}.").format(near((longitude, latitude)))
    better = mending.mended(drawn.polygons)
    if not better:
        raise ShapeTrouble(f"{words} It is too tangled to be mended here: draw it anew.")
    raise ShapeTrouble(words, better.wkt, f"We can mend it: {in_words(better)}.")


def refuse_size(shape):
    size = square_km(shape)
    if size < SMALLEST:
        raise ShapeTrouble("The outline has no area: it is smaller than a square metre.")
    if size > LARGEST:
        raise ShapeTrouble(
            f"This is {rounded(size)} square kilometres, more than any authority in the United Kingdom. Draw at most "
            f"{LARGEST:,}."
        )
