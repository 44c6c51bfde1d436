"""How people write places: postcodes and coordinates. EPSG:4326; people write latitude first, points hold lon/lat."""

import re

from django.contrib.gis.geos import GEOSGeometry, Point

LIKE_COORDINATES = "Write latitude and longitude with a comma between them, like 53.8142, -3.0503."
LIKE_A_POSTCODE = "Give a full UK postcode, like FY1 2AB."
NUMBER = r"([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*"
COORDINATES = re.compile(
    rf"\(?\s*([NS]?)\s*{NUMBER}([NS]?)\s*[,;\s]\s*([EW]?)\s*{NUMBER}([EW]?)\s*\)?", re.IGNORECASE | re.ASCII
)
OUTWARD, INWARD = r"[A-Z]{1,2}\d[A-Z\d]?", r"\d[A-Z]{2}"
POSTCODE = re.compile(f"({OUTWARD})({INWARD})", re.ASCII)
POSTCODE_IN_TEXT = re.compile(rf"\b{OUTWARD}\s?{INWARD}\b", re.ASCII | re.IGNORECASE)

# Rough outlines with the sea around, in lon/lat: good enough to ask "is this right?", not to refuse.
GREAT_BRITAIN = GEOSGeometry(
    "POLYGON ((-6.9 49.7, -1.5 50.3, 1.3 50.85, 1.9 51.5, 2.1 53, 0.5 54.2, -1 56, -0.4 61, -2.2 61, -5 59.3, -9 58.3, "
    "-8.2 56.3, -6.4 55.4, -5.2 54.6, -5.5 53, -6 51.3, -6.9 49.7))"
)
NORTHERN_IRELAND = GEOSGeometry(
    "POLYGON ((-8.2 54.4, -7.6 54.1, -7 54.4, -6.7 54, -5.9 53.95, -5.2 54.5, -6 55.4, -7 55.2, -7.7 54.75, -8.2 54.4))"
)


def read_coordinates(text):
    """The point that "latitude, longitude" names. Raises ValueError in words for the one who wrote it."""
    written = COORDINATES.fullmatch(text.strip())
    if not written:
        raise ValueError(LIKE_COORDINATES)
    before, latitude, after, before_longitude, longitude, after_longitude = written.groups()
    latitude, longitude = signed(latitude, before or after), signed(longitude, before_longitude or after_longitude)
    point = Point(longitude, latitude, srid=4326)
    if max(abs(latitude), abs(longitude)) < 0.01:
        raise ValueError("0, 0 is in the sea off Africa. Say where the place is, or leave this empty.")
    if not is_in_the_uk(point) and is_in_the_uk(Point(latitude, longitude, srid=4326)):
        raise ValueError(f"These are the wrong way round: latitude comes first. Try {longitude:g}, {latitude:g}.")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise ValueError(f"There is no such place on Earth. {LIKE_COORDINATES}")
    return point


def are_coordinates(text):
    """Whether this is written as latitude and longitude are, wherever on Earth that would be."""
    return COORDINATES.fullmatch(text.strip()) is not None


def signed(degrees, hemisphere):
    """Degrees, negative in the south and west."""
    return -float(degrees) if hemisphere.upper() in {"S", "W"} else float(degrees)


def write_coordinates(point):
    """Latitude and longitude with six decimals, about 10 cm."""
    return f"{point.y:.6f}, {point.x:.6f}"


def is_in_the_uk(point):
    """Whether a point is in the United Kingdom or in the sea close to it."""
    return GREAT_BRITAIN.intersects(point) or NORTHERN_IRELAND.intersects(point)


def read_postcode(text):
    """A full postcode with its space in place. Raises ValueError in words for the one who wrote it."""
    written = POSTCODE.fullmatch(re.sub(r"\s", "", text).upper())
    if not written:
        raise ValueError(LIKE_A_POSTCODE)
    return " ".join(written.groups())


def postcodes_in(text):
    """The full postcodes that stand in a text, as they are written there."""
    return POSTCODE_IN_TEXT.findall(text)
