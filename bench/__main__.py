"""Measures the site and prints a line for each number: name, value, unit, limit, ok or short. See docs/bench.md.

`python -m bench [name...]`, started by `script/bench`, which names the site and its process in the environment.
"""

import sys
from dataclasses import dataclass

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (models can be imported from here on)

from assets.models import PublicAsset  # noqa: E402
from bench import bulk, web  # noqa: E402

FEW, MANY = 1_000, 100_000


@dataclass(frozen=True)
class Line:
    """A number, and what it must not be above, or below; without a limit it is stated only."""

    name: str
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    def printed(self, value):
        good = (self.at_most is None or value <= self.at_most) and (self.at_least is None or value >= self.at_least)
        limit = f"at most {self.at_most:g}" if self.at_most else f"at least {self.at_least:g}" if self.at_least else "-"
        print(self.name, f"{value:.2f}", self.unit, limit, "ok" if good else "short", sep="\t", flush=True)
        return good


LINES = [
    Line("csv_export", "times psql", at_most=1.4),
    Line("csv_memory", "MB", at_most=16),
    Line("csv_first_byte", "ms", at_most=200),
    Line("list_page", "times 1,000 rows", at_most=3),
    Line("map_clusters", "times its SQL", at_most=2),
    Line("import", "times INSERT", at_least=0.5),
    Line("history_cost", "times without"),
]


def main(names):
    """Print the lines of these names, or all. Returns whether all are as they must be."""
    unknown = set(names) - {line.name for line in LINES}
    if unknown:
        sys.exit(
            f"There are no lines {', '.join(sorted(unknown))}. There are: {', '.join(line.name for line in LINES)}."
        )
    chosen = [line for line in LINES if not names or line.name in names]
    values = measured({line.name for line in chosen})
    short = [line.name for line in chosen if not line.printed(values[line.name])]
    return not short


def measured(names):
    """The value of each name. A ratio compares two things that were measured in turns, in this run."""
    values = {}
    bulk.make_areas()
    if "list_page" in names:
        make(FEW)
        few = web.median_seconds("/assets/")
    make(MANY)
    if "list_page" in names:
        values["list_page"] = web.median_seconds("/assets/") / few
    if "map_clusters" in names:
        values["map_clusters"] = web.clusters_over_sql()
    if names & {"csv_export", "csv_memory", "csv_first_byte"}:
        values |= web.csv_numbers()
    if names & {"import", "history_cost"}:
        values |= bulk.import_numbers()
    return values


def make(count):
    call_command("make_assets", count, stdout=sys.stderr)
    print(f"{PublicAsset.objects.count()} of them are public.", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1:]) else 1)
