"""Counts that are kept ready for the map, of the whole register and of each category. See docs/maps.md."""

from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from django.contrib.gis.geos import Polygon
from django.db import connections
from django.db.models import F, Q, QuerySet

from assets.filters import AssetFilter
from assets.filters.orders import ORDERS
from assets.models import Category, shared
from mapping.models import DEEPEST, EVERY_KIND
from mapping.revision import revision
from mapping.tiles import BITS, CELL_BITS, box_of

DEEPEST_ZOOM = DEEPEST - CELL_BITS  # of the tiles whose counts are kept
A_HAIR = 1e-9  # degrees: more than rounding moves a place, and a tenth of a millimetre
IDLE = {"order": {*ORDERS}, "unknown": {"show"}}  # what a search may say besides, because it finds the same

# What is kept, what has changed since, and {others}: entries that this reader may know of and that are not public.
# They are few, and counted as they come.
COUNTS = """
SELECT "column", "row", sum(places)::bigint,
  (sum(lon_sum) / sum(places))::float / 1e7, (sum(lat_sum) / sum(places))::float / 1e7
FROM (
  SELECT "column", "row", places, lon_sum, lat_sum FROM mapping_cell
  WHERE level = {level} AND category_id = {category}
    AND "column" BETWEEN {column} AND {last_column} AND "row" BETWEEN {row} AND {last_row}
  UNION ALL
  SELECT "column" >> {up}, "row" >> {up}, places, lon_sum, lat_sum FROM mapping_cellchange
  WHERE category_id = {category} AND "column" BETWEEN {column} << {up} AND (({last_column} + 1) << {up}) - 1
  UNION ALL
  SELECT world_column(place) >> {away}, world_row(place) >> {away}, 1,
    round(ST_X(place) * 1e7)::bigint, round(ST_Y(place) * 1e7)::bigint
  FROM ({others}) other
) counted
WHERE "column" BETWEEN {column} AND {last_column} AND "row" BETWEEN {row} AND {last_row}
GROUP BY 1, 2 HAVING sum(places) > 0
"""
# The outermost columns and rows in which something stands, of cells six kilometres wide in Britain.
EDGES_LEVEL = 12
EDGES = """
SELECT min("column"), min("row"), max("column"), max("row")
FROM (
  SELECT "column", "row" FROM mapping_cell WHERE level = {level} AND category_id = {category}
  UNION ALL
  SELECT "column" >> {up}, "row" >> {up} FROM mapping_cellchange WHERE category_id = {category} AND places > 0
  UNION ALL
  SELECT world_column(place) >> {away}, world_row(place) >> {away} FROM ({others}) other
) counted
"""
NO_OTHERS = "SELECT NULL::geometry AS place WHERE false"


@dataclass(frozen=True)
class Kept:
    """A search of which counts are kept: for one category, with the ids of those below it too, or for everything."""

    category: int = EVERY_KIND
    category_ids: tuple = ()

    def of(self, entries):
        """Those of the entries that it finds."""
        return entries.filter(category_ids__overlap=list(self.category_ids)) if self.category_ids else entries


@dataclass(frozen=True)
class Filtered:
    """Any other search: a queryset of the register's entries."""

    found: QuerySet

    def of(self, entries):
        return self.found


def search_of(query, entries):
    """What a query string asks of the register's entries, and what is wrong with it, by name: (search, problems)."""
    if search := kept(query):
        return search, {}
    chosen = AssetFilter(query, entries)
    return Filtered(chosen.qs), chosen.problems


def kept(query):
    """What is `Kept` for a query string; None for another search, and where something is wrong with it."""
    asked = {name: [value for value in values if value] for name, values in query.lists()}
    asked = {name: values for name, values in asked.items() if values}
    codes = asked.pop("category", [])
    if len(codes) > 1 or not all(set(values) <= IDLE.get(name, set()) for name, values in asked.items()):
        return None
    if not codes:
        return Kept()
    return kept_categories(revision()).get(codes[0])


@lru_cache(maxsize=1)
def kept_categories(revision):
    """What is `Kept` for each category, by its code, as of a revision of the map."""
    categories = list(Category.objects.all())
    return {
        category.code: Kept(category.pk, tuple(one.pk for one in categories if category.pk in (one.pk, one.parent_id)))
        for category in categories
    }


def counts_in(register, search, tile):
    """The cells of a tile that hold some of what is `Kept`: [(column, row, count, mean longitude, mean latitude)]."""
    (column, last_column), (row, last_row) = tile.cells(tile.x), tile.cells(tile.y)
    corners = {"column": column, "last_column": last_column, "row": row, "last_row": last_row}
    return read(COUNTS, register, search, tile.z + CELL_BITS, standing_in([tile.box]), **corners)


def edges_of(register, search):
    """West, south, east, north of all that is `Kept`, in degrees, or None. It may be some kilometres too wide."""
    ((west, north, east, south),) = read(EDGES, register, search, EDGES_LEVEL, Q())
    if west is None:
        return None
    return *box_of(west, south, EDGES_LEVEL)[:2], *box_of(east, north, EDGES_LEVEL)[2:]


def read(statement, register, search, level, where, **corners):
    """The rows of a statement about the cells of one level; `where` says which of the other entries are wanted."""
    others, values = NO_OTHERS, []
    if not register.is_public:
        apart = search.of(register.entries).exclude(visibility=shared.Visibility.PUBLIC)
        apart = apart.filter(where, public_location__isnull=False).order_by()
        others, values = apart.values(place=F("public_location")).query.sql_with_params()
    numbers = {"category": search.category, "level": level, "up": DEEPEST - level, "away": BITS - level}
    with connections[register.database].cursor() as cursor:
        cursor.execute(statement.format(others=others, **numbers, **corners), values)
        return cursor.fetchall()


def standing_in(boxes):
    """A condition: the place shown may be in one of these boxes of tiles or cells, in degrees; none of them is missed.

    Which cell it is in is for `world_column` and `world_row` to say: they count what lies beyond the map in its first
    or last row, and a place next to an edge may be on either side of it by their rounding.
    """
    return reduce(or_, (Q(public_location__bboverlaps=Polygon.from_bbox(widened(*box))) for box in boxes))


def widened(west, south, east, north):
    _, bottom, _, top = box_of(0, 0, 0)
    south, north = -90 if south <= bottom else south, 90 if north >= top else north
    return west - A_HAIR, south - A_HAIR, east + A_HAIR, north + A_HAIR
