from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial"), ("assets", "0002_register")]

    operations = [
        migrations.RunSQL((Path(__file__).parent / "sql" / "links.sql").read_text(), migrations.RunSQL.noop),
    ]
