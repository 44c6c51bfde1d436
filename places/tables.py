"""Reads tables that publishers give as CSV: also gzipped, in UTF-8 (with a byte order mark or none) or Windows-1252."""

import csv
import gzip
import re
import zlib
from pathlib import Path
from typing import NamedTuple

SHOWN = 20
UNREADABLE = (UnicodeDecodeError, csv.Error, EOFError, OSError, zlib.error)
LOOK_AHEAD = 65536  # bytes


class BadTable(Exception):
    """The file as a whole cannot be used; the words say what was expected."""


class Refusal(NamedTuple):
    """A row that was left out. Rows are counted from 1, the line of column names included."""

    row: int
    reason: str


class Refusals:
    """The first refusals in full and the count of all: memory does not grow with bad rows."""

    def __init__(self):
        self.first = []
        self.count = 0

    def add(self, row, reason):
        self.count += 1
        if len(self.first) < SHOWN:
            self.first.append(Refusal(row, reason))

    def lines(self):
        """What to tell of them, a line each."""
        yield from (f"Row {row} was left out. {reason}" for row, reason in self.first)
        if more := self.count - len(self.first):
            yield f"{more:,} more rows were left out for reasons like these."


def rows_of(path):
    """Yield `(row, cells)` for each row that is not blank. Raises BadTable for what is no CSV file."""
    path = Path(path)
    if not path.is_file():
        raise BadTable(f"There is no file {path}.")
    try:
        with _opened(path) as lines:
            for cells in (reader := csv.reader(lines)):
                if any(cells):
                    yield reader.line_num, [cell.strip() for cell in cells]
    except UNREADABLE:
        raise BadTable(f"{path.name} is not a whole CSV file. It may be gzipped; save a workbook as CSV.") from None


def column(columns, patterns):
    """The first of `columns` that one of the patterns describes in full, earlier patterns first; None where none is."""
    usual = (name for pattern in patterns for name in columns if re.fullmatch(pattern, name, re.IGNORECASE))
    return next(usual, None)


def _opened(path):
    unpacked = gzip.open if path.suffix == ".gz" else open
    with unpacked(path, "rb") as file:
        start = file.read(LOOK_AHEAD)
    if b"\0" in start:
        raise csv.Error
    return unpacked(path, "rt", encoding=_encoding(start), newline="")


def _encoding(start):
    """Windows-1252 only where the beginning is not UTF-8; a character cut at its end says nothing."""
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as trouble:
        return "utf-8-sig" if trouble.end >= len(start) - 3 else "cp1252"
    return "utf-8-sig"
