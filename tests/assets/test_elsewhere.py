"""A search around a place says who serves the people there though based elsewhere."""

import pytest
from django.http import QueryDict

from assets.elsewhere import based_elsewhere
from assets.filters import AssetFilter
from assets.register import Register
from places.models import Area

HERE = "near=53.0,-2.0"


@pytest.fixture
def town(make_area):
    return make_area(code="E1")


@pytest.fixture
def elsewhere(visitor):
    def look(query=HERE, user=visitor):
        register = Register(user)
        return based_elsewhere(AssetFilter(QueryDict(query), register.entries), register)

    return look


def test_those_that_serve_the_area_from_elsewhere_are_counted(town, elsewhere, make_asset):
    make_asset("Near", served_area_ids=[town.pk])
    make_asset("Away", lon=-3.0, served_area_ids=[town.pk])
    make_asset("Away and not serving", lon=-3.0)
    found = elsewhere()
    assert (found.serving.number, found.away.number, found.query) == (2, 1, "serves=E1")


def test_one_whose_place_is_not_shown_is_counted_as_elsewhere(town, elsewhere, make_asset):
    make_asset(disclosure="withheld", served_area_ids=[town.pk])
    assert elsewhere().away.number == 1


def test_the_rest_of_the_search_still_counts(town, elsewhere, make_asset):
    make_asset("Pantry", lon=-3.0, served_area_ids=[town.pk])
    make_asset("Library", category="library", lon=-3.0, served_area_ids=[town.pk])
    found = elsewhere("q=library+near+53.0,-2.0&category=library&radius=500")
    assert (found.away.number, found.query) == (1, "q=library&category=library&serves=E1")


def test_the_ward_around_the_place_counts_too(make_area, elsewhere, make_asset):
    ward = make_area(kind=Area.Kind.WARD, code="W1")
    make_asset(lon=-3.0, served_area_ids=[ward.pk])
    assert elsewhere().query == "serves=W1"


def test_where_nobody_else_serves_the_area_nothing_is_said(town, elsewhere, make_asset):
    make_asset(served_area_ids=[town.pk])
    assert elsewhere() is None


@pytest.mark.parametrize("query", ["", "q=library", "area=E1", "near=nowhere"])
def test_a_search_around_no_place_says_nothing(town, elsewhere, make_asset, query):
    make_asset(lon=-3.0, served_area_ids=[town.pk])
    assert elsewhere(query) is None


def test_what_a_reader_may_not_know_of_is_not_counted(town, elsewhere, make_asset, stranger):
    make_asset(lon=-3.0, served_area_ids=[town.pk], visibility="private")
    assert elsewhere() is elsewhere(user=stranger) is None


@pytest.mark.parametrize("disclosure", ["withheld", "area"])
def test_nobody_learns_of_a_small_area_that_a_hidden_place_serves(visitor, stranger, make_asset, make_area, disclosure):
    ward = make_area(Area.Kind.WARD, "Layfield")
    make_asset(disclosure=disclosure, served_area_ids=[ward.pk])
    found = [
        AssetFilter(QueryDict(f"serves={ward.code}"), Register(reader).entries).qs for reader in (visitor, stranger)
    ]
    assert [list(entries) for entries in found] == [[], []]
