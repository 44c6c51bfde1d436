"""What a visitor waits for, asked of the running site over HTTP."""

import http.client
import os
import subprocess
import time
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.http import QueryDict

from assets.export import copy_statement
from assets.filters import AssetFilter
from assets.register import Register
from mapping.clusters import clusters_of
from mapping.tiles import Tile

SITE = urlsplit(os.environ["BENCH_SITE"])
WEB_PROCESS = int(os.environ["BENCH_PROCESS"])
REPEATS, PAGE_REPEATS = 5, 20
OVER_ENGLAND = Tile(6, 31, 20)


class NotOk(Exception):
    """The site answered with something else than 200."""


def get(path):
    """Seconds to the first and to the last byte of an answer."""
    connection = http.client.HTTPConnection(SITE.hostname, SITE.port, timeout=300)
    started = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read(1)
    first = time.perf_counter() - started
    while answer.read(1 << 16):
        pass
    last = time.perf_counter() - started
    connection.close()
    if answer.status != http.HTTPStatus.OK:
        raise NotOk(f"{path}: {answer.status}")
    return first, last


def median_seconds(path):
    get(path)  # so that caches are as warm as they mostly are
    return median(get(path)[1] for _ in range(PAGE_REPEATS))


def p95_seconds(paths, turns):
    """The time to the last byte that 95 of 100 answers keep, each address asked so often once it is warm."""
    for path in paths:
        get(path)
    waits = sorted(get(path)[1] for _ in range(turns) for path in paths)
    return waits[round(0.95 * (len(waits) - 1))]


def visitors_filter():
    register = Register(AnonymousUser())
    return register, AssetFilter(QueryDict(), register.entries.using(register.database))


def csv_numbers():
    """Time over that of psql, growth of the web process, and the wait for the first byte."""
    get("/assets.csv")
    before = memory("VmRSS")
    answers, peers = [], []
    for _ in range(REPEATS):
        answers.append(get("/assets.csv"))
        peers.append(psql_seconds())
    return {
        "csv_export": median(last for _, last in answers) / median(peers),
        "csv_memory": max(memory("VmHWM") - before, 0),
        "csv_first_byte": 1000 * median(first for first, _ in answers),
    }


def psql_seconds():
    """How long psql takes for the same SELECT, as the same role."""
    select = (
        copy_statement(*visitors_filter()).removeprefix("COPY ").removesuffix(" TO STDOUT WITH (FORMAT csv, HEADER)")
    )
    copy = f"\\copy {' '.join(select.split())} TO '/dev/null' WITH (FORMAT csv, HEADER)"
    settings = connections["public"].get_connection_params()
    address = os.environ["DATABASE_URL"].replace("postgis:", "postgresql:", 1)
    started = time.perf_counter()
    subprocess.run(
        ["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", address, "-c", copy],
        env={**os.environ, "PGOPTIONS": settings["options"]},
        check=True,
    )
    return time.perf_counter() - started


def memory(kind):
    """MB of the worker of the web server."""
    (worker,) = Path(f"/proc/{WEB_PROCESS}/task/{WEB_PROCESS}/children").read_text().split()
    status = Path(f"/proc/{worker}/status").read_text().splitlines()
    (line,) = [line for line in status if line.startswith(kind)]
    return int(line.split()[1]) / 1024


def clusters_over_sql():
    """A tile of the map over HTTP, compared with the statements alone that it asks of the database."""
    register, chosen = visitors_filter()
    statements = []

    def keep(execute, sql, values, many, context):
        statements.append((sql, values))
        return execute(sql, values, many, context)

    with connections[register.database].execute_wrapper(keep):
        clusters_of(register, chosen.qs, OVER_ENGLAND)
    path = f"/tiles/clusters/{OVER_ENGLAND.z}/{OVER_ENGLAND.x}/{OVER_ENGLAND.y}.json"
    get(path)
    answers, peers = [], []
    for _ in range(PAGE_REPEATS):
        answers.append(get(path)[1])
        peers.append(seconds_of(statements, register.database))
    return median(answers) / median(peers)


def seconds_of(statements, alias):
    started = time.perf_counter()
    with connections[alias].cursor() as cursor:
        for statement in statements:
            cursor.execute(*statement)
            cursor.fetchall()
    return time.perf_counter() - started
