"""What a curator chooses and says."""

from urllib.parse import urlencode

from django import forms
from django.db.models import Q

from assets.forms.choices import areas_for
from assets.forms.fields import PlainWords
from assets.models import Category, Claim, Decision
from consortia.models import Consortium, Organisation
from places.models import Area

LONGEST = 2000  # characters of a note
ENOUGH_TO_CHOOSE = 2


def words(label, missing):
    """A question that must be answered in words; `missing` is said where it is not."""
    area = forms.Textarea({"rows": 4})
    return forms.CharField(label=label, max_length=LONGEST, widget=area, error_messages={"required": missing})


class StepForm(PlainWords, forms.Form):
    """One step of a review: of the version that the curator has read, with a word to the contributor."""

    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Open the page again first."})
    note = forms.CharField(
        label="A word to the contributor (optional)",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
    )


class SendForm(StepForm):
    """An imported draft is to be reviewed. There is no contributor to write to."""

    note = None


class PublishForm(StepForm):
    """Yes."""


class AskForm(StepForm):
    """A question to the contributor, who gets the entry back as a draft."""

    note = words("What do you need to know?", "Write what you need to know. The contributor reads it.")


class DeclineForm(StepForm):
    """No, with a reason of the list."""

    reason = forms.ChoiceField(
        label="Why is it not added?",
        choices=Decision.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the reason. The contributor reads it."},
    )
    field_order = ["version", "reason", "note"]


class CloseForm(StepForm):
    """It is no more."""

    note = forms.CharField(
        label="What do you know of it? (optional)",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
    )


class QueueForm(PlainWords, forms.Form):
    """Narrows the queue. What it does not understand, it leaves out."""

    kind = forms.ModelChoiceField(
        Category.objects.kinds(), label="Kind", required=False, to_field_name="code", empty_label="All kinds"
    )
    area = forms.ModelChoiceField(
        Area.objects.none(), label="Area", required=False, to_field_name="code", empty_label="All areas"
    )
    consortium = forms.ModelChoiceField(
        Consortium.objects.none(), label="Consortium", required=False, to_field_name="slug", empty_label="All of mine"
    )
    risk = forms.BooleanField(label="Only those that need care", required=False)
    mine = forms.BooleanField(label="Only those that I look at", required=False)
    imported = forms.BooleanField(required=False, widget=forms.HiddenInput)
    suggested = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, user):
        super().__init__(data)
        self.user = user
        curated = Consortium.objects.curated_by(user)
        self.fields["consortium"].queryset = curated
        self.fields["area"].queryset = areas_for(curated)
        if curated.count() < ENOUGH_TO_CHOOSE:
            del self.fields["consortium"]

    @property
    def is_of_imported(self):
        return self.is_valid() and self.cleaned_data["imported"]

    @property
    def is_of_suggested(self):
        return self.is_valid() and self.cleaned_data["suggested"]

    @property
    def choices(self):
        """What was chosen and understood, as it was sent: {name: value}."""
        answers = self.cleaned_data if self.is_valid() else {}
        return {name: self.data[name] for name in self.fields if answers.get(name)}

    @property
    def query(self):
        """The choices as they stand in an address, with the question mark; nothing where there are none."""
        return f"?{urlencode(self.choices)}" if self.choices else ""

    def narrow(self, entries):
        """The entries, each with its risk, that fit all that was chosen."""
        return self.careful(self.fitting(entries))

    def careful(self, rows):
        """Those of these entries, or suggestions, that need care, where only they are wanted."""
        return rows.filter(is_risky=True) if self.is_valid() and self.cleaned_data["risk"] else rows

    def fitting(self, entries):
        """The entries that fit what was chosen but for the care that they need."""
        answers = self.cleaned_data if self.is_valid() else {}
        if answers.get("kind"):
            ids = list(Category.objects.with_finer([answers["kind"]]).values_list("pk", flat=True))
            entries = entries.filter(category_ids__overlap=ids)
        if answers.get("area"):
            area = [answers["area"].pk]  # groups without a place say which areas they serve
            entries = entries.filter(Q(area_ids__contains=area) | Q(served_area_ids__contains=area))
        if answers.get("consortium"):
            entries = entries.filter(consortium=answers["consortium"])
        if answers.get("mine"):
            entries = entries.filter(pk__in=Claim.objects.current().filter(user=self.user).values("asset"))
        return entries


class TogetherForm(PlainWords, forms.Form):
    """The same change of several entries: who runs them, or of what kind they are, and why."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Run by", required=False, empty_label="As it is"
    )
    kind = forms.ModelChoiceField(Category.objects.all(), label="Kind", required=False, empty_label="As it is")
    note = words("Why?", "Say why. Whoever entered them reads it.")

    def __init__(self, *args, user, entries, **options):
        super().__init__(*args, **options)
        self.entries = entries
        self.fields["organisation"].queryset = Organisation.objects.enterable_by(user)

    def clean(self):
        if not self.entries:
            raise forms.ValidationError("Tick the entries that you want to change.")
        organisation, kind = self.cleaned_data.get("organisation"), self.cleaned_data.get("kind")
        if not self.errors and not organisation and not kind:
            raise forms.ValidationError("Choose who runs them, or their kind, so that there is something to change.")
        joined = set(Consortium.objects.joined_by(organisation)) if organisation else set()
        elsewhere = [entry for entry in self.entries if organisation and entry.consortium not in joined]
        if elsewhere:
            names = ", ".join(f"“{entry}”" for entry in elsewhere)
            self.add_error(
                "organisation", f"{organisation} has not joined the consortium of {names}. Untick these first."
            )

    def fill(self):
        """Put the answers into the entries, unsaved, and say which columns they are. Further kinds stay."""
        organisation, kind = self.cleaned_data["organisation"], self.cleaned_data["kind"]
        for entry in self.entries:
            if organisation:
                entry.organisation = organisation
            if kind:
                entry.category_ids = [kind.pk, *(pk for pk in entry.category_ids[1:] if pk != kind.pk)]
        return ["organisation"] * bool(organisation) + ["category_ids"] * bool(kind)
