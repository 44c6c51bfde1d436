"""Invented places in any number, made by the database: for measuring, never for people."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pghistory
from django.db import connection, transaction

from assets.models import Asset
from consortia.models import Consortium

MAKE = (Path(__file__).parent / "synthetic.sql").read_text()
AT_ONCE = 25_000


def make_assets(count, slug="synthetic", seed=1, workers=1):
    """Make places 1 to `count` of this seed in the consortium `slug`; return how many are new."""
    consortium, _ = Consortium.objects.get_or_create(
        slug=slug, defaults={"name": "Synthetic places", "aim": "Invented for measuring.", "is_example": True}
    )
    lots = [(first, min(first + AT_ONCE - 1, count), seed) for first in range(1, count + 1, AT_ONCE)]
    missing = [lot for lot in lots if not is_made(lot)]
    if workers == 1:
        made = sum(make_lot(consortium, *lot) for lot in missing)
    else:
        with ThreadPoolExecutor(workers) as pool:
            made = sum(pool.map(lambda lot: make_lot_apart(consortium, *lot), missing))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE assets_asset, assets_assetarea, public_asset")
    return made


def is_made(lot):
    """Whether the last place of a lot is there, and so all of them."""
    _, last, seed = lot
    return Asset.objects.filter(source="Synthetic", source_id=f"{seed}-{last}").exists()


def make_lot_apart(consortium, *lot):
    """Make a lot in a thread, which has a connection of its own."""
    try:
        return make_lot(consortium, *lot)
    finally:
        connection.close()


@transaction.atomic
def make_lot(consortium, first, last, seed):
    """Make the places from `first` to `last`, those before which are of another lot."""
    with pghistory.context(command="make_assets", seed=seed), connection.cursor() as cursor:
        cursor.execute("SELECT setseed(%s)", [(seed * 1009 + first // AT_ONCE) % 10_007 / 10_007])
        cursor.execute(MAKE, {"first": first, "last": last, "consortium": consortium.pk, "seed": seed})
        return cursor.rowcount
