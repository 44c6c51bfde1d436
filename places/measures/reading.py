"""Reads a file of one row an area: its code, and of one measure the value, the rank and the decile, or some of them."""

import math
import re
from typing import NamedTuple

from places.tables import BadTable, Refusal, column, rows_of

AREA_COLUMNS = [
    r"area_?code",
    r"areacd",
    r"(lsoa|data_?zone|dz|soa|msoa|iz|sdz|ward|wd|lad|ltla)[ _]?(\d\d|\d{4})?[ _]?(cd|code)?( ?\(\d{4}\))?",
    r"[a-z]+\d\d_?(cd|code)",
    r"code",
]
MEASURES = {"value": r"(score|value|rate|percentage|index)", "rank": r"rank", "decile": r"dec(ile)?"}
# Publishers add in words what rank 1 and decile 1 are, in brackets.
ENDING = r"[ _.-]*{measure}([ _.(-].*)?"
NO_VALUE = {"", "-", "*", ":", "..", "NA", "N/A", "NULL", "NAN"}
HIGHEST_RANK = 2**31 - 1


class Measured(NamedTuple):
    """One row of the file."""

    row: int
    code: str
    value: float | None
    rank: int | None
    decile: int | None


def read_measures(path, area_column="", given=None, measure=""):
    """Yield a Measured or a Refusal for each row.

    `given` may name the columns of value, rank and decile. Else `measure` is what their names begin with ("IMD" of
    IMD_rank and IMD_decile), or the whole name of one column. Raises BadTable when the columns are not clear.
    """
    rows = rows_of(path)
    if (first := next(rows, None)) is None:
        raise BadTable(f"{path} is empty. Expected is a line of column names, then a row for each area.")
    columns = first[1]
    area = _area_column(columns, area_column)
    measures = _given(columns, given or {}) or _named(columns, measure) or _guessed(columns, area, measure)
    places = {name: columns.index(found) for name, found in measures.items()}
    for row, cells in rows:
        yield _read(row, cells, columns.index(area), places)


def _area_column(columns, given):
    if given and given not in columns:
        raise BadTable(f"There is no column {given} in the file. It has: {_listed(columns)}.")
    if not (found := given or column(columns, AREA_COLUMNS)):
        raise BadTable(f"Say which column holds the codes of areas, with --area-column. It has: {_listed(columns)}.")
    return found


def _given(columns, given):
    given = {name: found for name, found in given.items() if found}
    for found in given.values():
        if found not in columns:
            raise BadTable(f"There is no column {found} in the file. It has: {_listed(columns)}.")
    return given


def _named(columns, measure):
    """The columns whose names begin with `measure`, or the one of that name; its ending says what it holds."""
    if not measure:
        return {}
    begun = {
        name: column(columns, [re.escape(measure) + ENDING.format(measure=ending)]) for name, ending in MEASURES.items()
    }
    if begun := {name: found for name, found in begun.items() if found}:
        return begun
    if whole := next((name for name in columns if name.casefold() == measure.casefold()), None):
        return {_held_by(whole) or "value": whole}
    raise BadTable(
        f"No column is {measure} or begins so and ends in score, rank or decile. It has: {_listed(columns)}."
    )


def _guessed(columns, area, measure):
    """The columns that end in score, rank or decile, when they are of one measure alone."""
    found = {}
    for name in columns:
        if name != area and (held := _held_by(name)):
            found.setdefault(held, []).append(name)
    if not found:
        raise BadTable(f"Say which column holds the measure, with --column. It has: {_listed(columns)}.")
    if any(len(names) > 1 for names in found.values()):
        raise BadTable(f"The file has several measures. Choose one with --column. It has: {_listed(columns)}.")
    return {held: names[0] for held, names in found.items()}


def _held_by(name):
    endings = ((held, rf"(.*[ _.-])?{ENDING.format(measure=ending)}") for held, ending in reversed(MEASURES.items()))
    return next((held for held, ending in endings if re.fullmatch(ending, name, re.IGNORECASE)), None)


def _listed(columns):
    more = f" and {len(columns) - 30} more" if len(columns) > 30 else ""
    return ", ".join(columns[:30]) + more


def _read(row, cells, area, places):
    try:
        code = cells[area]
        if not code:
            return Refusal(row, "It has no code of an area.")
        numbers = {name: _number(cells[place], name) for name, place in places.items()}
    except IndexError:
        return Refusal(row, f"It has {len(cells)} cells, fewer than the first row.")
    except ValueError as trouble:
        return Refusal(row, f"{code}: {trouble}")
    return Measured(row, code, numbers.get("value"), numbers.get("rank"), numbers.get("decile"))


def _number(text, name):
    """A number, of which thousands may be parted by commas; None for what publishers write where they know none."""
    if text.upper() in NO_VALUE:
        return None
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        raise ValueError(f"its {name} “{text[:20]}” is not a number.") from None
    if not math.isfinite(number):
        raise ValueError(f"its {name} “{text[:20]}” is not a number.")
    if name == "value":
        return number
    if name == "rank":
        number = math.floor(number)  # areas of equal rank share the middle of their ranks, such as 5955.5
    highest = 10 if name == "decile" else HIGHEST_RANK
    if number != int(number) or not 1 <= number <= highest:
        raise ValueError(
            f"its {name} “{text[:20]}” is not a whole number from 1{' to 10' if highest == 10 else ' on'}."
        )
    return int(number)
