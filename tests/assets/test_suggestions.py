"""What is suggested while somebody types: never more than they may know of."""

from datetime import date

import pytest
from django.contrib.gis.geos import Point

from assets.words import refresh_words
from places.models import Postcode
from tests.planted import PLACE_WORDS, ROLES, SECRET_NAMES, found_in

ADDRESS = "/assets/suggest/"


@pytest.fixture
def suggested(client):
    """What is suggested to a visitor: [(kind, text)]."""

    def ask(typed):
        answer = client.get(ADDRESS, {"q": typed})
        assert answer.status_code == 200
        return [(one["kind"], one["text"]) for one in answer.json()["suggestions"]]

    return ask


@pytest.mark.parametrize("typed", ["libr", "LIBRAR", "library", "libraries", "learning libr"])
def test_a_kind_is_suggested_by_its_name(suggested, typed):
    assert set(suggested(typed)) & {("kind", "Library"), ("kind", "Learning and libraries")}


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("jobce", "Work and skills"), ("talking th", "Mental health support"), ("mens sh", "Peer support group")],
)
def test_a_kind_is_suggested_by_what_people_call_it(suggested, typed, kind):
    assert ("kind", kind) in suggested(typed)


def test_an_audience_is_suggested(suggested):
    assert ("kind", "Veterans and their families") in suggested("veter")


@pytest.mark.parametrize("typed", ["seah", "Sea Holme", "SEAHOLME"])
def test_an_area_is_suggested_by_the_beginning_of_its_name(suggested, make_area, typed):
    make_area(name="Seaholme")
    assert suggested(typed) == [("place", "Seaholme")]


def test_an_area_that_has_ended_is_not(suggested, make_area):
    make_area(name="Seaholme", valid_to=date(2020, 1, 1))
    assert suggested("seah") == []


def test_areas_of_one_name_are_told_apart(client, make_area):
    make_area(name="Wigan")
    make_area("ward", "Ashton", box=(-2.05, 52.95, -2, 53))
    labels = [one["label"] for one in client.get(ADDRESS, {"q": "asht"}).json()["suggestions"]]
    assert labels == ["Ward in Wigan"]


def test_postcodes_are_suggested(suggested):
    Postcode.objects.create(code="M139PL", point=Point(-2.2, 53.4, srid=4326))
    assert suggested("m13 9") == [("postcode", "M13 9PL")]


def test_the_district_that_is_written_comes_before_its_postcodes(suggested):
    Postcode.objects.create(code="M139PL", point=Point(-2.2, 53.4, srid=4326))
    assert suggested("library near m13") == [
        ("postcode", "library near M13"),
        ("postcode", "library near M13 9PL"),
    ]


def test_postcodes_that_have_ended_are_not_suggested(suggested):
    Postcode.objects.create(code="M100AA", point=Point(-2.2, 53.4, srid=4326), ended_on=date(1996, 6, 1))
    assert suggested("m10") == []


def test_a_whole_word_comes_before_the_beginning_of_another(suggested):
    kinds = [text for kind, text in suggested("men's") if kind == "kind"]
    assert kinds[0] == "Men"


@pytest.mark.parametrize("typed", ["harbour", "HARBOUR pan", "pantr", "pantry harb"])
def test_an_entry_is_suggested_by_words_of_its_name(suggested, make_asset, typed):
    make_asset("Harbour Pantry", category="singing")
    assert ("name", "Harbour Pantry") in suggested(typed)


def test_what_begins_with_the_words_comes_before_what_holds_them(client, make_asset):
    for name in ["Old Pantry", "Pantry", "Pantry Two", "Pantry Three", "Pantry Four"]:
        make_asset(name, category="singing")
    names = [one["text"] for one in client.get(ADDRESS, {"q": "pantry"}).json()["suggestions"] if one["kind"] == "name"]
    assert "Old Pantry" not in names


@pytest.mark.parametrize("link", ["near", "in", "NEAR"])
def test_after_near_and_in_places_alone_are_suggested(suggested, make_area, make_asset, link):
    make_area(name="Libton")
    make_asset("Library")
    assert suggested(f"food bank {link} lib") == [("place", f"food bank {link.lower()} Libton")]


def test_what_is_misspelt_is_understood(suggested, make_asset):
    make_asset("Harbour Library", category="library")
    refresh_words()
    assert ("kind", "Library") in suggested("libary")


def test_at_most_eight_are_suggested(suggested, make_asset, make_area):
    for number in range(10):
        make_asset(f"Library {number}", category="library")
        make_area(name=f"Libraryton {number}")
    assert len(suggested("libr")) == 8


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "a",
        "'",
        '"',
        "%",
        ":*",
        "qx & zj | jq:*",
        "\\",
        "\0qz",
        "🙂🙂",
        "مكتبة",
        "the",
        "x" * 3000,
        "near ",
        "in in in",
    ],
)
def test_strange_words_do_no_harm(suggested, make_asset, typed):
    make_asset("Choir")
    assert suggested(typed) == []


def test_each_leads_somewhere(client, make_asset, make_area):
    area, asset = make_area(name="Librarytown"), make_asset("Library Hub")
    Postcode.objects.create(code="LI139PL", point=Point(-2.2, 53.4, srid=4326))
    found = client.get(ADDRESS, {"q": "libr"}).json()["suggestions"]
    assert {(one["kind"], one.get("url", one.get("query"))) for one in found} >= {
        ("place", f"area={area.code}"), ("name", asset.get_absolute_url()), ("kind", "category=library"),
    }  # fmt: skip
    for one in found:
        assert client.get(one.get("url") or f"/assets/?{one['query']}").status_code == 200


def test_a_visitor_s_browser_keeps_it_nowhere(client):
    assert "no-store" in client.get(ADDRESS, {"q": "libr"})["Cache-Control"]


def test_that_of_somebody_signed_in_is_kept_nowhere(signed_in, curator):
    assert "no-store" in signed_in(curator).get(ADDRESS, {"q": "libr"})["Cache-Control"]


def test_it_is_only_asked(client):
    assert client.post(ADDRESS).status_code == 405


TYPED = ["quillf", "ZE9", "ZE9 7", "zibet", "xylop", "wyvern", "refuge", "home group", "7 quill", "zibethun"]


@pytest.mark.real_roles
@pytest.mark.parametrize("role", ROLES)
def test_nothing_hidden_is_suggested(planted, reader, role):
    refresh_words()
    client, words = reader(role)
    found = "".join(client.get(ADDRESS, {"q": typed}).text for typed in TYPED)
    assert found_in(found, words) == []


@pytest.mark.real_roles
def test_a_partner_is_suggested_what_is_shared_with_partners(planted, reader):
    client, _ = reader("partner")
    assert SECRET_NAMES["consortium"] in client.get(ADDRESS, {"q": "zibet"}).text


@pytest.mark.real_roles
def test_a_hidden_town_is_no_label(planted, reader):
    client, _ = reader("partner")
    labels = client.get(ADDRESS, {"q": "home group"}).text
    assert "Home group" in labels
    assert found_in(labels, PLACE_WORDS) == []
