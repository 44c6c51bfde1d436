"""The pages of areas: their places, partners, consortia and projects on one map and one list."""

import json

import pytest
from django.contrib.gis.geos import GEOSGeometry, Point
from django.urls import reverse

from places.models import Area

PAGE_QUERIES = 14
LIST_QUERIES = 2
ELSEWHERE = {"lon": 1.0, "lat": 51.0}


@pytest.fixture
def shown(client):
    return lambda area: client.get(area.get_absolute_url()).context


@pytest.fixture
def listed(client):
    return lambda **query: [area.name for area in client.get(reverse("areas:list"), query).context["page"]]


def names(entries):
    return [entry.place.name for entry in entries]


def test_an_area_shows_the_places_in_it(shown, make_area, make_asset):
    area = make_area(Area.Kind.WARD)
    make_asset(name="Here")
    make_asset(name="There", **ELSEWHERE)
    assert names(shown(area)["entries"]) == ["Here"]


def test_it_shows_what_serves_it_from_elsewhere(shown, make_area, make_asset):
    area = make_area(Area.Kind.NEIGHBOURHOOD)
    make_asset(name="Phone friends", served_area_ids=[area.pk], **ELSEWHERE)
    assert names(shown(area)["entries"]) == ["Phone friends"]


def test_an_area_only_place_is_not_found_by_its_ward(shown, make_area, make_asset):
    ward = make_area(Area.Kind.WARD)
    make_area(Area.Kind.MSOA)
    make_asset(disclosure="area")
    assert shown(ward)["numbers"].total == 0


def test_a_visitor_sees_public_places_alone(shown, make_area, make_asset):
    area = make_area()
    make_asset(visibility="consortium")
    assert shown(area)["numbers"].total == 0


def test_a_partner_sees_what_the_consortium_shares(client, shown, make_area, make_asset, partner):
    area = make_area()
    make_asset(visibility="consortium")
    client.force_login(partner)
    assert shown(area)["numbers"].total == 1


def test_who_runs_a_place_there_is_a_partner_there(shown, make_area, make_asset, make_organisation):
    area, runner = make_area(), make_organisation("Seaholme Trust")
    make_organisation("Elsewhere Trust")
    make_asset(organisation=runner)
    assert list(shown(area)["partners"]) == [runner]


def test_partners_of_a_consortium_of_the_area_are_partners_there(shown, make_area, consortium, organisation):
    area = make_area()
    consortium.areas.add(area)
    assert list(shown(area)["partners"]) == [organisation]


def test_a_partner_that_left_is_not(shown, make_area, consortium, organisation):
    area = make_area()
    consortium.areas.add(area)
    organisation.partnerships.update(left_on="2020-01-01")
    assert list(shown(area)["partners"]) == []


def test_a_consortium_of_the_wider_area_works_in_the_smaller_one(shown, make_area, consortium):
    ward = make_area(Area.Kind.WARD, "Layfield", box=(-2.01, 52.99, -1.99, 53.01))
    consortium.areas.add(make_area(Area.Kind.LOCAL_AUTHORITY))
    assert list(shown(ward)["consortia"]) == [consortium]


def test_a_consortium_of_a_neighbourhood_works_in_the_area_around_it(shown, make_area, consortium):
    town = make_area(Area.Kind.LOCAL_AUTHORITY)
    consortium.areas.add(make_area(Area.Kind.NEIGHBOURHOOD, box=(-2.01, 52.99, -1.99, 53.01)))
    assert list(shown(town)["consortia"]) == [consortium]


def test_projects_of_the_area_and_of_its_places_are_shown_once(shown, make_area, make_asset, make_project):
    area, of_area, of_place = make_area(), make_project("A"), make_project("B")
    make_project("Elsewhere")
    of_area.areas.add(area)
    for project in [of_area, of_place]:
        project.links.create(asset=make_asset(), effect="strengthened")
    assert list(shown(area)["projects"]) == [of_area, of_place]


def test_partners_and_projects_with_a_point_are_on_the_map(
    shown, make_area, consortium, make_organisation, make_project
):
    area = make_area()
    consortium.areas.add(area)
    make_organisation("Harbour Friends", consortium, location=Point(-2, 53))
    make_organisation("Nowhere to be found", consortium)
    make_project("Pathways", location=Point(-2, 53.01)).areas.add(area)
    points = shown(area)["others"]
    assert [(point["kind"], point["name"]) for point in points] == [
        ("partner", "Harbour Friends"),
        ("project", "Pathways"),
    ]


def test_a_partner_without_a_point_is_in_the_list_alone(client, make_area, consortium, organisation):
    area = make_area()
    consortium.areas.add(area)
    page = client.get(area.get_absolute_url())
    assert (organisation.name in page.text, page.context["others"]) == (True, [])


def test_a_kind_without_a_place_is_not_said_to_be_absent(client, make_area, make_asset):
    area = make_area()
    make_asset(category="library")
    page = client.get(area.get_absolute_url()).content.decode()
    assert "Not mapped here yet: Green and blue space" in page
    assert "No record does not mean that there is nothing." in page


def test_an_empty_area_says_how_far_the_map_has_got(client, make_area):
    assert "Nothing is mapped here yet" in client.get(make_area().get_absolute_url()).content.decode()


def test_the_list_and_the_csv_of_the_area_take_the_same_filter(client, make_area, make_asset):
    area = make_area()
    make_asset()
    page = client.get(area.get_absolute_url()).content.decode()
    assert f'{reverse("assets:list")}?area={area.code}"' in page
    assert f'{reverse("assets:csv")}?area={area.code}"' in page


