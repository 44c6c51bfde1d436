"""Entries are found by how near they are, in a part of a map, and by the areas that they serve."""

from urllib.parse import urlencode

import pytest
from django.contrib.gis.geos import Point
from django.http import QueryDict

from assets.filters import AssetFilter
from assets.models import Asset, PublicAsset
from assets.pages import keyset_page
from places.models import Postcode

HERE = "near=53.0,-2.0"
ABOUT_670_M, ABOUT_1300_M = 0.01, 0.02  # degrees of longitude at 53 degrees north
MODELS = pytest.mark.parametrize("model", [PublicAsset, Asset])


def searched(query, model=PublicAsset):
    return AssetFilter(QueryDict(query), model.objects.all())


def names(query, model=PublicAsset):
    return [entry.name for entry in searched(query, model).qs]


@pytest.fixture
def three(make_asset):
    make_asset("Far", lon=-2.1)
    make_asset("Nearer", lon=-2.0 + ABOUT_1300_M)
    make_asset("Nearest", lon=-2.0 - ABOUT_670_M)


@MODELS
@pytest.mark.usefixtures("three")
def test_what_is_within_the_radius_is_found_nearest_first(model):
    assert names(HERE, model) == ["Nearest", "Nearer"]
    assert names(f"{HERE}&radius=1000", model) == ["Nearest"]
    assert names(f"{HERE}&radius=10000", model) == ["Nearest", "Nearer", "Far"]


@pytest.mark.usefixtures("three")
def test_another_order_stays_possible():
    assert names(f"{HERE}&order=name") == ["Nearer", "Nearest"]


def test_the_distance_is_that_on_the_sphere(make_asset):
    make_asset(lon=-2.0, lat=53.01)
    assert searched(HERE).qs.get().distance == pytest.approx(1112, abs=1)


@pytest.mark.parametrize("near", ["M13 9PL", "m139pl", "M13", "SJ 0000 4560", "53.0, -2.0"])
def test_near_takes_whatever_names_a_place(near, make_asset):
    Postcode.objects.create(code="M139PL", point=Point(-2.0, 53.0, srid=4326))
    make_asset()
    assert searched(urlencode({"near": near})).problems == {}


@MODELS
def test_a_place_that_nobody_sees_is_found_neither_near_nor_on_the_map(model, make_asset):
    make_asset(disclosure="withheld")
    assert names(HERE, model) == names("bbox=-2.1,52.9,-1.9,53.1", model) == []


def test_an_area_alone_is_found_by_the_place_that_is_shown(make_asset, make_area):
    make_area(kind="msoa", box=(-2.2, 52.9, -2.0, 53.1))
    asset = make_asset(disclosure="area", lon=-2.01)
    assert names("near=53.0,-2.01&radius=1000") == []
    shown = asset.public_location
    assert names(f"near={shown.y},{shown.x}&radius=100") == [asset.name]


@pytest.mark.parametrize(
    ("query", "name", "said"),
    [
        ("near=nowhere", "near", "Write a postcode, a grid reference"),
        ("near=48.85,2.35", "near", "not in the United Kingdom"),
        ("near=M13+9PL", "near", "no postcodes yet"),
        ("near=%25", "near", "We do not know this place"),
        (f"{HERE}&radius=0", "radius", "from 100 to 100,000"),
        (f"{HERE}&radius=1000000000000000000000", "radius", "from 100 to 100,000"),
        (f"{HERE}&radius=far", "radius", "from 100 to 100,000"),
        ("bbox=1,2,3", "bbox", "Give west,south,east,north"),
        ("bbox=a,b,c,d", "bbox", "Give west,south,east,north"),
        ("bbox=nan,1,2,3", "bbox", "Give west,south,east,north"),
        ("bbox=-1,53,-2,54", "bbox", "crosses the date line"),
        ("bbox=170,53,-170,54", "bbox", "crosses the date line"),
        ("bbox=-2,54,-1,53", "bbox", "South must not be north"),
        ("bbox=-200,53,-1,54", "bbox", "no such place on Earth"),
        ("serves=X1", "serves", "We do not know"),
    ],
)
def test_a_bad_value_is_said_in_words(query, name, said):
    assert said in searched(query).problems[name]


