"""How far a long command has come: one line on a terminal that writes over itself, and silence anywhere else."""

import sys
from io import StringIO
from time import monotonic

CELLS = 30  # of the bar
PAUSE = 0.1  # seconds between two drawings
CLEAR_LINE = "\r\033[K"


class Progress:
    """`with Progress() as progress`: count rows by `each`, or `say` what runs that cannot be counted."""

    def __init__(self, stream=None):
        self.stream = sys.stderr if stream is None else stream
        self.is_shown = self.stream.isatty()
        self.drawn_at = 0

    def __enter__(self):
        return self

    def __exit__(self, *trouble):
        self._draw("")

    def each(self, rows, doing, total=None):
        """Pass the rows on, and draw how many of the `total`, where that is known, have passed."""
        for passed, row in enumerate(rows, start=1):
            if self.is_shown and monotonic() - self.drawn_at >= PAUSE:
                self._draw(f"{doing} {_bar(passed, total)}")
            yield row

    def say(self, doing):
        """Draw what is being done now, such as `Writing areas`."""
        self._draw(f"{doing} …")

    def _draw(self, line):
        if self.is_shown:
            self.stream.write(CLEAR_LINE + line)
            self.stream.flush()
            self.drawn_at = monotonic()


def _bar(passed, total):
    if not total:
        return f"{passed:,}"
    filled = min(CELLS, CELLS * passed // total)
    return f"[{'#' * filled}{'.' * (CELLS - filled)}] {passed:,} of {total:,}"


SILENT = Progress(StringIO())
