"""The form with which a curator says whether a partner publishes at once."""

from django import forms

from consortia.models import Partnership

NO_PARTNER = "This organisation has left the consortium, or you do not curate it any more. Below are those of today."


class TrustForm(forms.Form):
    """One of these partnerships, and whether the consortium trusts it. What is said twice changes nothing."""

    partnership = forms.ModelChoiceField(
        Partnership.objects.none(), error_messages=dict.fromkeys(["required", "invalid_choice"], NO_PARTNER)
    )
    trusts = forms.ChoiceField(
        choices=[("yes", "Yes"), ("no", "No")],
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Press one of the buttons beside the partner."),
    )

    def __init__(self, data=None, *, partnerships):
        super().__init__(data)
        self.fields["partnership"].queryset = partnerships

    def save(self):
        """Returns the partnership."""
        partnership = self.cleaned_data["partnership"]
        partnership.is_trusted = self.cleaned_data["trusts"] == "yes"
        partnership.save(update_fields=["is_trusted"])
        return partnership
