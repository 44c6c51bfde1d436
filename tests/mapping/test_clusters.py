"""A tile of the map: counts where places are many, names where they are few, only what the reader may know."""

import pytest
from django.urls import reverse

from mapping.clusters import NAMED

WORLD = (0, 0, 0)
AROUND_SEAHOLME = (8, 126, 83)  # holds -2, 53
A_STREET_THERE = (16, 32403, 21348)
ABOUT_10_M = 0.0001


@pytest.fixture
def tile(client):
    def get(numbers=WORLD, **query):
        return client.get(reverse("clusters", args=numbers), query).json()

    return get


def test_one_place_is_named(tile, make_asset):
    asset = make_asset(name="Seaholme Pantry", category="food_bank")
    assert tile()["places"] == [
        {
            "id": asset.pk,
            "name": "Seaholme Pantry",
            "kind": "food",
            "category": "Food bank or pantry",
            "precision": "exact",
            "stale": False,
            "url": asset.get_absolute_url(),
            "lon": -2.0,
            "lat": 53.0,
        }
    ]


def test_places_near_each_other_are_counted(tile, make_asset):
    make_asset(lon=-2.0)
    make_asset(lon=-2.0 + ABOUT_10_M)
    assert [bubble[2] for bubble in tile()["clusters"]] == [2]


def test_a_count_tells_the_box_to_go_nearer_to(tile, make_asset):
    make_asset(lon=-2.0, lat=53.0)
    make_asset(lon=-1.9, lat=53.1)
    assert tile()["clusters"][0][3:] == [-2.0, 53.0, -1.9, 53.1]


def test_at_the_deepest_zoom_every_spot_stands_for_itself(tile, make_asset):
    make_asset(name="Choir", lon=-2.0)
    make_asset(name="Pantry", lon=-2.0 + ABOUT_10_M)
    assert {place["name"] for place in tile(A_STREET_THERE)["places"]} == {"Choir", "Pantry"}


@pytest.mark.parametrize("numbers", [WORLD, AROUND_SEAHOLME])
def test_places_at_one_spot_are_all_named_at_any_zoom(tile, make_asset, numbers):
    for name in ["Choir", "Pantry", "Yoga"]:
        make_asset(name=name)
    assert [place["name"] for place in tile(numbers)["places"]] == ["Choir", "Pantry", "Yoga"]


def test_a_spot_with_too_many_says_how_many_more(tile, make_asset):
    for _ in range(NAMED + 2):
        make_asset()
    assert tile()["places"][0]["more"] == 2


def test_the_answer_counts_all_and_says_where_they_are(tile, make_asset):
    make_asset(lon=-2.0)
    make_asset(lon=-1.0)
    answer = tile()
    assert (answer["total"], answer["bounds"]) == (2, [-2.0, 53.0, -1.0, 53.0])


def test_where_nothing_is_there_are_no_bounds(tile):
    assert tile() == {"total": 0, "bounds": None, "clusters": [], "places": []}


def test_a_place_on_the_edge_of_two_tiles_is_counted_once(tile, make_asset):
    make_asset(lon=0.0, lat=53.0)
    assert tile((1, 0, 0))["total"] + tile((1, 1, 0))["total"] == 1


def test_the_tile_takes_the_filter_of_the_list(tile, make_asset):
    make_asset(name="Pantry", category="food_bank")
    make_asset(name="Library", category="library", lon=-1.0)
    assert [place["name"] for place in tile(category="learning")["places"]] == ["Library"]


def test_words_filter_too(tile, make_asset):
    make_asset(name="Singing for all")
    make_asset(name="Pantry", lon=-1.0)
    assert [place["name"] for place in tile(q="sing")["places"]] == ["Singing for all"]


def test_an_area_only_place_stands_at_the_label_point_of_its_neighbourhood(tile, make_asset, make_area):
    msoa = make_area("msoa", "Seaholme 001")
    make_asset(lon=-2.05, disclosure="area")
    (place,) = tile()["places"]
    assert (place["lon"], place["lat"], place["precision"]) == (*msoa.label_point.coords, "area")


def test_a_withheld_place_is_on_no_tile(tile, make_asset):
    make_asset(disclosure="withheld")
    assert tile()["total"] == 0


def test_a_place_due_for_a_check_is_marked(tile, make_asset):
    make_asset(next_check_on="2020-01-01")
    assert tile()["places"][0]["stale"] is True


@pytest.mark.parametrize("fields", [{"visibility": "consortium"}, {"visibility": "private"}, {"status": "submitted"}])
def test_visitors_see_public_places_alone(tile, make_asset, fields):
    make_asset(**fields)
    assert tile()["total"] == 0


def test_a_partner_sees_what_the_consortium_shares(client, tile, make_asset, partner):
    make_asset(visibility="consortium")
    client.force_login(partner)
    assert tile()["total"] == 1


def test_a_person_with_a_role_sees_the_public_place_of_an_area_only_entry(client, tile, make_asset, make_area, curator):
    msoa = make_area("msoa")
    make_asset(lon=-2.05, disclosure="area")
    client.force_login(curator)
    assert tile()["places"][0]["lon"] == msoa.label_point.x


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ({"colour": "red"}, "colour", "There is no such filter"),
        ({"category": "nonsense"}, "category", "We do not know “nonsense”"),
        ({"order": "upwards"}, "order", "upwards"),
    ],
)
def test_a_wrong_filter_is_named(client, query, name, words):
    answer = client.get(reverse("clusters", args=WORLD), query)
    assert answer.status_code == 400
    assert words in answer.json()["problems"][name]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((3, 8, 1), "x and y run from 0 to 7"),
        ((3, 1, 8), "x and y run from 0 to 7"),
        ((21, 0, 0), "zoom 0 to 20"),
        ((10**12, 0, 0), "zoom 0 to 20"),
    ],
)
def test_a_tile_that_is_not_there_is_explained(client, numbers, words):
    answer = client.get(reverse("clusters", args=numbers))
    assert answer.status_code == 404
    assert words in answer.json()["problems"]["tile"]


def test_no_browser_keeps_a_count_and_none_serves_it_to_others(client):
    answer = client.get(reverse("clusters", args=WORLD))
    assert "no-cache" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]


def test_writing_is_refused(client):
    assert client.post(reverse("clusters", args=WORLD)).status_code == 405


@pytest.mark.parametrize(
    ("query", "statements"),
    [
        ({}, ["revision", "counts", "names"]),
        ({"category": "food_bank"}, ["revision", "revision", "categories", "counts", "names"]),
        ({"free": "yes"}, ["revision", "places"]),
    ],
)
def test_a_few_statements_answer(client, make_asset, django_assert_num_queries, query, statements):
    make_asset()
    make_asset(lon=-1.0)
    with django_assert_num_queries(len(statements)):
        client.get(reverse("clusters", args=WORLD), query)


@pytest.mark.real_roles
def test_the_role_of_visitors_may_read_all_that_a_tile_shows(tile, make_asset):
    make_asset()
    assert tile()["total"] == 1
