from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial"), ("accounts", "0002_roles")]

    operations = [
        migrations.RunSQL((Path(__file__).parent / "sql" / "pieces.sql").read_text(), migrations.RunSQL.noop),
    ]
