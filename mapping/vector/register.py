"""A vector tile of the register: each place where they are few, counts on a grid where they are many."""

from django.contrib.gis.db.models import Extent
from django.db import connections
from django.urls import reverse

from mapping.cells import COUNTS, Kept, edges_of, read, standing_in
from mapping.clusters import cell, coordinate
from mapping.models import DEEPEST
from mapping.tiles import CELL_BITS
from mapping.vector import EXTENT

MOST_PLACES = 5000  # of a tile that are shown one by one
GRID_BITS = 5  # from far away a tile has cells in 2 to this power of columns
LAST = 16  # from this zoom on tiles show nothing more: 15 cm are a unit

PLACES = {
    "id": "Number of the entry, also the id of the feature",
    "uid": "UUID of the entry, the same in every file",
    "name": "Name of the place or group",
    "category": "Code of its first category; the codes stand on /data/",
    "kind": "Code of the kind above that category, or of the category itself",
    "precision": "exact: the point is the place; area: it stands for a neighbourhood and all entries there",
    "url": "Path of its page on this site",
    "last_checked_on": "Day on which somebody checked it last, as YYYY-MM-DD",
}
COUNTED = {"count": "Number of places in this part of the tile"}
LAYERS = [
    {
        "id": "assets",
        "description": f"A point for each place, in tiles that hold at most {MOST_PLACES}",
        "fields": PLACES,
    },
    {
        "id": "clusters",
        "description": f"In tiles that hold more than {MOST_PLACES}: a point for each part of the tile, with its count",
        "fields": COUNTED,
    },
]

# In units of the tile. Which tile a place is in is decided before; none of them stands on the edge east or south, so
# programs that leave out what is drawn by the next tile leave out none. As in `world_row`, radians() is spared numbers
# that are almost 0.
POINT = """ST_MakePoint(
  least({extent} - 1, greatest(0, round(((lon + 180) / 360 * {across} - {x}) * {extent}))),
  least({extent} - 1, greatest(0, round(
    ((0.5 - asinh(tan(radians(lat + 1 - 1))) / (2 * pi())) * {across} - {y}) * {extent}
  )))
)"""
CLUSTERS = """
SELECT ST_AsMVT(cluster, 'clusters', {extent}, 'shape')
FROM (SELECT places AS count, {point} AS shape FROM counted ORDER BY "row", "column") cluster
""".replace("{point}", POINT)
ASSETS = """
SELECT ST_AsMVT(place, 'assets', {extent}, 'shape', 'number')
FROM (
  SELECT found.id AS number, found.id, shown.uid, shown.name,
    category.code AS category, coalesce(kind.code, category.code) AS kind, shown.precision,
    '{before}' || found.id || '{after}' AS url, shown.last_checked_on, {point} AS shape
  FROM found
  CROSS JOIN LATERAL (
    SELECT row.uid::text AS uid, row.name, row.category_ids[1] AS category_id,
      CASE row.disclosure WHEN 'exact' THEN 'exact' ELSE 'area' END AS precision,
      row.last_checked_on::text AS last_checked_on
    FROM {shown} row WHERE row.id = found.id OFFSET 0
  ) shown
  LEFT JOIN assets_category category ON category.id = shown.category_id
  LEFT JOIN assets_category kind ON kind.id = category.parent_id
  ORDER BY found.id
) place
""".replace("{point}", POINT)
# Nothing, where the tile holds so few places that they are shown.
OF_KEPT_COUNTS = """
WITH counted ("column", "row", places, lon, lat) AS ({counts})
SELECT CASE WHEN (SELECT sum(places) FROM counted) > {most} THEN ({clusters}) END
""".replace("{clusters}", CLUSTERS).replace("{counts}", COUNTS)
OF_ENTRIES = """
WITH found AS MATERIALIZED ({found}),
counted AS (
  SELECT "column", "row", count(*) AS places, avg(lon) AS lon, avg(lat) AS lat FROM found GROUP BY "column", "row"
)
SELECT CASE WHEN (SELECT count(*) FROM found) > {most} THEN ({clusters}) ELSE ({assets}) END
""".replace("{clusters}", CLUSTERS).replace("{assets}", ASSETS)


def tile_of(register, search, tile):
    """The bytes of a tile of what a search (`Kept` or `Filtered`) finds in a register; none where it finds nothing."""
    bits = max(CELL_BITS, min(GRID_BITS, DEEPEST - tile.z))  # as fine as counts are kept
    level = tile.z + bits
    columns, rows = tile.cells(tile.x, bits), tile.cells(tile.y, bits)
    drawn = {"extent": EXTENT, "across": 2**tile.z, "x": tile.x, "y": tile.y, "most": MOST_PLACES}
    if isinstance(search, Kept) and level <= DEEPEST:
        corners = {"column": columns[0], "last_column": columns[1], "row": rows[0], "last_row": rows[1]}
        ((clusters,),) = read(OF_KEPT_COUNTS, register, search, level, standing_in([tile.box]), **corners, **drawn)
        if clusters:
            return bytes(clusters)
    entries = search.of(register.entries).order_by().filter(standing_in([tile.box]))
    placed = entries.annotate(
        lon=coordinate("ST_X"), lat=coordinate("ST_Y"), column=cell("world_column", level), row=cell("world_row", level)
    ).filter(column__range=columns, row__range=rows)
    found, values = placed.values("id", "lon", "lat", "column", "row").query.sql_with_params()
    before, after = reverse("assets:short", args=[0]).split("0")
    statement = OF_ENTRIES.format(found=found, shown=register.table, before=before, after=after, **drawn)
    with connections[register.database].cursor() as cursor:
        cursor.execute(statement, values)
        return bytes(cursor.fetchone()[0])


def bounds_of(register, search):
    """West, south, east, north in degrees of all that a search finds, or None."""
    if isinstance(search, Kept):
        return edges_of(register, search)
    found = search.of(register.entries).order_by()
    return found.aggregate(bounds=Extent("public_location"))["bounds"]
