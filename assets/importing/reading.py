"""Reads rows from CSV and GeoJSON files one by one, however long the file is."""

import codecs
import csv
from pathlib import Path
from typing import NamedTuple

import ijson

CHUNK = 1 << 20  # bytes
HEAD = 1 << 16  # bytes
TEXT = bytes([9, 10, 12, 13, *range(32, 256)])
WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DELIMITERS = ",;\t|"


class BadFile(Exception):
    """The file as a whole cannot be used; the words say what was expected and how to mend it."""


class Row(NamedTuple):
    """One row. `number` is the sheet's (the header is row 1), or the feature's, from 1. `trouble` leaves it out."""

    number: int
    cells: dict = {}
    shape: str = ""
    trouble: str = ""
    note: str = ""


def read_rows(path):
    """Yield the rows of the file. Raises BadFile, at once or on the way."""
    path = Path(path)
    reader = READERS.get(path.suffix.lower())
    if not path.is_file():
        raise BadFile(f"There is no file {path}.")
    if not reader:
        raise BadFile(f"{path.name} is no file that can be read. Give a .csv, .tsv, .geojson or .json file.")
    if not path.stat().st_size:
        raise BadFile(f"{path.name} is empty.")
    return reader(path)


# ── CSV ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
def csv_rows(path):
    with path.open(encoding=encoding_of(path), newline="") as file:
        delimiter = max(DELIMITERS, key=file.readline().count)
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter)
        try:
            yield from _table(reader)
        except csv.Error as error:
            raise BadFile(f"Line {reader.line_num} of {path.name} cannot be read as CSV ({error}).") from error


def _table(reader):
    headings = [heading.strip() for heading in next(reader, [])]
    if not any(headings):
        raise BadFile("The first row must hold the names of the columns, such as name, address, postcode, lon, lat.")
    for number, cells in enumerate(reader, start=2):
        if any(map(str.strip, cells)):
            yield _table_row(number, headings, cells)


def _table_row(number, headings, cells):
    if len(cells) != len(headings):
        trouble = f"The row has {len(cells)} cells, and the header {len(headings)}. Look for a comma or quote too many."
        return Row(number, trouble=trouble)
    return _clean(Row(number, dict(zip(headings, cells, strict=True))))


def encoding_of(path):
    """UTF-8 when all of the file is, else Windows-1252, in which spreadsheets save. Raises BadFile for other files."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(WORKBOOK):
        raise BadFile(f"{path.name} is a workbook. Save the sheet as “CSV UTF-8” and give that file.")
    if head.startswith(UTF_16):
        return "utf-16"
    if len(head.translate(None, delete=TEXT)) * 100 > len(head):
        raise BadFile(f"{path.name} is not a text file. Save the sheet as “CSV UTF-8” and give that file.")
    for encoding in ("utf-8-sig", "cp1252"):
        if _decodes(path, encoding):
            return encoding
    raise BadFile(
        f"{path.name} is neither UTF-8 nor Windows-1252 text. Save the sheet as “CSV UTF-8” and give that file."
    )


def _decodes(path, encoding):
    try:
        with path.open(encoding=encoding, newline="") as file:
            while file.read(CHUNK):
                pass
    except UnicodeDecodeError:
        return False
    return True


# ── GeoJSON ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def geojson_rows(path):
    with path.open("rb") as file:
        if file.read(3) != codecs.BOM_UTF8:
            file.seek(0)
        try:
            features = ijson.items(file, "features.item", use_float=True)
            yield from (_feature_row(number, feature) for number, feature in enumerate(features, start=1))
        except (ijson.JSONError, UnicodeDecodeError) as error:
            raise BadFile(f"{path.name} is not whole GeoJSON ({error}).") from error


def _feature_row(number, feature):
    if not isinstance(feature, dict):
        return Row(number, trouble="This is not a feature. A feature has a type, a geometry and properties.")
    properties, geometry = feature.get("properties") or {}, feature.get("geometry") or {}
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        return Row(number, trouble="The properties and the geometry of a feature must each be an object, or null.")
    named = {"id": feature["id"], **properties} if "id" in feature else properties
    cells = {name: _words(value) for name, value in named.items()}
    shape, place = str(geometry.get("type", "")), geometry.get("coordinates")
    if shape == "Point" and isinstance(place, list) and place:
        cells |= {"lon": _words(place[0]), "lat": _words(place[1]) if len(place) > 1 else ""}
    return _clean(Row(number, cells, shape))


def _words(value):
    match value:
        case None | dict() | list():
            return ""
        case bool():
            return "Yes" if value else "No"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def _clean(row):
    if not any("\0" in cell for cell in row.cells.values()):
        return row
    cells = {heading: cell.replace("\0", "") for heading, cell in row.cells.items()}
    return row._replace(cells=cells, note="The row holds NUL characters, which no text may hold; they were left out.")


READERS = {".csv": csv_rows, ".tsv": csv_rows, ".geojson": geojson_rows, ".json": geojson_rows}
