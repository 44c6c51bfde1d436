"""What a tile of the map shows: counts where places are many, places where they are few. See docs/maps.md."""

from dataclasses import dataclass

from django.db import connections
from django.db.models import F, FloatField, Func, IntegerField

from assets.models import PublicAsset
from mapping.cells import DEEPEST_ZOOM, Kept, counts_in, edges_of, standing_in
from mapping.tiles import BITS, CELL_BITS, box_of

EVERY_SPOT_FROM = 16  # from this zoom on a tile has no cells: every spot stands for itself
NAMED = 50  # places that one spot names at most
FEW = 500  # entries of a tile that are read one by one, though they were counted before

# A row for each cell that holds places, which are named where they all stand at one spot: going nearer would not part
# them. {found} finds ids, coordinates and cells, {spot} parts a cell by spots, {shown} is the register as it may be
# shown.
CLUSTERS = """
WITH found AS MATERIALIZED ({found}),
cell AS (
  SELECT "column", "row", count(*) AS places, avg(lon) AS lon, avg(lat) AS lat,
    min(lon) AS west, min(lat) AS south, max(lon) AS east, max(lat) AS north
  FROM found
  GROUP BY "column", "row"{spot}
),
named AS (
  SELECT "column", "row", west, south, json_agg(place ORDER BY number) AS places
  FROM (
    SELECT cell."column", cell."row", west, south, row_to_json(place) AS place,
      row_number() OVER (PARTITION BY cell."column", cell."row", west, south ORDER BY place.name, place.id) AS number
    FROM cell
    JOIN found ON found."column" = cell."column" AND found."row" = cell."row" AND found.lon = west AND found.lat = south
    CROSS JOIN LATERAL (
      SELECT row.id, row.name,
        coalesce(kind.code, category.code, 'community') AS kind, coalesce(category.name, '') AS category,
        CASE row.disclosure WHEN 'exact' THEN 'exact' ELSE 'area' END AS precision,
        coalesce(row.next_check_on < current_date, false) AS stale
      FROM {shown} row
      LEFT JOIN assets_category category ON category.id = row.category_ids[1]
      LEFT JOIN assets_category kind ON kind.id = category.parent_id
      WHERE row.id = found.id OFFSET 0
    ) place
    WHERE west = east AND south = north
  ) numbered
  WHERE number <= {named}
  GROUP BY 1, 2, 3, 4
)
SELECT cell.*, named.places FROM cell LEFT JOIN named USING ("column", "row", west, south)
"""


@dataclass(frozen=True)
class Cell:
    """Some places that stand together in a tile: degrees, and their names where they are all at one spot."""

    column: int
    row: int
    count: int
    lon: float
    lat: float
    west: float
    south: float
    east: float
    north: float
    named: list | None = None

    def bubble(self):
        """For a map: where to draw the count, the count, and the box to go nearer to."""
        degrees = [rounded(side) for side in (self.lon, self.lat, self.west, self.south, self.east, self.north)]
        return [*degrees[:2], self.count, *degrees[2:]]

    def places(self):
        """The places of this spot, with their addresses; the first says how many `more` there are than it names."""
        spot = {"lon": rounded(self.west), "lat": rounded(self.south)}
        named = [{**place, "url": address(place), **spot} for place in self.named]
        if self.count > len(named):
            named[0]["more"] = self.count - len(named)
        return named


def address(place):
    """The page of a place of which only id and name are known."""
    return PublicAsset(pk=place["id"], name=place["name"]).get_absolute_url()


def rounded(degrees):
    """Degrees to about 10 cm."""
    return round(degrees, 6)


def clusters_of(register, search, tile):
    """The counts and the places of a tile, for JSON. `search` is `Kept`, or finds `of` the register's entries.

    Where the tile holds more than a `FEW` of which counts are kept, only those that stand alone in their cell are read.
    """
    if isinstance(search, Kept) and tile.z <= DEEPEST_ZOOM:
        cells = [
            Cell(*counts, *box_of(*counts[:2], tile.z + CELL_BITS)) for counts in counts_in(register, search, tile)
        ]
        if sum(cell.count for cell in cells) > FEW:
            bounds = edges_of(register, search) if tile.z == 0 else bounds_of(cells)
            return answer(with_names(register, search, tile, cells), bounds)
    cells = cells_in(register, search, tile, [tile.box])
    return answer(cells, bounds_of(cells))


def answer(cells, bounds):
    return {
        "total": sum(cell.count for cell in cells),
        "bounds": bounds and [rounded(side) for side in bounds],
        "clusters": [cell.bubble() for cell in cells if cell.named is None],
        "places": [place for cell in cells if cell.named for place in cell.places()],
    }


def with_names(register, search, tile, cells):
    """The same cells, and the names of what stands alone in one, unless more has come there since they were counted."""
    alone = {(cell.column, cell.row): cell for cell in cells if cell.count == 1}
    if not alone:
        return cells
    boxes = [(cell.west, cell.south, cell.east, cell.north) for cell in alone.values()]
    named = {(cell.column, cell.row): cell for cell in cells_in(register, search, tile, boxes) if cell.count == 1}
    return [named.get((cell.column, cell.row), cell) if cell.count == 1 else cell for cell in cells]


def cells_in(register, search, tile, boxes):
    """The cells of a tile that hold some of the entries in these boxes, which are read one by one."""
    level = tile.z + CELL_BITS
    entries = search.of(register.entries).order_by().filter(standing_in(boxes))
    placed = entries.annotate(
        lon=coordinate("ST_X"), lat=coordinate("ST_Y"), column=cell("world_column", level), row=cell("world_row", level)
    )
    placed = placed.filter(column__range=tile.cells(tile.x), row__range=tile.cells(tile.y))
    found, values = placed.values("id", "lon", "lat", "column", "row").query.sql_with_params()
    spot = ", lon, lat" if tile.z >= EVERY_SPOT_FROM else ""
    statement = CLUSTERS.format(found=found, shown=register.table, spot=spot, named=NAMED)
    with connections[register.database].cursor() as cursor:
        cursor.execute(statement, values)
        return [Cell(*row) for row in cursor.fetchall()]


def coordinate(function):
    """An expression for one coordinate of the place shown, in degrees."""
    return Func(F("public_location"), function=function, output_field=FloatField())


def cell(function, level):
    """An expression for the column or row of the place shown among the cells of a level."""
    away = BITS - level
    return Func(
        F("public_location"),
        function=function,
        template=f"%(function)s(%(expressions)s) >> {away}",
        output_field=IntegerField(),
    )


def bounds_of(cells):
    """West, south, east, north of all of them, or None when there are none."""
    if not cells:
        return None
    return (
        min(cell.west for cell in cells),
        min(cell.south for cell in cells),
        max(cell.east for cell in cells),
        max(cell.north for cell in cells),
    )
