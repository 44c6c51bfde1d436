"""Grid references of Great Britain (SJ 838 980) and of Ireland (J 338 740), and eastings and northings in metres."""

import re

from django.contrib.gis.geos import Point

LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"  # five rows of five, from the north-west; there is no I
REFERENCE = re.compile(r"([A-HJ-Z]{1,2})((?:\d\d){2,5})", re.ASCII | re.IGNORECASE)
METRES = re.compile(r"E?\s*(\d{5,6})(?:\.\d+)?\s*(?:m?E)?\s*[,;\s]\s*N?\s*(\d{5,7})(?:\.\d+)?\s*(?:m?N)?", re.I | re.A)
A_SQUARE = 100_000  # metres along the side of a lettered square
GREAT_BRITAIN, IRELAND = 27700, 29903  # EPSG codes of the two grids


def read_grid_reference(text):
    """The middle of the square that a grid reference names, EPSG:4326; None for what is not written as one."""
    if metres := METRES.fullmatch(text.strip()):
        return on_the_map(*map(int, metres.groups()), GREAT_BRITAIN)
    written = REFERENCE.fullmatch(re.sub(r"\s", "", text))
    if not written:
        return None
    letters, figures = written.groups()
    (column, row), grid = lettered_square(letters.upper())
    half = len(figures) // 2
    side = A_SQUARE // 10**half
    east, north = int(figures[:half]) * side, int(figures[half:]) * side
    return on_the_map(column * A_SQUARE + east + side / 2, row * A_SQUARE + north + side / 2, grid)


def write_grid_reference(text):
    """A grid reference as people print it: SJ 838 980."""
    written = REFERENCE.fullmatch(re.sub(r"\s", "", text))
    if not written:
        return text.strip()
    letters, figures = written.groups()
    half = len(figures) // 2
    return f"{letters.upper()} {figures[:half]} {figures[half:]}"


def lettered_square(letters):
    """Column and row of a square, from the origin of its grid in the south-west, and the grid."""
    places = [divmod(LETTERS.index(letter), 5) for letter in letters]
    if len(places) == 1:
        ((down, across),) = places
        return (across, 4 - down), IRELAND
    # The first letter names a square of 500 km, of which S has its corner at the origin.
    (wide_down, wide_across), (down, across) = places
    return ((wide_across - 2) * 5 + across, (3 - wide_down) * 5 + 4 - down), GREAT_BRITAIN


def on_the_map(east, north, grid):
    """The point of these metres in lon/lat. It may lie anywhere on Earth: `is_in_the_uk` tells."""
    return Point(float(east), float(north), srid=grid).transform(4326, clone=True)
