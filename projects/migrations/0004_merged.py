from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_partners"), ("assets", "0020_merges")]

    operations = [
        migrations.RunSQL((Path(__file__).parent / "sql" / "merged.sql").read_text(), migrations.RunSQL.noop),
    ]
