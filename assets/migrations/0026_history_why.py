from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "history_why.sql"


class Migration(migrations.Migration):
    dependencies = [("assets", "0025_drafts_put_away")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
