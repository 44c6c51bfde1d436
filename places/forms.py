"""What people fill in about places: in which unit they read distances, and shapes that they draw."""

from django import forms

from places.choosing import areas_meant, told
from places.distance import UNITS
from places.fingerprint import fingerprint
from places.models import Area, Postcode
from places.notation import read_postcode
from places.shapes import MOST_CORNERS, ShapeTrouble, in_words, read_shape
from places.widgets import ShapeWidget

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


class PostcodeForm(forms.Form):
    """A full postcode that we know. Its value is the `Postcode`."""

    postcode = forms.CharField(max_length=20)

    def clean_postcode(self):
        try:
            return Postcode.objects.written_as(read_postcode(self.cleaned_data["postcode"]))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class ShapeField(forms.CharField):
    """An outline, or with `routes` also a route, as WKT, GeoJSON or corners. Its value is a geometry, EPSG:4326.

    It must lie in the United Kingdom unless it may be `anywhere`.
    """

    anywhere = False

    def __init__(self, *, routes=False, **options):
        self.routes = routes
        super().__init__(widget=ShapeWidget(routes), **options)

    def to_python(self, value):
        text = super().to_python(value)
        try:
            return read_shape(text, self.routes, self.anywhere) if text else None
        except ShapeTrouble as trouble:
            error = forms.ValidationError(str(trouble))
            error.trouble = trouble
            raise error from None

    def run_validators(self, value):
        """Those of words do not fit a shape, and what is no shape has been refused."""


class DrawingForm(forms.Form):
    """A shape, and two helps to it: the outline of an area, and the mended shape in place of what was typed.

    The buttons of the helps send the form to be filled anew: it then says so in `told`, and saves nothing.
    """

    use_required_attribute = False
    nothing_drawn = "Draw the outline, type it, or take over that of an area."

    shape = ShapeField(label="Outline", required=False)
    outline_of = forms.CharField(
        label="Name or code of the area",
        required=False,
        help_text="Such as “Layfield”, “Newport, Isle of Wight” or E05000644.",
        widget=forms.TextInput({"class": "w-20", "autocomplete": "off"}),
    )
    copied = forms.ModelChoiceField(
        Area.objects.light(), required=False, widget=forms.HiddenInput, error_messages={"invalid_choice": ""}
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, anywhere=False, **options):
        self.told, self.meant, self.not_meant, self.theirs = "", [], "", None
        super().__init__(data, **options)
        self.fields["shape"].anywhere = anywhere
        self.named_at_first = self.data.get("outline_of", "") if self.is_bound else ""
        if self.is_redrawn:
            self.data = data.copy()
            self.mend() if "mend" in data else self.take_over()

    @property
    def is_redrawn(self):
        """Whether help was asked for: by a button, or by Enter after the name of an area."""
        return self.is_bound and bool({"take", "mend"} & set(self.data) or self.named_at_first.strip())

    def take_over(self):
        """Put the outline of the area that is named, or was chosen among several, into the text box."""
        chosen, typed = self.data.get("take"), self.named_at_first
        areas = areas_meant(chosen or typed)
        if chosen:
            areas = [area for area in areas if area.code == chosen]
        if len(areas) == 1:
            for name, value in self.outline_of_area(areas[0]).items():
                self.data[name] = value
            self.told = f"This is the outline of {told(areas[0])}. Change it or save it: nothing is saved yet."
        elif areas:
            self.meant = [(area.code, told(area)) for area in areas]
        else:
            named = f"We know no area called “{typed[:60]}”." if typed.strip() else "Type the name or code of an area."
            self.not_meant = f"{named} Try a ward, a council area, or its code."

    @staticmethod
    def outline_of_area(area):
        """What the form holds with the outline of this area; as on screens where it has too many corners."""
        shapes = Area.objects.get(pk=area.pk)
        shape = shapes.boundary if shapes.boundary.num_coords <= MOST_CORNERS else shapes.outline
        return {"shape": shape.wkt, "copied": str(area.pk), "outline_of": ""}

    def mend(self):
        """Put what was offered into the text box."""
        try:
            self.fields["shape"].clean(self.data.get("shape", ""))
        except forms.ValidationError as error:
            if error.trouble.mended:
                self.data["shape"] = error.trouble.mended
                self.told = "This is the mended shape. Look at it, then save it: nothing is saved yet."

    def full_clean(self):
        super().full_clean()
        if self.is_redrawn:
            self.say_only_what_helps()
        if self.trouble:
            self.fields["shape"].widget.beside["The mended shape"] = self.trouble.mended

    def say_only_what_helps(self):
        """What is missing yet is not said while the form is being filled."""
        wrong = self._errors.get("shape")
        self._errors.clear()
        if wrong and "mend" in self.data:
            self._errors["shape"] = wrong
        if self.not_meant:
            self.add_error("outline_of", self.not_meant)

    def is_valid(self):
        return super().is_valid() and not self.is_redrawn

    def is_stale(self, row):
        """Whether somebody changed the row since the form was filled. It then shows `theirs`, and saves next time."""
        if row is None or self.data.get("seen") == fingerprint(row):
            return False
        self.theirs = row
        self.data = self.data.copy()
        self.data["seen"] = fingerprint(row)
        if row.boundary:
            self.fields["shape"].widget.beside["What is there now"] = row.boundary.wkt
        return True

    @property
    def size_of_theirs(self):
        """How large the outline is that somebody drew meanwhile, in words."""
        return in_words(self.theirs.boundary) if self.theirs and self.theirs.boundary else ""

    @property
    def trouble(self):
        """The ShapeTrouble of what is drawn, if it could be mended."""
        errors = self.errors.as_data().get("shape", []) if self.is_bound else []
        troubles = [error.trouble for error in errors if getattr(error, "trouble", None)]
        return troubles[0] if troubles and troubles[0].mended else None
