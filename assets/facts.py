"""An entry in words, fact by fact: for curators, and to say what differs between two states of it.

A row may be an `Asset`, a `PublicAsset` or an event of the history; a column that it does not have counts as empty.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import naturalday
from django.utils.dateformat import format as date_format

from assets.models import Asset, Audience, Category, Determinant, Feature, Licence
from assets.models.photo import Listed
from assets.presentation import LANGUAGES
from assets.sessions import closed_in_words, in_lines
from consortia.models import Consortium, Organisation
from places.models import Area
from places.notation import write_coordinates
from places.shapes import in_words

YES_NO = {True: "Yes", False: "No"}


@dataclass(frozen=True)
class Said:
    """How a column is put into words, and of which model the ids in it are."""

    column: str
    words: Callable
    model: type | None = None

    def __call__(self, row, names):
        return self.words(row, names)


def column(name):
    """Words of a fact: a column as it stands."""
    return Said(name, lambda row, names: str(getattr(row, name, None) or ""))


def known(name):
    """Words of a fact: yes, no, or nothing when it is not known."""
    return Said(name, lambda row, names: YES_NO.get(getattr(row, name, None), ""))


def number(name):
    """Words of a fact: a number, 0 too."""
    return Said(name, lambda row, names: "" if getattr(row, name, None) is None else str(getattr(row, name)))


def choice(name, choices):
    """Words of a fact: what a code of one of our own choices means."""
    return Said(name, lambda row, names: dict(choices).get(getattr(row, name, ""), ""))


def listed(name, model):
    """Words of a fact: the names of rows whose ids a column lists."""
    return Said(name, lambda row, names: ", ".join(names.of(model, getattr(row, name, None) or [])), model)


def one(name, model):
    """Words of a fact: the name of the row whose id a column holds."""
    return Said(name, lambda row, names: ", ".join(names.of(model, [getattr(row, name, None)])), model)


def consent(item):
    """Words of a fact: whether an item of the contact may be published, and up to which day; nothing without it."""

    def words(row, names):
        is_public, until = getattr(row, f"{item}_is_public", None), getattr(row, f"{item}_agreed_until", None)
        if is_public is None or not getattr(row, item):
            return ""
        last_day = f", up to and including {date_format(until, 'j F Y')}" if until else ""
        return f"{YES_NO[is_public]}{last_day}"

    return Said(f"{item}_is_public", words)


def day(name):
    """Words of a fact: a date, as people say it."""
    return Said(name, lambda row, names: naturalday(getattr(row, name, None) or "", "j F Y"))


def languages(row, names):
    """The languages by their English names."""
    return ", ".join(LANGUAGES.get(code, code) for code in row.languages)


def translations(row, names):
    """Name and summary in further languages, each on a line."""
    said = getattr(row, "translations", None) or {}
    of_all = [(LANGUAGES.get(code, code), what, text) for code, words in said.items() for what, text in words.items()]
    return "\n".join(f"{what.capitalize()} in {language}: {text}" for language, what, text in of_all)


def pin(row, names):
    """The true place where the row has one, else the place shown: latitude and longitude in degrees."""
    point = getattr(row, "location", getattr(row, "public_location", None))
    return write_coordinates(point) if point else ""


def shape(row, names):
    """The outline of a park or the line of a route, by its size and its middle."""
    boundary = getattr(row, "boundary", None)
    return f"{in_words(boundary)} around {write_coordinates(boundary.centroid)}" if boundary else ""


def photos(row, names):
    """What is said of each photo, with the beginning of its key: another photo may be described in the same words."""
    said = (Listed(**photo) for photo in row.photos)
    return "\n".join(f"{photo.alt} ({' by '.join(filter(None, [photo.name, photo.credit]))})" for photo in said)


def licence(row, names):
    """The name of the licence, or its code when that is unknown."""
    return names.licences.get(row.licence, row.licence)


FACTS = {
    "Name": column("name"),
    "Other names": Said("other_names", lambda row, names: ", ".join(row.other_names)),
    "In further languages": Said("translations", translations),
    "Kind": listed("category_ids", Category),
    "Run by": one("organisation_id", Organisation),
    "Looked after by": one("consortium_id", Consortium),
    "Address": column("address"),
    "Town": column("town"),
    "Postcode": column("postcode"),
    "Pin": Said("location", pin),
    "Outline or route": Said("boundary", shape),
    "How to get there": column("directions"),
    "Areas served": listed("served_area_ids", Area),
    "Whom it serves": column("area_served"),
    "Who it is for": listed("audience_ids", Audience),
    "Who may come": column("eligibility"),
    "Who may see where it is": choice("disclosure", Asset.Disclosure.choices),
    "Why not everyone": column("disclosure_reason"),
    "Who may see the entry": choice("visibility", Asset.Visibility.choices),
    "Summary": column("summary"),
    "Days and times": Said("sessions", lambda row, names: in_lines(row.sessions)),
    "Closed on": Said("closed_dates", lambda row, names: closed_in_words(row.closed_dates)),
    "Opens on bank holidays": known("opens_on_bank_holidays"),
    "Opening times": column("opening_times"),
    "Why it matters": column("story"),
    "What it helps with": listed("determinant_ids", Determinant),
    "Free": known("is_free"),
    "Cost": column("cost"),
    "How people come": choice("referral", Asset.Referral.choices),
    "Room": choice("taking", Asset.Taking.choices),
    "Online": known("is_online"),
    "Comes to people": known("is_outreach"),
    "Youngest age": number("age_from"),
    "Oldest age": number("age_to"),
    "Languages": Said("languages", languages),
    "Has": listed("feature_ids", Feature),
    "Does not have": listed("absent_feature_ids", Feature),
    "Photos": Said("photos", photos),
    "Website": column("website"),
    "Contact name": column("contact_name"),
    "Contact phone": column("contact_phone"),
    "Contact e-mail": column("contact_email"),
    "Whose phone it is": column("contact_phone_whose"),
    "Whose e-mail it is": column("contact_email_whose"),
    "Name may be published": consent("contact_name"),
    "Phone may be published": consent("contact_phone"),
    "E-mail may be published": consent("contact_email"),
    "Source": column("source"),
    "Licence": Said("licence", licence),
}
ABOUT_THE_ENTRY = {"Why not everyone", "Who may see the entry", "Whose phone it is", "Whose e-mail it is"}
ABOUT_THE_ENTRY |= {"Name may be published", "Phone may be published", "E-mail may be published"}


class Names:
    """Names of codes, areas, organisations and consortia by id, each list asked for once."""

    def __init__(self):
        self.known = {}
        self.licences = dict(Licence.objects.values_list("code", "name"))

    def of(self, model, ids):
        """The names of the rows of `model` with these ids, in their order; an id that is gone is left out."""
        names = self.known.setdefault(model, {})
        missing = {pk for pk in ids if pk and pk not in names}
        if missing:
            names |= dict(model.objects.filter(pk__in=missing).values_list("pk", "name"))
        return [names[pk] for pk in ids if pk in names]

    def learn(self, rows):
        """Ask for every name in these rows, one query a list however many rows there are."""
        wanted = {}
        for said in FACTS.values():
            if said.model:
                wanted.setdefault(said.model, set()).update(*(ids_in(row, said.column) for row in rows))
        for model, ids in wanted.items():
            self.of(model, ids)


def ids_in(row, name):
    """The ids that a column holds: one or a list of them."""
    value = getattr(row, name, None) or []
    return value if isinstance(value, list) else [value]


@dataclass
class Fact:
    """What is entered, and what others see of it."""

    label: str
    entered: str
    shown: str = ""
    is_for_curators: bool = False

    @property
    def is_shown(self):
        """Whether others see it as it was entered."""
        return self.entered == self.shown


def facts_for_curators(asset, shown):
    """All that is known of an asset beside what others see: `shown`, a row as it is disclosed."""
    names = Names()
    facts = [
        Fact(label, words(asset, names), words(shown, names), label in ABOUT_THE_ENTRY)
        for label, words in FACTS.items()
    ]
    return [fact for fact in facts if fact.entered or fact.shown]


def differences(before, after, names=None, facts=FACTS):
    """The facts that differ between two states of an entry, each with the words of both."""
    names = names or Names()
    pairs = [(label, words(before, names), words(after, names)) for label, words in facts.items()]
    return [(label, old, new) for label, old, new in pairs if old != new]
