"""The questions of an entry in short parts, for somebody who fills in a draft a little at a time."""

from dataclasses import dataclass

from assets.forms.answers import LISTS
from assets.forms.questions import MORE

COLUMNS = {**LISTS, "kind": "category_ids", "finer": "category_ids", "organisation": "organisation_id"}
COLUMNS |= {"consortium": "consortium_id"}
WHERE = [
    "address", "town", "postcode", "location", "pin_at_postcode", "same_place", "outside_confirmed",
    "disclosure", "disclosure_reason", "served_areas", "area_served",
]  # fmt: skip


@dataclass(frozen=True)
class Part:
    """Some questions on a page of their own: `first` those of its own template, then `more`, one below the other."""

    code: str
    title: str
    first: tuple = ()
    more: tuple = ()
    asks_features: bool = False
    is_needed: bool = False  # what it asks has to be answered before the entry can be sent

    def names(self, form):
        """The names of its fields in the form of an entry; what leaves no choice is not asked."""
        features = form.features.values() if self.asks_features else ()
        return [name for name in (*self.first, *self.more, *features) if name in form.fields]

    @property
    def columns(self):
        """The columns of the entry that it fills."""
        features = {"feature_ids", "absent_feature_ids"} if self.asks_features else set()
        return {COLUMNS.get(name, name) for name in (*self.first, *self.more)} | features

    @property
    def template(self):
        return f"assets/_answers_{self.code}.html" if self.first else ""


PARTS = [
    Part("what", "What it is", ("name", "kind", "finer"), (*MORE["What happens there"],), is_needed=True),
    Part("where", "Where it is, or whom it serves", (*WHERE,), is_needed=True),
    Part("who", "Who may come", ("audiences", "eligibility"), (*MORE["Ages and languages"],), is_needed=True),
    Part("when", "When it is open", more=(*MORE["When it is open"],)),
    Part("cost", "Cost, and how to come", more=(*MORE["Cost, and how to come"],)),
    Part("access", "Getting in and around", asks_features=True),
    Part("names", "Other names, other languages", more=(*MORE["Other names, other languages"],)),
    Part("contact", "Contact", (*MORE["Contact"],)),
    Part("whose", "Whose it is", ("organisation", "consortium", "visibility", "learned_how"), is_needed=True),
]
OF_COLUMN = {column: part for part in PARTS for column in part.columns}
FIRST = [name for part in PARTS if part.is_needed for name in part.first]  # what the page for a new entry asks
LAST_STEP = ["note", "licence_agreed", "people_agreed"]


def ask_first_alone(form):
    """Leave alone what the page for a new entry did not ask, where the form came from there."""
    if form.data.get("asks") == "first":
        form.ask_only([*FIRST, *LAST_STEP], sends="draft" not in form.data)


def part_called(code):
    """The part of this code, or None."""
    return next((part for part in PARTS if part.code == code), None)


def after(part):
    """The part that follows, or None after the last."""
    return next(iter(PARTS[PARTS.index(part) + 1 :]), None)


@dataclass(frozen=True)
class Progress:
    """How far a draft is with a part."""

    part: Part
    is_missing: bool
    answered: int

    @property
    def state(self):
        """In a word or two, as the list of parts says it."""
        if self.is_missing:
            return "To do"
        if self.part.is_needed:
            return "Done"
        return f"{self.answered} answered" if self.answered else "Optional"


def progress(form):
    """How far the draft of this form, which asks everything, is with each part."""
    missing = form.missing()
    return [
        Progress(
            part,
            is_missing=any(name in missing for name in part.first),
            answered=sum(bool(form[name].value()) for name in part.names(form)),
        )
        for part in PARTS
    ]
