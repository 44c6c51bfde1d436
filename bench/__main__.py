"""Measures the site and prints a line for each number: name, value, unit, limit, ok or short. See docs/bench.md.

`python -m bench [name...]`, started by `script/bench`, which names the site and its process in the environment.
"""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (models can be imported from here on)

from assets.models import PublicAsset  # noqa: E402
from bench import bulk, web  # noqa: E402
from bench.lines import chosen  # noqa: E402

FEW, MANY = 1_000, 100_000


def main(names):
    """Print the lines of these names, or all. Returns whether all are as they must be."""
    lines = chosen(names)
    values = measured({line.name for line in lines})
    short = [line.name for line in lines if not line.printed(values[line.name])]
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
