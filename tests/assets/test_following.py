"""Entries follow areas and names: a few at once, many from a queue, and nothing of it is a change that people made."""

import pghistory
import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from assets import following, tasks
from assets.models import Asset, AssetArea, AssetBehind, Audience, Category, PublicAsset
from places.models import Area

MORE_THAN_A_FEW = 1001
ALL_OF_SEAHOLME = (-2.1, 52.9, -1.9, 53.1)
THE_EAST = (-1.99, 52.9, -1.9, 53.1)
ELSEWHERE = (0, 51, 1, 52)
ABOUT_1300_M_EAST = Point(-1.98, 53.0, srid=4326)


def box(corners):
    return MultiPolygon(Polygon.from_bbox(corners), srid=4326)


def shown(asset):
    return PublicAsset.objects.get(pk=asset.pk)


def is_found_by(asset, words):
    return PublicAsset.objects.filter(pk=asset.pk, public_search=words).exists()


def members(area):
    return set(AssetArea.objects.filter(area=area).values_list("asset", flat=True))


@pytest.fixture
def many(consortium):
    """More entries than are followed at once, all at one place."""
    place = Point(-2.0, 53.0, srid=4326)
    assets = [
        Asset(name=f"Place {number}", consortium=consortium, location=place, status="published")
        for number in range(MORE_THAN_A_FEW)
    ]
    return Asset.objects.bulk_create(assets)


def test_a_new_area_holds_what_lies_in_it(make_asset, make_area):
    inside, _outside = make_asset(), make_asset(lon=0.5, lat=51.5)
    assert members(make_area()) == {inside.pk}


def test_an_area_that_is_drawn_anew_lets_go_and_takes_in(make_asset, make_area):
    west, east = make_asset(), make_asset(lon=-1.95)
    area = make_area(box=(-2.05, 52.9, -1.97, 53.1))
    Area.objects.filter(pk=area.pk).update(boundary=box(THE_EAST))
    assert members(area) == {east.pk}
    assert [shown(west).public_area_ids, shown(east).public_area_ids] == [[], [area.pk]]


def test_an_area_of_many_pieces_holds_a_place_on_their_edge_once(make_asset, make_area):
    asset = make_asset(lon=-2.0, lat=53.0)
    area = make_area()
    circle = MultiPolygon(Point(-2.0, 53.0, srid=4326).buffer(0.1, 64), srid=4326)
    Area.objects.filter(pk=area.pk).update(boundary=circle)
    assert area.pieces.count() > 1
    assert members(area) == {asset.pk}


def test_an_entry_that_moves_changes_its_areas(make_asset, make_area):
    west, east = make_area(box=(-2.1, 52.9, -1.99, 53.1)), make_area(box=THE_EAST)
    asset = make_asset()
    Asset.objects.filter(pk=asset.pk).update(location=ABOUT_1300_M_EAST)
    assert [members(west), members(east)] == [set(), {asset.pk}]


def test_an_area_that_goes_takes_itself_off_its_entries(make_asset, make_area):
    asset, area = make_asset(), make_area()
    area.pieces.all().delete()
    area.delete()
    assert shown(asset).public_area_ids == []
    assert not AssetArea.objects.exists()


def test_an_area_that_an_entry_serves_does_not_go(make_asset, make_area):
    area = make_area(box=ELSEWHERE)
    make_asset(served_area_ids=[area.pk])
    area.pieces.all().delete()
    with pytest.raises(DatabaseError, match="serves one of these areas"), transaction.atomic():
        area.delete()


def test_an_entry_that_goes_leaves_its_areas(make_asset, make_area):
    make_area()
    make_asset().delete()
    assert not AssetArea.objects.exists()


def test_a_few_entries_do_not_wait(make_asset, make_area):
    make_asset()
    make_area()
    assert following.waiting().count() == 0


def test_many_entries_wait_for_their_new_area(many, make_area):
    area = make_area()
    assert following.waiting().count() == MORE_THAN_A_FEW
    assert members(area) == {asset.pk for asset in many}
    assert shown(many[0]).public_area_ids == []


def test_those_that_waited_are_brought_up_to_date(many, make_area):
    area = make_area()
    assert sorted(following.follow()) == [asset.pk for asset in many]
    assert PublicAsset.objects.filter(public_area_ids=[area.pk]).count() == MORE_THAN_A_FEW
    assert following.waiting().count() == 0


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


def test_what_follows_is_no_version(many, make_area):
    make_area()
    list(following.follow())
    assert set(Asset.objects.values_list("version", flat=True)) == {1}


def test_what_follows_is_no_history(many, make_area):
    make_area()
    list(following.follow())
    assert not pghistory.models.Events.objects.tracks(*many[:3]).exclude(pgh_label="insert").exists()


