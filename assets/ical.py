"""Sessions as a calendar (RFC 5545) that calendar programs can follow. Times are those of the clock in London."""

from dataclasses import replace
from datetime import date, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from assets.opening import A_DAY, at
from assets.sessions import sessions_of
from places.holidays import holidays_between, nations_by_area

MOST = 200  # entries in one calendar
LONDON = ZoneInfo("Europe/London")
CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
YEARS = 2  # this one and the next: the years whose bank holidays are left out
HOUR = timedelta(hours=1)


def calendar_of(places, is_whole=True, taken_for=""):
    """The bytes of a calendar with the sessions of these rows, each as it may be shown, with the words corrected."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{settings.SITE_NAME}//Places and groups//EN")
    calendar.add("x-wr-calname", f"{settings.SITE_NAME}: places and groups")
    calendar.add("x-wr-timezone", LONDON.key)
    cut = "" if is_whole else f"Only the first {MOST} places and groups that were found. Ask for less."
    if about := " ".join(filter(None, [taken_for, cut])):
        calendar.add("x-wr-caldesc", about)
    calendar.add_component(clock_of_london())
    areas = nations_by_area()
    for place in places:
        nations = frozenset(areas[pk] for pk in place.public_area_ids if pk in areas)
        for weekdays, session in weekly(place):
            calendar.add_component(event_of(place, session, weekdays, nations))
    return calendar.to_ical()


def clock_of_london():
    """Summer time from the last Sunday of March to the last of October, at 01:00 UTC."""
    zone = Timezone()
    zone.add("tzid", LONDON.key)
    for half, name, begins, before, after in [
        (TimezoneDaylight(), "BST", at(date(1996, 3, 31), "01:00"), 0 * HOUR, HOUR),
        (TimezoneStandard(), "GMT", at(date(1996, 10, 27), "02:00"), HOUR, 0 * HOUR),
    ]:
        half.add("tzname", name)
        half.add("dtstart", begins)
        half.add("rrule", {"freq": "yearly", "bymonth": begins.month, "byday": "-1SU"})
        half.add("tzoffsetfrom", before)
        half.add("tzoffsetto", after)
        zone.add_component(half)
    return zone


def weekly(place):
    """The sessions with times, those that are alike together: [(weekdays, session)]."""
    alike = {}
    for session in sessions_of(place.sessions):
        if session.opens:
            alike.setdefault(replace(session, weekday=0), []).append(session.weekday)
    return [(weekdays, session) for session, weekdays in alike.items()]


def event_of(place, session, weekdays, nations):
    """A session of every week, without the days on which it is known to be closed."""
    event = Event()
    first = min(first_day(place, weekday) for weekday in weekdays)
    starts = at(first, session.opens)
    times = f"{session.opens}-{session.closes}".replace(":", "")
    identifier = "-".join([str(place.uid), times, *told_apart(session)])
    event.add("uid", f"{identifier}@{settings.SITE_URL.partition('//')[2]}")
    event.add("dtstamp", place.changed_at)
    event.add("last-modified", place.changed_at)
    event.add("summary", ", ".join(filter(None, [place.name, session.condition])))
    event.add("status", "CONFIRMED" if session.is_certain else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("dtstart", starts.replace(tzinfo=LONDON))
    event.add("dtend", (starts + timedelta(minutes=session.length)).replace(tzinfo=LONDON))
    event.add("rrule", {"freq": "weekly", "byday": [CODES[weekday - 1] for weekday in weekdays]})
    if closed := closed_days(place, weekdays, first, nations):
        event.add("exdate", [at(day, session.opens).replace(tzinfo=LONDON) for day in closed])
    if where := where_of(place):
        event.add("location", where)
    event.add("description", description_of(place, session))
    event.add("url", settings.SITE_URL + place.get_absolute_url())
    return event


def told_apart(session):
    """What two sessions of one time differ in, as a short number; nothing for a plain one."""
    said = session.condition + session.note
    return [f"{crc32(said.encode()):08x}"] if said else []


def first_day(place, weekday):
    """The first such weekday since the entry was changed, so that a calendar made again is the same."""
    since = timezone.localdate(place.changed_at)
    return since + (weekday - since.isoweekday()) % 7 * A_DAY


def closed_days(place, weekdays, first, nations):
    """Those of these weekdays on which it is closed: days named, and bank holidays where it is known not to open."""
    closed = set(place.closed_dates)
    if place.opens_on_bank_holidays is False:
        last = date(timezone.localdate().year + YEARS - 1, 12, 31)
        closed |= holidays_between(first, last, nations)
    return sorted(day for day in closed if day >= first and day.isoweekday() in weekdays)


def where_of(place):
    """The address as far as it is disclosed."""
    return ", ".join(filter(None, [place.address, place.town, place.postcode]))


def description_of(place, session):
    """What matters before somebody sets out."""
    unknown = "We do not know whether it opens on bank holidays." if place.opens_on_bank_holidays is None else ""
    return "\n".join(filter(None, [session.condition.capitalize(), session.note, place.summary, unknown]))
