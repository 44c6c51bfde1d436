"""Says which wider areas hold an area: from a lookup table of codes, or by where its label point lies."""

from dataclasses import dataclass, field

from django.db import connection, transaction

from places.loading.columns import NoSuchColumn, code_columns, column_for
from places.progress import SILENT
from places.staging import copy_rows
from places.tables import BadTable, rows_of

__all__ = ["BadTable", "LoadedParents", "Lookup", "load_parents", "place_in_parents"]

STAGE = """
DROP TABLE IF EXISTS parent_stage, parent_wanted;
CREATE TEMP TABLE parent_stage (child_code text, parent_code text) ON COMMIT DROP
"""
MATCH = """
ANALYZE parent_stage;
CREATE TEMP TABLE parent_wanted ON COMMIT DROP AS
SELECT DISTINCT child.id AS child, parent.id AS parent, parent.kind, parent.edition
FROM parent_stage stage
JOIN places_area child ON child.code = stage.child_code AND child.edition = %(child)s
JOIN places_area parent ON parent.code = stage.parent_code AND parent.edition = %(parent)s
WHERE child.id <> parent.id
"""
UNMATCHED = """
SELECT DISTINCT code FROM (SELECT {column} AS code FROM parent_stage) stage
WHERE NOT EXISTS (SELECT FROM places_area area WHERE area.code = stage.code AND area.edition = %s)
ORDER BY code
"""

# {children} and {parents} find the areas that take part. On the border of two parents the older row wins.
PLACE = """
CREATE TEMP TABLE parent_wanted ON COMMIT DROP AS
WITH child AS MATERIALIZED ({children}), parent AS MATERIALIZED ({parents}), found AS (
  SELECT DISTINCT ON (child.id) child.id AS child, parent.id AS parent
  FROM child
  JOIN places_areapiece piece ON ST_Intersects(piece.piece, child.label_point)
  JOIN parent ON parent.id = piece.area_id
  ORDER BY child.id, parent.id
)
SELECT child.id AS child, parent.id AS parent, parent.kind, parent.edition
FROM child LEFT JOIN found ON found.child = child.id LEFT JOIN parent ON parent.id = found.parent
"""
OUTSIDE = """
SELECT area.code FROM parent_wanted JOIN places_area area ON area.id = child WHERE parent IS NULL ORDER BY area.code
"""

# An area has no other parents of a kind and edition than those that are said now.
DROP_OTHERS = """
ANALYZE parent_wanted;
DELETE FROM places_area_parents USING (
  SELECT link.id
  FROM (SELECT DISTINCT child, kind, edition FROM parent_wanted) replaced
  JOIN places_area_parents link ON link.from_area_id = replaced.child
  JOIN places_area parent ON parent.id = link.to_area_id
    AND parent.kind = replaced.kind AND parent.edition = replaced.edition
  LEFT JOIN parent_wanted wanted ON wanted.child = link.from_area_id AND wanted.parent = link.to_area_id
  WHERE wanted.child IS NULL
) gone
WHERE gone.id = places_area_parents.id
"""
LINK = """
INSERT INTO places_area_parents (from_area_id, to_area_id)
SELECT child, parent FROM parent_wanted WHERE parent IS NOT NULL
ON CONFLICT DO NOTHING
"""


@dataclass
class LoadedParents:
    """What came of it. `lost` are links that hold no longer; `children` and `parents` are codes that were not found."""

    matched: int = 0
    new: int = 0
    lost: int = 0
    children: list[str] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Lookup:
    """A table whose rows name an area and a wider one by their codes, and the editions of both.

    The columns may be given; else the first column of codes is that of the areas, the next that of the wider ones.
    """

    path: str
    child_edition: str
    parent_edition: str
    child: str = ""
    parent: str = ""

    def pairs(self):
        """Yield the codes of each row. Raises BadTable."""
        rows = rows_of(self.path)
        _, columns = next(rows, (0, []))
        places = self._places(columns)
        for row, cells in rows:
            if len(cells) != len(columns):
                raise BadTable(f"Row {row} has {len(cells)} cells, and there are {len(columns)} columns.")
            pair = [cells[place] for place in places]
            if all(pair):
                yield pair

    def _places(self, columns):
        guessed = [column for column in code_columns(columns) if column not in (self.child, self.parent)]
        try:
            child = column_for("code", columns, given=self.child or next(iter(guessed), None))
            guessed = [column for column in guessed if column != child]
            parent = column_for("code", columns, given=self.parent or next(iter(guessed), None))
        except NoSuchColumn as problem:
            raise BadTable(str(problem)) from None
        if not child or not parent or child == parent:
            raise BadTable(
                "Two columns of codes are needed, such as lsoa21cd and wd22cd. Name them with --child and --parent. "
                f"The file has: {', '.join(columns)}."
            )
        return columns.index(child), columns.index(parent)


@transaction.atomic
def load_parents(lookup, *, dry_run=False, progress=SILENT):
    """Give areas the parents that a lookup says, in place of others of the same kind and edition. Raises BadTable."""
    loaded = LoadedParents()
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        if not copy_rows(cursor, "parent_stage", progress.each(lookup.pairs(), "Reading")):
            raise BadTable("There are no rows with two codes in the file.")
        progress.say("Linking areas")
        cursor.execute(MATCH, {"child": lookup.child_edition, "parent": lookup.parent_edition})
        loaded.children = _codes(cursor, UNMATCHED.format(column="child_code"), [lookup.child_edition])
        loaded.parents = _codes(cursor, UNMATCHED.format(column="parent_code"), [lookup.parent_edition])
        return _linked(cursor, loaded, dry_run)


@transaction.atomic
def place_in_parents(children, parents, *, dry_run=False, progress=SILENT):
    """Give areas the parents in which their label points lie. Both are querysets of areas; parents are of one kind."""
    loaded = LoadedParents()
    progress.say("Finding where areas lie")
    (inner, of_inner), (outer, of_outer) = _selected(children), _selected(parents)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS parent_wanted")
        cursor.execute(PLACE.format(children=inner, parents=outer), [*of_inner, *of_outer])
        loaded.children = _codes(cursor, OUTSIDE)
        return _linked(cursor, loaded, dry_run)


def _selected(areas):
    """The SQL of some areas and its parameters."""
    return areas.order_by().values("id", "kind", "edition", "label_point").query.sql_with_params()


def _codes(cursor, statement, values=None):
    cursor.execute(statement, values)
    return [code for (code,) in cursor.fetchall()]


def _linked(cursor, loaded, dry_run):
    cursor.execute("SELECT count(*) FROM parent_wanted WHERE parent IS NOT NULL")
    (loaded.matched,) = cursor.fetchone()
    cursor.execute(DROP_OTHERS)
    loaded.lost = cursor.rowcount
    cursor.execute(LINK)
    loaded.new = cursor.rowcount
    if dry_run:
        transaction.set_rollback(True)
    return loaded
