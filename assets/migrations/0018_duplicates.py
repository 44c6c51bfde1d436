from pathlib import Path

import django.contrib.postgres.indexes
from django.db import migrations, models

import assets.models.alike
import places.models.area

SQL = Path(__file__).parent / "sql"
NAME = django.contrib.postgres.indexes.OpClass(places.models.area.Folded("name"), name="text_pattern_ops")


class Migration(migrations.Migration):
    dependencies = [("assets", "0017_concerns"), ("places", "0005_names")]

    operations = [
        migrations.RunSQL((SQL / "alike.sql").read_text(), (SQL / "alike_undone.sql").read_text()),
        migrations.AddIndex("asset", models.Index("consortium", NAME, name="asset_of_consortium_by_name")),
        migrations.AddIndex(
            "asset",
            models.Index(
                assets.models.alike.Telephone("contact_phone"),
                condition=models.Q(("contact_phone", ""), _negated=True),
                name="asset_telephone",
            ),
        ),
        migrations.AddIndex(
            "asset",
            models.Index(
                assets.models.alike.Website("website"),
                condition=models.Q(("website", ""), _negated=True),
                name="asset_website",
            ),
        ),
        migrations.AddIndex(
            "asset",
            django.contrib.postgres.indexes.GistIndex(
                fields=["location"],
                condition=models.Q(("disclosure", "exact"), _negated=True),
                name="asset_hidden_location",
            ),
        ),
    ]
