from django import forms

from mapping.numbers import with_places
from places.models import Area

USUAL_KINDS = [Area.Kind.LOCAL_AUTHORITY, Area.Kind.NEIGHBOURHOOD]


class AreaSearch(forms.Form):
    """Areas by name or code and by kind; asked for nothing, those of the usual kinds in which something is found."""

    q = forms.CharField(label="Name or code of an area", max_length=100, required=False)
    kind = forms.ChoiceField(label="Kind of area", choices=[("", "Any"), *Area.Kind.choices], required=False)

    @property
    def asks(self):
        return self.is_valid() and any(self.cleaned_data.values())

    def find(self, entries):
        """The areas that are meant; none when the form is not right. `entries` are those of the register."""
        if not self.is_valid():
            return Area.objects.none()
        areas = Area.objects.current().light()
        if not self.asks:
            return with_places(areas.filter(kind__in=USUAL_KINDS), entries)
        words, kind = self.cleaned_data["q"], self.cleaned_data["kind"]
        found = areas.named(words) | areas.filter(code__iexact=words) if words else areas
        return found.filter(kind=kind) if kind else found
