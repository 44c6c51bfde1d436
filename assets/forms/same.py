"""“The same as the organisation”: what is left empty is taken over from what whoever runs it publishes of itself."""

from django import forms

from assets.models.contact import ITEMS

# Each tick, and what it fills from which column of the organisation, with its word.
TAKES = {
    "same_place": {"location": ("location", "pin")},
    "same_contact": {
        "contact_phone": ("public_phone", "phone"),
        "contact_email": ("public_email", "e-mail"),
        "website": ("website", "website"),
    },
}
WHICH = "Choose first the organisation that runs it, under “Whose is it?”, or take this tick away."
NOT_KNOWN = "We know no {} of {}. Give it yourself, or take this tick away."


class SameAsOrganisation(forms.Form):
    """The two ticks, and what they do: they fill, and never overwrite what somebody typed."""

    same_place = forms.BooleanField(
        label="The same place as the organisation that runs it",
        required=False,
        help_text="Where you set no pin, we set it there.",
    )
    same_contact = forms.BooleanField(
        label="The same phone, e-mail and website as the organisation that runs it",
        required=False,
        help_text="What you leave empty is filled with what the organisation publishes of itself.",
    )

    taken = {}

    def offer_the_same(self):
        """Leave out a tick where the one organisation that is in question publishes nothing of it."""
        if "organisation" not in self.fields:
            for tick, fills in TAKES.items():
                if not any(getattr(self.instance.organisation, column) for column, _ in fills.values()):
                    del self.fields[tick]

    def take_over(self):
        """Fill what is empty. `taken` then says which answers, each by its word."""
        self.taken = {}
        for tick, fills in TAKES.items():
            if self.cleaned_data.get(tick) and "organisation" not in self.errors:
                self.fill(tick, fills, self.cleaned_data.get("organisation") or self.instance.organisation)

    def fill(self, tick, fills, organisation):
        answers = self.cleaned_data
        asked = {name: of for name, of in fills.items() if name in self.fields and name not in self.errors}
        empty = {name: of for name, of in asked.items() if not answers.get(name)}
        known = {name: of for name, of in empty.items() if organisation and getattr(organisation, of[0])}
        for name, (column, word) in known.items():
            answers[name], self.taken[name] = getattr(organisation, column), word
            if name in ITEMS:  # everybody reads it on the page of the organisation
                answers[f"{name}_is_public"] = True
                answers[f"{name}_whose"] = answers.get(f"{name}_whose") or organisation.name[:120]
        if empty and not known:
            words = " or ".join(word for _, word in empty.values())
            self.add_error(tick, NOT_KNOWN.format(words, organisation) if organisation else WHICH)
