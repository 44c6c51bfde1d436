"""What a tile of the map shows: counts where places are many, places where they are few. See docs/maps.md."""

from dataclasses import dataclass

from django.contrib.gis.geos import Polygon
from django.db import connections
from django.db.models import F, FloatField, Func

from assets.models import PublicAsset

CELLS = 6  # along each side of a tile, which a map draws 512 pixels wide: bubbles then hardly touch
EVERY_SPOT_FROM = 16  # from this zoom on a tile has no cells: every spot stands for itself
NAMED = 50  # places that one spot names at most

# A row for each cell that holds places, which are named where they all stand at one spot: going nearer would not part
# them. {found} finds ids and coordinates, {spot} parts a cell by spots, {shown} is the register as it may be shown.
CLUSTERS = """
WITH found AS MATERIALIZED ({found}),
cell AS (
  SELECT count(*) AS places, avg(lon) AS lon, avg(lat) AS lat,
    min(lon) AS west, min(lat) AS south, max(lon) AS east, max(lat) AS north
  FROM found
  GROUP BY width_bucket(lon, %s, %s, {cells}), width_bucket(lat, %s, %s, {cells}){spot}
)
SELECT cell.*, named.places
FROM cell LEFT JOIN LATERAL (
  SELECT json_agg(place) AS places FROM (
    SELECT row.id, row.name,
      coalesce(kind.code, category.code, 'community') AS kind, coalesce(category.name, '') AS category,
      CASE row.disclosure WHEN 'exact' THEN 'exact' ELSE 'area' END AS precision,
      coalesce(row.next_check_on < current_date, false) AS stale
    FROM found JOIN {shown} row USING (id)
    LEFT JOIN assets_category category ON category.id = row.category_ids[1]
    LEFT JOIN assets_category kind ON kind.id = category.parent_id
    WHERE cell.west = cell.east AND cell.south = cell.north AND found.lon = cell.west AND found.lat = cell.south
    ORDER BY row.name, row.id LIMIT {named}
  ) place
) named ON true
"""


@dataclass(frozen=True)
class Cell:
    """Some places that stand together in a tile: degrees, and their names where they are all at one spot."""

    count: int
    lon: float
    lat: float
    west: float
    south: float
    east: float
    north: float
    named: list | None

    def bubble(self, box):
        """For a map: where to draw the count, the count, and the box to go nearer to."""
        lon = held(self.lon, self.west, box[0], box[2])
        lat = held(self.lat, self.south, box[1], box[3])
        return [rounded(lon), rounded(lat), self.count, *map(rounded, (self.west, self.south, self.east, self.north))]

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


def held(mean, least, start, end):
    """The mean, but in the inner third of its cell, so that neighbouring bubbles hardly cover each other."""
    width = (end - start) / CELLS
    centre = start + width * ((least - start) // width + 0.5)
    return min(max(mean, centre - width / 6), centre + width / 6)


def rounded(degrees):
    """Degrees to about 10 cm."""
    return round(degrees, 6)


def clusters_of(register, entries, tile):
    """The counts and the places of `entries`, rows of the register, that stand in this tile; for JSON."""
    cells = cells_of(register, entries, tile)
    return {
        "total": sum(cell.count for cell in cells),
        "bounds": bounds_of(cells),
        "clusters": [cell.bubble(tile.box) for cell in cells if cell.named is None],
        "places": [place for cell in cells if cell.named for place in cell.places()],
    }


def cells_of(register, entries, tile):
    """The cells of a tile that hold some of the entries."""
    west, south, east, north = tile.box
    found, values = standing_in(entries, tile.box).query.sql_with_params()
    spot = ", lon, lat" if tile.z >= EVERY_SPOT_FROM else ""
    statement = CLUSTERS.format(found=found, shown=register.table, spot=spot, cells=CELLS, named=NAMED)
    with connections[register.database].cursor() as cursor:
        cursor.execute(statement, [*values, west, east, south, north])
        return [Cell(*row) for row in cursor.fetchall()]


def standing_in(entries, box):
    """The id, longitude and latitude of the entries in a box of degrees, whose north and east edges are outside."""
    west, south, east, north = box
    placed = entries.order_by().filter(public_location__bboverlaps=Polygon.from_bbox(box))
    placed = placed.annotate(lon=coordinate("ST_X"), lat=coordinate("ST_Y"))
    return placed.filter(lon__gte=west, lon__lt=east, lat__gte=south, lat__lt=north).values("id", "lon", "lat")


def coordinate(function):
    """An expression for one coordinate of the place shown, in degrees."""
    return Func(F("public_location"), function=function, output_field=FloatField())


def bounds_of(cells):
    """West, south, east, north of all of them, or nothing when there are none."""
    if not cells:
        return None
    sides = [
        min(cell.west for cell in cells),
        min(cell.south for cell in cells),
        max(cell.east for cell in cells),
        max(cell.north for cell in cells),
    ]
    return [rounded(side) for side in sides]
