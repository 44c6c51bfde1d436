"""A place is found from what people type, in our own tables alone."""

from datetime import date

import pytest
from django.contrib.gis.geos import Point

from places.finding import NotFound, SeveralAreas, find, going_on_from, in_words, names_among
from places.models import Area, Postcode

TOWN, WARD = (-2.1, 52.9, -1.9, 53.1), (-2.01, 52.99, -1.99, 53.01)
ELSEWHERE = (-3.1, 51.9, -2.9, 52.1)


@pytest.fixture
def postcodes():
    made = [("M139PL", -2.23, 53.46), ("M139PT", -2.22, 53.47), ("BS11AA", -2.6, 51.45), ("SO143XY", -1.4, 50.9)]
    Postcode.objects.bulk_create(Postcode(code=code, point=Point(lon, lat, srid=4326)) for code, lon, lat in made)


@pytest.mark.usefixtures("postcodes")
@pytest.mark.parametrize("written", ["M13 9PL", "m139pl", " M13  9pl ", "MI3 9PL", "mi39pl", "M13 9PL."])
def test_a_postcode_is_found_however_it_is_typed(written):
    found = find(written)
    assert (found.name, found.point.coords, found.note) == ("M13 9PL", (-2.23, 53.46), "")


@pytest.mark.usefixtures("postcodes")
def test_a_nought_for_an_o_is_mended():
    assert find("S014 3XY").name == "SO14 3XY"


@pytest.mark.usefixtures("postcodes")
@pytest.mark.parametrize("written", ["M13", "m13 9", "M139"])
def test_part_of_a_postcode_is_the_middle_of_those_that_begin_so(written):
    found = find(written)
    assert found.point.coords == pytest.approx((-2.225, 53.465))
    assert found.metres > 500


def test_a_postcode_that_ended_is_found_and_said_to_have_ended():
    Postcode.objects.create(code="M139ZZ", point=Point(-2.2, 53.4, srid=4326), ended_on=date(2019, 5, 1))
    found = find("M13 9ZZ")
    assert found.point.coords == (-2.2, 53.4)
    assert found.note == "The postcode M13 9ZZ is no longer in use since May 2019."


@pytest.mark.usefixtures("postcodes")
def test_an_unknown_postcode_of_a_known_district_is_around_that_district():
    found = find("M13 1AA")
    assert found.name == "M13"
    assert found.note == "We do not know the postcode M13 1AA. This is around M13."


@pytest.mark.usefixtures("postcodes")
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ZE1 0AA", "holds no postcodes that begin with ZE"),
        ("S1 1AA", "holds no postcodes that begin with S\\."),
        ("M14 5AA", "We do not know the postcode M14 5AA. Check"),
        ("M14", "We do not know the postcode M14. Check"),
        ("w1a", "holds no postcodes that begin with W"),
        ("JE2 3AB", "JE2 is in Jersey. That is not in the United Kingdom"),
        ("gy1 1aa", "GY1 is in Guernsey"),
        ("IM1", "IM1 is in the Isle of Man"),
        ("BT1 5GS", "holds no postcodes that begin with BT"),
        ("48.85, 2.35", "not in the United Kingdom"),
        ("53.48, 2.24", "try 53.48, -2.24"),
        ("-2.24, 53.48", "wrong way round"),
        ("0, 0", "in the sea off Africa"),
        ("VV 00 00", "not in the United Kingdom"),
    ],
)
def test_what_cannot_be_found_is_answered_in_words(written, said):
    with pytest.raises(NotFound, match=said):
        find(written)


def test_a_site_without_postcodes_says_so():
    with pytest.raises(NotFound, match="holds no postcodes yet"):
        find("M13 9PL")


@pytest.mark.parametrize("written", ["53.48, -2.24", "53.48 N, 2.24 W", "N 53.48 W 2.24", "(53.48 -2.24)"])
def test_latitude_and_longitude_are_found_with_either_hemisphere(written):
    assert find(written).point.coords == (-2.24, 53.48)


def test_a_grid_reference_is_named_as_people_print_it():
    assert find("sj838980").name == "SJ 838 980"


@pytest.mark.parametrize(
    "written", ["", " ", "...", "%", ":", "'; --", '"', "word " * 500, "\0", "bio", "food bank", "50"]
)
def test_what_is_no_place_is_none(written):
    assert find(written) is None


def test_an_area_is_found_by_its_name_in_any_of_its_languages(make_area):
    area = make_area(name="Abertawe", names={"en": "Swansea"})
    assert find("swansea").area == find("ABERTAWE").area == area


def test_an_area_reaches_as_far_as_it_is_wide(make_area):
    make_area(name="Seaholme", box=TOWN)
    assert find("Seaholme").metres == pytest.approx(9_800, rel=0.05)


def test_a_town_is_taken_before_the_ward_of_its_name_that_lies_in_it(make_area):
    ward = make_area(kind=Area.Kind.WARD, name="Seaholme", box=WARD)
    town = make_area(name="Seaholme", box=TOWN)
    found = find("Seaholme")
    assert (found.area, found.others) == (town, [ward])


def test_of_areas_of_one_name_apart_all_are_given_and_told_apart(make_area):
    make_area(name="Seaholme", box=TOWN)
    make_area(name="Harbourside", box=ELSEWHERE)
    for box in (WARD, (-3.01, 51.99, -2.99, 52.01)):
        make_area(kind=Area.Kind.WARD, name="Northgate", box=box)
    with pytest.raises(SeveralAreas) as several:
        find("northgate")
    assert [in_words(area) for area in several.value.areas] == ["ward in Harbourside", "ward in Seaholme"]


def test_the_wider_area_after_a_comma_says_which_is_meant(make_area):
    make_area(name="Seaholme", box=TOWN)
    make_area(kind=Area.Kind.WARD, name="Northgate", box=(-3.01, 51.99, -2.99, 52.01))
    wanted = make_area(kind=Area.Kind.WARD, name="Northgate", box=WARD)
    assert find("Northgate, Seaholme").area == wanted


def test_an_area_of_the_census_does_not_stand_in_the_way_of_its_name(make_area):
    zone = make_area(kind=Area.Kind.MSOA, name="Seaholme", box=ELSEWHERE)
    town = make_area(name="Seaholme", box=TOWN)
    found = find("Seaholme")
    assert (found.area, found.others) == (town, [zone])


def test_a_nation_lies_in_no_region(make_area):
    make_area(kind=Area.Kind.REGION, name="Midlands", box=TOWN)
    make_area(kind=Area.Kind.NATION, name="England", box=TOWN)
    assert in_words(find("England").area) == "nation"


def test_areas_whose_name_goes_on_are_known_by_its_first_words(make_area):
    wanted = make_area(name="Newcastle upon Tyne")
    make_area(name="Newcastleton")
    make_area(kind=Area.Kind.MSOA, name="Newcastle East")
    assert going_on_from("newcastle", [Area.Kind.LOCAL_AUTHORITY]) == [wanted]
    assert going_on_from("new.*", [Area.Kind.LOCAL_AUTHORITY]) == []


def test_names_of_areas_are_told_from_other_words(make_area):
    make_area(name="Ynys Môn")
    assert names_among(["ynys mon", "food bank"]) == {"ynys mon"}


def test_a_place_is_found_with_a_few_queries(make_area, django_assert_max_num_queries):
    make_area(name="Seaholme")
    with django_assert_max_num_queries(2):
        find("Seaholme")
