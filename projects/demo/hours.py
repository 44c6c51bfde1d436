"""When the places of Example Harbour are open, read from the words of the plan; a few differ, as they do in life."""

from calendar import day_name
from datetime import date

from assets.sessions import WEEK, Session
from assets.times import read_time

AT_ALL_HOURS = "Open at all hours"
IN_WORDS, IN_TERM_TIME, BY_ARRANGEMENT, DANCES, CLOSES_AT_CHRISTMAS = 9, 7, 11, 29, 4  # every so many places
DANCE = Session(5, "19:00", "01:00", note="Dance night, first Friday of the month")


def hours(words, serial, today):
    """The columns of a place: sessions and the days that are not as usual, or the words alone."""
    if not words or serial % IN_WORDS == 0:
        return {"opening_times": words}
    if words == AT_ALL_HOURS:
        return {
            "sessions": [Session(weekday, "00:00", "24:00").row() for weekday in WEEK],
            "opens_on_bank_holidays": True,
        }
    at_christmas = [date(today.year, 12, 25), date(today.year, 12, 26)]
    return {
        "sessions": [session.row() for session in sessions(words, serial)],
        "closed_dates": at_christmas if serial % CLOSES_AT_CHRISTMAS == 0 else [],
        "opens_on_bank_holidays": [False, None, False, True][serial % 4],
    }


def sessions(words, serial):
    """What "Tuesdays, 10am to noon" or "Monday to Friday, 9am to 5pm" says, with a circumstance here and there."""
    days, _, times = words.partition(", ")
    opens, closes = times.split(" to ")
    weekdays = weekdays_of(days)
    facts = {}
    if len(weekdays) == 1:
        facts = {"term_time": serial % IN_TERM_TIME == 0, "by_arrangement": serial % BY_ARRANGEMENT == 0}
    usual = [Session(weekday, read_time(opens), read_time(closes, closes=True), **facts) for weekday in weekdays]
    return [*usual, DANCE] if len(weekdays) > 1 and serial % DANCES == 0 else usual


def weekdays_of(days):
    """The numbers of "Tuesdays", "Monday to Friday" or "Every day"."""
    if days == "Every day":
        return [*WEEK]
    first, _, last = days.partition(" to ")
    number = {name: weekday for weekday, name in enumerate(day_name, start=1)}
    return [*range(number[first.removesuffix("s")], number[(last or first).removesuffix("s")] + 1)]