def test_a_name_of_several_areas_is_said_with_all_of_them(make_area):
    make_area(name="Northgate", box=(-2.1, 52.9, -1.9, 53.1))
    make_area(name="Northgate", box=(-3.1, 51.9, -2.9, 52.1))
    chosen = searched("near=Northgate")
    assert "several of this name: Northgate (local authority)" in chosen.problems["near"]
    assert [query for _, _, query in chosen.meant] == ["near=53.000000%2C+-2.000000", "near=52.000000%2C+-3.000000"]


@MODELS
def test_a_box_holds_what_lies_on_its_edges(model, make_asset):
    make_asset("On the edge", lon=-2.0, lat=53.0)
    make_asset("Outside", lon=-2.5)
    assert names("bbox=-2,53,-1.9,53.1", model) == ["On the edge"]


@MODELS
def test_the_whole_world_is_a_box_too(model, make_asset):
    make_asset("Somewhere")
    assert names("bbox=-180,-90,180,90", model) == ["Somewhere"]


@MODELS
def test_those_that_serve_an_area_are_found_wherever_they_are(model, make_asset, make_area):
    area = make_area(code="E1")
    make_asset("Serves it", lon=-3.0, served_area_ids=[area.pk])
    make_asset("Lies in it")
    assert names("serves=E1", model) == ["Serves it"]


def test_nearest_first_without_a_place_is_by_name_and_says_so(make_asset):
    make_asset("B")
    make_asset("A")
    chosen = searched("order=distance")
    assert [entry.name for entry in chosen.qs] == ["A", "B"]
    assert "Nearest first needs a place" in chosen.notes[0]


def test_pages_follow_one_another_by_distance(make_asset):
    for name in "abcde":
        make_asset(name, lon=-2.01 if name in "bc" else -2.0)
    chosen = searched(HERE)
    ordered = list(chosen.qs.values_list("pk", flat=True))
    first = keyset_page(chosen.parts, size=3)
    second = keyset_page(chosen.parts, str(first.next_after), size=3)
    assert [entry.pk for page in (first, second) for entry in page.entries] == ordered


def test_what_is_asked_is_shown_in_words():
    assert searched(f"{HERE}&radius=5000&bbox=-2,53,-1,54").applied == [
        ("Near", "53.0,-2.0, within 5 km (3.1 miles)", "radius=5000&bbox=-2%2C53%2C-1%2C54"),
        ("Within", "5 km (3.1 miles)", "near=53.0%2C-2.0&bbox=-2%2C53%2C-1%2C54"),
        ("In", "the part of the map searched", "near=53.0%2C-2.0&radius=5000"),
    ]


@pytest.mark.parametrize("person", ["visitor", "curator"])
def test_a_list_says_how_far_each_entry_is(person, request, signed_in, make_asset):
    make_asset(lon=-2.0 - ABOUT_670_M)
    page = signed_in(request.getfixturevalue(person)).get(f"/assets/?{HERE}").content.decode()
    assert "0.4 miles away" in page
    assert "within 3.2 km (2 miles) of 53.0,-2.0" in page


def test_the_reader_chooses_the_unit(client, make_asset):
    make_asset(lon=-2.0 - ABOUT_670_M)
    client.cookies["distance"] = "km"
    assert "670 m away" in client.get(f"/assets/?{HERE}").content.decode()


def test_the_distance_of_an_area_is_about(client, make_asset, make_area):
    make_area(kind="msoa", box=(-2.01, 52.99, -1.99, 53.01))
    make_asset(lon=-2.001, disclosure="area")
    assert "about 0.1 miles away" in client.get(f"/assets/?{HERE}").content.decode()


@pytest.mark.real_roles
def test_visitors_may_read_all_that_a_place_needs(client, make_area):
    make_area(name="Seaholme")
    for text in ["food bank near M13 9PL", "library in Seaholme", "reading Seaholme", "M13", "SJ 838 980"]:
        assert client.get("/assets/", {"q": text}).status_code == 200
