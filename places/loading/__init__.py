"""Loads areas from a file of boundaries. All or nothing, and a second run of the same file changes nothing."""

from dataclasses import dataclass, field

from django.db import connection, transaction

from places.loading import statements
from places.loading.reading import Reading, Refusal
from places.loading.sources import BadAreaFile
from places.progress import SILENT
from places.staging import copy_rows

__all__ = ["BadAreaFile", "LoadedAreas", "Reading", "load_areas"]


@dataclass
class LoadedAreas:
    """What came of a load. `mended` counts boundaries that crossed themselves and were put right."""

    read: int = 0
    new: int = 0
    changed: int = 0
    mended: int = 0
    refused: list[Refusal] = field(default_factory=list)

    @property
    def unchanged(self):
        return self.read - len(self.refused) - self.new - self.changed


@transaction.atomic
def load_areas(path, reading, edition, *, facts=None, dry_run=False, progress=SILENT):
    """Load the polygons of a file as areas of the kind of `reading` and of an edition.

    Takes GeoJSON and TopoJSON (also gzipped), GeoPackage and Shapefile (also zipped). `facts` are the same for every
    area: `valid_from`, `valid_to`, `source`, `licence`, `attribution`. With `dry_run` nothing is kept.
    Raises BadAreaFile when the file as a whole cannot be used.
    """
    loaded = LoadedAreas()
    values = {"kind": reading.kind, "edition": edition, **_facts(facts or {})}
    with connection.cursor() as cursor:
        cursor.execute(statements.STAGE)
        loaded.read = copy_rows(cursor, "area_stage", _usable(reading.shapes(path, progress), loaded.refused))
        loaded.read += len(loaded.refused)
        progress.say("Checking boundaries")
        if reading.latitude_first:
            cursor.execute(statements.FLIP)
        _check(cursor, loaded, values)
        cursor.execute(statements.PROPOSE, values)
        cursor.execute(statements.COUNT_PROPOSED)
        loaded.new, loaded.changed = cursor.fetchone()
        if not dry_run:
            progress.say(f"Writing {loaded.new + loaded.changed:,} areas")
            cursor.execute(statements.MERGE, values)
    return loaded


def _usable(shapes, refused):
    for shape in shapes:
        if isinstance(shape, Refusal):
            refused.append(shape)
        else:
            yield shape


def _facts(given):
    return {"valid_from": None, "valid_to": None, "source": "", "licence": "", "attribution": "", **given}


def _check(cursor, loaded, values):
    """Leave in the stage what can be written; the others are refused. Raises BadAreaFile."""
    loaded.refused += _refused(cursor, statements.REFUSE_WITHOUT_NAMES)
    _refuse_metres(cursor)
    _refuse_swapped(cursor)
    _refuse_twins(cursor)
    loaded.refused += _refused(cursor, statements.REFUSE_OTHER_KINDS, values)
    cursor.execute(statements.MEND)
    loaded.mended = cursor.rowcount
    empty = _refused(cursor, statements.REFUSE_EMPTY)
    loaded.mended -= len(empty)
    loaded.refused = sorted(loaded.refused + empty)
    if len(loaded.refused) == loaded.read:
        raise BadAreaFile(_nothing_left(loaded))


def _refused(cursor, statement, values=None):
    cursor.execute(statement, values)
    return [Refusal(*row) for row in cursor.fetchall()]


def _refuse_metres(cursor):
    cursor.execute(statements.FIRST_IN_METRES)
    if found := cursor.fetchone():
        feature, east, north = found
        raise BadAreaFile(
            f"Feature {feature} lies at {east:.0f}, {north:.0f}, which are not degrees of longitude and latitude, and "
            "the file does not say what they are. Say it: --crs EPSG:27700 for metres of the British National Grid, "
            "EPSG:29902 for the Irish Grid, EPSG:3857 for metres of web maps."
        )


def _refuse_swapped(cursor):
    cursor.execute(statements.FIRST_SWAPPED)
    if found := cursor.fetchone():
        feature, east, north = found
        raise BadAreaFile(
            f"Feature {feature} lies at longitude {east:.2f}, latitude {north:.2f}, far from the United Kingdom, but "
            "in it the other way round. If the whole file has latitude first, load it with --latitude-first."
        )


def _refuse_twins(cursor):
    cursor.execute(statements.TWINS)
    if twins := cursor.fetchall():
        listed = "; ".join(f"{code} in features {features}" for code, features, _ in twins)
        more = twins[0][2] - len(twins)
        listed += f"; and {more:,} more codes" if more else ""
        raise BadAreaFile(f"A code may stand once in an edition, but this file has twice or more: {listed}.")


def _nothing_left(loaded):
    if not loaded.refused:
        return "No feature of the file is of that year."
    feature, reason = loaded.refused[0]
    return f"None of the {loaded.read:,} features can be used. Feature {feature}: {reason}"
