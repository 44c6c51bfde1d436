"""Invented places in any number, made by the database: for measuring, never for people."""

from pathlib import Path

import pghistory
from django.db import connection, transaction

from consortia.models import Consortium

MAKE = (Path(__file__).parent / "synthetic.sql").read_text()


@transaction.atomic
def make_assets(count, slug="synthetic", seed=1):
    """Make places 1 to `count` of this seed in the consortium `slug`; return how many are new."""
    consortium, _ = Consortium.objects.get_or_create(
        slug=slug, defaults={"name": "Synthetic places", "aim": "Invented for measuring.", "is_example": True}
    )
    with pghistory.context(command="make_assets", seed=seed), connection.cursor() as cursor:
        cursor.execute("SELECT setseed(%s)", [seed % 1000 / 1000])
        cursor.execute(MAKE, {"count": count, "consortium": consortium.pk, "seed": seed})
        made = cursor.rowcount
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE assets_asset, assets_assetarea, public_asset")
    return made
