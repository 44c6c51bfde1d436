"""Outlines of areas, simplified for the screen, as GeoJSON."""

import json

from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.db.models.functions import AsGeoJSON, GeoFunc
from django.db.models import F, FloatField, Func

from places.models import Area

SHARE = 1000  # a detail smaller than this share of the area is left out
DECIMALS = 5  # about a metre


class Width(Func):
    """Degrees from west to east."""

    template = "(ST_XMax(%(expressions)s) - ST_XMin(%(expressions)s))"
    output_field = FloatField()


class Simplified(GeoFunc):
    function = "ST_SimplifyPreserveTopology"
    output_field = GeometryField()


def outline_of(area):
    """The outline of an area as a GeoJSON feature."""
    shape = AsGeoJSON(Simplified(F("boundary"), Width(F("boundary")) / SHARE), precision=DECIMALS)
    geometry = Area.objects.filter(pk=area.pk).annotate(outline=shape).values_list("outline", flat=True).get()
    return {
        "type": "Feature",
        "properties": {"code": area.code, "name": area.name, "edition": area.edition},
        "geometry": json.loads(geometry),
    }
