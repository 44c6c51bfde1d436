"""How a form asks for a shape."""

import json

from django import forms
from django.contrib.gis.geos import GEOSGeometry
from leaflet import app_settings


class ShapeWidget(forms.Textarea):
    """A text box for WKT, GeoJSON or corners, and a map that writes into it. Without script the box is enough.

    `around` (west, south, east, north in degrees) is what the map shows while nothing is drawn. `beside` are other
    shapes to show, as WKT by their name, and `pin` is a point.
    """

    template_name = "widgets/shape.html"
    use_fieldset = True

    def __init__(self, routes=False):
        super().__init__({"rows": 6, "spellcheck": "false", "autocomplete": "off"})
        self.routes, self.around, self.beside, self.pin = routes, None, {}, None

    def __deepcopy__(self, memo):
        """Each form has a copy, and what one shows beside its shape is not shown by another."""
        copied = super().__deepcopy__(memo)
        copied.beside = {}
        return copied

    def format_value(self, value):
        return value.wkt if isinstance(value, GEOSGeometry) else super().format_value(value)

    def get_context(self, name, value, attrs):
        options = {
            "around": self.around or app_settings["SPATIAL_EXTENT"],
            "zooms": [app_settings["MIN_ZOOM"], app_settings["MAX_ZOOM"]],
            "tiles": [[url, options] for _, url, options in app_settings["TILES"]],
            "beside": self.beside,
            "pin": self.pin and [self.pin.y, self.pin.x],
        }
        is_wrong = bool(attrs and attrs.get("aria-invalid"))
        shown = {"options": json.dumps(options), "routes": self.routes, "beside": self.beside, "is_wrong": is_wrong}
        return super().get_context(name, value, attrs) | shown
