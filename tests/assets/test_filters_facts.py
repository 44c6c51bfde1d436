"""Filters by plain facts, on the public copy and on the register; what is not known is found apart."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from assets.filters import AssetFilter
from assets.models import Asset, Feature, PublicAsset
from assets.presentation import described
from assets.register import Register

FACTS = [
    ("free=yes", {"is_free": True}, {"is_free": False}, {}),
    ("free=no", {"is_free": False}, {"is_free": True}, {}),
    ("referral=self", {"referral": "self"}, {"referral": "open"}, {}),
    ("age=11", {"age_from": 11, "age_to": 18}, {"age_from": 12}, {}),
    ("age=0", {"age_to": 4}, {"age_from": 1}, {}),
    ("language=cy", {"languages": ["en", "cy"]}, {"languages": ["en"]}, {}),
    ("online=yes", {"is_online": True}, {"is_online": False}, {}),
    ("taking=open", {"taking": "open"}, {"taking": "full"}, {}),
    ("checked_after=2026-01-02", {"last_checked_on": "2026-01-02"}, {"last_checked_on": "2026-01-01"}, {}),
    ("health_state=becoming", {"health_state": "becoming"}, {}, None),
    ("condition=at_risk", {"condition": "at_risk"}, {}, None),
]
KNOWABLE = [fact for fact in FACTS if fact[3] is not None]


@pytest.fixture(params=["visitor", "administrator"])
def search(request):
    """A search of a reader of the public copy, and of one of the register."""
    register = Register(request.getfixturevalue(request.param))
    return lambda query: AssetFilter(QueryDict(query), register.entries)


def names(entries):
    return [entry.name for entry in entries]


@pytest.mark.parametrize(("query", "so", "not_so", "unknown"), FACTS)
def test_a_fact_finds_what_is_known_to_be_so(search, make_asset, query, so, not_so, unknown):
    make_asset("So", **so)
    make_asset("Not so", **not_so)
    if unknown is not None:
        make_asset("Not known", **unknown)
    assert names(search(query).qs) == ["So"]


@pytest.mark.parametrize(("query", "so", "not_so", "unknown"), KNOWABLE)
def test_what_is_not_known_is_found_where_it_is_asked_for(search, make_asset, query, so, not_so, unknown):
    make_asset("So", **so)
    make_asset("Not so", **not_so)
    make_asset("Not known", **unknown)
    assert names(search(f"{query}&unknown=show").qs) == ["Not known", "So"]


@pytest.mark.parametrize(("query", "so", "not_so", "unknown"), KNOWABLE)
def test_what_is_not_known_is_found_apart(search, make_asset, query, so, not_so, unknown):
    make_asset("So", **so)
    make_asset("Not so", **not_so)
    make_asset("Not known", **unknown)
    assert names(search(query).not_known()) == ["Not known"]


@pytest.mark.parametrize(("query", "so", "not_so", "unknown"), KNOWABLE)
def test_each_entry_says_what_is_not_known_of_it(search, make_asset, query, so, not_so, unknown):
    asked = search(query)
    entries = described(
        PublicAsset.objects.filter(pk__in=[make_asset(**so).pk, make_asset(**unknown).pk]).order_by("pk")
    )
    assert [len(asked.unknown_of(entry)) for entry in entries] == [0, 1]


def test_all_features_must_be_known_to_be_there(search, make_asset):
    ramp, loop = Feature.objects.all()[:2]
    make_asset("Both", feature_ids=[ramp.pk, loop.pk])
    make_asset("One, no other", feature_ids=[ramp.pk], absent_feature_ids=[loop.pk])
    make_asset("One", feature_ids=[ramp.pk])
    asked = search(f"feature={ramp.code}&feature={loop.code}")
    assert (names(asked.qs), names(asked.not_known())) == (["Both"], ["One"])


def test_a_feature_said_to_be_missing_is_not_there(search, make_asset):
    ramp = Feature.objects.first()
    make_asset(feature_ids=[ramp.pk], absent_feature_ids=[ramp.pk])
    assert names(search(f"feature={ramp.code}&unknown=show").qs) == []


def test_a_known_no_is_not_found_though_another_thing_is_not_known(search, make_asset):
    make_asset("Costs something", is_free=False)
    make_asset("Free")
    asked = search("free=yes&taking=open")
    assert names(asked.not_known()) == ["Free"]


def test_two_values_of_a_fact_find_either(search, make_asset):
    make_asset("Full", taking="full")
    make_asset("Open", taking="open")
    make_asset("Paused", taking="paused")
    assert names(search("taking=full&taking=open").qs) == ["Full", "Open"]


def test_without_such_a_filter_nothing_is_apart(search, make_asset):
    make_asset()
    assert (search("category=food").knowable, list(search("category=food").not_known())) == ([], [])


def test_what_changed_since_a_time_is_found(search, make_asset):
    make_asset("Old")
    PublicAsset.objects.update(changed_at=datetime(2026, 1, 1, 12, tzinfo=UTC))
    Asset.objects.update(changed_at=datetime(2026, 1, 1, 12, tzinfo=UTC))
    found = [names(search(f"changed_after={time}").qs) for time in ("2020-01-01", "2999-01-01T00:00", "2999-01-01")]
    assert found == [["Old"], [], []]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("free=perhaps", "We do not know “perhaps”. Choose from: yes, no."),
        ("taking=2", "We do not know “2”. Choose from: open, full, paused."),
        ("age=old", "Give an age in years, from 0 to 120."),
        ("age=-1", "Give an age in years, from 0 to 120."),
        ("age=121", "Give an age in years, from 0 to 120."),
        ("age=99999999999999999999", "Give an age in years, from 0 to 120."),
        ("checked_after=25/11/2026", "Give a date as 2026-11-25."),
        ("checked_after=2026-02-30", "Give a date as 2026-11-25."),
        ("changed_after=yesterday", "Give a date or a time, as 2026-11-25 or 2026-11-25T14:30."),
        ("language=xx", "We do not know “xx”. Choose from: en,"),
        ("unknown=hide", "Select a valid choice"),
    ],
)
def test_a_bad_value_says_what_was_expected(search, query, problem):
    (said,) = search(query).problems.values()
    assert said.startswith(problem)


@pytest.mark.parametrize("time", ["0001-01-01", "9999-12-31T23:59:59", "2026-11-25T14:30:00Z"])
def test_odd_times_do_no_harm(search, make_asset, time):
    make_asset()
    assert search(f"changed_after={time}").qs.count() in (0, 1)


def test_chosen_facts_are_said_in_words(search):
    said = [(label, words) for label, words, _ in search("free=yes&age=7&language=cy").applied]
    assert said == [("Cost", "Free"), ("Age", "“7”"), ("Language", "Welsh")]
