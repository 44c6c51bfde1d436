"""Outlines of areas for the back of the map."""

import pytest
from django.urls import reverse

from places.models import Area

FAR = (6, 31, 20)  # these hold -2, 53
NEAR = (12, 2025, 1334)


@pytest.fixture
def outlined(client):
    def get(numbers):
        features = client.get(reverse("area_tile", args=numbers)).json()["features"]
        return sorted(feature["properties"]["name"] for feature in features)

    return get


@pytest.fixture
def areas(make_area):
    for kind in Area.Kind:
        make_area(kind, kind.value)


def test_from_far_away_local_authorities_are_outlined(outlined, areas):
    assert outlined(FAR) == ["local_authority"]


def test_from_near_wards_and_neighbourhoods_too(outlined, areas):
    assert outlined(NEAR) == ["local_authority", "neighbourhood", "ward"]


def test_areas_elsewhere_are_not(outlined, make_area):
    make_area(box=(1, 51, 1.1, 51.1))
    assert outlined(NEAR) == []


def test_an_area_too_small_to_be_seen_is_left_out(outlined, make_area):
    make_area(name="Dot", box=(-2.0, 53.0, -1.9999, 53.0001))
    assert outlined(FAR) == []


def test_the_newest_edition_of_a_code_is_outlined(outlined, make_area):
    make_area(name="Old", code="E06000001", edition="2019")
    make_area(name="New", code="E06000001", edition="2024")
    assert outlined(NEAR) == ["New"]


def test_an_area_that_ended_is_not_outlined(outlined, make_area):
    make_area(valid_to="2020-01-01")
    assert outlined(NEAR) == []


@pytest.mark.parametrize("numbers", [(5, 0, 0), (14, 0, 0), (6, 64, 0)])
def test_a_tile_that_is_not_there_is_explained(client, numbers):
    answer = client.get(reverse("area_tile", args=numbers))
    assert (answer.status_code, list(answer.json()["problems"])) == (404, ["tile"])


@pytest.mark.real_roles
def test_the_role_of_visitors_may_read_outlines(outlined, make_area):
    make_area()
    assert outlined(NEAR) == ["Seaholme"]


@pytest.mark.parametrize("numbers", [FAR, NEAR])
def test_one_statement_answers(client, areas, numbers, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(reverse("area_tile", args=numbers))


def test_the_outline_of_one_area_takes_two(client, make_area, django_assert_num_queries):
    area = make_area()
    with django_assert_num_queries(2):
        client.get(reverse("areas:outline", args=[area.code]))
