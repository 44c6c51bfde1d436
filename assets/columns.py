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
