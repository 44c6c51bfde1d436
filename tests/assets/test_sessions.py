"""Weekday rows in words, and times as people write them."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from assets.sessions import closed_in_words, in_lines, lines, sessions_of
from assets.times import in_doubt, in_words, read_time


def row(weekday, opens="", closes="", **facts):
    times = {"opens": opens, "closes": closes} if opens else {}
    return {"weekday": weekday, **times, **facts}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("9.30am", "09:30"), ("9:30", "09:30"), ("0930", "09:30"), ("930", "09:30"), ("noon", "12:00"),
        ("12 noon", "12:00"), ("midnight", "00:00"), ("12am", "00:00"), ("12pm", "12:00"), ("1 pm", "13:00"),
        ("1 P.M.", "13:00"), ("13:00", "13:00"), ("00:00", "00:00"), ("11.45 pm", "23:45"), (" 9am ", "09:00"),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(written, kept):
    assert read_time(written) == kept


@pytest.mark.parametrize("written", ["midnight", "24:00"])
def test_midnight_at_the_end_is_the_end_of_the_day(written):
    assert read_time(written, closes=True) == "24:00"


@pytest.mark.parametrize(
    "written", ["half past nine", "25:00", "9:60", "13pm", "0am", "24:00", "9:3", "٩:30", "-1", "9am-5pm", "1" * 40]
)
def test_what_is_no_time_is_explained(written):
    with pytest.raises(ValueError, match="no time of day"):
        read_time(written)


def test_a_bare_hour_is_asked_about():
    with pytest.raises(ValueError, match="morning or the afternoon"):
        read_time("9")


@pytest.mark.parametrize(
    ("opens", "closes", "doubtful"),
    [
        ("2:00", "4:00", "2:00"), ("1:30", "3:30", "1:30"), ("2.00", "4.00", "2.00"), ("200", "400", "200"),
        ("2 :00", "4: 00", "2 :00"), ("7:30", "9:30", "7:30"), ("2:00", "4pm", "2:00"), ("7:00", "1am", "7:00"),
        ("7:00", "midnight", "7:00"), ("9:30", "1:00", "1:00"), ("11:00", "2:00", "2:00"),
        ("2am", "4am", ""), ("02:00", "04:00", ""), ("2:00", "4am", ""), ("2pm", "4pm", ""), ("7:00", "22:00", ""),
        ("7:30", "noon", ""), ("7:00", "5pm", ""), ("8:00", "10:00", ""), ("9:00", "11:30", ""), ("22:00", "2am", ""),
    ],
)  # fmt: skip
def test_a_time_that_may_mean_two_things_is_told_from_one_that_does_not(opens, closes, doubtful):
    assert in_doubt(opens, closes) == doubtful


@pytest.mark.parametrize(
    ("time", "words"),
    [("09:30", "9:30am"), ("13:00", "1pm"), ("12:00", "noon"), ("00:00", "midnight"), ("24:00", "midnight"),
     ("00:15", "12:15am"), ("12:05", "12:05pm")],
)  # fmt: skip
def test_a_time_is_said_in_words(time, words):
    assert in_words(time) == words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row(2, "09:30", "13:00")], "Tuesday 9:30am to 1pm"),
        ([row(day, "09:00", "17:00") for day in range(1, 6)], "Monday to Friday, 9am to 5pm"),
        ([row(day, "09:00", "17:00") for day in range(1, 8)], "Every day, 9am to 5pm"),
        ([row(1, "09:00", "12:00"), row(3, "09:00", "12:00")], "Monday and Wednesday, 9am to noon"),
        ([row(day, "10:00", "11:00") for day in (1, 3, 4, 5)], "Monday and Wednesday to Friday, 10am to 11am"),
        ([row(4, "13:00", "17:00"), row(4, "09:00", "12:00")], "Thursday 9am to noon and 1pm to 5pm"),
        ([row(5, "22:00", "02:00")], "Friday 10pm to 2am the next day"),
        ([row(5, "18:00", "24:00")], "Friday 6pm to midnight"),
        ([row(6, "00:00", "24:00")], "Saturday all day"),
        ([row(2, "09:30", "11:00", term_time=True)], "Tuesday 9:30am to 11am, in term time"),
        ([row(3, by_arrangement=True)], "Wednesday, by arrangement"),
        ([row(3, "10:00", "12:00", note="Beginners")], "Wednesday 10am to noon: Beginners"),
        ([row(1, "09:00", "12:00"), row(1, "13:00", "15:00", term_time=True)],
         "Monday 9am to noon\nMonday 1pm to 3pm, in term time"),
        ([], ""),
    ],
)  # fmt: skip
def test_sessions_are_said_in_words(rows, words):
    assert in_lines(rows) == words


def test_a_line_says_its_days_times_and_conditions_apart():
    (line,) = lines([row(2, "09:30", "11:00", term_time=True, note="With a bus")])
    assert (line.days, line.times, line.condition, line.note) == (
        "Tuesday",
        "9:30am to 11am",
        "in term time",
        "With a bus",
    )


def test_keys_that_mean_nothing_are_left_out():
    assert [session.row() for session in sessions_of([row(2, "09:00", "10:00", colour="red", term_time=False)])] == [
        {"weekday": 2, "opens": "09:00", "closes": "10:00"}
    ]


def test_days_on_which_it_is_closed_are_said_in_order():
    days = [date(2027, 1, 1), date(2026, 12, 25)]
    assert closed_in_words(days) == "25 December 2026 and 1 January 2027"


@pytest.mark.parametrize("rows", [[{"weekday": 9}], [row(1)], [row(1, "9:00", "10:00")], {"weekday": 1}, "Mondays"])
def test_the_database_refuses_what_is_no_weekday_row(make_asset, rows):
    with pytest.raises(DatabaseError), transaction.atomic():
        make_asset(sessions=rows)
