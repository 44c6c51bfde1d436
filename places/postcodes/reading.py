"""Reads files of postcodes: the ONS Postcode Directory, whole or in part, and Code-Point Open, without column names."""

import re
from datetime import date
from itertools import chain
from typing import NamedTuple

from places.notation import POSTCODE
from places.tables import BadTable, Refusal, column, rows_of

LONGITUDE_AND_LATITUDE, NATIONAL_GRID, IRISH_GRID = 4326, 27700, 29903
USUAL_COLUMNS = {
    "code": [r"pcds", r"pcd[78]?", r"pcd2", r"postcode"],
    "latitude": [r"lat(itude)?"],
    "longitude": [r"long?(gitude|itude)?", r"lng"],
    "east": [r"(os)?east(1m|ings?)?"],
    "north": [r"(os)?(nrth|north)(1m|ings?)?"],
    "authority": [r"(os)?laua", r"lad\d\d(cd|_code)"],
    "ended": [r"doterm"],
}
CODE_POINT = {"code": 0, "east": 2, "north": 3}
EXPECTED = (
    "Expected are the columns of the ONS Postcode Directory (pcds or pcd, and lat and long or oseast1m and osnrth1m), "
    "or Code-Point Open: rows of postcode, quality, easting, northing without column names"
)


UNUSUAL = re.compile(r"GIR0AA|NPT\d[A-Z]{2}", re.ASCII)  # a bank of old, and Newport until 1984
NONE_KNOWN = {"", "NA"}
NO_LATITUDE = 99.999999  # how the directory says that it knows no place
SWAPPED = "Its coordinates look swapped: longitude stands where latitude belongs."
BOUNDS = {
    LONGITUDE_AND_LATITUDE: (-9, 2.5, 49, 62),
    NATIONAL_GRID: (0, 700_000, 0, 1_300_000),
    IRISH_GRID: (0, 500_000, 0, 500_000),
}


class Found(NamedTuple):
    """A row of a file: where the postcode is in the coordinates of `grid` (an EPSG number), and when it ended."""

    row: int
    code: str
    across: float | None
    up: float | None
    grid: int
    ended_on: date | None
    knows_end: bool


def read_postcodes(path):
    """Yield a Found or a Refusal for each row of a file. Raises BadTable when its layout is not known."""
    rows = rows_of(path)
    if (first := next(rows, None)) is None:
        raise BadTable(f"{path} is empty. {EXPECTED}.")
    if is_postcode(first[1][0]) and len(first[1]) >= 4:
        return found_in(chain([first], rows), CODE_POINT, knows_end=True)  # those that ended are not in it
    places = places_of(first[1], path)
    return found_in(rows, places, knows_end="ended" in places)


def places_of(columns, path):
    """At which place of a row each thing stands. Raises BadTable where code or coordinates are missing."""
    names = {wanted: column(columns, patterns) for wanted, patterns in USUAL_COLUMNS.items()}
    places = {wanted: columns.index(name) for wanted, name in names.items() if name is not None}
    if "code" not in places or not ({"latitude", "longitude"} <= set(places) or {"east", "north"} <= set(places)):
        raise BadTable(f"{path} has no postcodes that can be read. {EXPECTED}. It has: {', '.join(columns[:30])}.")
    return places


def found_in(rows, places, knows_end):
    """Yield a Found or a Refusal for each `(row, cells)`."""
    by_degrees = {"latitude", "longitude"} <= set(places)
    across, up = (places[name] for name in (("longitude", "latitude") if by_degrees else ("east", "north")))
    code, authority, ended = (places.get(name) for name in ("code", "authority", "ended"))
    for row, cells in rows:
        try:
            postcode = _code(cells[code])
            is_irish = postcode.startswith("BT") or (authority is not None and cells[authority].startswith("N"))
            grid = LONGITUDE_AND_LATITUDE if by_degrees else (IRISH_GRID if is_irish else NATIONAL_GRID)
            place = (None, None) if is_of_a_crown_dependency(postcode) else _place(cells[across], cells[up], grid)
            ended_on = None if ended is None else _month(cells[ended])
            yield Found(row, postcode, *place, grid, ended_on, knows_end)
        except IndexError:
            yield Refusal(row, f"It has {len(cells)} cells, fewer than the first row.")
        except ValueError as trouble:
            yield Refusal(row, str(trouble))


def is_postcode(text):
    """Whether a text is a full postcode, with or without its space."""
    return bool(POSTCODE.fullmatch(text.replace(" ", "").upper()))


def is_of_a_crown_dependency(code):
    """Whether a postcode is of Guernsey, Jersey or the Isle of Man, which are not in the United Kingdom."""
    return code.startswith(("GY", "JE", "IM"))


def _code(text):
    code = text.replace(" ", "").upper()
    if not POSTCODE.fullmatch(code) and not UNUSUAL.fullmatch(code):
        raise ValueError(f"“{text[:20]}” is not a full postcode.")
    return code


def _place(across, up, grid):
    """The coordinates, or twice None where the publisher knows none. Raises ValueError."""
    if across in NONE_KNOWN or up in NONE_KNOWN:
        return None, None
    try:
        across, up = float(across), float(up)
    except ValueError:
        raise ValueError(f"“{across[:20]}, {up[:20]}” are not numbers.") from None
    if (across, up) == (0, 0) or up == NO_LATITUDE:
        return None, None
    west, east, south, north = BOUNDS[grid]
    if west <= across <= east and south <= up <= north:
        return across, up
    are_swapped = west <= up <= east and south <= across <= north
    raise ValueError(SWAPPED if are_swapped else f"{across:g}, {up:g} lies outside the country.")


def _month(text):
    """The first day of a month written 202511 or 2025-11; None for none. Raises ValueError."""
    digits = text.replace("-", "")[:6]
    if not digits:
        return None
    try:
        return date(int(digits[:4]), int(digits[4:]), 1)
    except ValueError:
        raise ValueError(f"“{text[:20]}” is not a month like 202511.") from None
