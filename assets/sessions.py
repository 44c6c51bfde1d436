"""When a place or group is open: weekday rows, and the same in words."""

from calendar import day_name
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import itemgetter

from django.utils.text import get_text_list

from assets.times import DAY, in_words, minutes

WEEK = range(1, 8)  # Monday to Sunday


@dataclass(frozen=True, order=True)
class Session:
    """One row: opens and closes are "HH:MM"; both are empty only where it is by arrangement."""

    weekday: int
    opens: str = ""
    closes: str = ""
    term_time: bool = False
    by_arrangement: bool = False
    note: str = ""

    @property
    def is_certain(self):
        """Whether it takes place each week, without asking first."""
        return not self.term_time and not self.by_arrangement

    @property
    def length(self):
        """Minutes from opening to closing. What closes at or before it opens ends on the next day."""
        return (minutes(self.closes) - minutes(self.opens)) % DAY or DAY if self.opens else DAY

    @property
    def is_overnight(self):
        return bool(self.opens) and minutes(self.opens) + self.length > DAY

    @property
    def times(self):
        """9:30am to 1pm."""
        if not self.opens:
            return ""
        if self.opens == "00:00" and self.length == DAY:
            return "all day"
        words = f"{in_words(self.opens)} to {in_words(self.closes)}"
        return f"{words} the next day" if self.is_overnight else words

    @property
    def condition(self):
        """In term time, by arrangement, or nothing."""
        said = {"in term time": self.term_time, "by arrangement": self.by_arrangement}
        return ", ".join(words for words, is_so in said.items() if is_so)

    def row(self):
        """As the register keeps it: without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}


def sessions_of(rows):
    """The sessions of weekday rows, in the order of the week; keys that mean nothing here are left out."""
    names = Session.__dataclass_fields__
    return sorted(Session(**{name: row[name] for name in names if name in row}) for row in rows or [])


@dataclass(frozen=True)
class Line:
    """Sessions that are alike, on the days on which they are."""

    weekdays: tuple
    times: str
    condition: str = ""
    note: str = ""

    @property
    def days(self):
        return days_in_words(self.weekdays)

    def __str__(self):
        day = f"{self.days}{', ' if len(self.weekdays) > 1 or not self.times else ' '}{self.times}".strip(", ")
        said = ", ".join(filter(None, [day, self.condition]))
        return f"{said}: {self.note}" if self.note else said


def lines(rows):
    """The sessions in as few lines as can be, in the order of the week."""
    alike = {}
    for (condition, note, weekday), group in groupby(sorted(sessions_of(rows), key=circumstances), circumstances):
        times = get_text_list(list(dict.fromkeys(session.times for session in group)), "and")
        alike.setdefault((condition, note, times), []).append(weekday)
    found = [Line(tuple(days), times, condition, note) for (condition, note, times), days in alike.items()]
    return sorted(found, key=lambda line: (line.weekdays[0], bool(line.condition)))


def circumstances(session):
    return session.condition, session.note, session.weekday


def in_lines(rows):
    """The sessions in words, a line each; empty where there are none."""
    return "\n".join(map(str, lines(rows)))


def days_in_words(weekdays):
    """Monday to Friday; Tuesday and Thursday; every day."""
    if len(weekdays) == len(WEEK):
        return "Every day"
    placed = [(weekday - place, weekday) for place, weekday in enumerate(weekdays)]
    runs = [[weekday for _, weekday in run] for _, run in groupby(placed, key=itemgetter(0))]
    return get_text_list([name for run in runs for name in run_in_words(run)], "and")


def run_in_words(run):
    """Three days and more that follow one another as one."""
    names = [day_name[weekday - 1] for weekday in run]
    return [f"{names[0]} to {names[-1]}"] if len(names) > 2 else names


def closed_in_words(days):
    """25 December 2026 and 1 January 2027."""
    return get_text_list([f"{day.day} {day:%B %Y}" for day in sorted(days or [])], "and")
