from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("places", "0003_places_whole")]

    operations = [
        migrations.RunSQL((Path(__file__).parent / "sql" / "outlines.sql").read_text(), migrations.RunSQL.noop),
    ]
