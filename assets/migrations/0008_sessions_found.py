import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assets", "0007_near")]

    operations = [
        migrations.AddIndex(
            model_name="asset",
            index=django.contrib.postgres.indexes.GinIndex(fields=["session_days"], name="asset_session_days"),
        ),
        migrations.AddIndex(
            model_name="publicasset",
            index=django.contrib.postgres.indexes.GinIndex(fields=["session_days"], name="public_asset_session_days"),
        ),
    ]
