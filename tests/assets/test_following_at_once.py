"""Several sessions at once: nothing that is written while areas change is missed, and no work is lost or waited for."""

import psycopg2
import pytest
from django.contrib.gis.geos import Point
from django.core.management import call_command
from django.db import OperationalError, connection

from assets import following
from assets.models import Asset, AssetArea, AssetBehind, PublicAsset
from consortia.models import Organisation
from places.models import Area

pytestmark = pytest.mark.django_db(transaction=True)
ABOUT_1300_M_EAST = Point(-1.98, 53.0, srid=4326)
MORE_THAN_A_FEW = 1001
A_BATCH = "SELECT follow_areas(1000)"
DRAW = """
INSERT INTO places_area (kind, code, name, boundary, label_point, edition)
SELECT 'ward', 'T1', 'Layfield', ST_Multi(box), ST_Centroid(box), '2026'
FROM ST_MakeEnvelope(-2.1, 52.9, -1.9, 53.1, 4326) box
"""
ENTER = """
INSERT INTO assets_asset (name, consortium_id, status, location)
VALUES ('Choir', {}, 'published', ST_SetSRID(ST_Point(-2, 53), 4326)) RETURNING id
"""
EDIT = "UPDATE assets_asset SET summary = 'Warm food' WHERE id = {}"
RENAME = "UPDATE consortia_organisation SET name = 'Gullhaven Friends' WHERE id = {}"


@pytest.fixture
def somebody():
    """A second session, which has not committed what it does until it says so."""
    session = psycopg2.connect(**{**connection.get_connection_params(), "cursor_factory": None})
    asked(connection.connection, "SET lock_timeout = '10s'")
    yield session
    session.close()
    asked(connection.connection, "RESET lock_timeout")


@pytest.fixture
def many_behind(consortium, make_area):
    place = Point(-2.0, 53.0, srid=4326)
    Asset.objects.bulk_create(
        Asset(name=f"Place {number}", consortium=consortium, location=place, status="published")
        for number in range(MORE_THAN_A_FEW)
    )
    return make_area()


def asked(session, query):
    with session.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0] if cursor.description else None


def followed():
    return list(following.follow())


def areas_shown(asset_id):
    return PublicAsset.objects.get(pk=asset_id).public_area_ids


def test_an_entry_that_is_made_while_a_load_runs_comes_into_the_new_area(somebody, make_asset):
    asked(somebody, DRAW)
    asset = make_asset()
    assert areas_shown(asset.pk) == []
    somebody.commit()
    assert followed() == [asset.pk]
    assert areas_shown(asset.pk) == [Area.objects.get().pk]
    assert AssetArea.objects.count() == 1


def test_an_entry_that_moves_while_a_load_runs_comes_into_the_new_area(somebody, make_asset):
    asset = make_asset(lon=0.5)
    asked(somebody, DRAW)
    Asset.objects.filter(pk=asset.pk).update(location=ABOUT_1300_M_EAST)
    somebody.commit()
    followed()
    assert areas_shown(asset.pk) == [Area.objects.get().pk]


def test_an_entry_that_moves_away_while_a_load_runs_is_not_kept_in_the_new_area(somebody, consortium, many_behind):
    followed()
    first = Asset.objects.earliest("pk")
    asked(somebody, DRAW)
    Asset.objects.filter(pk=first.pk).update(location=Point(0.5, 53, srid=4326))
    somebody.commit()
    followed()
    assert not AssetArea.objects.filter(asset=first).exists()
    assert areas_shown(first.pk) == []


def test_a_load_that_comes_while_an_entry_is_made_waits_for_it(somebody, consortium, make_area):
    asset_id = asked(somebody, ENTER.format(consortium.pk))
    asked(connection.connection, "SET lock_timeout = '300ms'")
    with pytest.raises(OperationalError, match="lock timeout"):
        make_area()
    somebody.commit()
    area = make_area()
    assert areas_shown(asset_id) == [area.pk]


def test_an_entry_that_is_edited_while_who_runs_it_gets_a_new_name_is_found_by_it(somebody, make_asset, organisation):
    asset = make_asset(lon=None)
    asked(somebody, RENAME.format(organisation.pk))
    Asset.objects.filter(pk=asset.pk).update(organisation=organisation)
    somebody.commit()
    followed()
    assert Organisation.objects.get(pk=organisation.pk).name == "Gullhaven Friends"
    assert PublicAsset.objects.filter(pk=asset.pk, public_search="gullhaven").exists()


def test_a_load_that_is_given_up_leaves_nothing(somebody, make_asset):
    asset = make_asset()
    asked(somebody, DRAW)
    somebody.rollback()
    assert areas_shown(asset.pk) == []
    assert not AssetArea.objects.exists()


def test_an_entry_that_was_refused_while_a_load_ran_waits_for_nothing(somebody, make_asset):
    make_asset(source_id="7", lon=0.5)
    asked(somebody, DRAW)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO assets_asset (name, status, consortium_id, source, source_id) "
            "SELECT name, status, consortium_id, source, source_id FROM assets_asset ON CONFLICT DO NOTHING"
        )
    assert AssetBehind.objects.exists()
    somebody.commit()
    followed()
    assert not AssetBehind.objects.exists()


def test_a_batch_whose_session_is_killed_is_still_in_the_queue(somebody, many_behind):
    asked(somebody, A_BATCH)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [somebody.get_backend_pid()])
    with pytest.raises(psycopg2.OperationalError):
        asked(somebody, "SELECT 1")
    assert following.waiting().count() == MORE_THAN_A_FEW
    call_command("follow_areas", verbosity=0)
    assert PublicAsset.objects.filter(public_area_ids=[many_behind.pk]).count() == MORE_THAN_A_FEW


def test_two_that_follow_at_once_share_the_work(somebody, many_behind):
    others = asked(somebody, A_BATCH)
    mine = followed()
    somebody.commit()
    assert (len(others), len(mine)) == (1000, 1)
    assert not set(others) & set(mine)
    assert not AssetBehind.objects.exists()


def test_an_entry_that_somebody_is_writing_is_left_for_another_time(somebody, many_behind):
    first = Asset.objects.earliest("pk").pk
    asked(somebody, EDIT.format(first))
    assert first not in followed()
    somebody.rollback()
    assert followed() == [first]


def test_the_command_says_what_is_left_for_another_time(somebody, many_behind, capsys):
    first = Asset.objects.earliest("pk").pk
    asked(somebody, EDIT.format(first))
    call_command("follow_areas")
    assert "1 are being written by somebody just now" in capsys.readouterr().out


def test_what_one_has_still_to_commit_is_not_taken_off_by_another(somebody, many_behind):
    """The entries wait for one area already when a second is drawn, which is committed after they have followed."""
    asked(somebody, DRAW)
    followed()
    somebody.commit()
    followed()
    first = Asset.objects.earliest("pk").pk
    assert areas_shown(first) == sorted(Area.objects.values_list("pk", flat=True))
