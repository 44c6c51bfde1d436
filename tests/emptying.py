"""Empty the tables after a test that commits: the few that hold rows, in place of truncating a hundred that do not.

Content types and permissions stay, as nothing changes them, and so do the code lists where the test left them alone.
"""

from django.db import connections

KEPT = ["django_migrations", "django_content_type", "auth_permission"]
CODES = ["assets_category", "assets_audience", "assets_determinant", "assets_feature", "assets_licence"]
EMPTY = """
DO $$
DECLARE
  name regclass;
  names regclass[] := '{}';
  holds_rows boolean;
BEGIN
  FOR name IN
    SELECT c.oid FROM pg_class c
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_get_userbyid(relowner) = current_user
      AND relname <> ALL (%s)
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %%s)', name) INTO holds_rows;
    IF holds_rows THEN names := names || name; END IF;
  END LOOP;
  FOREACH name IN ARRAY names LOOP EXECUTE format('ALTER TABLE %%s DISABLE TRIGGER USER', name); END LOOP;
  FOREACH name IN ARRAY names LOOP EXECUTE format('DELETE FROM %%s', name); END LOOP;
  SET CONSTRAINTS ALL IMMEDIATE;
  FOREACH name IN ARRAY names LOOP EXECUTE format('ALTER TABLE %%s ENABLE TRIGGER USER', name); END LOOP;
END $$
"""
codes_as_loaded = []


def remember_codes():
    """The code lists are as they should be now."""
    codes_as_loaded[:] = codes()


def codes():
    with connections["default"].cursor() as cursor:
        return [rows_of(cursor, table) for table in CODES]


def rows_of(cursor, table):
    cursor.execute(f"SELECT {table}::text FROM {table} ORDER BY id")  # noqa: S608 (a name from the list above)
    return cursor.fetchall()


def empty_tables(test_case):
    """Instead of `flush`: as the owner of the tables, whose append-only triggers are off meanwhile."""
    kept = KEPT + CODES if codes() == codes_as_loaded else KEPT
    with connections["default"].cursor() as cursor:
        cursor.execute(EMPTY, [kept])
