"""How many places the map shows to somebody: what tests add up of its tiles."""

import json
from itertools import product
from math import asinh, floor, pi, radians, tan

from django.db import connection
from django.test import RequestFactory

from assets.models import Asset
from mapping.views.tiles import clusters

ZOOMS = range(21)
A_HAIR = 1e-9  # degrees
READY = """
SELECT level, category_id, "column", "row", sum(places), sum(lon_sum), sum(lat_sum)
FROM (
  SELECT level, category_id, "column", "row", places, lon_sum, lat_sum FROM mapping_cell
  UNION ALL
  SELECT 15 - up, category_id, "column" >> up, "row" >> up, places, lon_sum, lat_sum
  FROM mapping_cellchange, generate_series(0, 12) up
) counted
GROUP BY 1, 2, 3, 4 HAVING (sum(places), sum(lon_sum), sum(lat_sum)) <> (0, 0, 0)
"""


def asked(reader, query, z, x, y):
    """What the map answers to this person."""
    request = RequestFactory().get(f"/tiles/clusters/{z}/{x}/{y}.json?{query}")
    request.user = reader
    return clusters(request, z=z, x=x, y=y)


def total_of(answer):
    """The count of a tile, which is that of its bubbles, of the places that it names and of those that it does not."""
    assert answer.status_code == 200, answer.content
    tile = json.loads(answer.content)
    named = sum(1 + place.get("more", 0) for place in tile["places"])
    assert tile["total"] == sum(bubble[2] for bubble in tile["clusters"]) + named
    return tile["total"]


def total_at(zoom, reader, query=""):
    """The sum over the tiles of this zoom in which anything may stand."""
    points = Asset.objects.exclude(public_location=None).values_list("public_location", flat=True)
    return sum(total_of(asked(reader, query, zoom, *tile)) for tile in tiles_over(points, zoom))


def totals(zooms, reader, query=""):
    return {zoom: total_at(zoom, reader, query) for zoom in zooms}


def tiles_over(points, zoom):
    """Column and row of each tile in which one of these may stand: on an edge those on both sides."""
    return {
        (among(0.5 + lon / 360, zoom), among(0.5 - northing(lat) / 2, zoom))
        for point in points
        for lon, lat in product([point.x - A_HAIR, point.x + A_HAIR], [point.y - A_HAIR, point.y + A_HAIR])
    }


def among(part, zoom):
    """Which of the tiles this part of the world is in."""
    return max(0, min(2**zoom - 1, floor(part * 2**zoom)))


def northing(lat):
    return asinh(tan(radians(max(-89.9, min(89.9, lat))))) / pi


def ready():
    """What is counted for the map, folded or not."""
    with connection.cursor() as cursor:
        cursor.execute(READY)
        return set(cursor.fetchall())
