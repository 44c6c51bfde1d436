from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assets", "0003_finding"), ("places", "0004_outlines")]

    operations = [
        migrations.RunSQL((Path(__file__).parent / "sql" / "sessions.sql").read_text(), migrations.RunSQL.noop),
    ]
