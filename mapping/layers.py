"""Layers that a reader may turn on below the places of the map, each a small declaration. See docs/layers.md.

Geometry is EPSG:4326, lon/lat. Zooms are those of tiles: a map that draws them 512 pixels wide is at one more.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil, log10

from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.db.models.functions import AsGeoJSON
from django.contrib.gis.geos import Point, Polygon
from django.db.models import F, QuerySet, Value
from django.urls import reverse

from assets.models import shared
from consortia.models import Consortium, Organisation
from mapping.clusters import address
from mapping.measured import NATIONS
from mapping.outlines import DECIMALS, FIRST, FROM_FAR, FROM_NEAR, PIXELS, WARDS_FROM, Clipped, Coarse
from mapping.surroundings import points_of
from places.models import Area, Indicator, IndicatorValue
from projects.models import Project

MARGIN = 8  # pixels around a tile that its shapes reach into, so that no line is drawn along its edge
MOST = 1500  # features of a tile; where more are found it says so

# The first zooms at which the densest tiles of the country stay under 300 kB: docs/layers.md.
MSOA_FROM, DEPRIVATION_FROM, LSOA_FROM = 11, 12, 13
TENTHS = [
    "most deprived tenth",
    *(f"{ordinal} tenth" for ordinal in ["2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th"]),
    "least deprived tenth",
]


@dataclass(frozen=True)
class Layer:
    """What a layer is called, and where it is to be had.

    `rows` gives a queryset for the zoom of a tile and the entries of the register that were found. `place` is the path
    to the geometry. `follows_register`: what it shows may be taken back at any time. `takes_filter`: that of the list.
    """

    name: str
    label: str
    about: str
    zooms: tuple[int, int]
    rows: Callable[[int, QuerySet], QuerySet]
    place: str
    draws: str
    follows_register: bool = True
    takes_filter: bool = False

    def told(self):
        """What a map needs to know to offer it."""
        first, last = self.zooms
        tiles = reverse("layer_tile", kwargs={"name": self.name, "z": 0, "x": 0, "y": 0})
        told = {"name": self.name, "label": self.label, "about": self.about, "draws": self.draws}
        return told | {"first": first, "last": last, "tiles": tiles, "takes_filter": self.takes_filter}

    def rows_in(self, tile, entries, box):
        return self.rows(tile.z, entries).filter(**{f"{self.place}__bboverlaps": box}).order_by("pk")


@dataclass(frozen=True)
class Shapes(Layer):
    """Areas or lines, whose properties are `fields` by their paths, and the `page` for these.

    `credits` are paths to the words that publishers ask for.
    """

    fields: dict[str, str] = field(default_factory=dict)
    page: Callable[[dict], str] | None = None
    credits: tuple[str, ...] = ()
    draws: str = "shapes"

    def answer(self, tile, entries):
        """The tile as GeoJSON: simplified to a pixel, cut off at its edge, without what is smaller than a pixel."""
        pixel = 360 / 2**tile.z / PIXELS
        box = around(tile.box, MARGIN * pixel)
        shape = Clipped(Coarse(F(self.place), pixel), Value(box, GeometryField()))
        drawn = AsGeoJSON(shape, precision=min(ceil(-log10(pixel)), DECIMALS))
        rows = self.rows_in(tile, entries, box)
        found = list(rows.values_list(drawn, *self.fields.values(), *self.credits)[: MOST + 1])
        features, owed = [], set()
        for drawn, *values in found[:MOST]:
            geometry = drawn and json.loads(drawn)
            if not geometry or not (geometry.get("coordinates") or geometry.get("geometries")):
                continue
            facts = dict(zip(self.fields, map(plain, values), strict=False))
            owed.update(values[len(facts) :])
            features.append(feature(geometry, {**facts, "url": self.page(facts)}))
        return collection(features, len(found) > MOST, owed)


@dataclass(frozen=True)
class Pins(Layer):
    """Points, made of rows as `mapping/_map.html` takes them."""

    points: Callable[[list], list[dict]] = None
    place: str = "location"
    draws: str = "pins"

    def answer(self, tile, entries):
        """The tile as GeoJSON."""
        found = list(self.rows_in(tile, entries, Polygon.from_bbox(tile.box))[: MOST + 1])
        features = [pinned(**point) for point in self.points(found[:MOST])]
        return collection(features, len(found) > MOST)


def plain(value):
    """A point as longitude and latitude, all else as it is."""
    return [round(degrees, DECIMALS) for degrees in value.coords] if isinstance(value, Point) else value


def pinned(lon, lat, **facts):
    return feature({"type": "Point", "coordinates": plain(Point(lon, lat))}, facts)


def feature(geometry, properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(features, is_cut, owed=()):
    """A GeoJSON feature collection, with the words owed to publishers; `cut` when the tile holds more than it gives."""
    return {"type": "FeatureCollection", "cut": is_cut, "credits": sorted({*owed} - {""}), "features": features}


def around(box, degrees):
    """A box of degrees, so much wider on each side."""
    west, south, east, north = box
    return Polygon.from_bbox((west - degrees, south - degrees, east + degrees, north + degrees))


def page_of_area(facts):
    return reverse("areas:detail", args=[facts["code"]])


def areas(zoom, entries):
    kinds = FROM_NEAR if zoom >= WARDS_FROM else FROM_FAR
    return Area.objects.current().filter(kind__in=kinds)


def census_areas(zoom, entries):
    return Area.objects.current().filter(kind=Area.Kind.LSOA if zoom >= LSOA_FROM else Area.Kind.MSOA)


def overall():
    """The newest measure of deprivation overall of each nation: of the codes `deprivation-<year>-<nation>-imd`."""
    measures = Indicator.objects.filter(code__startswith="deprivation-", code__endswith="-imd")
    return measures.order_by("nation", "-year", "-pk").distinct("nation")


def deprivation(zoom, entries):
    return IndicatorValue.objects.filter(indicator__in=overall().values("pk"), decile__isnull=False)


def consortium_areas(zoom, entries):
    return Consortium.areas.through.objects.filter(area__in=Area.objects.current())


def partners(zoom, entries):
    return Organisation.objects.filter(location__isnull=False)


def projects(zoom, entries):
    return Project.objects.filter(location__isnull=False).select_related("lead")


def assets_with_shapes(zoom, entries):
    """A boundary is known to others where the exact place is."""
    return entries.filter(disclosure=shared.Disclosure.EXACT)


DEPRIVATION = Shapes(
    name="deprivation",
    label="Deprivation",
    about="What people have to contend with, by the measure of each nation.",
    zooms=(DEPRIVATION_FROM, 14),
    rows=deprivation,
    place="area__boundary",
    fields={
        "code": "area__code",
        "name": "area__name",
        "label": "area__label_point",
        "decile": "decile",
        "measure": "indicator__code",
    },
    page=page_of_area,
    credits=("area__attribution", "indicator__attribution"),
    draws="deciles",
    follows_register=False,
)
OF_AREAS = {
    "place": "boundary",
    "fields": {"code": "code", "name": "name", "kind": "kind"},
    "page": page_of_area,
    "credits": ("attribution",),
    "follows_register": False,
}
LAYERS = [
    Shapes(
        name="areas",
        label="Areas",
        about="Local authorities; from nearer wards and drawn neighbourhoods.",
        zooms=(FIRST, 14),
        rows=areas,
        **OF_AREAS,
    ),
    Shapes(
        name="census",
        label="Areas of statistics",
        about="MSOAs and their like; from nearer LSOAs and data zones.",
        zooms=(MSOA_FROM, 14),
        rows=census_areas,
        **OF_AREAS,
    ),
    DEPRIVATION,
    Shapes(
        name="consortia",
        label="Where consortia work",
        about="The areas that they name as theirs.",
        zooms=(4, 12),
        rows=consortium_areas,
        place="area__boundary",
        fields={"name": "consortium__name", "slug": "consortium__slug", "what": "area__name"},
        page=lambda facts: reverse("consortia:detail", args=[facts["slug"]]),
        credits=("area__attribution",),
    ),
    Shapes(
        name="shapes",
        label="Shapes of places",
        about="Outlines of parks, paths and the like.",
        zooms=(10, 16),
        rows=assets_with_shapes,
        place="boundary",
        fields={"id": "id", "name": "name"},
        page=address,
        takes_filter=True,
    ),
    Pins(
        name="partners",
        label="Partners",
        about="Organisations that say where they are.",
        zooms=(7, 14),
        rows=partners,
        points=lambda found: points_of(found, []),
    ),
    Pins(
        name="projects",
        label="Projects",
        about="Research of the programme.",
        zooms=(4, 14),
        rows=projects,
        points=lambda found: points_of([], found),
    ),
]
BY_NAME = {layer.name: layer for layer in LAYERS}


def offered():
    """What a map may offer: every layer, with the legend of that of deprivation where it is measured."""
    measures = [told_of(measure) for measure in overall()]
    told = [layer.told() for layer in LAYERS if measures or layer is not DEPRIVATION]
    return [
        layer | {"legend": {"classes": TENTHS, "measures": measures}} if layer["draws"] == "deciles" else layer
        for layer in told
    ]


def told_of(measure):
    """What a legend says of a measure."""
    return {
        "code": measure.code,
        "nation": NATIONS[measure.nation],
        "year": measure.year,
        "source": measure.source,
        "source_url": measure.source_url,
    }
