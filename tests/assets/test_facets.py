"""Each choice of the form says how many would be found with it."""

import pytest
from django.http import QueryDict

from assets import facets
from assets.facets import facets_of
from assets.filters import AssetFilter
from assets.models import Audience, Category, Feature
from assets.register import Register


@pytest.fixture(params=["visitor", "administrator"])
def counts(request):
    """The numbers for a query string, for a reader of the public copy and for one of the register."""
    register = Register(request.getfixturevalue(request.param))

    def count(query=""):
        return facets_of(register, AssetFilter(QueryDict(query), register.entries))

    return count


@pytest.fixture
def feature():
    return Feature.objects.first()


def test_a_kind_counts_an_entry_of_two_finer_categories_once(counts, make_asset):
    finer = [Category.objects.get(code=code).pk for code in ("food_bank", "advice")]
    make_asset(category_ids=finer)
    assert counts()["category"] == {"food": 1, "food_bank": 1, "advice": 1}


def test_a_filter_is_counted_without_its_own_choice(counts, make_asset):
    make_asset(category="singing")
    make_asset(category="library")
    assert counts("category=singing")["category"]["library"] == 1


def test_the_others_are_counted_with_it(counts, make_asset):
    audience = Audience.objects.first()
    make_asset(category="singing", audience_ids=[audience.pk])
    make_asset(category="library", audience_ids=[audience.pk])
    assert counts("category=singing")["audience"] == {audience.code: 1}


def test_a_feature_is_counted_beside_those_that_are_chosen(counts, make_asset):
    first, second = Feature.objects.all()[:2]
    make_asset(feature_ids=[first.pk, second.pk])
    make_asset(feature_ids=[second.pk])
    assert counts(f"feature={first.code}")["feature"] == {first.code: 1, second.code: 1}


def test_yes_and_no_are_counted_and_not_known_is_not(counts, make_asset):
    for answer in (True, True, False, None):
        make_asset(is_free=answer)
    assert counts()["free"] == {"yes": 2, "no": 1}


def test_not_known_is_counted_to_each_where_the_search_shows_it(counts, make_asset):
    for answer in (True, True, False, None):
        make_asset(is_free=answer)
    assert counts("unknown=show")["free"] == {"yes": 3, "no": 2}


def test_a_feature_that_is_not_known_to_be_missing_is_counted_then(counts, make_asset, feature):
    make_asset(absent_feature_ids=[feature.pk])
    make_asset()
    assert counts("unknown=show")["feature"][feature.code] == 1


def test_languages_are_counted(counts, make_asset):
    make_asset(languages=["cy", "en"])
    make_asset(languages=["en"])
    make_asset()
    assert counts()["language"] == {"cy": 1, "en": 2}


def test_local_authorities_are_counted_and_wards_are_not(counts, make_asset, make_area):
    area, _ = make_area(), make_area("ward")
    make_asset()
    assert counts()["area"] == {area.code: 1}


def test_an_area_of_two_editions_counts_an_entry_once(counts, make_asset, make_area):
    area = make_area(edition="2021")
    make_area(code=area.code)
    make_asset()
    assert counts()["area"] == {area.code: 1}


def test_what_would_be_too_many_to_count_is_left_out(counts, make_asset, monkeypatch):
    monkeypatch.setattr(facets, "MOST_ANYWHERE", 1)
    make_asset(category="singing")
    make_asset(category="library")
    counted = counts("category=singing")
    assert (counted["audience"], counted.get("category")) == ({}, None)


@pytest.mark.parametrize("query", ["bbox=-3,50,1,60", "near=53,-2", "area={}", "q=Seaholme"])
def test_in_a_place_more_are_counted(counts, make_asset, make_area, monkeypatch, query):
    monkeypatch.setattr(facets, "MOST_ANYWHERE", 1)
    code = make_area().code
    make_asset(category="library", is_free=True, lat=53, lon=-2)
    make_asset(category="library", is_free=True, lat=53, lon=-2)
    assert counts(query.format(code))["free"] == {"yes": 2}


def test_another_area_is_not_counted_where_the_area_is_the_only_place(counts, make_asset, make_area, monkeypatch):
    monkeypatch.setattr(facets, "MOST_ANYWHERE", 1)
    code = make_area().code
    make_asset()
    make_asset()
    assert "area" not in counts(f"area={code}")


def test_a_search_that_finds_nothing_counts_nothing(counts):
    assert counts("q=nothing")["category"] == {}


def test_all_is_counted_by_one_statement(visitor, make_asset, django_assert_num_queries):
    make_asset()
    register = Register(visitor)
    chosen = AssetFilter(QueryDict("category=singing&free=yes"), register.entries)
    assert list(chosen.qs) == []
    with django_assert_num_queries(1):
        facets_of(register, chosen)
