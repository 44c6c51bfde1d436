"""The public copy holds published, public rows alone, and equals its rebuild."""

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from assets.models import Asset, PublicAsset
from assets.models.contact import ARE_PUBLIC
from places.models import Area

ABOUT_700_M_EAST = Point(-1.99, 53.0, srid=4326)


def shown(asset):
    return PublicAsset.objects.get(pk=asset.pk)


def test_a_published_asset_is_in_the_public_copy(make_asset):
    assert shown(make_asset(name="Choir")).name == "Choir"


@pytest.mark.parametrize("status", [status for status in Asset.Status if status != Asset.Status.PUBLISHED])
def test_an_asset_in_another_status_is_not(make_asset, status):
    assert not PublicAsset.objects.filter(pk=make_asset(status=status).pk).exists()


@pytest.mark.parametrize("visibility", [Asset.Visibility.PRIVATE, Asset.Visibility.CONSORTIUM])
def test_an_asset_that_is_not_for_everyone_is_not(make_asset, visibility):
    assert not PublicAsset.objects.filter(pk=make_asset(visibility=visibility).pk).exists()


def test_a_closed_asset_leaves_the_public_copy(make_asset):
    asset = make_asset()
    Asset.objects.filter(pk=asset.pk).update(status=Asset.Status.CLOSED)
    assert not PublicAsset.objects.filter(pk=asset.pk).exists()


def test_a_bulk_change_reaches_the_public_copy(make_asset):
    assets = [make_asset(), make_asset()]
    Asset.objects.update(name="Renamed")
    assert [shown(asset).name for asset in assets] == ["Renamed", "Renamed"]


def test_an_exact_place_is_shown_as_it_is(make_asset):
    assert shown(make_asset(lon=-2.01, lat=53.02)).public_location.coords == (-2.01, 53.02)


def test_with_disclosure_area_the_label_point_of_the_msoa_is_shown(make_asset, make_area):
    msoa = make_area(Area.Kind.MSOA, "Seaholme 001")
    assert shown(make_asset(lon=-2.01, disclosure="area")).public_location == msoa.label_point


def test_without_an_msoa_nothing_is_shown_of_an_area_only_place(make_asset, make_area):
    make_area(Area.Kind.WARD, "Layfield")
    assert shown(make_asset(disclosure="area")).public_location is None


def test_a_withheld_place_has_no_point(make_asset, make_area):
    make_area(Area.Kind.MSOA)
    assert shown(make_asset(disclosure="withheld")).public_location is None


@pytest.mark.parametrize(
    ("disclosure", "kinds"),
    [
        ("exact", {"local_authority", "msoa", "ward", "neighbourhood"}),
        ("area", {"local_authority", "msoa"}),
        ("withheld", {"local_authority"}),
    ],
)
def test_areas_are_named_as_far_as_the_disclosure_allows(make_asset, make_area, disclosure, kinds):
    for kind in ["local_authority", "msoa", "ward", "neighbourhood"]:
        make_area(kind)
    found = Area.objects.filter(pk__in=shown(make_asset(disclosure=disclosure)).public_area_ids)
    assert {area.kind for area in found} == kinds


def test_of_two_editions_of_a_neighbourhood_the_newest_alone_is_named(make_asset, make_area):
    make_area(Area.Kind.MSOA, edition="2011")
    newest = make_area(Area.Kind.MSOA, edition="2021")
    assert shown(make_asset(disclosure="area")).public_area_ids == [newest.pk]


def test_a_neighbourhood_that_it_serves_narrows_no_hidden_place(make_asset, make_area):
    served = make_area(Area.Kind.MSOA, box=(0, 51, 1, 52))
    assert shown(make_asset(disclosure="area", served_area_ids=[served.pk])).public_area_ids == []


def test_a_served_area_counts_as_an_area_where_it_is_found(make_asset, make_area):
    served = make_area(box=(0, 51, 1, 52))
    assert shown(make_asset(served_area_ids=[served.pk])).public_area_ids == [served.pk]


