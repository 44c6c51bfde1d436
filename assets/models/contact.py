"""The items of a contact, and the consent to publish each: whether they agreed, when, and up to which day."""

from dataclasses import dataclass
from datetime import date

from django.db import models

from consortia.columns import text

ITEMS = {"contact_name": "Name", "contact_phone": "Phone", "contact_email": "E-mail"}


def consent_of(item):
    """The columns of the consent to publish an item."""
    return [f"{item}_is_public", f"{item}_agreed_on", f"{item}_agreed_until"]


def columns_of(item):
    """An item with whose it is and its consent: right together only."""
    whose = [] if item == "contact_name" else [f"{item}_whose"]
    return [item, *whose, *consent_of(item)]


ARE_PUBLIC = {f"{item}_is_public": item for item in ITEMS}
AGREED_ON = {f"{item}_agreed_on": item for item in ITEMS}


class IsAgreed(models.Func):
    """Whether the consent to publish an item holds today. The SQL function is the one place that says so."""

    function = "is_agreed"
    output_field = models.BooleanField()

    def __init__(self, item):
        super().__init__(f"{item}_is_public", f"{item}_agreed_until")


def has_ended(item):
    """A condition: somebody agreed that the item is published, up to a day that has passed."""
    return models.Q(~models.Q(IsAgreed(item)), **{f"{item}_is_public": True})


@dataclass(frozen=True)
class Item:
    """A phone, an e-mail or a name, and what was agreed about it."""

    label: str
    words: str
    whose: str
    is_public: bool
    agreed_on: date | None
    agreed_until: date | None


def agreed():
    return models.BooleanField(db_default=False, default=False)


def day(**options):
    return models.DateField(null=True, blank=True, **options)


def whose():
    return text(120, help_text="Whose it is. Only people who care for the entry read this.")


class WithConsent(models.Model):
    """Who agreed to what. `agreed_until` is the last day on which the item is public."""

    contact_name_is_public = agreed()
    contact_name_agreed_on = day()
    contact_name_agreed_until = day()
    contact_phone_whose = whose()
    contact_phone_is_public = agreed()
    contact_phone_agreed_on = day()
    contact_phone_agreed_until = day()
    contact_email_whose = whose()
    contact_email_is_public = agreed()
    contact_email_agreed_on = day()
    contact_email_agreed_until = day()

    class Meta:
        abstract = True

    @property
    def contact(self):
        """The items that are there, with what was agreed about each."""
        return [
            Item(label, getattr(self, item), getattr(self, f"{item}_whose", ""), *consent)
            for item, label in ITEMS.items()
            if getattr(self, item)
            for consent in [[getattr(self, name) for name in consent_of(item)]]
        ]
