"""What is asked of a contact: each item, whose it is, whether they agreed that everyone may read it, and until when."""

from django import forms
from django.utils import timezone

from assets.models.contact import ITEMS, columns_of

ASKED = {item: [name for name in columns_of(item) if not name.endswith("_agreed_on")] for item in ITEMS}
FIELDS = [name for names in ASKED.values() for name in names]
LABELS = {
    "contact_name": "Name of a person or a role (optional)",
    "contact_phone": "Phone number (optional)",
    "contact_email": "E-mail address (optional)",
    "contact_phone_whose": "Whose is it? (optional)",
    "contact_email_whose": "Whose is it? (optional)",
    **{f"{item}_is_public": "They agreed that we publish it" for item in ITEMS},
}
NOTHING = "There is no {} to publish. Give it above, or take this tick away."
PASSED = "This day has passed. Choose a later one, or leave it empty."


class UntilField(forms.DateField):
    """The last day on which an item is public."""

    widget = forms.DateInput({"type": "date", "class": "w-10"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": "Give a day like 30/11/2026."}

    def __init__(self):
        super().__init__(label="Up to and including (optional)", required=False)


class ContactAnswers(forms.Form):
    """The questions about a contact, and what the entry keeps of the answers."""

    contact_name_agreed_until = UntilField()
    contact_phone_agreed_until = UntilField()
    contact_email_agreed_until = UntilField()

    @property
    def contact(self):
        """Each item by its name, what is said of it, and what was agreed."""
        bound = {item: [self[name] for name in names] for item, names in ASKED.items()}
        return [(ITEMS[item], fields[:-2], fields[-2:]) for item, fields in bound.items()]

    def check_contact(self):
        for item, label in ITEMS.items():
            is_ticked, day = (self.cleaned_data.get(f"{item}_{name}") for name in ("is_public", "agreed_until"))
            if is_ticked and not self.cleaned_data.get(item) and item not in self.errors:
                self.add_error(f"{item}_is_public", NOTHING.format(label.lower()))
            said_now = {f"{item}_agreed_until", *([f"{item}_is_public"] if is_ticked else [])} & set(self.changed_data)
            if said_now and day and day < timezone.localdate():
                self.add_error(f"{item}_agreed_until", PASSED)

    def keep_consent(self):
        """Keep when somebody agreed: another number with the tick is agreed to anew."""
        for item in ITEMS:
            if {item, f"{item}_is_public"} & {*self.changed_data, *self.taken}:
                agreed_on = timezone.localdate() if self.cleaned_data.get(f"{item}_is_public") else None
                setattr(self.instance, f"{item}_agreed_on", agreed_on)
