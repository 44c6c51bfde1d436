"""A long list is turned forward and back, and every row is there once."""

from datetime import date

import pytest
from django.http import QueryDict

from assets.filters import AssetFilter, words
from assets.models import PublicAsset
from assets.pages import keyset_page

ORDERS = ["order=name", "order=checked", "q=pantry", "near=53,-2&radius=50000"]


@pytest.fixture
def many(make_asset):
    """Entries of which many are alike in each order."""
    checked = [None, "2026-01-01", "2026-02-01"]
    return [
        make_asset(f"Pantry {n % 3}", lon=-2 + n % 3 / 100, last_checked_on=checked[n % len(checked)])
        for n in range(11)
    ]


def page_of(query, size=3, **end):
    chosen = AssetFilter(QueryDict(query), PublicAsset.objects.all())
    return keyset_page(chosen.parts, size=size, **end)


def ids(page):
    return [entry.pk for entry in page.entries]


def forward(query):
    """The pages from the first to the last."""
    pages = [page_of(query)]
    while pages[-1].next_after is not None:
        pages.append(page_of(query, after=str(pages[-1].next_after)))
    return pages


@pytest.mark.parametrize("query", ORDERS)
def test_forward_every_row_comes_once_in_order(many, query):
    walked = [pk for page in forward(query) for pk in ids(page)]
    assert walked == [entry.pk for entry in AssetFilter(QueryDict(query), PublicAsset.objects.all()).qs]
    assert len(walked) == len(many)


def test_by_best_match_what_is_not_ranked_follows_by_its_last_check(many, monkeypatch):
    monkeypatch.setattr(words, "MOST_RANKED", 4)
    walked = [entry for page in forward("q=pantry") for entry in page.entries]
    assert len({entry.pk for entry in walked}) == len(walked) == len(many)
    checks = [entry.last_checked_on or date.min for entry in walked]
    assert min(checks[:4]) >= checks[4]
    assert checks[4:] == sorted(checks[4:], reverse=True)


def test_back_from_what_is_not_ranked_the_same_pages_come_again(many, monkeypatch):
    monkeypatch.setattr(words, "MOST_RANKED", 4)
    test_back_the_same_pages_come_again(many, "q=pantry")


@pytest.mark.parametrize("query", ORDERS)
def test_back_the_same_pages_come_again(many, query):
    pages = forward(query)
    back = [pages[-1]]
    while back[-1].previous_before is not None:
        back.append(page_of(query, before=str(back[-1].previous_before)))
    assert [ids(page) for page in back[::-1]] == [ids(page) for page in pages]


def test_only_the_first_page_has_none_before_it(many):
    assert [page.previous_before is None for page in forward("order=name")] == [True, False, False, False]


@pytest.mark.parametrize("end", ["0", "-1", "x", "²", "99999999999999999999", "", "1 OR 1=1", None])
@pytest.mark.parametrize("side", ["after", "before"])
def test_an_end_that_is_no_entry_gives_the_first_page(many, side, end):
    assert ids(page_of("order=name", **{side: end})) == ids(page_of("order=name"))


@pytest.mark.parametrize("side", ["after", "before"])
def test_a_row_that_is_gone_meanwhile_gives_the_first_page(many, side):
    end = many[4].pk
    many[4].delete()
    assert ids(page_of("order=name", **{side: str(end)})) == ids(page_of("order=name"))


def test_nothing_after_the_last_row_gives_the_first_page(many):
    last = ids(forward("order=name")[-1])[-1]
    assert page_of("order=name", after=str(last)).previous_before is None


def test_nothing_before_the_first_row_gives_the_first_page(many):
    first = ids(page_of("order=name"))[0]
    assert ids(page_of("order=name", before=str(first))) == ids(page_of("order=name"))


def test_the_list_leads_forward_and_back(client, make_asset):
    for number in range(30):
        make_asset(f"Place {number:02}")
    first = client.get("/assets/?order=name")
    second = client.get(f"/assets/{first.context['next_url']}")
    third = client.get(f"/assets/{second.context['previous_url']}")
    assert [entry.place.name for entry in third.context["entries"]] == [f"Place {n:02}" for n in range(25)]
    assert (first.context["previous_url"], second.context["next_url"]) == ("", "")
