"""A search on paper: a list and a map with the same numbers, what was searched for, and how to come back to it."""

import re
from random import Random

import pytest
import segno
from django.contrib.gis.geos import Point
from django.urls import reverse

from mapping.picture.frame import Frame
from mapping.picture.numbered import HEIGHT, WIDTH, labels_of, lines_of, numbered_map, spots_of
from mapping.views import printing

MANY = 60
ABOUT_30_KM = 0.3


@pytest.fixture
def printed(client):
    """The page of a search."""
    return lambda **query: client.get(reverse("print"), query)


def map_of(answer):
    found = re.search(r'<figure class="print-map">(.*?)</figure>', answer.text, re.DOTALL)
    return found[1].partition("<figcaption>")[0] if found else ""


def numbers_on_map(answer):
    """The texts of the map that are numbers: one for each spot."""
    return re.findall(r">([\d–, ]+)</text>", map_of(answer))


def numbers_of_list(answer):
    return re.findall(r'<span class="print-number">(\d+)</span>', answer.text)


def entry_of(answer, name):
    """What the list says of a place, without markup."""
    entries = re.findall(r'<li class="printed-entry".*?</li>', answer.text, re.DOTALL)
    (found,) = [entry for entry in entries if name in entry]
    return " ".join(re.sub("<[^>]+>", " ", found).split())


def test_the_map_has_the_numbers_of_the_list(printed, make_asset):
    for place in range(5):
        make_asset(f"Pantry {place}", lon=-2 - place / 10)
    answer = printed()
    assert numbers_of_list(answer) == ["1", "2", "3", "4", "5"]
    assert sorted(numbers_on_map(answer)) == ["1", "2", "3", "4", "5"]


def test_a_number_stands_where_its_place_is(make_asset):
    places = [(1, Point(-2, 53), False), (2, Point(-1, 53), False)]
    frame = Frame.around((-2, 53, -1, 53), WIDTH, HEIGHT, 40, 14)
    labels = labels_of(frame, spots_of(frame, places))
    assert [(label.lines, round(label.line[1][0])) for label in labels] == [(["1"], 40), (["2"], WIDTH - 40)]


def test_places_at_one_spot_share_a_marker(printed, make_asset):
    for name in ["Choir", "Pantry", "Quilters", "Reading"]:
        make_asset(name, lon=-1.0 if name == "Choir" else -2.0)
    assert sorted(numbers_on_map(printed())) == ["1", "2–4"]


@pytest.mark.parametrize(
    ("numbers", "lines"),
    [
        ([7], ["7"]),
        ([3, 4, 5], ["3–5"]),
        ([3, 4], ["3, 4"]),
        ([1, 3, 4, 5, 9], ["1, 3–5, 9"]),
        ([10, 12, 14, 16, 18, 20], ["10, 12, 14, 16,", "18, 20"]),
    ],
)
def test_numbers_are_written_as_people_write_them(numbers, lines):
    assert lines_of(numbers) == lines


@pytest.mark.parametrize("spread", [0.3, 0.03, 0.003, 0.0001])
def test_however_close_places_stand_each_number_is_on_the_map_once_and_no_label_covers_another(spread):
    rows = Random(4)
    places = [
        (number, Point(-2 + rows.gauss(0, spread), 53 + rows.gauss(0, spread / 2)), number % 9 == 0)
        for number in range(1, MANY)
    ]
    places.append((MANY, Point(-2 + ABOUT_30_KM * 5, 54), False))
    frame = Frame.around((-2.5, 52.5, -0.5, 54.0), WIDTH, HEIGHT, 40, 14)
    labels = labels_of(frame, spots_of(frame, places))
    assert sorted(number for label in labels for spot in label.spots for number in spot.numbers) == [
        *range(1, MANY + 1)
    ]
    boxes = [label.box for label in labels]
    assert not [1 for one in boxes for other in boxes if one is not other and one.overlaps(other)]
    assert all(frame.holds(box) for box in boxes)


def test_a_place_of_which_only_the_neighbourhood_is_shown_is_a_dashed_ring(printed, make_area, make_asset):
    make_area("msoa", "Seaholme 001", box=(-2.05, 52.95, -1.95, 53.05))
    make_asset("Home group", lon=-2.01, disclosure="area")
    answer = printed()
    assert "stroke-dasharray" in map_of(answer)
    assert numbers_on_map(answer) == ["1"]
    assert "Somewhere in Seaholme 001: the exact place is not shown" in entry_of(answer, "Home group")


def test_a_withheld_place_is_in_the_list_but_not_on_the_map_and_the_list_says_why(printed, make_asset):
    make_asset("Pantry")
    make_asset("Refuge", "refuge", disclosure="withheld", address="1 Hidden Lane", town="Nowhere")
    answer = printed()
    assert numbers_of_list(answer) == ["1", "2"]
    assert numbers_on_map(answer) == ["1"]
    assert "Its place is not shown, to keep people safe; it is not on the map." in entry_of(answer, "Refuge")
    assert "Hidden" not in answer.text


def test_without_a_place_to_show_there_is_no_map(printed, make_asset):
    make_asset("Refuge", "refuge", disclosure="withheld")
    assert map_of(printed()) == ""


