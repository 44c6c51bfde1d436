from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("assets", "0001_initial"), ("places", "0002_pieces"), ("consortia", "0002_rights")]

    operations = [
        migrations.RunSQL((SQL / "derived.sql").read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "public.sql").read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "rights.sql").read_text(), migrations.RunSQL.noop),
    ]
