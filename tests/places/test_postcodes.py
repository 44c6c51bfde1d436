"""Postcodes are found whole, by their beginning, and as the middle of those that begin alike."""

import pytest
from django.contrib.gis.geos import Point

from places.models import Postcode


@pytest.fixture(autouse=True)
def _postcodes():
    for code, lon in [("M139PL", -2.0), ("M139PA", -2.1), ("M139QQ", -2.2), ("M13AA", -3.0), ("BS01AA", -2.5)]:
        Postcode.objects.create(code=code, point=Point(lon, 53, srid=4326))
    Postcode.objects.create(code="SO140AA", point=Point(-1.4, 50.9, srid=4326))


def beginning(text):
    return [postcode.code for postcode in Postcode.objects.beginning(text)]


def test_a_postcode_is_written_with_its_space():
    assert str(Postcode.objects.get(code="M139PL")) == "M13 9PL"


@pytest.mark.parametrize("text", ["M13 9P", "m139p", " m13  9p "])
def test_those_that_begin_so_are_listed_in_order(text):
    assert beginning(text) == ["M139PA", "M139PL"]


@pytest.mark.parametrize("text", ["", "%", "levenshulme", "M13 9PL Manchester", "500", "M139PLX", "m_3"])
def test_what_no_postcode_begins_with_lists_none(text):
    assert beginning(text) == []


def test_letters_in_the_place_of_digits_are_read_as_digits():
    assert beginning("so14 oa") == ["SO140AA"]


def test_a_partial_postcode_stands_for_the_middle_of_its_postcodes():
    found = Postcode.objects.around("M13")
    assert (found.beginning, found.count, found.point.x, found.point.y) == ("M13", 3, -2.1, 53)


def test_it_says_how_wide_it_is():
    about_6700_m = Postcode.objects.around("M13 9").metres
    assert 5_500 < about_6700_m < 6_700


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("m13 9", "M13 9"),
        ("M139", "M13 9"),
        ("M1 3", "M1 3"),
        ("M13 9PL", "M13 9PL"),
        ("MI3 9PL", "M13 9PL"),
        ("BSO", "BS0"),
        ("S014 OAA", "SO14 0AA"),
    ],
)
def test_a_beginning_is_read_as_it_is_meant(text, meant):
    assert Postcode.objects.around(text).beginning == meant


@pytest.mark.parametrize("text", ["", "M", "ZZ1", "M14", "M13 9PL Manchester", "%", "'; --", "men's shed"])
def test_a_text_that_is_none_stands_for_nothing(text):
    assert Postcode.objects.around(text) is None
