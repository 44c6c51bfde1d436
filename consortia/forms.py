"""How coordinators say which areas their consortium looks after, and draw its neighbourhoods."""

from django import forms
from django.conf import settings
from django.contrib.gis.db.models import Extent
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from places.choosing import areas_meant, told
from places.fingerprint import fingerprint
from places.forms import DrawingForm
from places.models import Area

NEIGHBOURHOOD = Area.Kind.NEIGHBOURHOOD


class AreaForm(forms.Form):
    """An area to be added, by name or code. Where several are meant, `meant` holds them as (code, words)."""

    area = forms.CharField(
        label="Name or code",
        max_length=100,
        help_text="Such as “Layfield”, “Newport, Isle of Wight” or E05000644.",
        widget=forms.TextInput({"class": "w-20", "autocomplete": "off"}),
        error_messages={"required": "Type the name or code of an area.", "max_length": "That is too long for a name."},
    )

    def __init__(self, *args, **options):
        self.meant = []
        super().__init__(*args, **options)

    def clean_area(self):
        """The one area that is meant."""
        areas = areas_meant(self.cleaned_data["area"])
        if not areas:
            raise forms.ValidationError("We know no area called so. Try a ward, a council area, or its code.")
        if len(areas) > 1:
            self.meant = [(area.code, told(area)) for area in areas]
            raise forms.ValidationError("Several areas are called so. Choose one below.")
        return areas[0]


class NeighbourhoodForm(DrawingForm):
    """A neighbourhood of a consortium: its name and outline. Without an `area` a new one is made."""

    field_order = ["name", "shape", "outline_of"]

    name = forms.CharField(
        label="Name",
        max_length=200,
        help_text="As people who live there call it.",
        error_messages={"required": "Give the neighbourhood a name.", "max_length": "Use at most 200 characters."},
    )

    def __init__(self, data=None, *, consortium, area=None, **options):
        self.consortium, self.area = consortium, area
        initial = {"name": area.name, "shape": area.boundary, "seen": fingerprint(area)} if area else {}
        super().__init__(data, initial=initial, **options)
        self.fields["shape"].widget.around = around(consortium)

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = self.consortium.areas.current().filter(kind=NEIGHBOURHOOD, name__iexact=name)
        if others.exclude(pk=self.area and self.area.pk).exists():
            raise forms.ValidationError(
                f"There is a neighbourhood called “{name}” already. Give this one another name."
            )
        return name

    def clean(self):
        if not self.errors.get("shape") and not self.cleaned_data.get("shape"):
            self.add_error("shape", self.nothing_drawn)

    @transaction.atomic
    def save(self):
        """The new or changed area."""
        area = self.area or Area(kind=NEIGHBOURHOOD, code=new_code(), valid_from=timezone.localdate())
        area.name = self.cleaned_data["name"]
        if area.pk is None or not area.boundary.equals_exact(self.cleaned_data["shape"]):
            self.put_shape(area)
        area.save()
        self.consortium.areas.add(area)
        return area

    def put_shape(self, area):
        """The outline, and whose it is: what is taken over keeps its source, licence and credit."""
        area.boundary = self.cleaned_data["shape"]
        area.label_point = area.boundary.point_on_surface
        area.edition = str(timezone.localdate().year)
        if copied := self.cleaned_data.get("copied"):
            area.source = copied.source or f"{copied.name} ({copied.code}, {copied.edition})"
            area.licence, area.attribution = copied.licence, copied.attribution
        elif not area.source:
            area.source, area.licence = f"Drawn by {self.consortium}"[:200], settings.DEFAULT_LICENCE[:40]


class EndForm(forms.ModelForm):
    """The last day of a neighbourhood. Areas are not deleted: what was found in them must be understood later."""

    class Meta:
        model = Area
        fields = ["valid_to"]
        labels = {"valid_to": "Its last day"}
        help_texts = {"valid_to": "Leave it empty if it goes on."}
        widgets = {"valid_to": forms.DateInput({"type": "date", "class": "w-10"}, format="%Y-%m-%d")}
        error_messages = {"valid_to": {"invalid": "Give a day like 30/11/2026."}}

    def clean_valid_to(self):
        last, first = self.cleaned_data["valid_to"], self.instance.valid_from
        if last and first and last < first:
            raise forms.ValidationError(f"It began on {first:%-d %B %Y}. Choose that day or a later one.")
        return last


def new_code():
    """A code that no area has: no statistical office begins one with H."""
    while Area.objects.filter(code=(code := f"H{get_random_string(8, '0123456789')}")).exists():
        pass
    return code


def around(consortium):
    """West, south, east, north of the areas of a consortium in degrees; None where it has none."""
    return consortium.areas.current().aggregate(box=Extent("outline"))["box"]
