"""How one column of the CSV is described."""

from dataclasses import dataclass

from django.db import models

TEXT = "text"
LIST = "list"
CODE = "code"
WEB = "web address"
IDENTIFIER = "identifier"
NUMBER = "number"
YES_NO = "true or false"
DATE = "date"
TIME = "date and time"
WORDS = {TEXT, LIST, CODE, WEB}

NOT_KNOWN = "not known."
NEVER = ""
NONE_KNOWN = "none known."
NOT_SHOWN = "not known, or not shown: see location_precision."


SESSIONS = """(
  SELECT string_agg(concat_ws(' ',
    (ARRAY['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'])[(session ->> 'weekday')::int],
    (session ->> 'opens') || '-' || (session ->> 'closes'),
    CASE WHEN (session ->> 'term_time')::boolean THEN 'in term time' END,
    CASE WHEN (session ->> 'by_arrangement')::boolean THEN 'by arrangement' END,
    '(' || nullif(session ->> 'note', '') || ')'
  ), '; ' ORDER BY (session ->> 'weekday')::int, session ->> 'opens') FROM jsonb_array_elements(row.sessions) session
)"""


@dataclass(frozen=True)
class Column:
    """One column: what it is called, where it comes from and how to read it."""

    name: str
    sql: str
    meaning: str
    kind: str = TEXT
    empty: str = NOT_KNOWN
    unit: str = ""
    choices: type[models.TextChoices] | None = None
    code_list: str = ""

    @property
    def allowed(self):
        """Each value that can stand here and what it means; nothing for free text."""
        return list(self.choices.choices) if self.choices else []

    @property
    def may_be_empty(self):
        return self.empty != NEVER


@dataclass(frozen=True)
class Group:
    """Columns that belong together on the page."""

    title: str
    columns: list[Column]


def code_columns(name, what, plural, ids):
    """The two columns of a code list: its codes, and the same in words, in the same order."""
    return [
        Column(
            f"{name}_codes", f"{ids}.codes", f"{what}, as codes of the list {plural}.", LIST, NONE_KNOWN, code_list=name
        ),
        Column(f"{name}_labels", f"{ids}.labels", "The same in words, in the same order.", LIST, NONE_KNOWN),
    ]


def area_columns(kind, what):
    """The two columns of a kind of area: its codes and its names."""
    return [
        Column(f"{kind}_code", f"area.{kind}_codes", f"{what}: the code. Only areas in force today.", LIST, NOT_SHOWN),
        Column(f"{kind}_name", f"area.{kind}_names", "The same as names, in the same order.", LIST, NOT_SHOWN),
    ]


def optional(name, meaning, **options):
    """Words that stand in the register under the same name."""
    return Column(name, f"row.{name}", meaning, **options)


def session_columns():
    """When it is open: weekday rows, and the days that are not as usual."""
    meaning = (
        "When it is open: a weekday (Mo, Tu, We, Th, Fr, Sa, Su) and times of 24 hours on the clock there, such as "
        "“Mo 09:30-13:00; Mo 14:00-17:00 in term time”. What closes at or before it opens ends on the next day. After "
        "the times may stand “in term time”, “by arrangement”, and a note in brackets."
    )
    dates = "array_to_string(row.closed_dates, '; ')"
    return [
        Column("sessions", SESSIONS, meaning, LIST, "not known, or in words in opening_times."),
        Column("closed_dates", dates, "Days on which it is closed, as 2026-12-25.", LIST, NONE_KNOWN),
        optional("opens_on_bank_holidays", "Whether it opens on the bank holidays of its nation.", kind=YES_NO),
    ]
