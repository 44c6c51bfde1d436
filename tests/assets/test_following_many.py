"""More entries than are followed at once wait in a queue, and meanwhile tell no more than before."""

import pytest
from django.contrib.gis.geos import Point
from django.core.management import call_command
from django.db import connection

from assets import following, tasks
from assets.models import Asset, AssetArea, AssetBehind, PublicAsset
from places.models import Area
from tests.assets.crowd import MORE_THAN_A_FEW, make_many


@pytest.fixture(scope="module")
def many(taken_back):
    with taken_back():
        yield make_many()


def shown(asset):
    return PublicAsset.objects.get(pk=asset.pk)


def members(area):
    return set(AssetArea.objects.filter(area=area).values_list("asset", flat=True))


def test_many_entries_wait_for_their_new_area(many, make_area):
    area = make_area()
    assert following.waiting().count() == MORE_THAN_A_FEW
    assert members(area) == {asset.pk for asset in many}
    assert shown(many[0]).public_area_ids == []


def test_an_entry_that_is_edited_meanwhile_does_not_wait(many, make_area):
    area = make_area()
    Asset.objects.filter(pk=many[0].pk).update(summary="Warm food")
    assert shown(many[0]).public_area_ids == [area.pk]


def test_an_entry_that_waits_for_two_areas_is_followed_once(many, make_area):
    areas = [make_area(), make_area()]
    assert len(list(following.follow())) == MORE_THAN_A_FEW
    assert shown(many[0]).public_area_ids == [area.pk for area in areas]


def test_the_command_brings_all_up_to_date(many, make_area, capsys):
    make_area()
    call_command("follow_areas")
    assert capsys.readouterr().out == "1,001 places and groups are up to date.\n"
    assert following.waiting().count() == 0


def test_the_task_brings_all_up_to_date(many, make_area):
    make_area()
    tasks.follow_areas()
    assert following.waiting().count() == 0


def test_a_rebuild_leaves_nothing_waiting(many, make_area):
    area = make_area()
    call_command("rebuild_public")
    assert (following.waiting().count(), len(members(area))) == (0, MORE_THAN_A_FEW)


def test_many_entries_wait_for_a_new_name(many, organisation):
    Asset.objects.update(organisation=organisation)
    organisation.name = "Gullhaven Friends"
    organisation.save()
    assert following.waiting().count() == MORE_THAN_A_FEW
    list(following.follow())
    assert PublicAsset.objects.filter(public_search="gullhaven").count() == MORE_THAN_A_FEW


def test_loading_the_codes_again_moves_nobody(many):
    call_command("load_codes")
    assert following.waiting().count() == 0


def test_nothing_narrower_shows_of_a_hidden_place_that_waits(many, make_area):
    msoa = make_area(Area.Kind.MSOA)
    Asset.objects.update(disclosure="area")
    for kind in [Area.Kind.LSOA, Area.Kind.WARD, Area.Kind.NEIGHBOURHOOD]:
        make_area(kind, box=(-2.01, 52.99, -1.99, 53.01))
    assert following.waiting().count() == MORE_THAN_A_FEW
    list(following.follow())
    seen = PublicAsset.objects.order_by().values_list("public_area_ids", "public_location").distinct()
    assert list(seen) == [([msoa.pk], msoa.label_point)]


def test_while_they_wait_hidden_places_show_the_older_neighbourhood_alone(many, make_area):
    older = make_area(Area.Kind.MSOA, edition="2011")
    Asset.objects.update(disclosure="area")
    make_area(Area.Kind.MSOA, edition="2021", label_point=Point(-2.05, 53.05, srid=4326))
    seen = PublicAsset.objects.order_by().values_list("public_area_ids", "public_location").distinct()
    assert list(seen) == [([older.pk], older.label_point)]


def test_a_neighbourhood_that_narrows_while_they_wait_shows_its_old_name_for_nobody(many, make_area):
    """A wide area that becomes a small kind is taken off hidden places as soon as anything of them is written."""
    area = make_area()
    Asset.objects.update(disclosure="withheld")
    Area.objects.filter(pk=area.pk).update(kind=Area.Kind.WARD)
    Asset.objects.filter(pk=many[0].pk).update(summary="Warm food")
    assert shown(many[0]).public_area_ids == []


def test_the_site_may_follow(many, make_area):
    make_area()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE hereabouts_web")
        list(following.follow())
        cursor.execute("RESET ROLE")
    assert not AssetBehind.objects.exists()


def test_people_who_load_areas_are_told_how_many_wait(many, capsys):
    call_command("load_areas", "tests/data/harbour_wards.geojson", kind="ward", edition="2023")
    told = capsys.readouterr().out
    assert "1,001 places and groups are being put into new areas" in told
    assert "manage.py follow_areas" in told


def test_people_who_sign_in_see_on_the_list_of_areas_how_many_wait(many, make_area, signed_in, researcher):
    make_area()
    assert "1,001 places and groups are being put" in signed_in(researcher).get("/areas/").content.decode()


def test_visitors_do_not(many, make_area, client):
    make_area()
    assert "being put" not in client.get("/areas/").content.decode()


def test_the_admin_says_how_many_wait(many, make_area, signed_in, administrator):
    make_area()
    page = signed_in(administrator).get("/admin/places/area/").content.decode()
    assert "1,001 places and groups are being put" in page
