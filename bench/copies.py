"""Many more entries than could be made one by one while somebody waits: copies of those that were made.

A copy stands up to a kilometre from its original, under a name with a number of its own. It is written past the
triggers: what they keep is copied too, and the public copy is made by the register's own function.
"""

from django.db import connection, transaction

from assets.models import Asset

OWN = {"id", "uid"}  # a copy gets its own
MOVED = {
    "name": "name || ' ' || copy",
    "source_id": "source_id || '-' || copy",
    "location": "ST_Translate(location, dx, dy)",
    "public_location": "CASE WHEN disclosure = 'exact' THEN ST_Translate(location, dx, dy) ELSE public_location END",
}
COPY = """
INSERT INTO assets_asset ({columns})
SELECT {values} FROM (
  SELECT a.*, copy, (random() - 0.5) / 50 AS dx, (random() - 0.5) / 100 AS dy
  FROM assets_asset a, generate_series(1, %s) copy WHERE a.source = 'Synthetic'
  ORDER BY a.location
) copied
LIMIT %s
"""
FOLLOW = """
INSERT INTO assets_assetarea (area_id, asset_id) SELECT unnest(area_ids), id FROM assets_asset WHERE id > %(last)s;
INSERT INTO public_asset SELECT shown.* FROM (
  SELECT a FROM assets_asset a WHERE a.id > %(last)s ORDER BY a.public_location
) ordered, public_row(ordered.a) shown
"""


@transaction.atomic
def copy_up_to(count):
    """Copy entries until there are `count` of them."""
    there, originals = Asset.objects.count(), Asset.objects.filter(source="Synthetic").count()
    if there >= count:
        return
    columns = [field.column for field in Asset._meta.concrete_fields if field.column not in OWN]
    copy = COPY.format(columns=", ".join(columns), values=", ".join(MOVED.get(name, name) for name in columns))
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM assets_asset")
        (last,) = cursor.fetchone()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE assets_asset DISABLE TRIGGER USER")
        cursor.execute(copy, [-(-(count - there) // originals), count - there])
        cursor.execute("ALTER TABLE assets_asset ENABLE TRIGGER USER")
        cursor.execute(FOLLOW, {"last": last})
        cursor.execute("ANALYZE assets_asset, assets_assetarea")


def settle():
    """What the scheduler and autovacuum do between changes: no measurement is then of what they left to do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold_cells()")
        cursor.execute("VACUUM (ANALYZE) public_asset, mapping_cell, mapping_cellchange")
