"""What the map's counts cost whoever publishes, how soon they show it, and that nobody stands in another's way."""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from statistics import median
from threading import Barrier, Event

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.geos import Point
from django.db import DatabaseError, connection

from accounts.models import User
from assets import workflow
from assets.models import Asset, PublicAsset
from assets.register import Register
from bench.tiles import HIGH, LOW, Asked, spots, tile_of
from bench.web import KeptOpen
from mapping.cells import Kept
from mapping.clusters import clusters_of
from mapping.tiles import Tile

CHANGED, TURNS = 20, 6
SEEN = 24
WRITERS, EACH = 50, 5
PATIENCE = "30s"  # for a statement that waits for another
A_FEW_STREETS = 0.002  # degrees
UPKEEP = [
    "z20_cells_of_new",
    "z20_cells_of_gone",
    "z20_cells_before_change",
    "z20_cells_since_change",
]


class Lost(Exception):
    """The map counts something else than there is."""


# ── Cost ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
def cost():
    """The time of a change of a published place, committed, over the same without the map's upkeep."""
    entries = [entry.pk for entry in spots(CHANGED, PublicAsset.objects.filter(disclosure="exact"))]
    kept, without = [], []
    for _ in range(TURNS):
        kept += there_and_back(entries)
        with no_upkeep():
            without += there_and_back(entries)
    print(f"  a change {1000 * median(kept):.2f} ms, without {1000 * median(without):.2f} ms", file=sys.stderr)
    return median(kept) / median(without)


def there_and_back(entries):
    """The seconds of moving each of these some streets away and back, so that no count differs in the end."""
    move(entries[0], 0)  # plans of the database are made anew after triggers were switched
    return [move(entry, by) for entry in entries for by in (A_FEW_STREETS, -A_FEW_STREETS)]


def move(entry, by):
    asset = Asset.objects.get(pk=entry)
    asset.location = Point(round(asset.location.x + by, 6), asset.location.y, srid=4326)
    started = time.perf_counter()
    with pghistory.context(command="bench"):
        workflow.change(asset, curator(), asset.version)
    return time.perf_counter() - started


@contextmanager
def no_upkeep():
    switch("DISABLE")
    try:
        yield
    finally:
        switch("ENABLE")


def switch(how):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE public_asset " + ", ".join(f"{how} TRIGGER {trigger}" for trigger in UPKEEP))


# ── Seen ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
def seen():
    """The longest that a browser, which sends the ETag along, waits for a tile to count what has been published."""
    waits = [seconds_until_seen(entry, (LOW + HIGH)[turn % 3]) for turn, entry in enumerate(waiting(SEEN))]
    print(f"  seen after {median(waits):.2f} s in the median", file=sys.stderr)
    return max(waits)


def seconds_until_seen(entry, zoom):
    browser, path = KeptOpen(), Asked(tile_of(entry, zoom)).path
    before = browser.ask(path)
    publish(entry)
    started, etag = time.perf_counter(), before.etag
    while True:
        answer = browser.ask(path, etag)
        if answer.body and total(answer) == total(before) + 1:
            return time.perf_counter() - started
        etag = answer.etag
        if time.perf_counter() > started + 60:
            raise Lost(f"{path} did not show what was published.")
        time.sleep(0.01)


def total(answer):
    return json.loads(answer.body)["total"]


# ── At once ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def errors_at_once():
    """How many changes fail when 50 people publish at once, while counts are folded. All must add up afterwards."""
    entries = waiting(WRITERS * EACH)
    start, done = Barrier(WRITERS), Event()
    with ThreadPoolExecutor(WRITERS + 1) as people:
        folding = people.submit(fold_until, done)
        started = time.perf_counter()
        failed = sum(people.map(lambda number: publish_some(start, entries[number::WRITERS]), range(WRITERS)))
        took = time.perf_counter() - started
        done.set()
        failed += folding.result()
    print(f"  {len(entries)} published by {WRITERS} at once in {took:.2f} s", file=sys.stderr)
    counted = clusters_of(Register(AnonymousUser()), Kept(), Tile(0, 0, 0))["total"]
    placed = PublicAsset.objects.filter(public_location__isnull=False).count()
    if counted != placed:
        raise Lost(f"{counted} on the map, {placed} in the register.")
    return failed


def publish_some(start, entries):
    """How many of these could not be published, by somebody with a connection of their own."""
    with patience():
        start.wait()
        return sum(fails(lambda entry=entry: publish(entry)) for entry in entries)


def fold_until(done):
    failed = 0
    with patience():
        while not done.wait(0.1):
            failed += fails(fold)
    return failed


def fold():
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold_cells()")


@contextmanager
def patience():
    """The connection of this thread, on which nothing waits for ever."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [PATIENCE])
    try:
        yield
    finally:
        connection.close()


def fails(change):
    try:
        change()
    except DatabaseError as problem:
        print(f"  {problem}", file=sys.stderr)
        return True
    return False


# ── Who publishes what ────────────────────────────────────────────────────────────────────────────────────────────────
@cache
def curator():
    return User.objects.create_user("curator@example.org")


def waiting(count):
    """So many places that everybody will see when they are published; a partner has just sent them."""
    drafts = Asset.objects.filter(status=Asset.Status.DRAFT, disclosure="exact")
    sent = spots(count, drafts)
    if len(sent) < count:
        raise Lost(f"There are only {len(sent)} drafts.")
    for entry in sent:
        workflow.submit(entry, curator())
    return sent


def publish(entry):
    with pghistory.context(command="bench"):
        workflow.publish(entry, curator())
