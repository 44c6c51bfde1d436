"""Loads one indicator. All or nothing, and a second run of the same file changes nothing."""

from dataclasses import dataclass, field

from django.db import connection, transaction

from places.measures import statements
from places.measures.reading import read_measures
from places.models import Area, Indicator
from places.progress import SILENT
from places.staging import copy_rows
from places.tables import BadTable, Refusal, Refusals

Nation = Indicator.Nation
BEGINNINGS = {
    Nation.ENGLAND: "E",
    Nation.WALES: "W",
    Nation.SCOTLAND: "S",
    Nation.NORTHERN_IRELAND: "N9",  # 95GG47S2 is a super output area
    Nation.UNITED_KINGDOM: "EWSN9K",
}


@dataclass
class LoadedIndicator:
    """What came of a load. `unknown` codes are of no area of the edition; `without` are its areas that get no value."""

    read: int = 0
    joined: int = 0
    new: int = 0
    changed: int = 0
    unknown: int = 0
    first_unknown: list[str] = field(default_factory=list)
    without: int = 0
    advice: str = ""
    refused: Refusals = field(default_factory=Refusals)

    @property
    def unchanged(self):
        return self.joined - self.new - self.changed


@transaction.atomic
def load_indicator(path, facts, *, columns=None, work_out=False, dry_run=False, progress=SILENT):
    """Load what a file says of areas as one Indicator with its values.

    `facts` are the fields of an Indicator, `area_kind` and `area_edition` among them; only areas of these are joined.
    `columns` are the options of read_measures. With `work_out`, ranks and deciles that the file does not give are made
    of what it does give; it must then hold all areas of the nation. With `dry_run` nothing is kept.
    Raises BadTable when the file cannot be used or no row joins.
    """
    loaded = LoadedIndicator()
    asked = {**_facts(facts), "kind": facts["area_kind"], "edition": facts["area_edition"]}
    with connection.cursor() as cursor:
        cursor.execute(statements.STAGE)
        rows = progress.each(read_measures(path, **(columns or {})), "Reading rows")
        copy_rows(cursor, "measure_stage", _usable(rows, loaded))
        cursor.execute("ANALYZE measure_stage")
        _refuse_twins(cursor)
        if work_out:
            cursor.execute(
                statements.WORK_OUT, {"high_is_more": asked["direction"] == Indicator.Direction.HIGH_IS_MORE}
            )
        _compare(cursor, asked, loaded)
        _refuse_nothing(loaded, asked)
        _merge(cursor, asked, loaded)
    if dry_run:
        transaction.set_rollback(True)
    return loaded


def _facts(given):
    empty = {
        "unit": "",
        "direction": Indicator.Direction.HIGH_IS_MORE,
        "source_url": "",
        "licence": "",
        "attribution": "",
    }
    return empty | given | {"beginnings": list(BEGINNINGS[given["nation"]])}


def _usable(rows, loaded):
    for row in rows:
        loaded.read += 1
        if isinstance(row, Refusal):
            loaded.refused.add(*row)
        else:
            yield row


def _refuse_twins(cursor):
    cursor.execute(statements.TWINS)
    if twins := cursor.fetchall():
        listed = "; ".join(f"{code} in rows {rows}" for code, rows in twins)
        raise BadTable(
            f"An area may stand once, but this file has twice or more: {listed}. Cut it to one measure a row."
        )


def _compare(cursor, asked, loaded):
    cursor.execute(statements.UNKNOWN, asked)
    loaded.unknown, first = cursor.fetchone()
    loaded.first_unknown = first or []
    cursor.execute(statements.JOINED, asked)
    loaded.joined, loaded.without = cursor.fetchone()
    if loaded.unknown:
        cursor.execute(statements.ELSEWHERE, asked)
        loaded.advice = _advice(cursor.fetchone(), asked)


def _advice(elsewhere, asked):
    if elsewhere is None:
        return ""
    kind, edition, count = elsewhere
    way = f"--edition {edition}" if kind == asked["kind"] else f"--area-kind {kind} --edition {edition}"
    return (
        f"{count:,} of them look like codes of {Area.Kind(kind).label}, edition {edition}. If the file was made for "
        f"these, load it with {way}; else load the missing areas of edition {asked['edition']}."
    )


def _refuse_nothing(loaded, asked):
    if loaded.joined:
        return
    words = " ".join(
        [f"No row joins an area of kind {asked['kind']} and edition {asked['edition']}.", *loaded.refused.lines()]
    )
    if loaded.first_unknown:
        words += f" Its codes are like {', '.join(loaded.first_unknown)}."
    if not Area.objects.filter(kind=asked["kind"], edition=asked["edition"]).exists():
        words += " No areas of that kind and edition are here yet: load them first, with load_areas."
    raise BadTable(f"{words} {loaded.advice}".strip())


def _merge(cursor, asked, loaded):
    cursor.execute(statements.INDICATOR, asked)
    asked = {**asked, "indicator": cursor.fetchone()[0]}
    cursor.execute(statements.FORGET_OTHER_EDITIONS, asked)
    cursor.execute(statements.MERGE, asked)
    loaded.new, loaded.changed = cursor.fetchone()
