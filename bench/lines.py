"""The lines that are printed. `python -m bench.lines [name...]` only says whether there are lines of these names."""

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A number, and what it must not be above, or below; without a limit it is stated only."""

    name: str
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    def printed(self, value):
        good = (self.at_most is None or value <= self.at_most) and (self.at_least is None or value >= self.at_least)
        limits = {"at most": self.at_most, "at least": self.at_least}
        limit = " ".join(f"{words} {limit:g}" for words, limit in limits.items() if limit is not None) or "-"
        print(self.name, f"{value:.2f}", self.unit, limit, "ok" if good else "short", sep="\t", flush=True)
        return good


LINES = [
    Line("csv_export", "times psql", at_most=1.4),
    Line("csv_memory", "MB", at_most=16),
    Line("csv_first_byte", "ms", at_most=200),
    Line("list_page", "times 1,000 rows", at_most=3),
    Line("map_clusters", "times joining anew", at_most=2),
    Line("import", "times INSERT", at_least=0.5),
    Line("history_cost", "times without"),
    Line("near", "times 10,000 rows", at_most=3),
    Line("search_words", "times 10,000 rows", at_most=2),
    Line("suggest", "times 10,000 rows", at_most=10),
    Line("duplicates_one", "times 10,000 rows", at_most=3),
    Line("duplicates_all", "times the bare self-join", at_most=2),
    Line("deep_page", "times 10,000 rows", at_most=2),
    Line("facets", "times quicker than joins", at_least=3),
    Line("page_weight", "kB", at_most=100),
    Line("page_block", "ms", at_most=100),
    Line("tile_vs_drf_gis", "times quicker than GeoJSON", at_least=100),
    Line("tile_growth", "times 10,000 rows", at_most=8),
    Line("tile_low", "times its SQL", at_most=2),
    Line("tile_high", "times its SQL", at_most=3),
    Line("tile_filtered", "times its SQL", at_most=1.3),
    Line("tile_filtered_count", "times a bare count", at_most=3),
    Line("tile_cached", "of the rate of /healthz", at_least=0.6),
    Line("publish_seen", "seconds", at_most=1),
    Line("publish_cost", "times without counts", at_most=1.5),
    Line("publish_at_once", "errors", at_most=0),
    Line("assign_areas", "times the count", at_most=6),
    Line("follow_areas", "entries a second"),
]


def chosen(names):
    """The lines of these names, or all of them. Ends the program with what there is when one is unknown."""
    known = [line.name for line in LINES]
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"There is no line {', '.join(unknown)}. There are: {', '.join(known)}.")
    return [line for line in LINES if not names or line.name in names]


if __name__ == "__main__":
    chosen(sys.argv[1:])
