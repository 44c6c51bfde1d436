"""Reads `opening_hours` as OpenStreetMap writes them, where weekday rows can say all of it.

The specification is at https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. Weeks, months, dates, the
sun and "or else" rules are more than weekday rows can say: then nothing is read.
"""

import re
from dataclasses import dataclass

from assets.sessions import WEEK, Session
from assets.times import DAY, minutes

DAYS = {"mo": 1, "tu": 2, "we": 3, "th": 4, "fr": 5, "sa": 6, "su": 7}
NAME = f"(?:{'|'.join(DAYS)})"
SOME_DAYS = rf"{NAME}(?: ?- ?{NAME})?(?: ?, ?{NAME}(?: ?- ?{NAME})?)*"
SPAN = r"\d{2}:\d{2} ?- ?\d{2}:\d{2}"
GROUP = re.compile(
    rf' ?(?P<days>{SOME_DAYS})? ?(?P<times>{SPAN}(?: ?, ?{SPAN})*|off|closed)? ?(?:"(?P<said>[^"]*)")? ?(?:,|$)',
    re.IGNORECASE | re.ASCII,
)
ALWAYS = re.compile(r"24/7(\s+open)?", re.IGNORECASE)
NOT_ON_BANK_HOLIDAYS = re.compile(r"ph\s+(off|closed)", re.IGNORECASE)
NOT_IN_SCHOOL_HOLIDAYS = re.compile(r"sh\s+(off|closed)", re.IGNORECASE)
ASK_FIRST = {"by appointment", "by arrangement", "appointment only", "by appointment only", "on appointment"}
LONGEST, LONGEST_NOTE, MOST_ROWS = 500, 200, 40  # characters; rows of the form
LATEST = 48 * 60  # minutes: the end of the next day


@dataclass
class OpeningHours:
    """What a text says: weekday rows, and whether it opens on bank holidays; None where that is not said."""

    sessions: list
    opens_on_bank_holidays: bool | None = None

    @property
    def rows(self):
        """As the register keeps them."""
        return [session.row() for session in self.sessions]


def read_opening_hours(text):
    """What the text says. Raises ValueError where weekday rows cannot say all of it."""
    if len(text) > LONGEST:
        raise ValueError(text)
    rules = [" ".join(rule.split()) for rule in text.split(";") if rule.strip()]
    weekly = [rule for rule in rules if not is_of_holidays(rule)]
    if not weekly:
        raise ValueError(text)
    week = {}
    for rule in weekly:
        week |= week_of(rule)  # a later rule takes the place of an earlier one on its days
    found = [session for weekday in WEEK for session in week.get(weekday, [])]
    is_of_terms = any(map(NOT_IN_SCHOOL_HOLIDAYS.fullmatch, rules))
    sessions = [Session(**session, term_time=is_of_terms) for session in found]
    if not sessions or len(sessions) > MOST_ROWS or any(len(session.note) > LONGEST_NOTE for session in sessions):
        raise ValueError(text)
    return OpeningHours(sessions, False if any(map(NOT_ON_BANK_HOLIDAYS.fullmatch, rules)) else None)


def is_of_holidays(rule):
    return NOT_ON_BANK_HOLIDAYS.fullmatch(rule) or NOT_IN_SCHOOL_HOLIDAYS.fullmatch(rule)


def week_of(rule):
    """The sessions of one rule by weekday; its parts between commas add to one another."""
    if ALWAYS.fullmatch(rule):
        return {weekday: [{"weekday": weekday, "opens": "00:00", "closes": "24:00"}] for weekday in WEEK}
    week, end = {}, 0
    while end < len(rule):
        part = GROUP.match(rule, end)
        if not part or not (part["times"] or part["said"]):
            raise ValueError(rule)
        for weekday in weekdays_of(part["days"]):
            week.setdefault(weekday, []).extend(sessions_of(weekday, part))
        end = part.end()
    return week


def weekdays_of(words):
    """Mo-We,Fr are 1, 2, 3 and 5; no words are all days; Sa-Mo goes round the week."""
    if not words:
        return list(WEEK)
    found = []
    for run in words.lower().split(","):
        first, _, last = (name.strip() for name in run.partition("-"))
        start, count = DAYS[first], (DAYS[last or first] - DAYS[first]) % 7 + 1
        found += [(start + step - 1) % 7 + 1 for step in range(count)]
    return found


def sessions_of(weekday, part):
    """The sessions of one part of a rule on a weekday, as keywords; none where it is closed."""
    times, said = part["times"] or "", (part["said"] or "").strip()
    asks_first = said.lower() in ASK_FIRST
    if times.lower() in ("off", "closed"):
        return []
    if not times and not asks_first:
        raise ValueError(said)
    more = {"by_arrangement": asks_first, "note": "" if asks_first else said}
    spans = [span(written) for written in times.split(",")] if times else [{}]
    return [{"weekday": weekday, **hours, **more} for hours in spans]


def span(written):
    """One pair of times. What ends after midnight may be written on from 24:00, as 26:00."""
    opens, closes = (time.strip() for time in written.split("-"))
    start, end = minutes(opens), minutes(closes)
    is_time = all(int(time[3:]) < 60 for time in (opens, closes))
    if not is_time or start >= DAY or end > LATEST or end == start or end - start > DAY:
        raise ValueError(written)
    return {"opens": opens, "closes": closes if end <= DAY else f"{end // 60 - 24:02}:{end % 60:02}"}
