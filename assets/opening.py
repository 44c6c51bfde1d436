"""Whether a place is open now and when it opens next, as far as that is known. Times are local: Europe/London."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from assets.sessions import sessions_of
from assets.times import in_words, minutes
from places.holidays import is_holiday

AHEAD = 28  # days in which the next opening is looked for
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Opening:
    """What is known of now, in words; nothing where no sessions are known."""

    words: str = ""
    is_open: bool = False

    def __str__(self):
        return self.words


@dataclass(frozen=True, order=True)
class Occurrence:
    """A session on a day: local wall-clock times."""

    starts: datetime
    ends: datetime
    condition: str = ""
    is_certain: bool = True


def opening(place, nations, moment=None):
    """The `Opening` of a row of the register that lies in these nations."""
    now = timezone.localtime(moment).replace(tzinfo=None)
    sessions = [session for session in sessions_of(place.sessions) if session.opens]
    if not sessions:
        return Opening("By arrangement") if place.sessions else Opening()
    keeps = {day: keeps_hours(place, nations, day) for day in days_around(now.date())}
    coming = [
        occurrence
        for day, is_usual in keeps.items()
        if is_usual is not False
        for occurrence in occurrences(sessions, day)
        if occurrence.ends > now
    ]
    sure = [occurrence for occurrence in coming if keeps[occurrence.starts.date()]]
    today = [occurrence for occurrence in occurrences(sessions, now.date()) if occurrence.ends > now]
    return open_now(sure, now) or in_doubt(coming, sure, keeps, now) or opens_next(sure, today, keeps, now)


def days_around(today):
    """Yesterday, whose sessions may last past midnight, and the days to come."""
    return [today + n * A_DAY for n in range(-1, AHEAD)]


def keeps_hours(place, nations, day):
    """Whether it keeps its usual hours on this day: True, False, or None when that is not known."""
    if day in place.closed_dates:
        return False
    holiday = is_holiday(day, nations)
    if holiday is False or place.opens_on_bank_holidays:
        return True
    return False if holiday and place.opens_on_bank_holidays is False else None


def is_open_on(place, nations, day):
    """Whether it is open at some time of this day: True, False, or None when that is not known."""
    keeps = keeps_hours(place, nations, day)
    sessions = sessions_of(place.sessions)
    those = [session for session in sessions if session.weekday == day.isoweekday()]
    if keeps is False or (sessions and not those):
        return False
    return True if keeps and any(session.is_certain for session in those) else None


def is_open_at(place, nations, moment):
    """Whether it is open at this local time: True, False, or None when that is not known."""
    now = moment.replace(tzinfo=None)
    keeps = {day: keeps_hours(place, nations, day) for day in (now.date() - A_DAY, now.date())}
    if not place.sessions:
        return False if keeps[now.date()] is False else None
    current = [
        occurrence.is_certain and is_usual
        for day, is_usual in keeps.items()
        if is_usual is not False
        for occurrence in occurrences(sessions_of(place.sessions), day)
        if occurrence.starts <= now < occurrence.ends
    ]
    return any(current) or (None if current else False)


def occurrences(sessions, day):
    """The sessions that begin on this day, in order; one without times may be at any time of it."""
    return sorted(
        Occurrence(
            starts := at(day, session.opens or "00:00"),
            starts + timedelta(minutes=session.length),
            session.condition,
            session.is_certain,
        )
        for session in sessions
        if session.weekday == day.isoweekday()
    )


def at(day, written):
    return datetime.combine(day, time.min) + timedelta(minutes=minutes(written))


def open_now(sure, now):
    """That it is open, and until when, through sessions that follow one another."""
    until = now
    for occurrence in sure:
        if occurrence.is_certain and occurrence.starts <= until:
            until = max(until, occurrence.ends)
    if until == now:
        return None
    if until - now > (AHEAD - 2) * A_DAY:
        return Opening("Open day and night", is_open=True)
    return Opening(f"Open now until {when(until, now)}", is_open=True)


def in_doubt(coming, sure, keeps, now):
    """What cannot be told of now: a holiday, or a session that does not take place each week."""
    current = [occurrence for occurrence in coming if occurrence.starts <= now]
    today = [occurrence for occurrence in coming if occurrence.starts.date() == now.date()]
    if today and keeps[now.date()] is None:
        return Opening("Today is a bank holiday: we do not know whether it opens")
    if any(occurrence in sure for occurrence in current):
        occurrence = next(occurrence for occurrence in current if occurrence in sure)
        return Opening(f"Now until {when(occurrence.ends, now)}, {occurrence.condition}")
    return None


def opens_next(sure, today, keeps, now):
    """When it opens next, as far as that is certain; or the next session of another sort."""
    closed = "Closed today" if today and keeps[now.date()] is False else ""
    following = next((occurrence for occurrence in sure if occurrence.is_certain), sure[0] if sure else None)
    if following is None:
        return Opening(closed)
    said = ", ".join(filter(None, [f"pens {when(following.starts, now)}", following.condition]))
    return Opening(f"{closed}, o{said}" if closed else f"O{said}")


def when(moment, now):
    """5pm; tomorrow 9am; Tuesday 9:30am; 5 January 9:30am."""
    clock = in_words(f"{moment:%H:%M}")
    days = (moment.date() - now.date()).days
    if days == 0 or (days == 1 and clock == "midnight"):
        return clock
    if days == 1:
        return f"tomorrow {clock}"
    return f"{moment:%A} {clock}" if days < 7 else f"{moment.day} {moment:%B} {clock}"
