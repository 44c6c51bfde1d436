"""Opening hours of a file, a cell a day, as weekday rows: only where every cell can be read with certainty."""

import json
import re

from assets.sessions import Session
from assets.times import in_doubt, read_time

CLOSED = {"closed", "close", "shut", "not open"}
ALL_DAY = {"24 hours", "24hrs", "24 hrs", "open 24 hours", "all day"}
BETWEEN_SPANS = re.compile(r"\s*(?:[,;&/\n]|\band\b)\s*", re.IGNORECASE)
BETWEEN_TIMES = re.compile(r"\s*(?:[-–—]|\bto\b|\buntil\b)\s*", re.IGNORECASE)
LONGEST = 18 * 60  # minutes: what seems to be longer is more likely a slip, or a clock of twelve hours


def sessions_of_days(hours):
    """The sessions of seven cells from Monday on, as JSON; empty where any of them is not certain or all are closed."""
    try:
        found = [session for weekday, cell in enumerate(hours, start=1) for session in sessions_of_day(weekday, cell)]
    except ValueError:
        return ""
    return json.dumps([session.row() for session in found]) if found else ""


def sessions_of_day(weekday, cell):
    """The sessions of one cell, such as "09:00-12:30, 1pm - 5pm". Raises ValueError where it is not certain."""
    said = " ".join(cell.lower().split())
    if said in CLOSED:
        return []
    if said in ALL_DAY:
        return [Session(weekday, "00:00", "24:00")]
    return sorted(span(weekday, part) for part in BETWEEN_SPANS.split(said))


def span(weekday, words):
    """One session. A time of day that may be meant for the afternoon counts only where the other one settles it."""
    opens, closes = BETWEEN_TIMES.split(words)
    session = Session(weekday, read_time(opens), read_time(closes, closes=True))
    if session.opens == session.closes or (session.length > LONGEST and session.opens != "00:00"):
        raise ValueError(words)
    if in_doubt(opens, closes):
        raise ValueError(words)
    return session
