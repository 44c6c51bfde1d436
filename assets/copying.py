"""What a query finds, as PostgreSQL writes it and while it writes it: memory does not grow with the number of rows."""

import io
import os
import select
import threading
from contextlib import suppress

import psycopg2
from django.db import connections

CHUNK = 64 * 1024  # bytes; as many wait in the pipe, and while it is full PostgreSQL waits
PATIENCE = 60  # seconds that a reader may take no bytes
SESSION = "SET statement_timeout = '5min'; SET datestyle = 'ISO'; SET timezone = 'UTC'"
AT_ONCE = threading.BoundedSemaphore(2)  # in one process, so that threads are left for pages


class Busy(Exception):
    """As many copies as may be made at once are being made."""


class ReaderGone(Exception):
    """Nobody has taken any bytes for so long that nobody will."""


class WriteEnd(io.FileIO):
    """The end of the pipe into which PostgreSQL's bytes go. Raises BrokenPipeError when the other end is closed."""

    def __init__(self, descriptor):
        super().__init__(descriptor, "wb")
        os.set_blocking(descriptor, False)
        self.room = select.poll()
        self.room.register(descriptor, select.POLLOUT)

    def write(self, data):
        if not self.room.poll(PATIENCE * 1000):
            raise ReaderGone
        return super().write(data)


class Copy:
    """Iterates over the bytes of a `COPY … TO STDOUT`, which has a connection and a thread of its own.

    The reader calls `close`, at the end or before it: then the query is cancelled and nothing is left behind. Raises
    Busy, and whatever PostgreSQL raises, at the start or in the midst; then it gives `torn` before, because a server
    may end its answer as if all were well (Granian does), and a part must not look like the whole.
    """

    def __init__(self, alias, statement, torn=b""):
        if not AT_ONCE.acquire(blocking=False):
            raise Busy
        self.options = {**connections[alias].get_connection_params(), "application_name": "hereabouts-csv"}
        self.statement, self.torn = statement, torn
        self.connection = self.error = None
        reading, writing = os.pipe()
        self.reader = io.FileIO(reading)
        self.thread = threading.Thread(target=self._work, args=[WriteEnd(writing)], daemon=True)
        self.thread.start()
        self.first = self._read()
        if self.error and not self.first:
            raise self.error

    def _work(self, end):
        try:
            with io.BufferedWriter(end, CHUNK) as writer:
                self._copy(writer)
        except (psycopg2.Error, BrokenPipeError, ReaderGone) as error:
            self.error = error
        finally:
            AT_ONCE.release()

    def _copy(self, writer):
        self.connection = psycopg2.connect(**self.options)
        try:
            self.connection.autocommit = True
            with self.connection.cursor() as cursor:
                cursor.execute(SESSION)
                cursor.copy_expert(self.statement, writer)
        except (BrokenPipeError, ReaderGone):
            self.connection.cancel()  # PostgreSQL would go on until it has more to send
            raise
        finally:
            self.connection.close()

    def __iter__(self):
        return self

    def __next__(self):
        chunk, self.first = self.first or self._read(), b""
        if not chunk and self.error:
            chunk, self.torn = self.torn, b""
        if chunk:
            return chunk
        raise self.error or StopIteration

    def _read(self):
        chunk = b"" if self.reader.closed else self.reader.read(CHUNK)
        if not chunk:
            self.close()
        return chunk

    def close(self):
        """Stop. A query that has no rows yet does not notice the broken pipe, so it is cancelled."""
        self.reader.close()
        while self.thread.is_alive():
            if self.connection:
                with suppress(psycopg2.InterfaceError):  # it was closed just now
                    self.connection.cancel()
            self.thread.join(0.1)  # then again, for a query that had not begun
