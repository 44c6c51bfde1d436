"""Entries follow areas and names: a few at once, and nothing of it is a change that people made."""

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db import DatabaseError, connection, transaction

from assets import following
from assets.models import Asset, AssetArea, Audience, Category, PublicAsset
from places.models import Area

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


@pytest.mark.parametrize("table", ["assets_assetarea", "assets_assetbehind"])
@pytest.mark.parametrize("act", ["DELETE FROM {}", "INSERT INTO {} SELECT * FROM {}"])
def test_the_site_itself_writes_neither_areas_nor_queue(table, act):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE hereabouts_web")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(act.format(table, table))
        cursor.execute("RESET ROLE")


def test_nothing_is_said_when_none_waits(make_asset, make_area, signed_in, researcher):
    make_asset()
    make_area()
    assert "being put" not in signed_in(researcher).get("/areas/").content.decode()
