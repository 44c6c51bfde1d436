"""One search on other sites: the same entries as everywhere, for visitors alone, in frames of the sites on the list."""

import csv
import io

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

EMBED, CODE = reverse("embed"), reverse("embed_code")
EXAMPLE = {"Sec-Fetch-Dest": "iframe", "Referer": "https://example.org/"}


@pytest.fixture
def places(make_area, make_asset, make_project, organisation):
    """A place of each disclosure, and rows that are not public."""
    make_area(code="T1")
    make_area("msoa", "Seaholme 001", box=(-2.05, 52.95, -1.95, 53.05))
    make_asset(is_free=True)
    make_asset("Layfield Library", "library", lon=-1.95, organisation=organisation)
    make_asset("Refuge", "refuge", disclosure="withheld")
    home_group = make_asset("Home group", "peer_support", disclosure="area", is_free=True)
    make_asset("Members only", visibility="consortium")
    make_asset("Draft", status="draft")
    make_project(slug="pathways").links.create(asset=home_group, effect="identified")


def frame_ancestors(answer):
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    return policy["frame-ancestors"].split()


SEARCHES = {
    "": 4,
    "category=food": 2,
    "category=refuge": 1,
    "area=T1": 4,
    "bbox=-2.1,52.9,-1.9,53.1": 3,
    "near=53.0,-2.0&radius=2000": 2,
    "q=library+near+53.0,-1.95": 1,
    "free=yes": 2,
    "free=yes&unknown=show": 4,
    "project=pathways": 1,
    "q=nothing": 0,
}


@pytest.mark.real_roles
def test_it_holds_what_the_list_the_file_and_the_map_hold(client, places):
    """In one test: the file is read through a connection of its own, so that the rows must be written for good."""
    for query, number in SEARCHES.items():
        answer = client.get(f"{EMBED}?{query}")
        shown = [entry.place for entry in answer.context["entries"]]
        rows = csv.DictReader(io.StringIO(b"".join(client.get(f"/assets.csv?{query}")).decode()))
        on_map = client.get(f"/tiles/clusters/0/0/0.json?{query}").json()["total"]
        assert sorted(place.name for place in shown) == sorted(row["name"] for row in rows), query
        assert on_map == len([place for place in shown if place.public_location]), query
        assert answer.context["total"] == client.get(f"/assets/?{query}").context["total"], query
        assert answer.context["total"].number == len(shown) == number, query


@pytest.mark.parametrize("view", ["list", "map"])
def test_list_map_and_the_whole_site_keep_the_filter(client, places, view):
    text = client.get(f"{EMBED}?category=food&free=yes&view={view}").text
    assert 'href="?category=food&amp;free=yes"' in text
    assert 'href="?category=food&amp;free=yes&amp;view=map"' in text
    assert 'href="/assets/?category=food&amp;free=yes" target="_blank" rel="noopener"' in text


def test_the_map_shows_the_same_filter_without_cookies(client, places):
    text = client.get(f"{EMBED}?category=food&view=map").text
    assert 'data-query="category=food"' in text
    assert "data-visitor" in text
    assert "ask-layers" not in text


def test_the_next_page_keeps_the_filter(client, make_asset):
    for number in range(26):
        make_asset(f"Pantry {number}")
    answer = client.get(f"{EMBED}?category=food")
    assert answer.context["next_url"].startswith("?category=food&after=")
    assert len(client.get(EMBED + answer.context["next_url"]).context["entries"]) == 1


def test_places_open_in_a_tab_of_their_own(client, make_asset):
    address = make_asset().get_absolute_url()
    assert f'<a href="{address}" target="_blank" rel="noopener">' in client.get(EMBED).text


def test_it_says_what_it_left_out(client, places):
    answer = client.get(f"{EMBED}?colour=red&category=food")
    assert answer.status_code == 200
    assert "There is no such filter" in answer.text
    assert answer.context["total"].number == 2


def test_the_way_out_leaves_the_page_around_the_frame(client, places):
    answer = client.get(f"{EMBED}?category=refuge")
    assert 'id="way-out"' in answer.text
    assert 'target="_top"' in answer.text
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("query", ["", "view=map", "category=refuge", "colour=red", "near=53.0,-2.0"])
def test_it_sets_no_cookie(client, places, query):
    assert not client.get(f"{EMBED}?{query}").cookies


@pytest.mark.parametrize("query", ["", "view=map"])
def test_it_is_not_kept(client, places, query):
    assert client.get(f"{EMBED}?{query}")["Cache-Control"] == "private, no-cache"


def test_it_reads_no_choice_of_distances(client, places):
    client.cookies["distance"] = "km"
    assert "miles away" in client.get(f"{EMBED}?near=53.0,-2.0").text


