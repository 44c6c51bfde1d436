"""The sessions of any filter as a calendar."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar

from assets import ical
from assets.models import Asset
from assets.words import refresh_words
from places.models import Area

URL = "/assets.ics"
LONDON = ZoneInfo("Europe/London")
TUESDAYS = [{"weekday": 2, "opens": "09:30", "closes": "13:00"}]


@pytest.fixture
def calendar(client):
    """The calendar of a query string, read by a program."""
    return lambda query="": Calendar.from_ical(client.get(f"{URL}?{query}").content)


@pytest.fixture
def events(calendar):
    return lambda query="": calendar(query).walk("VEVENT")


def excluded(event):
    """The days that an event leaves out."""
    return {moment.dt.date() for moment in event["exdate"].dts} if "exdate" in event else set()


def test_a_session_is_an_event_of_every_week(events, make_asset):
    asset = make_asset(sessions=TUESDAYS)
    (event,) = events()
    begins = event["dtstart"].dt
    assert (begins.isoweekday(), f"{begins:%H:%M}", event["dtend"].dt - begins) == (2, "09:30", timedelta(hours=3.5))
    assert event["dtstart"].params["TZID"] == "Europe/London"
    assert event["rrule"].to_ical() == b"FREQ=WEEKLY;BYDAY=TU"
    assert (event["summary"], event["url"].endswith(asset.get_absolute_url())) == ("Seaholme Pantry", True)


def test_the_calendar_brings_the_clock_of_london(calendar):
    (zone,) = calendar().walk("VTIMEZONE")
    clock = zone.to_tz()
    assert [datetime(2026, month, 1, 12, tzinfo=clock).utcoffset() for month in (1, 7)] == [
        timedelta(0),
        timedelta(hours=1),
    ]
    assert [f"{half['dtstart'].dt:%H:%M}" for half in zone.subcomponents] == ["01:00", "02:00"]


def test_a_session_past_midnight_ends_on_the_next_day(events, make_asset):
    make_asset(sessions=[{"weekday": 5, "opens": "22:00", "closes": "02:00"}])
    (event,) = events()
    assert (event["dtend"].dt - event["dtstart"].dt, event["dtend"].dt.isoweekday()) == (timedelta(hours=4), 6)


def test_the_identifier_stays_when_something_else_is_changed(events, make_asset):
    asset = make_asset(sessions=TUESDAYS)
    before = [event["uid"] for event in events()]
    Asset.objects.filter(pk=asset.pk).update(name="Pantry", closed_dates=[date(2027, 1, 5)])
    assert [event["uid"] for event in events()] == before
    assert str(asset.uid) in before[0]


def test_closed_days_are_left_out(events, make_asset):
    closed = timezone.localdate() + timedelta((2 - timezone.localdate().isoweekday()) % 7 + 14)
    make_asset(sessions=TUESDAYS, closed_dates=[closed, closed + timedelta(1)])
    (event,) = events()
    assert excluded(event) == {closed}
    assert event["exdate"].dts[0].dt == datetime.combine(closed, datetime.min.time(), LONDON) + timedelta(hours=9.5)


@pytest.mark.parametrize(("opens", "is_left_out"), [(False, True), (True, False), (None, False)])
def test_bank_holidays_are_left_out_where_it_is_known_not_to_open(events, make_asset, opens, is_left_out):
    christmas = date(timezone.localdate().year + 1, 12, 25)
    rows = [{"weekday": christmas.isoweekday(), "opens": "10:00", "closes": "12:00"}]
    make_asset(sessions=rows, opens_on_bank_holidays=opens)
    (event,) = events()
    assert (christmas in excluded(event)) == is_left_out
    assert ("do not know whether it opens on bank holidays" in event["description"]) == (opens is None)


def test_bank_holidays_are_those_of_its_nation(events, make_asset, make_area):
    make_area(Area.Kind.NATION, "Scotland", code="S92000003")
    st_andrews = date(2027, 11, 30)
    make_asset(sessions=[{"weekday": 2, "opens": "10:00", "closes": "12:00"}], opens_on_bank_holidays=False)
    assert st_andrews in excluded(events()[0])


def test_what_is_in_term_time_is_tentative_and_says_so(events, make_asset):
    make_asset(sessions=[{**TUESDAYS[0], "term_time": True}, {"weekday": 3, "by_arrangement": True}])
    (event,) = events()
    assert (event["status"], event["summary"]) == ("TENTATIVE", "Seaholme Pantry, in term time")


@pytest.mark.parametrize(
    ("disclosure", "where"), [("exact", "7 Anchor Row, Seaholme, FY1 2AB"), ("area", None), ("withheld", None)]
)
def test_the_place_is_told_as_far_as_it_is_disclosed(events, make_asset, disclosure, where):
    place = {"address": "7 Anchor Row", "town": "Seaholme", "postcode": "FY1 2AB"}
    make_asset(sessions=TUESDAYS, disclosure=disclosure, **place)
    assert events()[0].get("location") == where


def test_people_with_a_role_read_no_more_of_a_place_than_it_discloses(signed_in, curator, make_asset):
    make_asset("Refuge", sessions=TUESDAYS, disclosure="withheld", address="7 Anchor Row", visibility="consortium")
    content = signed_in(curator).get(URL).content
    assert b"Refuge" in content
    assert b"Anchor" not in content


def test_it_holds_what_the_filter_finds(events, make_asset):
    make_asset("Choir", category="singing", sessions=TUESDAYS)
    make_asset("Pantry", sessions=TUESDAYS)
    make_asset("Nobody knows", category="singing")
    assert [event["summary"] for event in events("category=singing")] == ["Choir"]


def test_too_many_are_cut_and_it_is_said(calendar, make_asset, monkeypatch):
    for number in range(3):
        make_asset(f"Group {number}", sessions=TUESDAYS)
    assert "x-wr-caldesc" not in calendar()
    monkeypatch.setattr("assets.ical.MOST", 2)
    monkeypatch.setattr("assets.views.calendar.MOST", 2)
    whole = calendar()
    assert [event["summary"] for event in whole.walk("VEVENT")] == ["Group 0", "Group 1"]
    assert "Only the first 2" in whole["x-wr-caldesc"]


def test_words_of_people_cannot_break_a_line(events, make_asset):
    make_asset("Pantry\r\nBEGIN:VEVENT", summary="a;b,c\nd", sessions=TUESDAYS)
    (event,) = events()
    assert event["description"].startswith("a;b,c\nd")


@pytest.mark.parametrize("query", ["colour=red", "category=nothing", "day=yesterday"])
def test_a_bad_filter_is_refused_in_words(client, query):
    answer = client.get(f"{URL}?{query}")
    assert (answer.status_code, query.partition("=")[0] in answer.text) == (400, True)


def test_the_same_calendar_is_not_sent_twice(client, make_asset):
    make_asset(sessions=TUESDAYS)
    first = client.get(URL)
    again = client.get(URL, headers={"If-None-Match": first["ETag"]})
    assert (first["Content-Type"], again.status_code, again.content) == ("text/calendar; charset=utf-8", 304, b"")
    assert "Last-Modified" in first


def test_a_calendar_from_which_an_entry_has_gone_is_sent_anew(client, make_asset):
    asset = make_asset(sessions=TUESDAYS)
    make_asset("Stays", sessions=TUESDAYS)
    first = client.get(URL)
    Asset.objects.filter(pk=asset.pk).update(visibility="private")
    headers = {"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]}
    assert client.get(URL, headers=headers).status_code == 200


def test_nothing_found_is_an_empty_calendar(events):
    assert events() == []


def test_the_number_of_queries_does_not_grow(client, make_asset, django_assert_num_queries):
    for number in range(5):
        make_asset(f"Group {number}", sessions=TUESDAYS)
    with django_assert_num_queries(3):
        client.get(URL)


def test_what_somebody_with_a_role_gets_is_kept_nowhere(signed_in, curator):
    assert signed_in(curator).get(URL)["Cache-Control"] == "private, no-store"


def test_it_is_only_read(client):
    assert client.post(URL).status_code == 405


def test_the_stated_number_is_what_the_documentation_says():
    assert ical.MOST == 200


def test_it_says_which_word_was_corrected(calendar, make_asset):
    make_asset("Seaholme Library", "library", sessions=TUESDAYS)
    refresh_words()
    assert "“libary” was taken for “library”." in calendar("q=libary")["x-wr-caldesc"]


def test_words_are_not_ranked(client, make_asset, django_assert_max_num_queries):
    make_asset(sessions=TUESDAYS)
    with django_assert_max_num_queries(10) as asked:
        client.get(f"{URL}?q=pantry")
    (found,) = [query["sql"] for query in asked if "LIMIT 201" in query["sql"]]
    assert "ts_rank" not in found


def test_two_sessions_of_one_time_are_two_events(events, make_asset):
    make_asset(sessions=[{**TUESDAYS[0], "note": note} for note in ("Families", "Men")])
    assert len({event["uid"] for event in events()}) == 2


def test_days_that_are_alike_are_one_event(events, make_asset):
    make_asset(sessions=[{"weekday": weekday, "opens": "09:00", "closes": "17:00"} for weekday in (1, 2, 5)])
    (event,) = events()
    assert event["rrule"].to_ical() == b"FREQ=WEEKLY;BYDAY=MO,TU,FR"
