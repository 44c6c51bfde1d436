"""What somebody asks in the one box is parted into words and a place."""

import pytest
from django.contrib.gis.geos import Point
from django.http import QueryDict

from assets.filters import AssetFilter
from assets.filters.asked import understand
from assets.models import PublicAsset
from places.models import Area, Postcode

TOWN, WARD = (-2.1, 52.9, -1.9, 53.1), (-2.01, 52.99, -1.99, 53.01)


@pytest.fixture(autouse=True)
def _places(make_area):
    """A town with a postcode, and another whose name is a word."""
    Postcode.objects.create(code="M139PL", point=Point(-2.0, 53.0, srid=4326))
    make_area(name="Seaholme", code="E1", box=TOWN)
    make_area(name="Barrow-in-Furness", code="E2", box=(-3.3, 54.0, -3.1, 54.2))
    make_area(name="Reading", code="E3", box=(-1.1, 51.4, -0.9, 51.5))


def searched(query):
    return AssetFilter(QueryDict(query), PublicAsset.objects.all())


@pytest.mark.parametrize(
    ("text", "words", "place", "is_near"),
    [
        ("M13 9PL", "", "M13 9PL", True),
        ("m139pl", "", "M13 9PL", True),
        ("M13", "", "M13", True),
        ("SJ 838 980", "", "SJ 838 980", True),
        ("53.0, -2.0", "", "53.0, -2.0", True),
        ("seaholme", "", "Seaholme", False),
        ("reading", "", "Reading", False),
        ("food bank near M13 9PL", "food bank", "M13 9PL", True),
        ("food bank in M13 9PL", "food bank", "M13 9PL", True),
        ("food bank M13 9PL", "food bank", "M13 9PL", True),
        ("M13 9PL food bank", "food bank", "M13 9PL", True),
        ("food bank, M13", "food bank", "M13", True),
        ("library Seaholme", "library", "Seaholme", False),
        ("Seaholme library", "library", "Seaholme", False),
        ("library, Seaholme", "library", "Seaholme", False),
        ("library in Seaholme", "library", "Seaholme", False),
        ("library near Seaholme", "library", "Seaholme", True),
        ("Library Close To Seaholme", "Library", "Seaholme", True),
        ("near M13 9PL", "", "M13 9PL", True),
        ("in seaholme", "", "Seaholme", False),
        ("drop in near M13 9PL", "drop in", "M13 9PL", True),
        ("singing in Barrow in Furness", "singing", "Barrow-in-Furness", False),
        ("group in Reading", "group", "Reading", False),
        ('"food bank" near M13 9PL', '"food bank"', "M13 9PL", True),
        ("library 53.0, -2.0", "library", "53.0, -2.0", True),
    ],
)
def test_words_and_a_place_are_told_apart(text, words, place, is_near):
    asked = understand(text)
    assert (asked.words, asked.place.name, asked.is_near) == (words, place, is_near)


@pytest.mark.parametrize(
    "text",
    [
        *["food bank", "men's shed", "over 50s", "under 5", "bio", "reading group", "24 7", "walk 50 60"],
        *[
            '"library" "Seaholme"',
            '"Seaholme"',
            "library -Seaholme",
            "library or Seaholme",
            "drop in",
            "",
            "%",
            ":",
            "'",
        ],
        *['"', "...", "((", "in", "near", "in in in in", "word " * 500],
    ],
)
def test_what_names_no_place_is_words_as_they_stand(text):
    asked = understand(text)
    assert (asked.words, asked.place, asked.choices) == (" ".join(text.split()), None, [])


def test_an_area_of_the_census_beside_words_is_words(make_area):
    make_area(kind=Area.Kind.MSOA, name="Central")
    assert understand("church central").words == "church central"
    assert understand("church in central").place.name == "Central"


def test_several_areas_of_the_census_beside_words_are_words(make_area):
    for box in (WARD, (-1.01, 51.44, -0.99, 51.46)):
        make_area(kind=Area.Kind.MSOA, name="City Centre", box=box)
    asked = understand("Seaholme city centre")
    assert (asked.words, asked.place.name, asked.choices) == ("city centre", "Seaholme", [])


def test_what_may_be_part_of_a_postcode_beside_words_is_a_word():
    assert understand("vitamin b12").words == "vitamin b12"


