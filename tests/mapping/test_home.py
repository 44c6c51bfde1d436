"""The home page: what this is, and the ways into the register."""

import pytest
from django.urls import reverse
from django.utils import timezone

HOME_QUERIES = 6


def home(client):
    return client.get(reverse("home")).content.decode()


@pytest.fixture
def numbers(client):
    return lambda: client.get(reverse("home")).context["numbers"]


def counts(numbers):
    return {counted.kind.code: counted.count for counted in numbers.kinds if counted.count}


def test_the_search_box_leads_to_the_list(client):
    assert f'action="{reverse("assets:list")}" role="search"' in home(client)


def test_a_kind_counts_the_finer_kinds_below_it(numbers, make_asset):
    make_asset(category="food_bank")
    make_asset(category="library")
    make_asset(category="learning")
    assert counts(numbers()) == {"food": 1, "learning": 2}


def test_a_place_of_two_kinds_counts_for_both_but_once_in_all(numbers, make_asset, kind):
    make_asset(category_ids=[kind("library").pk, kind("food_bank").pk])
    assert (numbers().total, counts(numbers())) == (1, {"food": 1, "learning": 1})


def test_all_eight_kinds_are_offered(numbers):
    assert len(numbers().kinds) == 8


def test_it_says_how_many_were_checked_this_year(numbers, make_asset):
    make_asset(last_checked_on=timezone.localdate())
    make_asset(last_checked_on="2020-01-01")
    assert numbers().checked_this_year == 1


def test_only_areas_with_public_places_are_offered(client, make_area, make_asset):
    make_area(name="Seaholme")
    make_area(name="Nowhere", box=(0, 50, 1, 51))
    make_asset()
    assert [name for _, name in client.get(reverse("home")).context["areas"]] == ["Seaholme"]


@pytest.mark.parametrize("fields", [{"visibility": "private"}, {"status": "draft"}])
def test_what_is_not_public_does_not_count_for_a_visitor(numbers, make_asset, fields):
    make_asset(**fields)
    assert numbers().total == 0


def test_a_person_with_a_role_counts_what_they_may_know_of(client, numbers, make_asset, partner):
    make_asset(visibility="consortium")
    client.force_login(partner)
    assert numbers().total == 1


def test_a_fixed_number_of_queries(client, make_asset, make_area, django_assert_num_queries):
    for name in ["Seaholme", "Layfield"]:
        make_area(name=name)
        make_asset()
    with django_assert_num_queries(HOME_QUERIES):
        home(client)


@pytest.mark.real_roles
def test_a_visitor_may_read_all_of_it(client, make_asset, make_area):
    make_area()
    make_asset()
    assert client.get(reverse("home")).status_code == 200
