"""Loads postcodes by one COPY and one upsert. All or nothing, and a second run of the same files changes nothing."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import connection, transaction

from places.postcodes import statements
from places.postcodes.package import read_package
from places.postcodes.reading import is_of_a_crown_dependency, read_postcodes
from places.progress import SILENT
from places.staging import copy_rows
from places.tables import BadTable, Refusal, Refusals

CROWN = "of Guernsey, Jersey and the Isle of Man"
IRISH = "of Northern Ireland"
NOWHERE = "without a place"


@dataclass
class LoadedPostcodes:
    """What came of a load. `left_out` counts the rows that are right but not taken, by why."""

    read: int = 0
    staged: int = 0
    distinct: int = 0
    new: int = 0
    changed: int = 0
    left_out: Counter = field(default_factory=Counter)
    refused: Refusals = field(default_factory=Refusals)

    @property
    def unchanged(self):
        return self.distinct - self.new - self.changed

    @property
    def repeated(self):
        return self.staged - self.distinct


@transaction.atomic
def load_postcodes(paths, *, from_package=False, with_northern_ireland=False, dry_run=False, progress=SILENT):
    """Load the postcodes of files (ONSPD or Code-Point Open layout), or of the package, which needs no paths.

    Those of Northern Ireland are taken `with_northern_ireland` alone, for their licence is another. With `dry_run`
    nothing is kept. Raises BadTable when a file cannot be used, or when no row of all files can.
    """
    loaded = LoadedPostcodes()
    sources = [read_package()] if from_package else map(read_postcodes, paths)
    rows = (row for source in sources for row in source)
    with connection.cursor() as cursor:
        cursor.execute(statements.STAGE)
        usable = _usable(progress.each(rows, "Reading postcodes"), loaded, with_northern_ireland)
        loaded.staged = copy_rows(cursor, statements.STAGED, usable)
        _refuse_nothing(loaded)
        progress.say(f"Writing {loaded.staged:,} postcodes")
        cursor.execute("ANALYZE postcode_stage")
        cursor.execute(statements.MERGE)
        loaded.new, loaded.changed, loaded.distinct = cursor.fetchone()
    if dry_run:
        transaction.set_rollback(True)
    return loaded


def _usable(rows, loaded, with_northern_ireland):
    for row in rows:
        loaded.read += 1
        if isinstance(row, Refusal):
            loaded.refused.add(row.row, row.reason)
        elif why := _left_out(row, with_northern_ireland):
            loaded.left_out[why] += 1
        else:
            yield row[1:]


def _left_out(found, with_northern_ireland):
    if is_of_a_crown_dependency(found.code):
        return CROWN
    if found.code.startswith("BT") and not with_northern_ireland:
        return IRISH
    return NOWHERE if found.across is None else ""


def _refuse_nothing(loaded):
    if loaded.staged:
        return
    left_out = "".join(f" {count:,} are {why}." for why, count in loaded.left_out.items())
    raise BadTable(" ".join(["No row can be loaded.", *loaded.refused.lines()]) + left_out)
