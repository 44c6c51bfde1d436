from datetime import date
from pathlib import Path

from django.contrib.postgres.indexes import OpClass
from django.db import migrations, models
from django.db.models.functions import Coalesce

from places.models.area import Folded

NAME_BEGINS = OpClass(Folded("name"), name="text_pattern_ops")
NEVER = models.Value(date.min, output_field=models.DateField())
LAST_CHECK = Coalesce("last_checked_on", NEVER)

class Migration(migrations.Migration):
    dependencies = [("assets", "0005_areas_followed"), ("places", "0005_names")]

    operations = [
        migrations.AddField(
            model_name="word",
            name="stem",
            field=models.CharField(
                default="", help_text="What a search looks for; empty for words that say nothing.", max_length=80
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="word",
            name="word",
            field=models.CharField(
                help_text="In lower case, without accents.", max_length=80, primary_key=True, serialize=False
            ),
        ),
        migrations.AddIndex(model_name="word", index=models.Index(fields=["stem"], name="public_word_by_stem")),
        migrations.RunSQL((Path(__file__).parent / "sql" / "words.sql").read_text(), migrations.RunSQL.noop),
        migrations.AddIndex(model_name="asset", index=models.Index(NAME_BEGINS, name="asset_name_begins")),
        migrations.AddIndex(model_name="publicasset", index=models.Index(NAME_BEGINS, name="public_asset_name_begins")),
        migrations.AddIndex(model_name="asset", index=models.Index(LAST_CHECK.desc(), "id", name="asset_latest")),
        migrations.AddIndex(model_name="publicasset", index=models.Index(LAST_CHECK.desc(), "id", name="public_asset_latest")),
    ]