@pytest.mark.real_roles
def test_somebody_who_signed_in_is_a_visitor_there(signed_in, curator, places):
    client = signed_in(curator)
    with CaptureQueriesContext(connections["default"]) as asked:
        answer = client.get(EMBED)
    assert asked.captured_queries == []
    assert answer.context["total"].number == 4
    assert not answer.cookies
    assert client.get("/assets/").context["total"].number == 5


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_sent_to_it(client, method):
    assert getattr(client, method)(EMBED).status_code == 405


@pytest.mark.parametrize(
    ("hosts", "sources"),
    [
        ([], ["'self'"]),
        (["example.org"], ["'self'", "example.org"]),
        ([".example.org"], ["'self'", "example.org", "*.example.org"]),
        (["localhost:3000", "*"], ["'self'", "localhost:3000", "*"]),
    ],
)
def test_the_sites_on_the_list_may_frame_it(client, settings, hosts, sources):
    settings.EMBED_HOSTS = hosts
    answer = client.get(EMBED)
    assert frame_ancestors(answer) == sources
    assert "X-Frame-Options" not in answer


@pytest.mark.parametrize("host", ["example.org", "a.example.org", "a.b.example.org", "example.net:8080", "testserver"])
def test_a_site_on_the_list_gets_the_page(client, settings, places, host):
    settings.EMBED_HOSTS = [".example.org", "example.net:8080"]
    answer = client.get(EMBED, headers=EXAMPLE | {"Referer": f"https://{host}/page"})
    assert answer.status_code == 200
    assert "Layfield Library" in answer.text


@pytest.mark.parametrize("host", ["example.com", "notexample.org", "example.org.evil.test", "example.org:8080"])
def test_another_site_is_told_in_the_frame_how_to_ask(client, settings, places, host):
    settings.EMBED_HOSTS = [".example.org", "example.net:8080"]
    answer = client.get(EMBED, headers=EXAMPLE | {"Referer": f"https://{host}/page"})
    assert answer.status_code == 403
    assert f"{host} may not show this list yet" in answer.text
    assert CODE in answer.text
    assert frame_ancestors(answer) == ["*"]
    assert "X-Frame-Options" not in answer
    assert "Layfield Library" not in answer.text


def test_telling_so_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(EMBED, headers=EXAMPLE)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Dest": "document", "Referer": "https://example.com/"},
        {"Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Dest": "iframe", "Referer": "https://[example"},
        {"Referer": "https://example.com/"},
    ],
)
def test_who_opens_it_directly_or_does_not_say_where_from_gets_the_page(client, places, headers):
    answer = client.get(EMBED, headers=headers)
    assert answer.status_code == 200
    assert frame_ancestors(answer) == ["'self'"]
    assert f'href="{CODE}?view=map"' in answer.text


@pytest.mark.parametrize(
    "address",
    ["/", "/assets/", "/assets.csv", CODE, "/tiles/clusters/0/0/0.json", "/account/login/", "/embed/nothing/"],
)
def test_no_other_page_may_be_framed(client, settings, address):
    settings.EMBED_HOSTS = ["*"]
    answer = client.get(address)
    assert frame_ancestors(answer) == ["'none'"]
    assert answer["X-Frame-Options"] == "DENY"
    answer.close()


def code_of(answer):
    """The code that the page gives away, as it is copied from its field."""
    return answer.text.partition('autocomplete="off">')[2].partition("</textarea>")[0]


def test_the_code_is_of_the_search_and_the_view(client, places, settings):
    code = code_of(client.get(f"{CODE}?category=food&view=map&height=450"))
    address = f"{settings.SITE_URL}{EMBED}?category=food&amp;amp;view=map"
    assert f"src=&quot;{address}&quot;" in code
    assert "height=&quot;450&quot;" in code
    assert "title=&quot;Places and groups from Hereabouts: Food, money, home and advice&quot;" in code
    assert "loading=&quot;lazy&quot;" in code


@pytest.mark.parametrize("height", ["", "299", "2001", "tall", "9" * 40])
def test_a_height_that_cannot_be_is_told(client, height):
    answer = client.get(f"{CODE}?height={height}")
    assert "Write a whole number of pixels from 300 to 2000" in answer.text
    assert "height=&quot;600&quot;" in code_of(answer)


def test_what_is_typed_does_not_leave_the_code(client):
    code = code_of(client.get(CODE, {"q": '"></textarea><script>'}))
    assert "<" not in code


@pytest.mark.parametrize(
    ("hosts", "words"),
    [([], "No other site yet"), (["example.org"], "<code>example.org</code>"), (["example.org", "*"], "Any site.")],
)
def test_the_page_of_the_code_says_who_may_use_it(client, settings, hosts, words):
    settings.EMBED_HOSTS = hosts
    assert words in client.get(CODE).text


def test_the_page_of_the_code_offers_the_way_out_where_the_search_does(client, places):
    assert 'id="way-out"' in client.get(f"{CODE}?category=refuge").text


def test_the_list_leads_to_the_code_of_its_search(client, places):
    assert f'href="{CODE}?category=food"' in client.get("/assets/?category=food").text
