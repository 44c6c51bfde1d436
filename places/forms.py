from django import forms

from places.distance import UNITS

CHOOSE = "Choose miles or kilometres."


class DistancesForm(forms.Form):
    """In which unit a reader wants to see distances, and the page to go back to."""

    unit = forms.ChoiceField(
        label="Show distances in",
        choices=UNITS.items(),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    back = forms.CharField(widget=forms.HiddenInput, required=False)
