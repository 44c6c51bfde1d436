from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("assets", "0010_words_of_names")]

    operations = [
        migrations.CreateModel(
            name="Cell",
            fields=[
                ("category_id", models.BigIntegerField()),
                ("column", models.IntegerField()),
                ("row", models.IntegerField()),
                ("places", models.IntegerField()),
                ("lon_sum", models.BigIntegerField()),
                ("lat_sum", models.BigIntegerField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "level",
                        "category_id",
                        "column",
                        "row",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("level", models.SmallIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Folding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("count", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="CellChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("category_id", models.BigIntegerField()),
                ("column", models.IntegerField()),
                ("row", models.IntegerField()),
                ("places", models.IntegerField()),
                ("lon_sum", models.BigIntegerField()),
                ("lat_sum", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["category_id", "column"], name="changes_by_column")],
            },
        ),
        migrations.RunSQL((Path(__file__).parent / "sql" / "cells.sql").read_text(), migrations.RunSQL.noop),
    ]
