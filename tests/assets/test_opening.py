"""Open now, and when it opens next: in words, in the filter and in both tables alike."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.filters import AssetFilter
from assets.filters.opening import open_now, open_on_date, open_on_weekday
from assets.models import Asset, PublicAsset
from assets.opening import is_open_at, is_open_on, opening
from places.holidays import NATIONS, celebrating, is_holiday
from places.models import Area

LONDON = ZoneInfo("Europe/London")
TUESDAY, FRIDAY, MONDAY = date(2026, 11, 24), date(2026, 11, 27), date(2026, 11, 23)
CHRISTMAS, ST_ANDREWS = date(2026, 12, 25), date(2026, 11, 30)
ENGLAND = {"ENG"}


def at(day, clock):
    return datetime.combine(day, datetime.strptime(clock, "%H:%M").time(), LONDON)  # noqa: DTZ007 (London)


def row(weekday, opens="09:30", closes="13:00", **facts):
    return {"weekday": weekday, "opens": opens, "closes": closes, **facts}


def place(*sessions, closed=(), opens=None):
    return SimpleNamespace(sessions=[*sessions], closed_dates=[*closed], opens_on_bank_holidays=opens)


WEEK = [row(day, "09:00", "17:00") for day in range(1, 6)]
ALL_WEEK = [row(day, "00:00", "24:00") for day in range(1, 8)]
FRIDAY_NIGHT = [row(5, "22:00", "02:00")]


@pytest.mark.parametrize(
    ("one", "moment", "words"),
    [
        (place(row(2)), at(TUESDAY, "10:00"), "Open now until 1pm"),
        (place(row(2)), at(TUESDAY, "08:00"), "Opens 9:30am"),
        (place(row(2)), at(MONDAY, "08:00"), "Opens tomorrow 9:30am"),
        (place(row(2)), at(TUESDAY, "13:00"), "Opens 1 December 9:30am"),
        (place(row(5)), at(TUESDAY, "13:00"), "Opens Friday 9:30am"),
        (place(row(2), row(2, "13:00", "15:00")), at(TUESDAY, "10:00"), "Open now until 3pm"),
        (place(row(5, "22:00", "02:00")), at(FRIDAY, "23:00"), "Open now until tomorrow 2am"),
        (place(row(5, "22:00", "02:00")), at(FRIDAY + timedelta(1), "01:00"), "Open now until 2am"),
        (place(row(5, "18:00", "24:00")), at(FRIDAY, "23:00"), "Open now until midnight"),
        (place(*ALL_WEEK, opens=True), at(FRIDAY, "03:00"), "Open day and night"),
        (place(row(2, term_time=True)), at(TUESDAY, "10:00"), "Now until 1pm, in term time"),
        (place(row(2, term_time=True)), at(MONDAY, "10:00"), "Opens tomorrow 9:30am, in term time"),
        (place(row(2), closed=[TUESDAY]), at(TUESDAY, "10:00"), "Closed today, opens 1 December 9:30am"),
        (place({"weekday": 2, "by_arrangement": True}), at(TUESDAY, "10:00"), "By arrangement"),
        (place(), at(TUESDAY, "10:00"), ""),
        (place(*WEEK), at(CHRISTMAS, "10:00"), "Today is a bank holiday: we do not know whether it opens"),
        (place(*WEEK, opens=True), at(CHRISTMAS, "10:00"), "Open now until 5pm"),
        (place(*WEEK, opens=False), at(CHRISTMAS, "10:00"), "Closed today, opens Tuesday 9am"),
        (place(row(6)), at(CHRISTMAS, "10:00"), "Opens 2 January 9:30am"),
    ],
)  # fmt: skip
def test_what_is_known_of_now_is_said(one, moment, words):
    assert str(opening(one, ENGLAND, moment)) == words


def test_it_is_marked_open_only_when_that_is_certain():
    assert opening(place(row(2)), ENGLAND, at(TUESDAY, "10:00")).is_open
    assert not opening(place(row(2, term_time=True)), ENGLAND, at(TUESDAY, "10:00")).is_open


@pytest.mark.parametrize("moment", ["2026-07-07T08:45:00+00:00", "2026-11-24T09:45:00+00:00"])
def test_times_are_those_of_the_clock_in_summer_and_in_winter(moment):
    assert str(opening(place(row(2)), ENGLAND, datetime.fromisoformat(moment))) == "Open now until 1pm"


def test_a_day_on_which_the_clocks_change_is_like_another():
    assert (
        str(opening(place(row(7, "00:30", "02:30")), ENGLAND, at(date(2027, 3, 28), "02:15")))
        == "Open now until 2:30am"
    )


@pytest.mark.parametrize(
    ("day", "nations"), [(ST_ANDREWS, {"SCT"}), (date(2026, 7, 13), {"NIR"}), (CHRISTMAS, {"ENG", "NIR", "SCT", "WLS"})]
)
def test_nations_have_holidays_of_their_own(day, nations):
    assert celebrating(day) == nations


@pytest.mark.parametrize(
    ("day", "nations", "answer"),
    [(ST_ANDREWS, {"SCT"}, True), (ST_ANDREWS, {"ENG"}, False), (ST_ANDREWS, set(), None), (CHRISTMAS, set(), True),
     (ST_ANDREWS, {"ENG", "SCT"}, None), (TUESDAY, set(), False)],
)  # fmt: skip
def test_where_the_nation_is_not_known_a_holiday_of_one_is_not_known(day, nations, answer):
    assert is_holiday(day, nations) is answer


# ── The filter ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def nation(make_area):
    """An area that holds all the tests' places."""
    return lambda code="E92000001": make_area(Area.Kind.NATION, code, code=code)


