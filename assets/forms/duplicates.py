"""What a curator chooses where two entries become one."""

from django import forms

from assets.forms.proposal import MustFit
from assets.proposing import values_of, with_columns

OTHER_STAYS = "“{}” is to stay. Nothing was merged yet: look once more whose words are right for it."
MOVED = "One of the two was changed while you were reading. Nothing was merged: look at them once more."


class MergeForm(MustFit, forms.Form):
    """Which entry stays, and for each part that differs whose word it gets. Values are ids of the two entries."""

    kept = forms.TypedChoiceField(label="Which entry stays?", coerce=int, widget=forms.RadioSelect)
    lower_version = forms.IntegerField(widget=forms.HiddenInput)
    upper_version = forms.IntegerField(widget=forms.HiddenInput)
    chosen_for = forms.IntegerField(widget=forms.HiddenInput, required=False)  # the one that stays

    def __init__(self, *args, comparison, **options):
        super().__init__(*args, **options)
        self.comparison = comparison
        lower, upper = comparison.pair
        self.initial |= {"lower_version": lower.version, "upper_version": upper.version}
        likely = comparison.keepable[0]
        self.fields["kept"].choices = [(entry.pk, str(entry)) for entry in comparison.keepable]
        self.initial["kept"] = self.initial["chosen_for"] = likely.pk
        for part in comparison.parts:
            choices = [(entry.pk, part.side_of(entry)) for entry in comparison.pair]
            field = forms.TypedChoiceField(choices=choices, coerce=int, widget=forms.RadioSelect, label=part.label)
            field.initial = part.likely.pk
            self.fields[field_of(part)] = field
        for field in self.fields.values():
            field.error_messages |= {"required": "Choose one of the two.", "invalid_choice": "Choose one of the two."}

    @property
    def choices(self):
        """The parts, each with its field."""
        return [(part, self[field_of(part)]) for part in self.comparison.parts]

    def clean(self):
        """Puts what was chosen on the entry that stays: `asset`, and `loser` is the other."""
        answers, (lower, upper) = self.cleaned_data, self.comparison.pair
        if self.errors:
            return
        if (answers["lower_version"], answers["upper_version"]) != (lower.version, upper.version):
            self.data = self.data.copy()
            self.data["lower_version"], self.data["upper_version"] = lower.version, upper.version
            raise forms.ValidationError(MOVED)
        kept, self.loser = (lower, upper) if answers["kept"] == lower.pk else (upper, lower)
        if answers["chosen_for"] != kept.pk:
            self.choose_for(kept)
            raise forms.ValidationError(OTHER_STAYS.format(kept))
        chosen = [part for part in self.comparison.parts if answers[field_of(part)] == self.loser.pk]
        self.columns = [name for part in chosen for name in part.columns]
        self.asset = with_columns(kept, values_of(self.loser, self.columns)) if self.columns else kept
        self.check_place()
        self.check_partnership()
        self.check_constraints()

    def choose_for(self, kept):
        """Choose the words anew for the entry that stays: what is safe for the one may be too much for the other."""
        self.data = self.data.copy()
        self.data["chosen_for"] = kept.pk
        for part in self.comparison.parts:
            self.data[field_of(part)] = part.for_keeping(kept).likely.pk


def field_of(part):
    return f"part-{part.name}"
