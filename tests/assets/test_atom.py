"""`/assets.atom`: what changed last among what a search finds, for feed readers."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from assets.feeds import MOST
from assets.models import Asset, PublicAsset
from assets.words import refresh_words

ATOM = reverse("assets:atom")
NS = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def entries_of(signed_in):
    """The entries of the feed for this reader."""

    def entries(user, query=""):
        answer = signed_in(user).get(f"{ATOM}?{query}")
        assert answer.status_code == 200
        return ElementTree.fromstring(answer.content).findall("a:entry", NS)

    return entries


def titles(entries):
    return [entry.findtext("a:title", namespaces=NS) for entry in entries]


def changed(asset, minutes):
    """Let the public copy say that this asset changed so many minutes after ten."""
    moment = datetime(2026, 11, 1, 10, minutes, tzinfo=UTC)
    PublicAsset.objects.filter(pk=asset.pk).update(changed_at=moment)
    return asset


@pytest.fixture
def two(make_asset):
    return changed(make_asset("Allotment"), 1), changed(make_asset("Choir", "singing"), 2)


def test_the_newest_change_comes_first(entries_of, visitor, two):
    assert titles(entries_of(visitor)) == ["Choir", "Allotment"]


def test_the_filter_is_that_of_the_list(entries_of, visitor, two):
    assert titles(entries_of(visitor, "category=singing")) == ["Choir"]


def test_an_entry_keeps_its_id_whatever_its_name(entries_of, visitor, two):
    ids = [entry.findtext("a:id", namespaces=NS) for entry in entries_of(visitor)]
    assert ids == [f"urn:uuid:{asset.uid}" for asset in reversed(two)]


def test_an_entry_says_when_it_changed_where_it_is_and_of_what_kind(entries_of, visitor, make_area, make_asset):
    make_area(name="Seaholme")
    changed(make_asset(summary="Warm food"), 5)
    (entry,) = entries_of(visitor)
    assert entry.findtext("a:updated", namespaces=NS) == "2026-11-01T10:05:00+00:00"
    assert entry.findtext("a:summary", namespaces=NS) == "Seaholme. Warm food"
    assert entry.find("a:category", NS).get("term") == "Food bank or pantry"


def test_an_entry_links_to_its_page(entries_of, visitor, two, settings):
    (entry, _) = entries_of(visitor)
    assert entry.find("a:link", NS).get("href") == settings.SITE_URL + two[1].get_absolute_url()


def test_the_feed_says_of_which_search_it_is(client, two, settings):
    feed = ElementTree.fromstring(client.get(ATOM, {"category": "singing"}).content)
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", NS)}
    assert links == {
        "alternate": f"{settings.SITE_URL}{reverse('assets:list')}?category=singing",
        "self": f"{settings.SITE_URL}{ATOM}?category=singing",
    }


def test_a_feed_holds_at_most_a_hundred(entries_of, visitor, make_asset):
    for number in range(MOST + 1):
        make_asset(f"Place {number}")
    assert len(entries_of(visitor)) == MOST


def test_of_nothing_found_there_is_a_feed_too(client):
    assert client.get(ATOM, {"q": "zzzz"}).status_code == 200


@pytest.mark.parametrize("query", ["colour=red", "category=food&category=nothing"])
def test_a_bad_filter_is_refused_in_words(client, query):
    answer = client.get(f"{ATOM}?{query}")
    assert answer.status_code == 400
    assert "There is no such filter" in answer.text or "We do not know" in answer.text


def test_who_has_the_newest_is_told_so(client, two):
    tag = client.get(ATOM)["ETag"]
    assert client.get(ATOM, headers={"If-None-Match": tag}).status_code == 304


def test_an_entry_that_left_makes_a_new_feed(client, two):
    tag = client.get(ATOM)["ETag"]
    Asset.objects.filter(pk=two[0].pk).update(status=Asset.Status.CLOSED)
    assert client.get(ATOM, headers={"If-None-Match": tag}).status_code == 200


def test_the_newest_change_is_the_date_of_the_feed(client, two):
    assert client.get(ATOM)["Last-Modified"] == "Sun, 01 Nov 2026 10:02:00 GMT"


@pytest.mark.real_roles
def test_visitors_are_fed_what_is_public(entries_of, visitor, make_asset):
    make_asset("Van", visibility=Asset.Visibility.CONSORTIUM)
    make_asset("Choir")
    assert titles(entries_of(visitor)) == ["Choir"]


def test_partners_are_fed_what_is_shared_with_them(entries_of, partner, make_asset):
    make_asset("Van", visibility=Asset.Visibility.CONSORTIUM)
    assert titles(entries_of(partner)) == ["Van"]


def test_a_feed_of_somebody_is_not_stored(signed_in, partner):
    assert "no-store" in signed_in(partner).get(ATOM)["Cache-Control"]


def test_the_list_names_its_feed(client):
    assert (
        f'<link rel="alternate" type="application/atom+xml" title="New and changed" href="{ATOM}?category=food">'
        in client.get(reverse("assets:list"), {"category": "food"}).text
    )


def test_a_feed_takes_a_fixed_number_of_queries(client, make_asset, django_assert_num_queries):
    for number in range(5):
        make_asset(f"Place {number}")
    with django_assert_num_queries(3):
        client.get(ATOM)


def test_it_says_which_word_was_corrected(client, make_asset):
    make_asset("Seaholme Library", "library")
    refresh_words()
    feed = ElementTree.fromstring(client.get(f"{ATOM}?q=libary").content)
    assert "“libary” was taken for “library”." in feed.find("a:subtitle", NS).text