@pytest.fixture
def found():
    """What a pair of conditions finds for certain and what it does not know; both tables must say the same."""

    def find(pair):
        answers = [
            [sorted(model.objects.filter(condition).values_list("name", flat=True)) for condition in pair]
            for model in (PublicAsset, Asset)
        ]
        assert answers[0] == answers[1]
        return answers[0]

    return find


def test_a_weekday_finds_what_has_a_session_then(found, make_asset):
    make_asset("Tuesdays", sessions=[row(2)])
    make_asset("In term time", sessions=[row(2, term_time=True)])
    make_asset("Wednesdays", sessions=[row(3)])
    make_asset("Nobody knows", opening_times="Tuesdays")
    assert found(open_on_weekday(2)) == [["In term time", "Tuesdays"], ["Nobody knows"]]


def test_a_date_finds_what_opens_for_certain(found, make_asset):
    make_asset("Tuesdays", sessions=[row(2)])
    make_asset("Closed then", sessions=[row(2)], closed_dates=[TUESDAY])
    make_asset("In term time", sessions=[row(2, term_time=True)])
    make_asset("By arrangement", sessions=[{"weekday": 2, "by_arrangement": True}])
    make_asset("Wednesdays", sessions=[row(3)])
    make_asset("Nobody knows")
    make_asset("Closed for certain", closed_dates=[TUESDAY])
    assert found(open_on_date(TUESDAY)) == [["Tuesdays"], ["By arrangement", "In term time", "Nobody knows"]]


def test_on_a_bank_holiday_it_counts_what_is_known_of_bank_holidays(found, make_asset, nation):
    nation("S92000003")
    for name, opens in {"Yes": True, "No": False, "Not known": None}.items():
        make_asset(name, sessions=ALL_WEEK, opens_on_bank_holidays=opens)
    assert found(open_on_date(ST_ANDREWS)) == [["Yes"], ["Not known"]]


def test_a_holiday_of_another_nation_is_a_day_as_any(found, make_asset, nation):
    nation("E92000001")
    nation("S92000003").delete()
    for name, opens in {"Yes": True, "No": False, "Not known": None}.items():
        make_asset(name, sessions=ALL_WEEK, opens_on_bank_holidays=opens)
    assert found(open_on_date(ST_ANDREWS)) == [["No", "Not known", "Yes"], []]


def test_where_the_nation_is_not_known_a_holiday_of_one_nation_is_in_doubt(found, make_asset):
    for name, opens in {"Yes": True, "No": False, "Not known": None}.items():
        make_asset(name, sessions=ALL_WEEK, opens_on_bank_holidays=opens)
    assert found(open_on_date(ST_ANDREWS)) == [["Yes"], ["No", "Not known"]]


def test_a_holiday_of_all_nations_needs_no_nation(found, make_asset):
    for name, opens in {"Yes": True, "No": False, "Not known": None}.items():
        make_asset(name, sessions=ALL_WEEK, opens_on_bank_holidays=opens)
    assert found(open_on_date(CHRISTMAS)) == [["Yes"], ["Not known"]]


def test_a_withheld_place_is_known_to_lie_in_its_nation(found, make_asset, nation):
    nation("S92000003")
    make_asset("Refuge", disclosure="withheld", sessions=ALL_WEEK, opens_on_bank_holidays=False)
    assert found(open_on_date(ST_ANDREWS)) == [[], []]


@pytest.mark.parametrize(("clock", "is_open"), [("09:29", False), ("09:30", True), ("12:59", True), ("13:00", False)])
def test_now_finds_what_is_open_at_this_minute(found, make_asset, clock, is_open):
    make_asset("Tuesdays", sessions=[row(2)])
    assert found(open_now(at(TUESDAY, clock)))[0] == ["Tuesdays"] * is_open


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(FRIDAY, "01:00"), False),
        (at(FRIDAY, "23:00"), True),
        (at(FRIDAY + timedelta(1), "01:59"), True),
        (at(FRIDAY + timedelta(1), "02:00"), False),
    ],
)
def test_now_knows_sessions_past_midnight(found, make_asset, moment, is_open):
    make_asset("Night", sessions=FRIDAY_NIGHT)
    assert found(open_now(moment))[0] == ["Night"] * is_open