def test_the_list_says_what_is_needed_to_go_there(printed, make_asset):
    make_asset(
        "Seaholme Pantry", address="1 Hill Street", town="Seaholme", postcode="ZE1 1AA", is_free=True,
        sessions=[{"weekday": 2, "opens": "09:00", "closes": "13:00"}], last_checked_on="2026-05-01",
        contact_phone_is_public=True, contact_phone="01253 000000", referral="open",
    )  # fmt: skip
    entry = entry_of(printed(), "Seaholme Pantry")
    for words in [
        "What Food bank or pantry",
        "Where 1 Hill Street, Seaholme ZE1 1AA",
        "When Tuesday: 9am to 1pm",
        "Cost Free",
        "How to come Open: just come along",
        "Phone 01253 000000",
        "Checked 1 May 2026",
    ]:
        assert words in entry


def test_a_phone_without_consent_is_not_printed(printed, make_asset):
    make_asset(contact_phone_is_public=False, contact_phone="01253 000000")
    assert "01253" not in printed().text


def test_all_that_was_searched_for_is_said_in_words(printed, make_area, make_asset):
    make_area(code="T1")
    make_asset(is_free=True)
    answer = printed(q="pantry", category=["food", "learning"], area="T1", free="yes", order="checked")
    assert answer.context["asked"] == [
        ("Words", ["“pantry”"]),
        ("Kind of place or group", ["Food, money, home and advice", "Learning and libraries"]),
        ("Area", ["Seaholme"]),
        ("Cost", ["Free"]),
    ]
    assert all(word in answer.text for _, words in answer.context["asked"] for word in words)
    assert "Checked most recently" in answer.text


def test_the_list_is_in_the_order_that_was_asked_for(printed, make_asset):
    make_asset("Aunt Mary's", last_checked_on="2020-01-01")
    make_asset("Zumba", last_checked_on="2026-01-01")
    names = [entry.place.name for entry in printed(order="checked").context["entries"]]
    assert names == ["Zumba", "Aunt Mary's"]


def test_a_bad_filter_is_explained_and_left_out(printed, make_asset):
    make_asset()
    answer = printed(colour="red")
    assert answer.status_code == 200
    assert "There is no such filter" in answer.text
    assert numbers_of_list(answer) == ["1"]


def test_of_very_many_the_first_are_printed_and_the_page_says_how_to_get_all(printed, make_asset, monkeypatch):
    monkeypatch.setattr(printing, "MOST", 3)
    for _ in range(4):
        make_asset()
    answer = printed(category="food")
    assert numbers_of_list(answer) == ["1", "2", "3"]
    assert "These are the first 3." in answer.text
    assert "/assets.csv?category=food" in answer.text


def test_what_fits_is_not_said_to_be_a_part(printed, make_asset):
    make_asset()
    assert "These are the first" not in printed().text


def test_the_code_is_the_address_of_the_search(printed, make_asset, settings):
    settings.SITE_URL = "https://map.example"
    make_asset()
    answer = printed(q="food bank", category="food")
    address = "https://map.example/assets/?q=food+bank&category=food"
    code = segno.make_qr(address, error="m").svg_inline(omitsize=True, light="#fff", svgclass="code", lineclass=None)
    assert answer.text.count('class="code"') == 1
    assert code in answer.text
    assert address.replace("&", "&amp;") in answer.text


def test_an_address_too_long_to_be_read_from_paper_has_no_code(printed, make_asset, make_area):
    codes = [make_area("ward", f"Ward {number}").code for number in range(60)]
    assert 'class="code"' not in printed(area=codes).text


def test_where_nothing_is_found_there_is_a_way_back(printed):
    answer = printed(category="food")
    assert "There is nothing to print" in answer.text
    assert "/assets/?category=food" in answer.text


def test_sources_and_licences_are_named_once_each(printed, make_asset):
    for _ in range(2):
        make_asset(source="Harbour Council", licence="ogl-3", attribution="© Harbour Council 2026")
    text = printed().text
    assert text.count("© Harbour Council 2026") == 1
    assert "Harbour Council: Open Government Licence v3.0" in text


def test_a_search_that_it_may_be_dangerous_to_be_seen_with_is_kept_nowhere(printed, make_asset):
    make_asset("Refuge", "refuge", disclosure="withheld")
    answer = printed(category="refuge")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Leave this page" in answer.text


@pytest.mark.parametrize("fields", [{"visibility": "consortium"}, {"visibility": "private"}, {"status": "submitted"}])
def test_visitors_print_public_places_alone(printed, make_asset, fields):
    make_asset(**fields)
    assert numbers_of_list(printed()) == []


def test_a_curator_prints_no_more_of_a_place_than_it_discloses(client, printed, make_asset, curator):
    make_asset("Refuge", "refuge", disclosure="withheld", address="1 Hidden Lane")
    client.force_login(curator)
    answer = printed()
    assert numbers_of_list(answer) == ["1"]
    assert map_of(answer) == ""
    assert "Hidden" not in answer.text


def test_the_queries_do_not_grow_with_the_places(printed, make_asset, django_assert_max_num_queries):
    for place in range(20):
        make_asset(lon=-2 - place / 100)
    with django_assert_max_num_queries(16):
        printed()


def test_the_list_leads_to_the_page_to_print(client, make_asset):
    make_asset()
    assert f"{reverse('print')}?category=food" in client.get(reverse("assets:list"), {"category": "food"}).text


def test_a_map_of_one_place_is_drawn():
    assert ">1</text>" in numbered_map([(1, Point(-2, 53), False)])
