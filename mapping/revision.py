"""The revision of the public register, as the map shows it: when it is the same, so is every tile."""

from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from zlib import crc32

from django.conf import settings
from django.db import connections

SOURCES = sorted(Path(__file__).parent.rglob("*.py"))
PROGRAM = f"{crc32(b''.join(path.read_bytes() for path in SOURCES)):08x}"
REVISION = """
SELECT (SELECT count FROM mapping_folding), count(*), max(id), current_date FROM mapping_cellchange
"""


@dataclass
class Known:
    """What this process has read last, and until when it is believed."""

    revision: str = ""
    until: float = 0


known = Known()


def revision():
    """A short text that differs after every change of the public copy. Read at most twice a second by one process.

    The day belongs to it, because what is due for a check depends on it, and so does the program that makes the tiles.
    """
    now = monotonic()
    if now >= known.until:
        with connections["public"].cursor() as cursor:
            cursor.execute(REVISION)
            known.revision = "-".join(str(part or 0) for part in (PROGRAM, *cursor.fetchone()))
        known.until = now + settings.MAP_REVISION_SECONDS
    return known.revision
