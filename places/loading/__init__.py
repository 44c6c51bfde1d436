"""Loads areas from a file of boundaries. All or nothing, and a second run of the same file changes nothing."""

from dataclasses import dataclass, field

from django.db import connection, transaction

from places.loading import statements
from places.loading.reading import BadAreaFile, Refusal, read_shapes
from places.staging import copy_rows

__all__ = ["BadAreaFile", "LoadedAreas", "load_areas"]


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
def load_areas(path, kind, edition, *, columns=None, layer="", facts=None, dry_run=False):
    """Load the polygons of a GeoJSON or TopoJSON file (lon/lat, also gzipped) as areas of a kind and an edition.

    `columns` may name the columns of `code` and `name`; `layer` the object of a TopoJSON file. `facts` are the same for
    every area: `valid_from`, `source`, `licence`, `attribution`. With `dry_run` nothing is kept.
    Raises BadAreaFile when the file as a whole cannot be used.
    """
    loaded = LoadedAreas()
    with connection.cursor() as cursor:
        cursor.execute(statements.STAGE)
        loaded.read = copy_rows(cursor, "area_stage", _usable(read_shapes(path, columns or {}, layer), loaded.refused))
        loaded.read += len(loaded.refused)
        loaded.refused += _unusable(cursor)
        _refuse_metres(cursor)
        _refuse_twins(cursor)
        loaded.mended = _mend(cursor, loaded.refused)
        _refuse_all(loaded)
        loaded.new, loaded.changed = _merge(cursor, {"kind": kind, "edition": edition, **_facts(facts or {})})
    if dry_run:
        transaction.set_rollback(True)
    return loaded


def _usable(shapes, refused):
    for shape in shapes:
        if isinstance(shape, Refusal):
            refused.append(shape)
        else:
            yield shape


def _facts(given):
    return {"valid_from": None, "source": "", "licence": "", "attribution": "", **given}


def _unusable(cursor):
    cursor.execute(statements.REFUSE_WITHOUT_NAMES)
    return [Refusal(*row) for row in cursor.fetchall()]


def _refuse_metres(cursor):
    cursor.execute(statements.FIRST_IN_METRES)
    if found := cursor.fetchone():
        feature, east, north = found
        raise BadAreaFile(
            f"Feature {feature} lies at {east:.0f}, {north:.0f}, which are not degrees of longitude and latitude. "
            "Convert the file first: ogr2ogr -t_srs EPSG:4326 areas.geojson YOUR_FILE"
        )


def _refuse_twins(cursor):
    cursor.execute(statements.TWINS)
    if twins := cursor.fetchall():
        listed = "; ".join(f"{code} in features {features}" for code, features in twins)
        raise BadAreaFile(f"A code may stand once in an edition, but this file has twice or more: {listed}.")


def _mend(cursor, refused):
    cursor.execute(statements.MEND)
    mended = cursor.rowcount
    cursor.execute(statements.REFUSE_EMPTY)
    empty = [Refusal(*row) for row in cursor.fetchall()]
    refused += empty
    return mended - len(empty)


def _refuse_all(loaded):
    loaded.refused.sort()
    if len(loaded.refused) == loaded.read:
        feature, reason = loaded.refused[0]
        raise BadAreaFile(f"None of the {loaded.read} features can be used. Feature {feature}: {reason}")


def _merge(cursor, values):
    cursor.execute(statements.MERGE, values)
    return cursor.fetchone()
