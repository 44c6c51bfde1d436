import django.contrib.gis.db.models.fields
import django.contrib.postgres.indexes
from django.db import migrations
from django.db.models.functions import Cast

ON_EARTH = Cast("public_location", django.contrib.gis.db.models.fields.PointField(geography=True, srid=4326))


class Migration(migrations.Migration):
    dependencies = [("assets", "0006_words")]

    operations = [
        migrations.AddIndex(
            model_name="asset",
            index=django.contrib.postgres.indexes.GistIndex(ON_EARTH, name="asset_on_earth"),
        ),
        migrations.AddIndex(
            model_name="publicasset",
            index=django.contrib.postgres.indexes.GistIndex(ON_EARTH, name="public_asset_on_earth"),
        ),
    ]
