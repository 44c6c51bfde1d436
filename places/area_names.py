"""Names of areas in Welsh, Scottish Gaelic and Irish, which the files of boundaries do not have."""

import csv
from pathlib import Path

from django.db import transaction

from places.models import Area

NAMES = Path(__file__).parent / "fixtures" / "area_names.csv"


@transaction.atomic
def load_area_names():
    """Give areas, in every edition, their names of `fixtures/area_names.csv`; return how many areas changed.

    A name that a file of boundaries gave in the same language gives way.
    """
    with NAMES.open(encoding="utf-8", newline="") as file:
        known = {}
        for row in csv.DictReader(file):
            known.setdefault(row["code"], {})[row["language"]] = row["name"]
    return sum(name_anew(area, known[area.code]) for area in Area.objects.light().filter(code__in=known))


def name_anew(area, names):
    """Add these names, {language: name}, to an area; return whether that changed it."""
    merged = area.names | names
    if merged == area.names:
        return False
    area.names = merged
    area.save(update_fields=["names"])
    return True
