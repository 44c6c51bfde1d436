"""The form with which those who may change an entry draw its outline or its route."""

from django import forms

from places.fingerprint import fingerprint
from places.forms import DrawingForm, ShapeField
from places.notation import is_in_the_uk
from places.shapes import holds

AROUND = 0.02  # degrees beside the pin that the map shows while nothing is drawn


class BoundaryForm(DrawingForm):
    """The outline of a park, or the line of a walk. Its pin stays in it, or on it; an empty form takes it away."""

    nothing_drawn = "Draw the outline or the route, type it, or take over the outline of an area."

    shape = ShapeField(label="Outline or route", required=False, routes=True)
    move_pin = forms.BooleanField(label="Move the pin into it", required=False)

    def __init__(self, data=None, *, asset, **options):
        self.asset, self.pin_is_outside = asset, False
        pin = asset.location
        initial = {"shape": asset.boundary, "seen": fingerprint(asset)}
        super().__init__(data, anywhere=bool(pin and not is_in_the_uk(pin)), initial=initial, **options)
        if pin:
            widget = self.fields["shape"].widget
            widget.pin, widget.around = pin, [pin.x - AROUND, pin.y - AROUND, pin.x + AROUND, pin.y + AROUND]

    def clean(self):
        shape, pin = self.cleaned_data.get("shape"), self.asset.location
        if not shape and not self.asset.boundary and not self.errors.get("shape"):
            self.add_error("shape", self.nothing_drawn)
        self.pin_is_outside = bool(shape and pin and not holds(shape, pin))
        if self.pin_is_outside and not self.cleaned_data.get("move_pin"):
            self.add_error(
                "move_pin",
                "The pin of the entry lies outside what you drew. Change the drawing, or tick to move the pin.",
            )

    def fill(self):
        """Put the drawing onto the entry, unsaved; and the pin into it where there is none, or where it is to move."""
        asset, shape = self.asset, self.cleaned_data["shape"]
        asset.boundary = shape
        if shape and (asset.location is None or self.pin_is_outside):
            asset.location = shape.point_on_surface
        copied = self.cleaned_data.get("copied")
        if copied and copied.attribution not in asset.attribution:
            asset.attribution = f"{asset.attribution} {copied.attribution}".strip()[:500]
