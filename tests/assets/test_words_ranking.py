"""The order by best match: names before kinds before summaries before places; stale ones sink among equals alone."""

from datetime import date

import pytest
from django.contrib.gis.geos import Point
from django.http import QueryDict

from assets.filters import AssetFilter, words
from assets.register import Register
from places.models import Postcode


@pytest.fixture(params=["visitor", "administrator"])
def search(request):
    """The filter of these words, for a reader of the public copy and for one of the register."""
    user = request.getfixturevalue(request.param)
    return lambda query: AssetFilter(QueryDict(query), Register(user).entries)


def names(entries):
    return [entry.name for entry in entries]


def test_names_come_before_kinds_before_summaries_before_places(search, make_asset):
    make_asset("Hall", category="community_centre", town="Library")
    make_asset("Books on wheels", category="library")
    make_asset("Library", category="community_centre")
    make_asset("Meeting room", category="community_centre", summary="Next to the library")
    assert names(search("q=library").best) == ["Library", "Books on wheels", "Meeting room", "Hall"]


def test_among_equals_what_was_checked_most_recently_comes_first(search, make_asset):
    make_asset("Pantry One", last_checked_on=date(2024, 1, 1))
    make_asset("Pantry Two")
    make_asset("Pantry Three", last_checked_on=date(2026, 1, 1))
    assert names(search("q=pantry").best) == ["Pantry Three", "Pantry One", "Pantry Two"]


def test_a_stale_name_still_comes_before_a_fresh_summary(search, make_asset):
    make_asset("Pantry", category="singing", last_checked_on=date(2015, 1, 1))
    make_asset("Choir", category="singing", summary="Opposite the pantry", last_checked_on=date(2026, 1, 1))
    assert names(search("q=pantry").best) == ["Pantry", "Choir"]


def test_only_what_was_checked_most_recently_is_ranked(search, make_asset, monkeypatch):
    monkeypatch.setattr(words, "MOST_RANKED", 2)
    for year in (2024, 2026, 2025):
        make_asset(f"Pantry {year}", last_checked_on=date(year, 1, 1))
    assert [names(part) for part, _ in search("q=pantry").parts] == [["Pantry 2026", "Pantry 2025"], ["Pantry 2024"]]


def test_a_few_are_all_ranked(search, make_asset):
    make_asset("Pantry")
    assert [names(part) for part, _ in search("q=pantry").parts] == [["Pantry"]]


def test_another_order_holds_everything(search, make_asset, monkeypatch):
    monkeypatch.setattr(words, "MOST_RANKED", 1)
    make_asset("Pantry A")
    make_asset("Pantry B")
    assert [names(part) for part, _ in search("q=pantry&order=name").parts] == [["Pantry A", "Pantry B"]]


def test_pages_of_the_best_match_hold_each_entry_once(client, make_asset):
    for number in range(30):
        make_asset(f"Pantry {number}")
    first = client.get("/assets/?q=pantry")
    second = client.get(f"/assets/{first.context['next_url']}")
    ids = [entry.place.pk for page in (first, second) for entry in page.context["entries"]]
    assert (len(ids), len(set(ids))) == (30, 30)


@pytest.mark.parametrize(("ranked", "said"), [(1, 1), (3, 0)])
def test_the_list_says_where_the_best_end(client, make_asset, monkeypatch, ranked, said):
    monkeypatch.setattr(words, "MOST_RANKED", ranked)
    make_asset("Pantry A")
    make_asset("Pantry B")
    assert client.get("/assets/?q=pantry").text.count("Up to here the best match comes first") == said


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("pantry orchestra", "q=pantry+or+orchestra"),
        ("pantry", ""),
        ('pantry -orchestra "good food"', ""),
        ("pantry orchestra near M13 9PL", "q=pantry+or+orchestra+near+M13+9PL"),
        ("M13 9PL pantry orchestra", "q=pantry+or+orchestra+near+M13+9PL"),
    ],
)
def test_where_nothing_has_all_of_the_words_any_one_is_offered(search, typed, offered):
    Postcode.objects.create(code="M139PL", point=Point(-2.2, 53.4, srid=4326))
    query = QueryDict(mutable=True)
    query["q"] = typed
    assert search(query.urlencode()).any_word == offered
