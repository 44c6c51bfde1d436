from django import forms

from mapping.numbers import with_places
from places.models import Area

USUAL_KINDS = [Area.Kind.LOCAL_AUTHORITY, Area.Kind.NEIGHBOURHOOD]
FIRST = "Choose the list or the map."
HEIGHT = "Write a whole number of pixels from 300 to 2000, like 600."


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


class EmbedForm(forms.Form):
    """How a search shall stand on another site; what is not said is as usual."""

    USUAL = {"view": "list", "height": 600}

    view = forms.ChoiceField(
        label="Show first",
        choices=[("list", "The list"), ("map", "The map")],
        widget=forms.RadioSelect,
        error_messages={"required": FIRST, "invalid_choice": FIRST},
    )
    height = forms.IntegerField(
        label="Height",
        help_text="In pixels, from 300 to 2,000.",
        min_value=300,
        max_value=2000,
        widget=forms.NumberInput({"class": "w-10"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), HEIGHT),
    )

    def __init__(self, data):
        super().__init__({**self.USUAL, **data})

    @property
    def chosen(self):
        """What was chosen, and the usual in place of what was not understood."""
        self.full_clean()
        return {**self.USUAL, **self.cleaned_data}
