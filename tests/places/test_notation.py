"""How people write places."""

from contextlib import suppress

import pytest
from django.contrib.gis.geos import Point
from hypothesis import given
from hypothesis import strategies as st

from places.notation import is_in_the_uk, read_coordinates, read_postcode, write_coordinates


@pytest.mark.parametrize(
    "written",
    [
        "53.8142, -3.0503",
        "53.8142 -3.0503",
        "(53.8142,-3.0503)",
        " 53.8142;-3.0503 ",
        "53.8142° N, 3.0503° W",
        "+53.8142, -3.0503",
    ],
)
def test_coordinates_are_read_as_people_write_them(written):
    assert read_coordinates(written).coords == (-3.0503, 53.8142)


@pytest.mark.parametrize(
    "written", ["", "rubbish", "53.8142", "53,8142 -3,0503 1", "١٢, ٣", "1e9, 2", "nan, nan", "53.8142, -3.0503, 4"]
)
def test_what_is_not_two_numbers_is_refused(written):
    with pytest.raises(ValueError, match="with a comma between them"):
        read_coordinates(written)


def test_swapped_coordinates_are_turned_round_in_the_answer():
    with pytest.raises(ValueError, match=r"Try 53\.8142, -3\.0503"):
        read_coordinates("-3.0503, 53.8142")


@given(st.text())
def test_any_text_is_read_or_refused(text):
    with suppress(ValueError):
        assert read_coordinates(text).srid == 4326


@given(st.floats(50, 58), st.floats(-5, 1))
def test_what_is_written_is_read_as_the_same_place(latitude, longitude):
    point = Point(longitude, latitude, srid=4326)
    assert read_coordinates(write_coordinates(point)).distance(point) < 0.000001


IN_THE_UK = [
    (-0.1, 51.5),
    (-3.2, 55.9),
    (-3.2, 51.5),
    (-5.9, 54.6),
    (-7.3, 55.0),
    (-1.1, 60.2),
    (1.7, 52.5),
    (-6.3, 49.9),
    (-7.6, 57.8),
]
ABROAD = [(2.35, 48.86), (-6.26, 53.35), (-8.5, 51.9), (4.9, 52.4), (1.85, 50.95), (-74, 40.7), (-2.1, 49.2)]


@pytest.mark.parametrize("place", IN_THE_UK)
def test_these_are_in_the_united_kingdom(place):
    assert is_in_the_uk(Point(place))


@pytest.mark.parametrize("place", ABROAD)
def test_these_are_abroad(place):
    assert not is_in_the_uk(Point(place))


@pytest.mark.parametrize(
    ("written", "postcode"), [("fy12ab", "FY1 2AB"), (" sw1a 1aa ", "SW1A 1AA"), ("M1 1 AE", "M1 1AE")]
)
def test_a_postcode_is_read_as_people_write_it(written, postcode):
    assert read_postcode(written) == postcode


@pytest.mark.parametrize("written", ["FY1", "rubbish", "FY1 2AB 3", "١٢٣", "F\0Y1 2AB"])
def test_what_is_no_full_postcode_is_refused(written):
    with pytest.raises(ValueError, match="full UK postcode"):
        read_postcode(written)
