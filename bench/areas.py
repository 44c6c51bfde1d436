"""How fast entries come into areas that are new, asked of the database that the site of the measurement uses."""

import time
from functools import cache
from itertools import islice
from statistics import median

from django.db import connection, transaction

from assets import following

REPEATS, FOLLOWED = 3, 10_000
EDITION = "Winding"
# About 6,500 hexagons over the British Isles, each of 126 corners. A smooth bend moves every corner by what its place
# says, so that neighbours still share their winding edges.
WINDING = """
INSERT INTO places_area (kind, code, name, boundary, label_point, edition)
SELECT 'neighbourhood', i || '/' || j, 'Winding ' || i || ' ' || j, ST_Multi(shape), ST_PointOnSurface(shape), %s
FROM (
  SELECT i, j, ST_MakePolygon(ST_MakeLine(ARRAY(
    SELECT ST_SetSRID(ST_Point(x + 0.008 * sin(y * 80), y + 0.008 * sin(x * 80)), 4326)
    FROM ST_DumpPoints(ST_Segmentize(ST_ExteriorRing(geom), 0.08 / 21 * 1.0001)) corner,
      LATERAL ST_SnapToGrid(corner.geom, 1e-7) AS snapped,
      LATERAL (SELECT ST_X(snapped) AS x, ST_Y(snapped) AS y) at
    ORDER BY corner.path
  ))) AS shape
  FROM ST_HexagonGrid(0.08, ST_MakeEnvelope(-8, 50, 2, 60.5, 4326))
) drawn
"""
COUNT = """
SELECT count(*) FROM places_areapiece piece,
  LATERAL (SELECT id FROM assets_asset WHERE ST_Intersects(piece.piece, location) OFFSET 0) found
WHERE piece.area_id = ANY (%s)
"""
ASSIGN = "SELECT assets_work_out_again(assets_put_into(%s))"


def times_the_count():
    """Writing which entry lies where, and who is to follow, over a join that only counts."""
    areas = winding_areas()
    counts, writes = [], []
    for _ in range(REPEATS):
        counts.append(seconds(COUNT, areas))
        with transaction.atomic():
            writes.append(seconds(ASSIGN, areas))
            transaction.set_rollback(True)
    return median(writes) / median(counts)


def followed_a_second():
    """How many entries a second are brought up to date, of a batch that waits."""
    seconds(ASSIGN, winding_areas())
    started = time.perf_counter()
    followed = sum(1 for _ in islice(following.follow(), FOLLOWED))
    return followed / (time.perf_counter() - started)


@cache
def winding_areas():
    """The ids of areas that are drawn once, and that nobody has followed yet."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE places_area DISABLE TRIGGER z10_assets_of_new")
        cursor.execute(WINDING, [EDITION])
        cursor.execute("ALTER TABLE places_area ENABLE TRIGGER z10_assets_of_new")
        cursor.execute("ANALYZE places_area, places_areapiece, assets_asset")
        cursor.execute("SELECT array_agg(id) FROM places_area WHERE edition = %s", [EDITION])
        (areas,) = cursor.fetchone()
    return areas


def seconds(query, areas):
    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(query, [areas])
    return time.perf_counter() - started
