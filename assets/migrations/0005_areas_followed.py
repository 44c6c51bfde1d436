from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


def unconstrained(to):
    return models.ForeignKey(
        db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=to
    )


class Migration(migrations.Migration):
    dependencies = [("assets", "0004_sessions")]

    operations = [
        migrations.DeleteModel(name="AssetArea"),
        migrations.CreateModel(
            name="AssetArea",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "area_id", "asset_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("area", unconstrained("places.area")),
                ("asset", unconstrained("assets.asset")),
            ],
            options={"indexes": [models.Index(fields=["asset", "area"], name="areas_of_asset")]},
        ),
        migrations.CreateModel(
            name="AssetBehind",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "asset_id", "queued_in", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asset", unconstrained("assets.asset")),
                ("queued_in", models.BigIntegerField()),
                ("needs_place", models.BooleanField(db_default=False, default=False)),
            ],
        ),
        migrations.RunSQL((Path(__file__).parent / "sql" / "following.sql").read_text(), migrations.RunSQL.noop),
    ]
