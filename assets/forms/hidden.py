"""What the page of a form knows and nobody types."""

from django import forms


class EntryKey(forms.Form):
    """Made when the form is first shown, so that a form sent twice is known."""

    uid = forms.UUIDField(widget=forms.HiddenInput)


class BaseVersion(forms.Form):
    """The version that a form was filled from, so that nobody overwrites what they have not seen."""

    base_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class Typing(forms.Form):
    """Which page saves itself, and how much was typed on it by then. A page that does not say so is none."""

    page = forms.UUIDField(required=False)
    turn = forms.IntegerField(required=False, min_value=0, max_value=1_000_000)

    @property
    def said(self):
        """For the history: nothing where one of both is missing."""
        page, turn = (self.cleaned_data.get(name) for name in ("page", "turn")) if self.is_valid() else (None, None)
        return {} if page is None or turn is None else {"page": str(page), "turn": turn}