def test_what_began_yesterday_goes_by_the_dates_of_yesterday(found, make_asset):
    make_asset("Closed on Friday", sessions=FRIDAY_NIGHT, closed_dates=[FRIDAY])
    make_asset("Closed on Saturday", sessions=FRIDAY_NIGHT, closed_dates=[FRIDAY + timedelta(1)])
    assert found(open_now(at(FRIDAY + timedelta(1), "01:00"))) == [["Closed on Saturday"], []]


def test_now_does_not_know_what_is_in_term_time_or_by_arrangement(found, make_asset):
    make_asset("In term time", sessions=[row(2, term_time=True)])
    make_asset("By arrangement", sessions=[{"weekday": 2, "by_arrangement": True}])
    make_asset("Nobody knows")
    make_asset("Closed", sessions=[row(2, term_time=True)], closed_dates=[TUESDAY])
    assert found(open_now(at(TUESDAY, "10:00"))) == [[], ["By arrangement", "In term time", "Nobody knows"]]


def test_a_day_needs_no_nations_where_no_nation_has_a_holiday(django_assert_num_queries):
    with django_assert_num_queries(0):
        open_on_date(TUESDAY)


@pytest.mark.parametrize("value", ["now", "today", "monday", "SUNDAY", "2026-12-25", "9999-12-31", "0001-01-01"])
def test_what_can_be_asked_is_answered(value):
    filters = AssetFilter(QueryDict(f"day={value}"), PublicAsset.objects.all())
    assert not filters.problems
    assert list(filters.qs) == []


@pytest.mark.parametrize(
    "value", ["yesterday", "2026-13-01", "2026-12-25T00:00", "25/12/2026", "mon", "%00", "x" * 300]
)
def test_what_cannot_be_asked_is_explained(value):
    filters = AssetFilter(QueryDict(f"day={value}"), PublicAsset.objects.all())
    assert "such as 2026-12-25" in filters.problems["day"] or "characters" in filters.problems["day"]


def test_what_is_open_day_and_night_is_open_now(client, make_asset):
    make_asset("Shelter", sessions=ALL_WEEK, opens_on_bank_holidays=True)
    make_asset("Nobody knows")
    answer = client.get("/assets/?day=now").text
    assert "Shelter" in answer
    assert "Nobody knows" not in answer


# ── Words and filter say the same of any entry at any time ────────────────────────────────────────────────────────────

TIMES = st.sampled_from(["00:00", "01:30", "09:00", "12:00", "18:00", "23:30"])
FACTS = st.fixed_dictionaries({}, optional={"term_time": st.booleans(), "by_arrangement": st.booleans()})
ROWS = st.builds(
    lambda day, opens, closes, facts: row(day, opens, closes, **facts), st.integers(1, 7), TIMES, TIMES, FACTS
)
DAYS = st.sampled_from([CHRISTMAS, CHRISTMAS + timedelta(1), ST_ANDREWS, ST_ANDREWS - timedelta(1), TUESDAY, FRIDAY])
PLACES = st.fixed_dictionaries(
    {
        "sessions": st.lists(
            ROWS | st.builds(lambda day: {"weekday": day, "by_arrangement": True}, st.integers(1, 7)), max_size=4
        ),
        "closed_dates": st.lists(DAYS, max_size=2, unique=True),
        "opens_on_bank_holidays": st.sampled_from([True, False, None]),
    }
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=PLACES, day=DAYS, clock=st.sampled_from(["00:00", "01:00", "09:00", "11:59", "12:00", "23:45"]))
@pytest.mark.parametrize("code", ["E92000001", "S92000003", ""])
def test_the_row_and_the_database_agree(make_asset, nation, code, facts, day, clock):
    areas = {(Area.objects.first() or nation(code)).pk: NATIONS[code[:3]]} if code else {}
    asset = Asset.objects.first() or make_asset()
    Asset.objects.update(**facts)
    asset.refresh_from_db()
    nations = {areas[pk] for pk in asset.public_area_ids}
    for pair, answer in [
        (open_on_date(day), is_open_on(asset, nations, day)),
        (open_now(at(day, clock)), is_open_at(asset, nations, at(day, clock))),
    ]:
        found = tuple(PublicAsset.objects.filter(condition).exists() for condition in pair)
        assert found == (answer is True, answer is None)
    assert opening(asset, nations, at(day, clock)).is_open == (is_open_at(asset, nations, at(day, clock)) is True)
