"""Measures the site and prints a line for each number: name, value, unit, limit, ok or short. See docs/bench.md.

`python -m bench [name...]`, started by `script/bench`, which names the site and its process in the environment.
"""

import os
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (models can be imported from here on)

from assets.models import PublicAsset  # noqa: E402
from bench import alike, areas, bulk, finding, near, page, publishing, tiles, web, words  # noqa: E402
from bench.copies import copy_up_to, settle  # noqa: E402
from bench.lines import chosen  # noqa: E402

FEW, SOME, MANY = 1_000, 10_000, 100_000
MOST = int(os.environ.get("BENCH_MOST", "1000000"))

# Each is measured with SOME entries and with MOST, and is the second over the first.
GROWING = {
    "near": near.p95_seconds,
    "deep_page": finding.deep_page_seconds,
    "search_words": words.search_words_seconds,
    "suggest": words.suggest_seconds,
    "tile_growth": tiles.low_seconds,
    "duplicates_one": alike.p95_seconds,
}
# Each is measured with MOST. What changes entries comes last: publishing, then areas.
LARGE = {
    "facets": finding.facets_times_quicker,
    "tile_low": tiles.low,
    "tile_high": tiles.high,
    "tile_filtered": tiles.filtered,
    "tile_filtered_count": tiles.filtered_over_count,
    "tile_cached": tiles.cached,
    "page_block": page.longest_block,
    "publish_cost": publishing.cost,
    "publish_seen": publishing.seen,
    "publish_at_once": publishing.errors_at_once,
    "assign_areas": areas.times_the_count,
    "follow_areas": areas.followed_a_second,
}
# These are measured with MANY.
WEB = {"list_page", "map_clusters", "tile_vs_drf_gis", "csv_export", "csv_memory", "csv_first_byte"}
BULK = {"import", "history_cost"}
PAIRS = {"duplicates_all"}


def main(names):
    """Print the lines of these names, or all. Returns whether all are as they must be."""
    lines = chosen(names)
    values = measured({line.name for line in lines})
    short = [line.name for line in lines if not line.printed(values[line.name])]
    return not short


def measured(names):
    """The value of each name, from one register that grows. What two sides are compared by was measured in this run."""
    values = {}
    bulk.make_areas()
    if names & {"list_page", "page_weight"}:
        make(FEW)
    if "page_weight" in names:
        values["page_weight"] = page.kilobytes()
    if "list_page" in names:
        values["list_page"] = web.median_seconds("/assets/")
    growing = {name: measure for name, measure in GROWING.items() if name in names}
    if growing:
        make(SOME)
        values |= {name: measure() for name, measure in growing.items()}
    if names & (WEB | BULK | PAIRS):
        make(MANY)
        values |= with_many(names, values)
    large = {name: measure for name, measure in LARGE.items() if name in names}
    if growing or large:
        make(MOST)
        values |= {name: measure() / values[name] for name, measure in growing.items()}
        values |= {name: measure() for name, measure in large.items()}
    return values


def with_many(names, values):
    """What is measured with `MANY` entries. An import comes last, because it adds some."""
    measured = {}
    if "list_page" in names:
        measured["list_page"] = web.median_seconds("/assets/") / values["list_page"]
    if "map_clusters" in names:
        measured["map_clusters"] = tiles.over_england()
    if "tile_vs_drf_gis" in names:
        measured["tile_vs_drf_gis"] = tiles.times_quicker_than_geojson()
    if names & {"csv_export", "csv_memory", "csv_first_byte"}:
        measured |= web.csv_numbers()
    if "duplicates_all" in names:
        measured["duplicates_all"] = alike.times_the_bare_join()
    if names & BULK:
        measured |= bulk.import_numbers()
    return measured


def make(count):
    """Have `count` entries: up to `MANY` of them made one by one, the rest as copies of those."""
    call_command("make_assets", min(count, MANY), workers=os.cpu_count(), stdout=sys.stderr)
    copy_up_to(count)
    settle()
    print(f"{PublicAsset.objects.count()} of them are public.", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1:]) else 1)
