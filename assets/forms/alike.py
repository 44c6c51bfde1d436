"""What of the form of an entry says which others may be the same, also while it is being typed."""

import re

from django import forms

from assets.alike import Sought
from assets.forms.fields import PinField, PostcodeField
from consortia.models import Consortium
from places.models import Postcode

NUMBER = re.compile(r"\d{1,18}", re.ASCII)


class SoughtForm(forms.Form):
    """Half an answer is no mistake here: what cannot be read yet is left out."""

    name = forms.CharField(max_length=200)
    postcode = PostcodeField(required=False)
    location = PinField(required=False)
    contact_phone = forms.CharField(required=False)
    website = forms.CharField(required=False)

    def sought(self, user, pk=None):
        """What to look for: in the consortia of this person, and wherever the place is."""
        self.full_clean()
        said = self.cleaned_data
        pin = said.get("location")
        return Sought(
            name=said.get("name", ""),
            point=pin or Postcode.objects.middle_of(said.get("postcode")),
            telephone=said.get("contact_phone", ""),
            website=said.get("website", ""),
            consortia=tuple(Consortium.objects.enterable_by(user).values_list("pk", flat=True)),
            pk=pk,
            is_rough=pin is None,
        )


def dismissed(data):
    """The ids of entries of which the person who sent this has said that it is none of these."""
    return {int(number) for number in NUMBER.findall(" ".join(data.getlist("none_of_these")))}
