"""What a curator chooses and says."""

from django import forms

from assets.forms.fields import PLAIN_WORDS
from assets.models import Category, Decision

LONGEST = 2000  # characters of a note


def words(label, missing):
    """A question that must be answered in words; `missing` is said where it is not."""
    area = forms.Textarea({"rows": 4})
    return forms.CharField(label=label, max_length=LONGEST, widget=area, error_messages={"required": missing})


class StepForm(forms.Form):
    """One step of a review: of the version that the curator has read, with a word to the contributor."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Open the page again first."})
    note = forms.CharField(
        label="A word to the contributor (optional)",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.error_messages = {**field.error_messages, **PLAIN_WORDS}
            field.widget.attrs.pop("maxlength", None)


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


class QueueForm(forms.Form):
    """Narrows the queue. What it does not understand, it leaves out."""

    kind = forms.ModelChoiceField(
        Category.objects.kinds(), label="Kind", required=False, to_field_name="code", empty_label="All kinds"
    )
    risk = forms.BooleanField(label="Only those that need care", required=False)

    imported = forms.BooleanField(required=False, widget=forms.HiddenInput)

    @property
    def is_of_imported(self):
        return self.is_valid() and self.cleaned_data["imported"]

    def narrow(self, entries):
        answers = self.cleaned_data if self.is_valid() else {}
        if answers.get("kind"):
            ids = list(Category.objects.with_finer([answers["kind"]]).values_list("pk", flat=True))
            entries = entries.filter(category_ids__overlap=ids)
        return entries.filter(is_risky=True) if answers.get("risk") else entries