def test_the_copy_equals_its_rebuild_after_all_have_followed(many, make_area):
    make_area()
    list(following.follow())
    before = list(PublicAsset.objects.order_by("pk").values())
    call_command("rebuild_public")
    assert list(PublicAsset.objects.order_by("pk").values()) == before


def test_a_rebuild_leaves_nothing_waiting(many, make_area):
    area = make_area()
    call_command("rebuild_public")
    assert (following.waiting().count(), len(members(area))) == (0, MORE_THAN_A_FEW)


def test_an_area_that_stays_as_it_is_moves_nobody(many, make_area):
    area = make_area()
    list(following.follow())
    Area.objects.filter(pk=area.pk).update(boundary=box(ALL_OF_SEAHOLME), source="Somebody else")
    assert following.waiting().count() == 0


def test_the_end_of_an_area_moves_nobody_but_who_hides_behind_it(many, make_area):
    area = make_area(Area.Kind.MSOA)
    list(following.follow())
    Area.objects.filter(pk=area.pk).update(valid_to="2026-01-01")
    assert following.waiting().count() == 0


def test_an_entry_is_found_by_the_new_name_of_an_area(make_asset, make_area):
    asset, area = make_asset(), make_area(name="Seaholme")
    Area.objects.filter(pk=area.pk).update(name="Gullhaven")
    assert is_found_by(asset, "gullhaven")


def test_an_entry_is_found_by_the_new_name_of_an_area_that_it_serves(make_asset, make_area):
    area = make_area(name="Seaholme", box=ELSEWHERE)
    asset = make_asset(served_area_ids=[area.pk])
    Area.objects.filter(pk=area.pk).update(name="Gullhaven")
    assert is_found_by(asset, "gullhaven")


def test_an_entry_is_found_by_the_new_name_of_who_runs_it(make_asset, organisation):
    asset = make_asset(organisation=organisation)
    organisation.name = "Gullhaven Friends"
    organisation.save()
    assert is_found_by(asset, "gullhaven")


@pytest.mark.parametrize(("codes", "column"), [(Category, "category_ids"), (Audience, "audience_ids")])
def test_an_entry_is_found_by_a_new_word_for_its_codes(make_asset, codes, column):
    code = codes.objects.last()
    asset = make_asset(**{column: [code.pk]})
    codes.objects.filter(pk=code.pk).update(synonyms=["gullhaven"])
    assert is_found_by(asset, "gullhaven")


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


def test_a_hidden_place_follows_to_the_label_point_of_a_newer_neighbourhood(make_asset, make_area):
    make_area(Area.Kind.MSOA, edition="2011")
    asset = make_asset(disclosure="area")
    newest = make_area(Area.Kind.MSOA, edition="2021", label_point=Point(-2.05, 53.05, srid=4326))
    assert shown(asset).public_location == newest.label_point


def test_a_hidden_place_follows_a_label_point_that_moves(make_asset, make_area):
    area = make_area(Area.Kind.MSOA)
    asset = make_asset(disclosure="area")
    Area.objects.filter(pk=area.pk).update(label_point=Point(-2.05, 53.05, srid=4326))
    assert shown(asset).public_location.coords == (-2.05, 53.05)


def test_a_hidden_place_goes_back_behind_the_older_neighbourhood_when_the_newer_ends(make_asset, make_area):
    older, newer = make_area(Area.Kind.MSOA, edition="2011"), make_area(Area.Kind.MSOA, edition="2021")
    asset = make_asset(disclosure="area")
    Area.objects.filter(pk=newer.pk).update(valid_to="2026-01-01")
    assert shown(asset).public_area_ids == [older.pk]


@pytest.mark.parametrize("kind", [Area.Kind.LSOA, Area.Kind.WARD, Area.Kind.NEIGHBOURHOOD])
def test_nothing_narrower_shows_of_a_hidden_place_that_waits(many, make_area, kind):
    msoa = make_area(Area.Kind.MSOA)
    Asset.objects.update(disclosure="area")
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


@pytest.mark.parametrize("table", ["assets_assetarea", "assets_assetbehind"])
@pytest.mark.parametrize("act", ["DELETE FROM {}", "INSERT INTO {} SELECT * FROM {}"])
def test_the_site_itself_writes_neither_areas_nor_queue(table, act):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE hereabouts_web")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(act.format(table, table))
        cursor.execute("RESET ROLE")


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


def test_nothing_is_said_when_none_waits(make_asset, make_area, signed_in, researcher):
    make_asset()
    make_area()
    assert "being put" not in signed_in(researcher).get("/areas/").content.decode()


def test_the_admin_says_how_many_wait(many, make_area, signed_in, administrator):
    make_area()
    page = signed_in(administrator).get("/admin/places/area/").content.decode()
    assert "1,001 places and groups are being put" in page
