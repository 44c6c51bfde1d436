"""How fast rows enter the register, asked of the database that the site of the measurement uses."""

import csv
import tempfile
import time
from pathlib import Path
from statistics import median

import pghistory
import pgtrigger
from django.db import connection, transaction

from assets.importing import Batch, import_assets
from consortia.models import Consortium

ROWS, REPEATS = 10_000, 3
COLUMNS = (
    "name, summary, category_ids, address, town, postcode, website, opening_times, location, source_id, licence, "
    "attribution, retrieved_on, consortium_id, status"
)
# Squares over the British Isles, as many as there are local authorities, wards and neighbourhoods there.
AREAS = """
INSERT INTO places_area (kind, code, name, boundary, label_point, edition)
SELECT kind, kind || x || '/' || y, kind || ' ' || x || ' ' || y, ST_Multi(square), ST_Centroid(square), '2026'
FROM (VALUES ('nation', 12), ('local_authority', 0.5), ('ward', 0.1), ('msoa', 0.1)) area (kind, width),
  LATERAL generate_series(-9, 3 - width, width) x, LATERAL generate_series(49, 61 - width, width) y,
  LATERAL (SELECT ST_MakeEnvelope(x, y, x + width, y + width, 4326) AS square) drawn
"""
FILE = """
SELECT 'place-' || n, 'Place ' || n, 'A place where people meet and help one another, in the words of its members.',
  'library', n || ' High Street', 'Seaholme', 'M2 5DB', 'https://www.example.org/' || n, 'Monday to Friday, 9 to 5',
  round((-4 + 4 * random())::numeric, 6), round((51 + 3 * random())::numeric, 6)
FROM generate_series(1, %s) n
"""
HEADINGS = [
    "id",
    "name",
    "summary",
    "category",
    "address",
    "town",
    "postcode",
    "website",
    "opening_times",
    "lon",
    "lat",
]


def make_areas():
    """Areas, so that a place lies in as many as it would."""
    with connection.cursor() as cursor:
        cursor.execute(AREAS)
        cursor.execute("ANALYZE places_area, places_areapiece")


def import_numbers():
    """The speed of an import over that of a plain INSERT of the same rows, and the cost of their history."""
    imports, peers, unrecorded = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "places.csv"
        write_file(path)
        for turn in range(REPEATS):
            imports.append(import_seconds(path, f"Import {turn}"))
            peers.append(insert_seconds(turn, "with"))
            with pgtrigger.ignore("assets.Asset:insert_insert"):
                unrecorded.append(insert_seconds(turn, "without"))
    return {"import": median(peers) / median(imports), "history_cost": median(peers) / median(unrecorded)}


def write_file(path):
    with connection.cursor() as cursor, path.open("w", newline="") as file:
        cursor.execute(FILE, [ROWS])
        csv.writer(file).writerows([HEADINGS, *cursor.fetchall()])


def import_seconds(path, source):
    consortium = Consortium.objects.get(slug="synthetic")
    outcome = import_assets(path, Batch(consortium, source, "cc0"), path.with_suffix(".problems.csv"))
    if outcome.new != ROWS:
        raise AssertionError(f"Of {ROWS} rows {outcome.new} went in.")
    return outcome.seconds


@transaction.atomic
def insert_seconds(turn, history):
    """The rows of an import once more, under a source of their own."""
    with pghistory.context(command="bench"), connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE good ON COMMIT DROP AS SELECT {COLUMNS} FROM assets_asset WHERE source = %s",
            [f"Import {turn}"],
        )
        started = time.perf_counter()
        cursor.execute(
            f"INSERT INTO assets_asset ({COLUMNS}, source) SELECT {COLUMNS}, %s FROM good",
            [f"Insert {turn} {history} history"],
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return time.perf_counter() - started
