"""How long finding takes in a large register: pages deep in a list, and the numbers beside the choices of a form."""

import time
from functools import cache
from statistics import median

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict

from assets.facets import facets_of
from assets.filters import AssetFilter
from assets.models import PublicAsset
from assets.register import Register
from bench import web

HOW_DEEP = [0.5, 0.75, 1]  # of the whole list
TURNS = 14
TOWN = "-2.35,53.4,-2.1,53.55"
LISTS = ["category", "audience", "feature"]

# As peers keep it: a row for each code of each place, found from either side.
LINK = """
DROP TABLE IF EXISTS bench_{name};
CREATE TABLE bench_{name} AS SELECT id AS asset_id, unnest({name}_ids) AS code_id FROM public_asset;
CREATE UNIQUE INDEX ON bench_{name} (asset_id, code_id);
CREATE INDEX ON bench_{name} (code_id, asset_id);
ANALYZE bench_{name}"""
COUNT = """
SELECT code.code, count(*)
FROM public_asset
JOIN bench_{name} link ON link.asset_id = public_asset.id
JOIN assets_{name} code ON code.id = link.code_id
WHERE public_asset.public_location && ST_MakeEnvelope({town}, 4326)
GROUP BY code.code"""


class Differ(Exception):
    """The two ways to count do not give the same numbers."""


def deep_page_seconds():
    """The time to the last byte that 95 of 100 answers keep: pages by name, half-way and further down the list."""
    ids = PublicAsset.objects.order_by("name", "id").values_list("pk", flat=True)
    last = ids.count() - 2
    paths = [f"/assets/?order=name&after={ids[int(part * last)]}" for part in HOW_DEEP]
    return web.p95_seconds(paths, TURNS)


def facets_times_quicker():
    """How many times quicker one pass over a town is than three joins of link tables that give the same numbers."""
    with connection.cursor() as cursor:
        for name in LISTS:
            cursor.execute(LINK.format(name=name))
    ours, peers = [], []
    for _ in range(web.REPEATS):
        ours.append(seconds_and_counts(one_pass))
        peers.append(seconds_and_counts(three_joins))
    # A kind of places is counted by the one pass too; the joins count what an entry names.
    counted = {name: {code: ours[0][1][name].get(code) for code in codes} for name, codes in peers[0][1].items()}
    if counted != peers[0][1]:
        raise Differ(f"{counted} and {peers[0][1]}")
    return median(seconds for seconds, _ in peers) / median(seconds for seconds, _ in ours)


def seconds_and_counts(count):
    started = time.perf_counter()
    counts = count()
    return time.perf_counter() - started, counts


def one_pass():
    return facets_of(*search_of_the_town(), names=LISTS)


@cache
def search_of_the_town():
    """The register of visitors and a search of it whose values are read: what a page has before it counts."""
    register = Register(AnonymousUser())
    chosen = AssetFilter(QueryDict(f"bbox={TOWN}"), register.entries)
    if chosen.problems:
        raise AssertionError(chosen.problems)
    return register, chosen


def three_joins():
    counts = {}
    with connection.cursor() as cursor:
        for name in LISTS:
            cursor.execute(COUNT.format(name=name, town=TOWN))
            counts[name] = dict(cursor.fetchall())
    return counts
