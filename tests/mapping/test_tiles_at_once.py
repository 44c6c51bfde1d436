"""The counts of the map while many write, fold, rebuild and read at once: none is lost, wrong, or waited for."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle, product
from threading import Barrier, Event

import psycopg2
import pytest
from django.contrib.gis.geos import Point
from django.db import connection, connections, transaction
from django.test import Client

from assets import workflow
from assets.models import Asset
from mapping.models import CellChange
from mapping.tasks import fold_cells
from tests.mapping.counted import ZOOMS, ready, total_of, totals

pytestmark = pytest.mark.real_roles
WRITERS, TURNS, STAYING = 20, 3, 10
PEOPLE = 50
EVERYTHING = "/tiles/clusters/0/0/0.json"
OVER_ALL_OF_THEM = "/tiles/clusters/5/15/10.json"
WITH_ALL_OF_THEM = [EVERYTHING, f"{EVERYTHING}?category=food", f"{EVERYTHING}?free=yes&unknown=show", OVER_ALL_OF_THEM]
WITH_SOME = [
    "/tiles/clusters/8/126/83.json",
    "/tiles/clusters/12/2025/1334.json",
    "/tiles/clusters/16/32403/21348.json",
]
FOLD = "SELECT fold_cells()"
REBUILD = "SELECT rebuild_cells()"
PUBLISH = "UPDATE assets_asset SET status = 'published' WHERE id = {}"
MOVE = "UPDATE assets_category SET parent_id = {} WHERE id = {}"
WAITS = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s AND wait_event_type = 'Lock'"


@pytest.fixture(autouse=True)
def _counts_alone(monkeypatch):
    """However few there are, they are counted and not read one by one."""
    monkeypatch.setattr("mapping.clusters.FEW", 0)


@pytest.fixture
def shown(client):
    return lambda **query: total_of(client.get(EVERYTHING, query))


@pytest.fixture
def session():
    """Opens another session, which commits when it is told to and gives up waiting after some seconds."""
    opened = []

    def open_one():
        opened.append(psycopg2.connect(**{**connection.get_connection_params(), "cursor_factory": None}))
        asked(opened[-1], "SET SESSION lock_timeout = '10s'")
        opened[-1].commit()
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def aside():
    """Does something in a thread that has connections of its own."""
    with ThreadPoolExecutor(PEOPLE) as pool:
        yield lambda do, *given: pool.submit(in_its_own_connections, do, *given)


def in_its_own_connections(do, *given):
    try:
        return do(*given)
    finally:
        connections.close_all()


def asked(session, query):
    with session.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0] if cursor.description else None


def at(number):
    """Some place in one tile of zoom 5."""
    return Point(-11 + number * 7 % 100 / 10, 49 + number * 11 % 65 / 10, srid=4326)


def rebuild():
    with connection.cursor() as cursor:
        cursor.execute(REBUILD)


def wait_until_it_waits(session):
    with connection.cursor() as cursor:
        for _ in range(3000):
            cursor.execute(WAITS, [session.get_backend_pid()])
            if cursor.fetchone() == (1,):
                return
            Event().wait(0.01)
    raise AssertionError("it does not wait")


@pytest.fixture
def make_waiting(make_asset):
    """An entry that waits for a curator."""
    return lambda **fields: make_asset(status="submitted", **fields)


def test_while_many_publish_move_and_close_every_answer_is_true(aside, make_asset, curator, visitor):
    """Each writer publishes one entry as it closes another: at any moment there are as many as at the first."""
    owned = [make_asset(location=at(number)) for number in range(WRITERS)]
    for number in range(STAYING):
        make_asset(location=at(number))
    done = Event()

    def write(number, entry):
        for turn in range(TURNS):
            other = make_asset(location=at(number + turn), status="submitted")
            with transaction.atomic():
                workflow.publish(other, by=curator)
                workflow.close(entry, by=curator)
            entry = other
            Asset.objects.filter(pk=entry.pk).update(location=at(number * turn))

    def tidy():
        for do in cycle([*[fold_cells] * 9, rebuild]):
            do()
            if done.is_set():
                break

    def read(addresses):
        client, totals = Client(), set()
        for address in cycle(addresses):
            totals.add(total_of(client.get(address)))
            if done.is_set():
                break
        return totals

    around = [aside(tidy), aside(read, WITH_ALL_OF_THEM), aside(read, WITH_SOME)]
    writers = [aside(write, number, entry) for number, entry in enumerate(owned)]
    try:
        for writer in writers:
            writer.result(timeout=60)
    finally:
        done.set()
    _, all_of_them, some = [task.result(timeout=60) for task in around]
    assert all_of_them == {WRITERS + STAYING}
    assert max(some) <= WRITERS + STAYING
    assert totals(ZOOMS, visitor) == dict.fromkeys(ZOOMS, WRITERS + STAYING)


def test_fifty_people_may_publish_at_once(aside, make_waiting, curator, shown):
    entries, together = [make_waiting() for _ in range(PEOPLE)], Barrier(PEOPLE)

    def publish(entry):
        together.wait(timeout=30)
        workflow.publish(entry, by=curator)

    for publishing in [aside(publish, entry) for entry in entries]:
        publishing.result(timeout=60)
    assert shown() == PEOPLE


def test_in_whatever_order_one_publishes_and_one_folds_it_is_counted_once(session, make_asset, make_waiting, shown):
    """w: written, e: that ended, f: folded, F: that was committed."""
    writing, folding, total = session(), session(), 1
    make_asset()
    for end, order in product([writing.commit, writing.rollback], ["wefF", "wfeF", "wfFe", "fweF", "fwFe", "fFwe"]):
        write = PUBLISH.format(make_waiting().pk)
        steps = {"w": partial(asked, writing, write), "e": end, "f": partial(asked, folding, FOLD), "F": folding.commit}
        for step in order:
            steps[step]()
            total += step == "e" and end == writing.commit
            assert (order, shown()) == (order, total)
    fold_cells()
    assert shown() == total == 1 + 6


def test_of_two_folds_at_once_one_does_the_work(session, make_asset, shown):
    make_asset()
    first, second = session(), session()
    assert asked(first, FOLD) > 0
    assert asked(second, FOLD) == 0
    first.commit()
    assert (shown(), CellChange.objects.count()) == (1, 0)


def test_a_fold_that_is_killed_in_the_middle_loses_nothing(session, aside, make_asset):
    make_asset()
    counted, holder, folding = ready(), session(), session()
    asked(holder, "LOCK TABLE mapping_folding")
    folded = aside(asked, folding, FOLD)
    wait_until_it_waits(folding)
    asked(holder, f"SELECT pg_terminate_backend({folding.get_backend_pid()})")
    with pytest.raises(psycopg2.OperationalError):
        folded.result(timeout=30)
    holder.rollback()
    assert ready() == counted
    fold_cells()
    assert ready() == counted


def test_who_reads_does_not_wait_for_a_rebuild(session, make_asset, shown):
    make_asset()
    asked(session(), REBUILD)
    assert shown() == 1


def test_a_rebuild_counts_what_was_being_written_when_it_began(session, aside, make_asset, make_waiting, shown):
    make_asset()
    entry, writing, rebuilding = make_waiting(lon=-1.0), session(), session()
    asked(writing, PUBLISH.format(entry.pk))
    rebuilt = aside(asked, rebuilding, REBUILD)
    wait_until_it_waits(rebuilding)
    writing.commit()
    rebuilt.result(timeout=30)
    rebuilding.commit()
    assert shown() == 2


def test_what_is_written_while_a_rebuild_runs_is_counted_after_it(session, aside, make_asset, make_waiting, shown):
    make_asset()
    entry, writing, rebuilding = make_waiting(lon=-1.0), session(), session()
    asked(rebuilding, REBUILD)
    written = aside(asked, writing, PUBLISH.format(entry.pk))
    wait_until_it_waits(writing)
    rebuilding.commit()
    written.result(timeout=30)
    writing.commit()
    assert shown() == 2


def test_while_the_public_copy_is_made_anew_folds_and_its_counts_are_right(session, aside, make_asset):
    make_asset()
    fold_cells()
    make_asset(lon=-1.0)
    counted, making = ready(), session()
    asked(making, "SELECT rebuild_public()")
    folded = aside(fold_cells)
    making.commit()
    folded.result(timeout=30)
    assert ready() == counted


def test_a_kind_that_moves_while_somebody_publishes_counts_that_too(session, aside, make_waiting, kind, shown):
    entry, writing, moving = make_waiting(category="food_bank"), session(), session()
    asked(writing, PUBLISH.format(entry.pk))
    moved = aside(asked, moving, MOVE.format(kind("learning").pk, kind("food_bank").pk))
    wait_until_it_waits(moving)
    writing.commit()
    moved.result(timeout=30)
    moving.commit()
    counted = ready()
    rebuild()
    assert counted == ready()
    assert shown(category="learning") == 1