def test_the_smaller_areas_are_counted(shown, make_area, make_asset):
    town = make_area(Area.Kind.LOCAL_AUTHORITY)
    make_area(Area.Kind.WARD, "Layfield", box=(-2.01, 52.99, -1.99, 53.01))
    make_asset()
    assert [(ward.name, ward.places) for ward in shown(town)["smaller"]] == [("Layfield", 1)]


def test_of_two_editions_the_current_one_is_shown(shown, make_area):
    make_area(code="E05000001", name="Old name", edition="2018", valid_to="2022-12-31")
    current = make_area(code="E05000001", name="New name", edition="2023")
    assert shown(current)["area"].name == "New name"


def test_of_two_current_editions_the_newer_one_is_shown(shown, make_area):
    make_area(code="E05000001", name="Old name", edition="2018")
    newer = make_area(code="E05000001", name="New name", edition="2023")
    assert shown(newer)["area"].name == "New name"


def test_an_edition_that_has_not_begun_is_not_shown(shown, make_area):
    today = make_area(code="E05000001", edition="2023")
    make_area(code="E05000001", edition="2030", valid_from="2999-01-01")
    assert shown(today)["area"] == today


def test_areas_are_found_by_their_names_in_other_languages(listed, make_area):
    make_area(name="Isle of Anglesey", names={"cy": "Ynys Môn"})
    assert listed(q="ynys mon") == ["Isle of Anglesey"]


def test_a_code_that_ended_still_has_its_page(client, make_area):
    ended = make_area(valid_to="2022-12-31")
    assert "This area ended on 31 December 2022" in client.get(ended.get_absolute_url()).content.decode()


def test_of_an_area_that_ended_it_says_what_is_there_now(client, make_area):
    ended = make_area(code="E07000001", valid_to="2022-12-31")
    make_area(name="New Seaholme", code="E06000001", box=(-3, 52, -1, 54))
    make_area(name="Elsewhere", code="E06000002", box=(0, 52, 1, 54))
    make_area(Area.Kind.WARD, name="North")
    page = client.get(ended.get_absolute_url()).content.decode()
    assert 'Now there is <a href="/areas/E06000001/">New Seaholme</a>.' in page


def test_an_area_that_will_end_has_not_ended(client, make_area):
    area = make_area(valid_to="2999-12-31")
    assert "This area ended" not in client.get(area.get_absolute_url()).content.decode()


@pytest.mark.parametrize("code", ["E99999999", "nonsense", "'; DROP TABLE places_area; --", "é" * 300])
def test_an_unknown_code_is_not_found(client, code):
    assert client.get(reverse("areas:detail", args=[code])).status_code == 404


def test_the_outline_is_geojson_of_the_area(client, make_area):
    area = make_area(box=(-2.1, 52.9, -1.9, 53.1))
    outline = client.get(reverse("areas:outline", args=[area.code])).json()
    assert GEOSGeometry(json.dumps(outline["geometry"])).equals(area.boundary)


def test_the_page_takes_a_fixed_number_of_queries(
    client, make_area, make_asset, organisation, django_assert_num_queries
):
    area = make_area()
    make_area(Area.Kind.WARD)
    for name in ["One", "Two", "Three"]:
        make_asset(name=name, organisation=organisation)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(area.get_absolute_url())


@pytest.mark.real_roles
def test_the_role_of_visitors_may_read_all_that_the_page_shows(client, make_area, make_asset, organisation, consortium):
    area = make_area()
    consortium.areas.add(area)
    make_asset(organisation=organisation)
    assert client.get(area.get_absolute_url()).status_code == 200


def test_the_list_begins_with_authorities_and_neighbourhoods_that_have_places(listed, make_area, make_asset):
    make_asset()
    make_area(Area.Kind.LOCAL_AUTHORITY, "Seaholme")
    make_area(Area.Kind.NEIGHBOURHOOD, "Old Quay")
    make_area(Area.Kind.WARD, "Layfield")
    make_area(Area.Kind.LOCAL_AUTHORITY, "Nowhere", box=(0, 50, 1, 51))
    assert listed() == ["Old Quay", "Seaholme"]


def test_areas_are_found_by_a_part_of_the_name(listed, make_area):
    make_area(Area.Kind.WARD, "Layfield")
    make_area(Area.Kind.WARD, "Quayside")
    assert listed(q="layf") == ["Layfield"]


def test_areas_are_found_by_their_code(listed, make_area):
    make_area(Area.Kind.WARD, "Layfield", code="E05000001")
    assert listed(q="e05000001") == ["Layfield"]


def test_areas_are_found_by_kind(listed, make_area):
    make_area(Area.Kind.WARD, "Layfield")
    make_area(Area.Kind.MSOA, "Seaholme 001")
    assert listed(kind="msoa") == ["Seaholme 001"]


@pytest.mark.parametrize("query", [{"kind": "planet"}, {"q": "x" * 101}, {"q": "\0"}])
def test_a_search_that_cannot_be_is_explained(client, query):
    page = client.get(reverse("areas:list"), query)
    assert (page.status_code, bool(page.context["form"].errors)) == (200, True)


def test_the_list_takes_a_fixed_number_of_queries(client, make_area, django_assert_num_queries):
    for _ in range(3):
        make_area(Area.Kind.WARD)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("areas:list"), {"kind": "ward"})