def test_an_unknown_part_of_a_postcode_is_said():
    asked = understand("food bank near W1A")
    assert (asked.words, asked.note[:38]) == ("food bank", "This site holds no postcodes that begi")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("library near barrow", "q=library&area=E2"),
        ("library in barrow", "q=library&area=E2"),
        ("barrow", "area=E2"),
    ],
)
def test_areas_whose_name_goes_on_are_offered(text, query):
    assert [choice for _, _, choice in searched(f"q={text}").meant] == [query]


def test_the_words_alone_are_one_click_away():
    alone = understand("Seaholme library").words_alone
    assert alone == '"Seaholme" "library"'
    assert understand(alone).place is None


def test_a_place_that_is_not_known_is_said_and_its_words_are_searched():
    asked = understand("food bank near Atlantis")
    assert asked.words == "food bank Atlantis"
    assert asked.note == "We do not know a place called “Atlantis”, and searched for all the words."


def test_near_me_is_answered_in_words():
    asked = understand("food bank near me")
    assert (asked.words, asked.place) == ("food bank", None)
    assert "Write a postcode" in asked.note


def test_a_postcode_elsewhere_is_answered_in_words():
    asked = understand("food bank near JE2 3AB")
    assert asked.words == "food bank"
    assert "Jersey" in asked.note


def test_areas_of_one_name_are_offered_and_the_words_searched_as_they_stand(make_area):
    make_area(kind=Area.Kind.WARD, name="Northgate", code="W1", box=WARD)
    make_area(kind=Area.Kind.WARD, name="Northgate", code="W2", box=(-1.01, 51.44, -0.99, 51.46))
    chosen = searched("q=chapel+in+Northgate")
    assert chosen.asked.words == "chapel Northgate"
    assert [(str(area), told, query) for area, told, query in chosen.meant] == [
        ("Northgate", "ward in Reading", "q=chapel&area=W2"),
        ("Northgate", "ward in Seaholme", "q=chapel&area=W1"),
    ]


def test_the_wider_area_is_taken_and_the_others_are_offered(make_area):
    make_area(kind=Area.Kind.WARD, name="Seaholme", code="W1", box=WARD)
    chosen = searched("q=Seaholme")
    assert chosen.area.code == "E1"
    assert [query for _, _, query in chosen.meant] == ["area=W1"]


def test_the_list_holds_what_lies_in_the_area_that_is_named(make_asset):
    inside = make_asset("Inside", lon=-2.05)
    make_asset("Outside", lon=-2.5)
    assert [entry.pk for entry in searched("q=food+bank+in+seaholme").qs] == [inside.pk]


def test_the_list_holds_what_lies_around_the_postcode_nearest_first(make_asset):
    far, near = make_asset("A", lon=-2.02), make_asset("B", lon=-2.01)
    make_asset("Outside", lon=-2.2)
    assert [entry.pk for entry in searched("q=food+bank+near+m139pl").qs] == [near.pk, far.pk]


def test_a_radius_widens_the_place_in_the_box(make_asset):
    asset = make_asset(lon=-2.2)
    assert [entry.pk for entry in searched("q=m139pl&radius=20000").qs] == [asset.pk]


@pytest.mark.parametrize("where", ["near=53.0,-2.2", "area=E3", "bbox=-2.3,52.9,-2.1,53.1"])
def test_a_place_in_the_box_gives_way_to_the_filters(where, make_asset):
    chosen = searched(f"q=food+bank+near+M13+9PL&{where}")
    assert "M13 9PL" in chosen.notes[0]
    assert chosen.asked.words == "food bank"
    make_asset("At the postcode")
    assert not chosen.qs.exists()


def test_each_part_of_the_box_can_be_taken_away():
    chips = searched("q=food+bank+near+M13+9PL").applied
    assert chips == [
        ("Words", "“food bank”", "q=M13+9PL"),
        ("Near", "M13 9PL, within 3.2 km (2 miles)", "q=food+bank"),
    ]


def test_near_an_area_is_kept_so_when_the_words_are_taken_away():
    (_, _, query), (label, _, _) = searched("q=library+near+Seaholme").applied
    assert (query, label) == ("q=near+Seaholme", "Near")


def test_in_an_area_is_said_so():
    assert searched("q=library+in+Seaholme").applied[1] == ("In", "Seaholme", "q=library")


def test_the_box_is_understood_with_a_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        understand("food bank near M13 9PL")


def test_a_long_text_is_understood_with_a_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        understand("near word in other " * 120)


def test_what_was_understood_is_read_once(django_assert_max_num_queries):
    chosen = searched("q=library+near+M13+9PL")
    with django_assert_max_num_queries(6):
        assert chosen.applied
        assert chosen.ordering
        assert str(chosen.qs.query)
        assert chosen.notes == []
