"""What the database lets each role do, whatever the pages ask."""

import pytest
from django.db import DatabaseError, connection, connections, transaction

from tests.planted import CONTACT_WORDS, PLACE_WORDS, SECRET_NAMES, found_in

OF_VISITORS = {
    *["public_asset", "public_word", "public_forwarding"],
    *["assets_category", "assets_audience", "assets_determinant", "assets_feature", "assets_licence"],
    *["consortia_organisation", "consortia_consortium", "consortia_consortium_areas", "consortia_partnership"],
    "consortia_councilcontact",
    *["places_area", "places_areaname", "places_areapiece", "places_area_parents"],
    *["places_indicator", "places_indicatorvalue", "places_postcode"],
    *["mapping_cell", "mapping_cellchange", "mapping_folding"],
    *["projects_project", "projects_project_areas", "projects_project_partners"],
}
OF_POSTGIS = {"spatial_ref_sys", "geometry_columns", "geography_columns"}
OURS = """
SELECT relname FROM pg_class
WHERE relkind = ANY('{r,v,m,p,f}') AND relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema')
"""
READABLE = f"""{OURS}
AND (has_table_privilege('hereabouts_public', oid, 'SELECT')
     OR has_any_column_privilege('hereabouts_public', oid, 'SELECT'))
"""
WRITABLE = f"""{OURS}
AND (has_table_privilege('hereabouts_public', oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
     OR has_any_column_privilege('hereabouts_public', oid, 'INSERT, UPDATE'))
"""
# A function that works with its owner's rights would read for visitors what they may not; triggers cannot be called.
CALLABLE = """
SELECT proname FROM pg_proc
WHERE prosecdef AND prorettype <> 'trigger'::regtype AND has_function_privilege('hereabouts_public', oid, 'EXECUTE')
AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
"""


def names(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def test_visitors_read_these_tables_and_no_others():
    assert names(READABLE) - OF_POSTGIS == OF_VISITORS


def test_visitors_write_nowhere():
    assert names(WRITABLE) == set()


def test_visitors_call_nothing_that_reads_more_than_they_may_but_what_says_which_facts_changed():
    assert names(CALLABLE) == {"public_history"}


@pytest.mark.parametrize("role", ["hereabouts_web", "hereabouts_public"])
def test_neither_role_belongs_to_another(role):
    assert names(f"SELECT roleid::regrole::text FROM pg_auth_members WHERE member = '{role}'::regrole") == set()  # noqa: S608


@pytest.mark.real_roles
@pytest.mark.parametrize("table", ["assets_asset", "accounts_user", "django_session"])
def test_the_connection_of_visitors_has_their_role(table):
    with connections["public"].cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute(f"TABLE {table}")


@pytest.mark.real_roles
@pytest.mark.parametrize(
    "call",
    [
        "disclosed_row(NULL::assets_asset)",
        "public_row(NULL::assets_asset)",
        "public_contact(NULL::assets_asset)",
        "refresh_public('{1}')",
        "rebuild_public()",
    ],
)
def test_the_public_role_may_not_call(call):
    with connections["public"].cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute(f"SELECT {call}")


@pytest.mark.real_roles
def test_nothing_planted_is_in_the_public_table(planted):
    with connections["public"].cursor() as cursor:
        cursor.execute("SELECT row_to_json(public_asset)::text || ST_AsText(public_location) FROM public_asset")
        rows = str(cursor.fetchall())
    assert found_in(rows, [*PLACE_WORDS, *CONTACT_WORDS, *SECRET_NAMES.values()]) == []


@pytest.mark.parametrize("table", ["assets_asset", "assets_decision", "assets_assetevent"])
def test_the_site_may_not_delete(table):
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SET LOCAL ROLE hereabouts_web")
        with pytest.raises(DatabaseError, match="permission denied"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 (a name from the list above)
        transaction.set_rollback(True)
