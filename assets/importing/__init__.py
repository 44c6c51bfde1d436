"""Brings places and groups from a partner's file into the register, set-based, in one transaction."""

import datetime
import time
from dataclasses import dataclass, field
from pathlib import Path

import pghistory
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from assets.importing.cells import FIELDS, staged
from assets.importing.headings import columns_of, has_only_eastings, unused
from assets.importing.reading import BadFile, encoding_of, read_rows
from assets.importing.report import write_report
from assets.models import Asset, Category
from consortia.models import Consortium, Organisation
from places.notation import GREAT_BRITAIN, NORTHERN_IRELAND, POSTCODE
from places.staging import copy_rows

__all__ = ["BadFile", "Batch", "NotACurator", "Outcome", "import_assets"]

SQL = Path(__file__).parent / "sql"
IN_METRES = "SELECT count(*) FILTER (WHERE abs(x) > 180 OR abs(y) > 90) * 2 > count(x) FROM import_row"
COUNTS = """
SELECT
  count(DISTINCT row) FILTER (WHERE done = 'refused'),
  count(DISTINCT row) FILTER (WHERE done = 'not applied'),
  count(*) FILTER (WHERE done IN ('kept', 'left empty')),
  (SELECT count(*) FROM import_known)
FROM import_problem
"""


class NotACurator(Exception):
    """Who publishes must be a curator of the consortium today, or an administrator."""


@dataclass(frozen=True)
class Batch:
    """What is the same for every row of a file. The rows are drafts unless there is a `publisher`."""

    consortium: Consortium
    source: str
    licence: str
    attribution: str = ""
    organisation: Organisation | None = None
    category: Category | None = None
    publisher: User | None = None
    publishes_contacts: bool = False
    retrieved_on: datetime.date = field(default_factory=timezone.localdate)


@dataclass
class Outcome:
    """What came of an import, in rows; `warnings` counts cells. `unplaced` rows are new, too."""

    read: int = 0
    new: int = 0
    unplaced: int = 0
    unchanged: int = 0
    changed: int = 0
    refused: int = 0
    warnings: int = 0
    seconds: float = 0
    report: Path | None = None
    notes: list[str] = field(default_factory=list)


def import_assets(path, batch, report):
    """Enter the good rows of a CSV or GeoJSON file of points (EPSG:4326, lon/lat); list what is wrong in `report`.

    A row is known again by `batch.source` and its identifier, or else by what it says; known rows are never changed.
    Raises BadFile when the file as a whole cannot be used (then nothing is entered), and NotACurator.
    """
    started, path, publisher = time.monotonic(), Path(path), batch.publisher
    if publisher and not Consortium.objects.curated_by(publisher).filter(pk=batch.consortium.pk).exists():
        raise NotACurator(f"{publisher.email} is no curator of {batch.consortium} today.")
    why = {"command": "import_assets", "file": path.name, "source": batch.source}
    with pghistory.context(**why, user=publisher and publisher.pk), transaction.atomic(), connection.cursor() as cursor:
        outcome = Outcome(notes=_encoding_note(path))
        _stage(cursor, path, outcome)
        _check_and_enter(cursor, _values(batch, path), outcome)
        if outcome.refused or outcome.changed or outcome.warnings:
            outcome.report = write_report(cursor, report)
    outcome.seconds = time.monotonic() - started
    return outcome


def _encoding_note(path):
    is_text = path.suffix.lower() in {".csv", ".tsv"} and path.is_file()
    return ["Read as Windows-1252, because it is not UTF-8."] if is_text and encoding_of(path) == "cp1252" else []


def _stage(cursor, path, outcome):
    headings = {}  # as an ordered set, over all rows: features need not have the same properties
    cursor.execute(_sql("stage"))
    outcome.read = copy_rows(cursor, f"import_row ({', '.join(FIELDS)})", _staged_rows(path, headings))
    if not outcome.read:
        raise BadFile(f"There are no rows in {path.name}.")
    if headings:  # else every row was broken, which the list says row by row
        _check_headings(tuple(headings))
    cursor.execute(IN_METRES)
    if cursor.fetchone()[0]:
        raise BadFile(
            "The coordinates are not degrees of longitude and latitude (EPSG:4326). If they are metres of the National "
            "Grid, convert the file: ogr2ogr -s_srs EPSG:27700 -t_srs EPSG:4326 new.geojson YOUR_FILE"
        )
    cursor.execute("ANALYZE import_row")
    columns = columns_of(tuple(headings))
    found = {**columns, "lon": columns["lon"] + columns["lat"]}  # the two are one fact
    copy_rows(cursor, "import_heading", [(name, ", ".join(names)) for name, names in found.items() if names])
    if left := unused(tuple(headings)):
        outcome.notes.append(f"Columns that were not used: {', '.join(left)}.")


def _staged_rows(path, headings):
    for row in read_rows(path):
        headings.update(dict.fromkeys(row.cells))
        yield staged(row)


def _check_headings(names):
    if has_only_eastings(names):
        raise BadFile(
            "The file gives eastings and northings. Add longitude and latitude (columns lon and lat, EPSG:4326)."
        )
    if not columns_of(names)["name"]:
        raise BadFile(f"No column holds the names of places. Call it “name”. The file has: {', '.join(names)}.")


def _check_and_enter(cursor, values, outcome):
    for step in ("check", "ready", "compare"):
        cursor.execute(_sql(step), dict(values))
    cursor.execute(_sql("enter"), dict(values))
    outcome.new, outcome.unplaced = cursor.fetchone()
    cursor.execute(COUNTS)
    outcome.refused, outcome.changed, outcome.warnings, known = cursor.fetchone()
    outcome.unchanged = known - outcome.changed


def _values(batch, path):
    return {
        "uk": GREAT_BRITAIN.union(NORTHERN_IRELAND).wkt,
        "postcode": POSTCODE.pattern,
        "publishes": batch.publisher is not None,
        "publisher": batch.publisher and batch.publisher.pk,
        "status": Asset.Status.PUBLISHED if batch.publisher else Asset.Status.DRAFT,
        "publishes_contacts": batch.publishes_contacts,
        "consortium": batch.consortium.pk,
        "organisation": batch.organisation and batch.organisation.pk,
        "category": batch.category and batch.category.pk,
        "source": batch.source,
        "licence": batch.licence,
        "attribution": batch.attribution,
        "retrieved_on": batch.retrieved_on,
        "note": f"Imported from {path.name}.",
    }


def _sql(name):
    return (SQL / f"{name}.sql").read_text()
