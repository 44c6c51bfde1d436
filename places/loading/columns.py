"""Which columns of a file hold what, guessed from the names that publishers use."""

import re

# What the columns of a kind begin with, such as WD23CD, lsoa21_code, LAD24NM.
PREFIXES = {
    "nation": "ctry",
    "region": "rgn|itl1",
    "health_board": "icb|nhser|stp|hb|lhb|hsct|trust",
    "local_authority": "lad|ltla|lgd|ctyua|utla|ca",
    "ward": "wd|ward",
    "msoa": "msoa|iz|sdz",
    "lsoa": "lsoa|dz|soa|datazone",
}
# In the order of trust. {prefix} is that of the kind wanted; any other with a year comes after it.
USUAL = {
    "code": ["area_?code", "areacd", "code", r"({prefix})(\d\d)?_?(cd|code)", r"[a-z]+\d\d_?(cd|code)", "id"],
    "name": ["area_?name", "areanm", "name", r"({prefix})(\d\d)?_?(nm|name)", r"[a-z]+\d\d_?(nm|name)"],
    "cy": ["name_?cy", "areanmw", r"({prefix})(\d\d)?_?(nmw|name_?cy)"],
    "gd": ["name_?gd", r"({prefix})(\d\d)?_?name_?gd"],
    "ga": ["name_?ga", r"({prefix})(\d\d)?_?name_?ga"],
    "start": ["start(_?(year|date))?", "valid_?from", "from"],
    "end": ["end(_?(year|date))?", "valid_?to", "to"],
}
LANGUAGES = {"cy": "Welsh", "gd": "Scottish Gaelic", "ga": "Irish"}
CODES = re.compile(r"[a-z]+\d\d_?(cd|code)|.*area_?code|code|.*_code", re.IGNORECASE)


class NoSuchColumn(Exception):
    """A column that was named is not there, or one that is needed cannot be guessed."""


def column_for(wanted, columns, *, given=None, kind=""):
    """The column that holds what is wanted, a name of `USUAL`: the one given or a usual one; None when there is none.

    Raises NoSuchColumn when the given one is not among the columns.
    """
    if given:
        return _same(given, columns)
    prefix = PREFIXES.get(kind, "[a-z]+")
    patterns = [pattern.replace("{prefix}", prefix) for pattern in USUAL[wanted]]
    usual = (column for pattern in patterns for column in columns if re.fullmatch(pattern, column, re.IGNORECASE))
    return next(usual, None)


def needed_column(wanted, columns, *, given=None, kind=""):
    """The column that holds what is wanted. Raises NoSuchColumn when there is none."""
    if column := column_for(wanted, columns, given=given, kind=kind):
        return column
    raise NoSuchColumn(f"Say which column holds the {wanted}, with --{wanted}. {listed(columns)}")


def code_columns(columns):
    """The columns that hold codes, in their order."""
    return [column for column in columns if CODES.fullmatch(column)]


def listed(columns):
    """A sentence about the columns that there are."""
    return f"It has: {', '.join(columns)}." if columns else "It has no columns at all."


def _same(given, columns):
    for column in columns:
        if column.casefold() == given.casefold():
            return column
    raise NoSuchColumn(f"There is no column {given} in the file. {listed(columns)}")
