"""How people say when a place is open: a row for days that are alike, with times as they write them."""

import re
from calendar import day_name
from datetime import datetime

from django import forms

from assets import sessions
from assets.sessions import Session, sessions_of
from assets.times import HOW, in_doubt, in_words, read_time

MOST_ROWS = 40
LONGEST_NOTE = 200  # characters
MOST_DATES = 100
ALIKE = ["opens", "closes", "term_time", "by_arrangement", "note"]
BLANK = {"days": [], "opens": "", "closes": "", "term_time": False, "by_arrangement": False, "note": ""}
DATES = ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"]
WEEKDAY_OR_ORDINAL = re.compile(r"^[a-z]+,?\s+(?=\d)|(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)


class Rows(list):
    """The rows as they were filled in; false when all are blank.

    `at` is the number of the row to go on with, where one has come or gone.
    """

    at = None

    def __bool__(self):
        return any(row != BLANK for row in self)


class SessionsWidget(forms.Widget):
    """Rows of days, times and conditions. Its buttons send the form to be drawn anew: see `Redrawn`."""

    template_name = "widgets/sessions.html"
    use_fieldset = True

    def value_from_datadict(self, data, files, name):
        rows = Rows(filled(data, f"{name}-{row}") for row in range(min(count(data.get(f"{name}-rows")), MOST_ROWS)))
        wish, _, number = data.get(f"{name}-redraw", "").partition(" ")
        if wish == "more":
            rows += [BLANK] if len(rows) < MOST_ROWS else []
            rows.at = len(rows) - 1
        elif wish == "drop":
            rows = Rows(row for place, row in enumerate(rows) if str(place) != number)
            rows.at = max(min(count(number), len(rows) - 1), 0)
        return rows

    def value_omitted_from_data(self, data, files, name):
        return f"{name}-rows" not in data

    def get_context(self, name, value, attrs):
        filled_in = [*value] or [BLANK]
        read, troubles = read_rows(filled_in)
        is_wrong = bool(attrs and attrs.get("aria-invalid"))
        rows = [
            {
                **row,
                "days": drawn(row["days"]),
                "trouble": troubles.get(number, "") if is_wrong else "",
                "is_next": number == getattr(value, "at", None),
            }
            for number, row in enumerate(filled_in)
        ]
        return {**super().get_context(name, None, attrs), "rows": rows, "preview": sessions.in_lines(read)}


def count(text):
    """The number that a page of ours wrote; 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 0


def filled(data, prefix):
    """A row as it was filled in."""
    texts = {name: data.get(f"{prefix}-{name}", "").strip() for name in ("opens", "closes", "note")}
    ticks = {name: f"{prefix}-{name}" in data for name in ("term_time", "by_arrangement")}
    return {"days": data.getlist(f"{prefix}-days"), **texts, **ticks}


def drawn(days):
    """The weekdays as boxes: [(number, name, whether it is ticked)]."""
    return [(number, name, str(number) in days) for number, name in enumerate(day_name, start=1)]


def read_rows(rows):
    """What the rows say, as the register keeps it, and what is wrong in words by the number of the row."""
    found, troubles = set(), {}
    for number, row in enumerate(rows):
        try:
            found |= read_row(row) if row != BLANK else set()
        except ValueError as trouble:
            troubles[number] = str(trouble)
    return [session.row() for session in sorted(found)], troubles


def read_row(row):
    """The sessions of one row. Raises ValueError, which says why."""
    if not row["days"]:
        raise ValueError("Tick the day or the days.")
    if not {*row["days"]} <= {str(weekday) for weekday in sessions.WEEK}:
        raise ValueError("Choose the days from the list.")
    if len(row["note"]) > LONGEST_NOTE or "\x00" in row["note"]:
        raise ValueError(f"Write a note of at most {LONGEST_NOTE} plain characters.")
    opens, closes = read_times(row)
    facts = {name: row[name] for name in ("term_time", "by_arrangement", "note")}
    return {Session(int(weekday), opens, closes, **facts) for weekday in row["days"]}


def read_times(row):
    """When it opens and closes; nothing where it is by arrangement. Raises ValueError, which says why."""
    if not row["opens"] and not row["closes"]:
        if row["by_arrangement"]:
            return "", ""
        raise ValueError("Give the times, or tick “By arrangement”.")
    if not row["opens"] or not row["closes"]:
        raise ValueError("Give both times: from when and until when.")
    opens, closes = read_time(row["opens"]), read_time(row["closes"], closes=True)
    if opens == closes:
        raise ValueError("It opens and closes at the same time. For all day and night write 00:00 and 24:00.")
    if doubtful := in_doubt(row["opens"], row["closes"]):
        raise ValueError(f"Is “{doubtful}” am or pm? {HOW}")
    return opens, closes


class SessionsField(forms.Field):
    """Weekday rows. What is left blank is left out."""

    widget = SessionsWidget

    def prepare_value(self, value):
        return value if isinstance(value, Rows) else rows_of(value)

    def clean(self, value):
        read, troubles = read_rows(value)
        if troubles:
            raise forms.ValidationError([f"Row {number + 1}: {trouble}" for number, trouble in troubles.items()])
        return read

    def has_changed(self, initial, data):
        read, troubles = read_rows(data)
        return bool(troubles) or sessions_of(initial) != sessions_of(read)


def rows_of(kept):
    """The weekday rows of the register as rows of the form: days that are alike in one."""
    alike = {}
    for session in sessions_of(kept):
        alike.setdefault(tuple(getattr(session, name) for name in ALIKE), []).append(str(session.weekday))
    return Rows(as_written({**dict(zip(ALIKE, facts, strict=True)), "days": days}) for facts, days in alike.items())


def as_written(row):
    """Times as people write them. A closing time of 00:00 stays, because "midnight" is read as 24:00 there."""
    times = {name: row[name] for name in ("opens", "closes") if row[name] and (name, row[name]) != ("closes", "00:00")}
    return {**row, **{name: in_words(time) for name, time in times.items()}}


class DatesField(forms.CharField):
    """Days, each on a line of its own."""

    widget = forms.Textarea({"rows": 3, "class": "w-20"})

    def to_python(self, value):
        lines = [line.strip() for line in re.split(r"[\n,;]", super().to_python(value)) if line.strip()]
        if len(lines) > MOST_DATES:
            raise forms.ValidationError(f"Give at most {MOST_DATES} days.")
        return sorted({read_date(line) for line in lines})

    def run_validators(self, value):
        """Those of words do not fit days, and what is no day has been refused."""

    def prepare_value(self, value):
        return value if isinstance(value, str) else "\n".join(f"{day:%d/%m/%Y}" for day in value or [])

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != sorted(initial or [])
        except forms.ValidationError:
            return True


def read_date(text):
    plain = WEEKDAY_OR_ORDINAL.sub("", text)
    for written in DATES:
        try:
            return datetime.strptime(plain, written).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise forms.ValidationError(f"“{text}” is no day that we can read. Write it with its year, like 25/12/2026.")


class Redrawn:
    """A form that a button may ask to be drawn anew, with what was typed and without a word on what is missing yet."""

    @property
    def is_redrawn(self):
        return self.is_bound and "sessions-redraw" in self.data

    def full_clean(self):
        super().full_clean()
        if self.is_redrawn:
            self._errors.clear()

    def is_valid(self):
        return super().is_valid() and not self.is_redrawn
