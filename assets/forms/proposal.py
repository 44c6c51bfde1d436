"""What people say of a suggested change: who suggests it, and the curator who decides."""

from django import forms
from django.core.exceptions import ValidationError

from assets.forms.answers import ONE_OF_WHERE, not_joined
from assets.forms.asset import AssetForm
from assets.forms.boundary import BoundaryForm
from assets.forms.review import StepForm, words
from assets.models import Asset
from assets.models.asset import WHERE
from places.shapes import holds

OUTSIDE = "The pin would lie outside the outline or route of the entry. Take over both or neither."
DERIVED = {field.name for field in Asset._meta.concrete_fields if not field.editable}


class OfSuggestion(forms.Form):
    """Knows which version of a person's suggestion it was filled from; none is 0. Two tabs are then two people."""

    suggestion = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    @property
    def read(self):
        return self.cleaned_data.get("suggestion") or 0


class SuggestForm(OfSuggestion, AssetForm):
    """The form of an entry for somebody who suggests a change of it."""

    note = forms.CharField(
        label="How do you know? (optional)",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Such as “I was there on Tuesday” or “It is on their website”. The curators read it.",
    )


class SuggestBoundaryForm(OfSuggestion, BoundaryForm):
    """The same for its outline or route."""

    def __init__(self, *args, suggestion, **options):
        super().__init__(*args, **options)
        self.initial["suggestion"] = suggestion


class WithdrawForm(StepForm):
    """Who suggested it takes it back."""

    note = None


class ReplyForm(StepForm):
    """Who suggested it answers."""

    note = words("Your answer", "Write your answer. The curators read it.")


class InquireForm(StepForm):
    """A curator asks whoever suggested it."""

    note = words("What do you need to know?", "Write what you need to know. Who suggested the change reads it.")


class RefuseForm(StepForm):
    """Nothing of it is taken over."""

    note = words("Why is nothing of it taken over?", "Say why. Who suggested the change reads it.")
    entry_version = forms.IntegerField(widget=forms.HiddenInput)
    columns = []
    is_whole = False


class MustFit:
    """The checks of a form that puts `columns` on an entry, `asset`, which is not saved yet."""

    about = None  # the field whose errors they are

    def check_place(self):
        asset, changed = self.asset, set(self.columns)
        if changed & set(WHERE) and not asset.says_where:
            self.add_error(self.about, ONE_OF_WHERE)
        is_outside = asset.boundary and not (asset.location and holds(asset.boundary, asset.location))
        if changed & {"location", "boundary"} and is_outside:
            self.add_error(self.about, OUTSIDE)

    def check_partnership(self):
        """Who runs it sees it whole, so that is only a partner of those who look after it."""
        words = not_joined(self.asset.organisation, self.asset.consortium)
        if words and "organisation_id" in self.columns:
            self.add_error(self.about, words)

    def check_constraints(self):
        """What no longer fits the entry as it is now. What triggers keep is not changed yet."""
        try:
            self.asset.validate_constraints(exclude=DERIVED)
        except ValidationError as error:
            self.add_error(self.about, error.messages)


class AcceptForm(MustFit, StepForm):
    """What of it is taken over. What somebody else changed meanwhile is ticked by hand alone."""

    entry_version = forms.IntegerField(widget=forms.HiddenInput)
    parts = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what you take over, or take over nothing and say why."},
    )
    about = "parts"

    def __init__(self, *args, suggested, **options):
        super().__init__(*args, **options)
        self.suggested = suggested
        self.fields["parts"].choices = [(part.name, part.label) for part in suggested.parts if not part.is_done]
        self.fields["parts"].initial = [part.name for part in suggested.parts if part.is_safe]
        self.fields["parts"].required = not suggested.is_done
        self.asset, self.columns, self.is_whole = suggested.now, [], suggested.is_done

    def clean(self):
        chosen = self.cleaned_data.get("parts")
        if chosen:
            parts = [part for part in self.suggested.parts if part.is_done or part.name in chosen]
            self.asset, self.columns = self.suggested.accepted(parts)
            self.is_whole = parts == self.suggested.parts
            self.check_place()
            self.check_partnership()
            self.check_constraints()
