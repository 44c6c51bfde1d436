"""A file is streamed: its query ends with its reader, and a part of it never looks like the whole."""

import csv
import io
from contextlib import closing

import psycopg2
import pytest
from django.db import connection

from assets.copying import CHUNK, Busy, Copy

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
BIG = "COPY (SELECT repeat('x', 10000) FROM generate_series(1, 1000)) TO STDOUT"
SLOW = "COPY (SELECT repeat('x', 100000) FROM generate_series(1, 5) UNION ALL SELECT pg_sleep(60)::text) TO STDOUT"
FAILS_LATE = "COPY (SELECT repeat('x', 100000), 1 / (3 - n) FROM generate_series(1, 3) n) TO STDOUT"
FAILS_AT_ONCE = "COPY (SELECT no_such_column) TO STDOUT"
BACKENDS = (
    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'hereabouts-csv' AND datname = current_database()"
)


def backends():
    """How many connections of files there are, once those that are ending have ended."""
    with connection.cursor() as cursor:
        for _ in range(50):
            cursor.execute(BACKENDS)
            (count,) = cursor.fetchone()
            if not count:
                break
            cursor.execute("SELECT pg_sleep(0.1)")
    return count


def asleep(cursor):
    """Whether PostgreSQL has sent what it has, and does not notice that nobody reads it."""
    cursor.execute(BACKENDS + " AND wait_event = 'PgSleep'")
    return cursor.fetchone()[0]


def test_all_of_it_arrives_in_chunks(db):
    with closing(Copy("default", BIG)) as rows:
        chunks = list(rows)
    assert sum(map(len, chunks)) == 1000 * 10001
    assert max(map(len, chunks)) <= CHUNK


def test_nothing_is_left_when_all_was_read(client, make_asset):
    make_asset()
    b"".join(client.get("/assets.csv"))
    assert backends() == 0


@pytest.mark.parametrize("statement", [BIG, SLOW])
def test_nothing_is_left_when_the_reader_leaves(statement):
    rows = Copy("default", statement)
    next(rows)
    rows.close()
    assert backends() == 0
    assert not rows.thread.is_alive()


def test_nothing_is_left_when_the_thread_is_first_to_notice():
    rows = Copy("default", SLOW.replace("100000", "50000"))
    with connection.cursor() as cursor:
        while rows.thread.is_alive() and not asleep(cursor):
            pass
    rows.reader.close()
    rows.thread.join()
    assert backends() == 0


def test_nothing_is_left_when_a_browser_leaves(client, make_asset):
    for _ in range(5):
        make_asset(story="x" * 200_000)
    response = client.get("/assets.csv")
    next(iter(response))
    response.close()
    assert backends() == 0


def test_nothing_is_left_when_nobody_ever_reads(client, make_asset):
    make_asset()
    client.get("/assets.csv").close()
    assert backends() == 0


def test_an_error_in_the_midst_breaks_the_file():
    rows = Copy("default", FAILS_LATE)
    next(rows)
    with pytest.raises(psycopg2.errors.DivisionByZero):
        list(rows)
    assert backends() == 0


def test_a_file_that_is_cut_off_says_so_in_a_line_that_no_program_takes_for_a_row(client, make_asset):
    for _ in range(60):
        make_asset(story="x" * 100_000)
    chunks = iter(client.get("/assets.csv"))
    received = [next(chunks)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hereabouts-csv'"
        )
    with pytest.raises(psycopg2.OperationalError):
        received.extend(chunks)
    header, *_, last = csv.reader(io.StringIO(b"".join(received).decode()))
    assert last[0].startswith("NOT COMPLETE")
    assert len(last) == len(header) + 1


def test_an_error_at_once_is_raised_before_anything_is_sent():
    with pytest.raises(psycopg2.errors.UndefinedColumn):
        Copy("default", FAILS_AT_ONCE)
    assert backends() == 0


def test_a_third_file_at_the_same_time_has_to_wait(client, make_asset):
    make_asset()
    with closing(Copy("default", BIG)), closing(Copy("default", BIG)):
        with pytest.raises(Busy):
            Copy("default", BIG)
        response = client.get("/assets.csv")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert b"".join(client.get("/assets.csv"))


@pytest.mark.real_roles
def test_files_of_visitors_are_read_as_the_public_role():
    rows = Copy("public", "COPY (SELECT current_user) TO STDOUT")
    assert b"".join(rows) == b"hereabouts_public\n"
