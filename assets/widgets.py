"""How the form asks what a plain input cannot."""

import json

from django import forms
from django.contrib.gis.geos import GEOSGeometry
from django.templatetags.static import static
from leaflet import app_settings
from leaflet.forms.widgets import LeafletWidget

from places.notation import write_coordinates


def map_options(bounds=None, landmarks=(), place=None):
    """What the scripts of a form's map need to know, as JSON. `bounds` are west, south, east, north in degrees."""
    options = {
        "bounds": bounds or app_settings["SPATIAL_EXTENT"],
        "zooms": [app_settings["MIN_ZOOM"], app_settings["MAX_ZOOM"]],
        "tiles": [[url, options] for _, url, options in app_settings["TILES"]],
        "land": static("uk-land.json"),
        "landmarks": list(landmarks),
        "place": place and [place.y, place.x],
    }
    return json.dumps(options)


class KindRadios(forms.RadioSelect):
    """The eight kinds with their badges."""

    option_template_name = "widgets/kind.html"


class PinWidget(LeafletWidget):
    """One text input, "latitude, longitude", and a map that writes into it. Without script the input is enough.

    `bounds` (west, south, east, north in degrees) is what the map shows while there is no pin;
    `landmarks` (name, lon, lat) give it names where no streets are shown.
    """

    template_name = "widgets/pin.html"
    use_fieldset = True
    bounds = None
    landmarks = ()

    def get_context(self, name, value, attrs):
        return {
            **super().get_context(name, None, attrs),
            "written": write_coordinates(value) if isinstance(value, GEOSGeometry) else value or "",
            "map_options": map_options(self.bounds, self.landmarks),
            "is_wrong": bool(attrs and attrs.get("aria-invalid")),
            "has_streets": bool(app_settings["TILES"]),
        }
