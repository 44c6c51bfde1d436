from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

from assets.models.shared import NameWords

NAME_WORDS = """
CREATE FUNCTION name_words(name text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('hereabouts_words', plain_words(name))
$$
"""


class Migration(migrations.Migration):
    dependencies = [("assets", "0009_changes")]

    operations = [
        migrations.RunSQL(NAME_WORDS, "DROP FUNCTION name_words(text)"),
        migrations.AddIndex("asset", GinIndex(NameWords("name"), name="asset_name_words")),
        migrations.AddIndex("publicasset", GinIndex(NameWords("name"), name="public_asset_name_words")),
    ]
