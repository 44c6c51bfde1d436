"""Search engines read a place as its page shows it, hours and all; where not everyone may see the place, nothing."""

import json
import re

import pytest

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SESSIONS = [
    {"weekday": 2, "opens": "09:30", "closes": "13:00"},
    {"weekday": 5, "opens": "22:00", "closes": "02:00"},
    {"weekday": 6, "opens": "00:00", "closes": "24:00"},
    {"weekday": 7, "opens": "10:00", "closes": "12:00", "term_time": True},
]


@pytest.fixture
def read(client):
    """What the page of a place holds for search engines; None where it holds nothing."""

    def read(asset):
        found = DATA.search(client.get(asset.get_absolute_url()).text)
        return found and json.loads(found[1])

    return read


def test_where_it_is_comes_out_as_it_is_shown(read, make_asset):
    asset = make_asset(address="1 Station Road", town="Seaholme", postcode="FY1 2AB")
    said = read(asset)
    assert said["geo"] == {"@type": "GeoCoordinates", "latitude": 53.0, "longitude": -2.0}
    assert said["address"]["streetAddress"] == "1 Station Road"


def test_hours_that_are_certain_come_out_exact(read, make_asset):
    found = read(make_asset(sessions=SESSIONS))["openingHoursSpecification"]
    assert [(hours["dayOfWeek"].rpartition("/")[2], hours["opens"], hours["closes"]) for hours in found] == [
        ("Tuesday", "09:30", "13:00"),
        ("Friday", "22:00", "02:00"),
        ("Saturday", "00:00", "23:59"),
    ]


def test_a_closed_day_is_a_day_without_hours(read, make_asset):
    (closed,) = read(make_asset(closed_dates=["2026-12-25"]))["specialOpeningHoursSpecification"]
    assert (closed["validFrom"], closed["opens"], closed["closes"]) == ("2026-12-25", "00:00", "00:00")


def test_where_it_is_closed_on_bank_holidays_that_is_said(read, make_asset):
    *_, closed = read(make_asset(sessions=SESSIONS, opens_on_bank_holidays=False))["openingHoursSpecification"]
    assert closed["dayOfWeek"] == "https://schema.org/PublicHolidays"
    assert (closed["opens"], closed["closes"]) == ("00:00", "00:00")


@pytest.mark.parametrize("known", [None, True])
def test_where_that_is_not_known_or_it_is_open_nothing_is_said(read, make_asset, known):
    found = read(make_asset(sessions=SESSIONS, opens_on_bank_holidays=known))["openingHoursSpecification"]
    assert "PublicHolidays" not in str(found)


def test_what_is_not_known_is_left_out(read, make_asset):
    assert read(make_asset()).keys() == {"@context", "@type", "name", "url", "address", "geo"}


def test_a_contact_that_is_not_public_is_left_out(read, make_asset):
    assert "telephone" not in read(make_asset(contact_phone="01253 000000"))


def test_words_cannot_end_the_script(read, make_asset):
    assert read(make_asset(summary="</script><script>alert(1)</script>"))["description"].startswith("</script>")


@pytest.mark.parametrize("disclosure", ["area", "withheld"])
def test_a_place_that_is_not_shown_exactly_is_no_data(read, make_asset, disclosure):
    assert read(make_asset(disclosure=disclosure)) is None


def test_what_has_no_place_is_no_data(read, make_asset):
    assert read(make_asset(lon=None, area_served="All of Wales")) is None