@pytest.mark.parametrize("disclosure", ["area", "withheld"])
@pytest.mark.parametrize("column", ["address", "town", "postcode", "directions", "source_id", "source_url"])
def test_what_would_give_the_place_away_is_absent(make_asset, disclosure, column):
    asset = make_asset(disclosure=disclosure, **{column: "SE1 1AA"})
    assert getattr(shown(asset), column) == ""


@pytest.mark.parametrize("disclosure", ["area", "withheld"])
def test_no_search_word_is_made_of_a_hidden_address(make_asset, disclosure):
    asset = make_asset(disclosure=disclosure, address="7 Plover Lane", town="Zedford", postcode="SE1 1AA")
    assert not PublicAsset.objects.filter(pk=asset.pk, public_search="plover | zedford | SE1").exists()


def test_a_name_in_another_language_is_found(make_asset):
    asset = make_asset(translations={"cy": {"name": "Pantri"}})
    assert PublicAsset.objects.filter(pk=asset.pk, public_search="pantri").exists()


def test_translations_of_another_form_do_no_harm(make_asset):
    assert shown(make_asset(translations=["Pantri"])).translations == ["Pantri"]


def test_a_boundary_is_public_only_when_the_place_is_exact(make_asset):
    boundary = MultiPolygon(Polygon.from_bbox((-2.1, 52.9, -1.9, 53.1)), srid=4326)
    assert shown(make_asset(boundary=boundary, disclosure="area")).boundary is None


def test_moving_a_place_moves_its_public_point(make_asset):
    asset = make_asset()
    Asset.objects.filter(pk=asset.pk).update(location=ABOUT_700_M_EAST)
    assert shown(asset).public_location == ABOUT_700_M_EAST


def test_new_boundaries_reach_assets_that_were_there_before(make_asset, make_area):
    asset = make_asset()
    area = make_area(Area.Kind.WARD)
    assert shown(asset).public_area_ids == [area.pk]


def test_the_version_counts_what_people_changed(make_asset, make_area):
    asset = make_asset()
    make_area(Area.Kind.WARD)
    Asset.objects.filter(pk=asset.pk).update(summary="Warm food")
    asset.refresh_from_db()
    assert asset.version == 2


def test_an_unknown_code_is_refused(make_asset):
    with pytest.raises(DatabaseError, match="unknown code: category 99999"), transaction.atomic():
        make_asset(category_ids=[99999])


def test_a_link_to_a_project_reaches_the_public_copy(make_asset, make_project):
    asset, project = make_asset(), make_project()
    project.links.create(asset=asset, effect="strengthened")
    assert shown(asset).project_ids == [project.pk]


def test_nobody_but_the_links_says_which_projects_touched_it(make_asset):
    asset = make_asset(project_ids=[7])
    Asset.objects.filter(pk=asset.pk).update(project_ids=[8])
    assert shown(asset).project_ids == []


def test_the_copy_equals_its_rebuild(make_asset, make_area, make_project):
    make_area(Area.Kind.MSOA)
    for disclosure in Asset.Disclosure:
        for visibility in Asset.Visibility:
            make_asset(disclosure=disclosure, visibility=visibility, address="1 High Street", summary="Warm food")
    make_project().links.create(asset=Asset.objects.first(), effect="identified")
    before = list(PublicAsset.objects.order_by("pk").values())
    call_command("rebuild_public")
    assert list(PublicAsset.objects.order_by("pk").values()) == before


def test_of_an_exact_row_the_copy_says_the_same_as_the_register(make_asset, organisation):
    words = ["summary", "story", "address", "town", "postcode", "directions", "source_id", "cost", "eligibility"]
    words += ["area_served", "opening_times", "attribution", "contact_name", "contact_phone", "licence"]
    asset = make_asset(
        organisation=organisation, **dict.fromkeys(ARE_PUBLIC, True), contact_email="jo@example.org",
        other_names=["The Larder"],
        languages=["cy"], taking="open", referral="self", website="https://example.org", source_url="https://example.org/7",
        **{word: word[:10] for word in words},
    )  # fmt: skip
    columns = [field.attname for field in PublicAsset._meta.local_fields]
    assert PublicAsset.objects.values(*columns).get(pk=asset.pk) == Asset.objects.values(*columns).get(pk=asset.pk)


def test_a_code_is_never_deleted(kind):
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM assets_category WHERE code = 'library'")
