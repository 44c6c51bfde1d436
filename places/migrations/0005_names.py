from pathlib import Path

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0004_outlines")]

    operations = [
        migrations.RemoveIndex(model_name="area", name="area_name_trigrams"),
        migrations.CreateModel(
            name="AreaName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("folded", models.TextField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="folded_names", to="places.area"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["folded"], name="area_name_begins", opclasses=["text_pattern_ops"]),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["folded"], name="area_name_holds", opclasses=["gin_trgm_ops"]
                    ),
                ]
            },
        ),
        migrations.RunSQL((Path(__file__).parent / "sql" / "names.sql").read_text(), migrations.RunSQL.noop),
    ]
