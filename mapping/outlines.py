"""Outlines of areas, simplified for the screen, as GeoJSON."""

import json

from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.db.models.functions import AsGeoJSON, GeoFunc
from django.contrib.gis.geos import Polygon
from django.db.models import F

from places.models import Area

PIXELS = 512  # a tile is drawn so wide
DECIMALS = 5  # about a metre

# The zooms of tiles that show outlines: wards are too many from far away, and no detail is gained from the last one on.
FIRST, WARDS_FROM, LAST = 6, 10, 13
FROM_FAR = [Area.Kind.LOCAL_AUTHORITY]
FROM_NEAR = [Area.Kind.LOCAL_AUTHORITY, Area.Kind.WARD, Area.Kind.NEIGHBOURHOOD]


class Coarse(GeoFunc):
    """Parts too small to be seen are gone; nothing is left of an area that is one."""

    function = "ST_Simplify"
    output_field = GeometryField()


class Clipped(GeoFunc):
    """What of a shape lies in a box."""

    function = "ST_ClipByBox2D"
    geom_param_pos = (0, 1)
    output_field = GeometryField()


def outline_of(area):
    """The outline of an area as a GeoJSON feature."""
    shape = AsGeoJSON("outline", precision=DECIMALS)
    return feature(Area.objects.light().annotate(drawn=shape).get(pk=area.pk))


def outlines_in(tile):
    """The current areas whose boxes touch a tile, each one whole, as a GeoJSON feature collection."""
    west, _, east, _ = tile.box
    kinds = FROM_NEAR if tile.z >= WARDS_FROM else FROM_FAR
    areas = Area.objects.current().light().filter(kind__in=kinds, boundary__bboverlaps=Polygon.from_bbox(tile.box))
    shape = AsGeoJSON(Coarse(F("boundary"), (east - west) / PIXELS), precision=DECIMALS)
    features = [feature(area) for area in areas.order_by("code").annotate(drawn=shape) if area.drawn]
    return {"type": "FeatureCollection", "features": features}


def feature(area):
    """A GeoJSON feature of an area with its shape `drawn`; `label` is where its name goes, lon/lat."""
    facts = {"code": area.code, "name": area.name, "kind": area.kind, "edition": area.edition}
    label = {"label": [round(degrees, DECIMALS) for degrees in area.label_point.coords]}
    return {"type": "Feature", "properties": facts | label, "geometry": json.loads(area.drawn)}
