"""Distances on the sphere, in words, in miles or in kilometres as the reader chose."""

from math import asin, cos, radians, sin, sqrt

from django.conf import settings

COOKIE = "distance"
RADIUS_OF_THE_EARTH = 6_371_008.8  # metres, as PostGIS has it
MILES, KILOMETRES = "miles", "km"
UNITS = {MILES: "Miles", KILOMETRES: "Kilometres"}
METRES_IN_A_MILE = 1609.344


def in_words(metres, unit):
    """ "0.3 miles", or "450 m" and "1.2 km"."""
    if unit == MILES:
        number = to_one_place(metres / METRES_IN_A_MILE)
        return f"{number} mile" if number == "1" else f"{number} miles"
    if metres < 950:
        return f"{max(round(metres, -1), 10):.0f} m"
    return f"{to_one_place(metres / 1000)} km"


def to_one_place(number):
    """With one decimal below 10, and none where it would be 0."""
    return f"{max(number, 0.1):.1f}".removesuffix(".0") if number < 9.95 else f"{number:,.0f}"


def in_both(metres):
    """For what is kept and shared, whoever reads it: "3 km (1.9 miles)"."""
    return f"{in_words(metres, KILOMETRES)} ({in_words(metres, MILES)})"


def unit_of(request):
    """The unit that the reader chose, or that of the site."""
    chosen = request.COOKIES.get(COOKIE)
    return chosen if chosen in UNITS else settings.DISTANCE_UNIT


def metres_between(one, other):
    """Metres on the sphere between two points in lon/lat, as the order of a list has them."""
    (west, south), (east, north) = [map(radians, point.coords) for point in (one, other)]
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * RADIUS_OF_THE_EARTH * asin(sqrt(min(half, 1)))
