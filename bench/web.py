"""What a visitor waits for, asked of the running site over HTTP."""

import http.client
import os
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.http import QueryDict

from assets.export import copy_statement
from assets.filters import AssetFilter
from assets.register import Register

SITE = urlsplit(os.environ["BENCH_SITE"])
WEB_PROCESS = int(os.environ["BENCH_PROCESS"])
REPEATS, PAGE_REPEATS = 5, 20


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


@dataclass(frozen=True)
class Answer:
    status: int
    etag: str
    body: bytes


class KeptOpen:
    """A connection that stays open, as a browser keeps it. This side does as little as it can while time is taken."""

    def __init__(self):
        self.socket = socket.create_connection((SITE.hostname, SITE.port), timeout=300)
        self.incoming = self.socket.makefile("rb")

    def ask(self, path, etag=""):
        """The answer, which is 304 without a body where it would be the one of this ETag."""
        known = f"If-None-Match: {etag}\r\n" if etag else ""
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: {SITE.netloc}\r\n{known}\r\n".encode())
        status = int(self.incoming.readline().split()[1])
        headers = dict.fromkeys([b"etag", b"content-length"], b"")
        while (line := self.incoming.readline()) != b"\r\n":
            name, _, value = line.partition(b":")
            headers[name.lower()] = value.strip()
        body = self.incoming.read(int(headers[b"content-length"] or 0))
        if status >= http.HTTPStatus.BAD_REQUEST:
            raise NotOk(f"{path}: {status}")
        return Answer(status, headers[b"etag"].decode(), body)

    def seconds(self, path):
        """The time to the last byte."""
        started = time.perf_counter()
        self.ask(path)
        return time.perf_counter() - started


def median_seconds(path):
    get(path)  # so that caches are as warm as they mostly are
    return median(get(path)[1] for _ in range(PAGE_REPEATS))


def p95_seconds(paths, turns):
    """The time to the last byte that 95 of 100 answers keep, each address asked so often once it is warm."""
    for path in paths:
        get(path)
    return p95(get(path)[1] for _ in range(turns) for path in paths)


def p95(seconds):
    """What 95 of 100 keep."""
    waits = sorted(seconds)
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
