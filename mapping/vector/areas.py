"""A vector tile of the areas of one kind, with what an indicator measures of them on demand."""

from django import forms
from django.contrib.gis.db.models import Extent
from django.contrib.gis.geos import Polygon
from django.db import connections
from django.db.models import F

from assets.filters.query import IGNORED
from mapping.tiles import latitude, longitude
from mapping.vector import EXTENT
from places.models import Area, Indicator

Kind = Area.Kind
# The zooms of tiles: before the first a tile would hold thousands; from the last on a viewer draws them larger.
FIRST = {
    Kind.NATION: 0,
    Kind.REGION: 3,
    Kind.HEALTH_BOARD: 4,
    Kind.LOCAL_AUTHORITY: 5,
    Kind.NEIGHBOURHOOD: 7,
    Kind.WARD: 9,
    Kind.MSOA: 9,
    Kind.LSOA: 11,
}
LAST = 14
BUFFER = 64  # units beyond each side, so that no outline is drawn along the edge of a tile
COARSE = 2  # units: an eighth of a thousandth of a tile's width is not to be seen
WORLD_METRES = 40075016.685578488  # the width of Web Mercator

FIELDS = {
    "code": "Code of the area, such as E08000003",
    "name": "Name of the area",
    "edition": "Edition of its boundary, such as 2024",
    "kind": "Kind of area",
}

# An area that is narrower than the tile is drawn from its outline, which is exact enough then and quick to read.
AREAS = """
WITH found AS ({found})
SELECT ST_AsMVT(drawn, '{kind}', {extent}, 'shape')
FROM (
  SELECT {fields}, ST_AsMVTGeom(
    ST_Simplify(ST_Transform(ST_ClipByBox2D(
      CASE WHEN ST_XMax(area.outline) - ST_XMin(area.outline) < {width} THEN area.outline ELSE area.boundary END,
      ST_MakeEnvelope({west}, {south}, {east}, {north}, 4326)
    ), 3857), {tolerance}),
    ST_TileEnvelope({z}, {x}, {y}), {extent}, {buffer}
  ) AS shape
  FROM found JOIN places_area area USING (id)
  ORDER BY found.code
) drawn
WHERE shape IS NOT NULL
"""


class AreasAsked(forms.Form):
    """The query string of areas of one kind: `indicator`, the code of one that measures areas of this kind."""

    indicator = forms.ModelChoiceField(Indicator.objects.none(), to_field_name="code", required=False)

    def __init__(self, data, kind):
        super().__init__(data)
        self.kind = kind
        self.fields["indicator"].queryset = measures = Indicator.objects.filter(area_kind=kind)
        codes = ", ".join(measures.order_by("code").values_list("code", flat=True)) if data.get("indicator") else ""
        self.fields["indicator"].error_messages["invalid_choice"] = (
            f"This measures no areas of this kind. There are: {codes}."
            if codes
            else "Areas of this kind are not measured."
        )

    @property
    def problems(self):
        """What is wrong with the query string, in words, by name."""
        wrong = {name: " ".join(errors) for name, errors in self.errors.items()}
        unknown = [name for name in self.data if name not in self.fields and not name.startswith(IGNORED)]
        return wrong | dict.fromkeys(unknown, "There is no such name. There is: indicator.")

    @property
    def measure(self):
        return self.cleaned_data["indicator"]

    @property
    def areas(self):
        """The current areas of the kind, or those that the indicator measures, of whichever edition."""
        if not self.measure:
            return Area.objects.current().filter(kind=self.kind).order_by()
        measured = Area.objects.filter(kind=self.kind, indicator_values__indicator=self.measure).order_by()
        values = {name: F(f"indicator_values__{name}") for name in ("value", "rank", "decile")}
        return measured.annotate(**values)

    @property
    def fields_shown(self):
        """What each field of an area means, by name."""
        if not (measure := self.measure):
            return FIELDS
        unit = f", {measure.unit}" if measure.unit else ""
        return FIELDS | {
            "value": f"{measure.name}, {measure.year}{unit}. {measure.get_direction_display()}",
            "rank": f"Rank in {measure.get_nation_display()}: 1 has the most of it",
            "decile": f"Tenth in {measure.get_nation_display()}: 1 has the most of it",
        }


def tile_of(asked, tile):
    """The bytes of a tile of the areas that are `asked` for; none where there are none."""
    beyond = BUFFER / EXTENT
    west, east = longitude(tile.x - beyond, tile.z), longitude(tile.x + 1 + beyond, tile.z)
    north, south = latitude(tile.y - beyond, tile.z), latitude(tile.y + 1 + beyond, tile.z)
    here = asked.areas.filter(boundary__bboverlaps=Polygon.from_bbox((west, south, east, north)))
    found, values = here.values("id", *asked.fields_shown).query.sql_with_params()
    box = {"west": west, "south": south, "east": east, "north": north}
    numbers = {
        "width": 360 / 2**tile.z,
        "tolerance": COARSE * WORLD_METRES / 2**tile.z / EXTENT,
        "extent": EXTENT,
        "buffer": BUFFER,
    }
    fields = ", ".join(f"found.{name}" for name in asked.fields_shown)
    statement = AREAS.format(
        found=found, kind=asked.kind, fields=fields, z=tile.z, x=tile.x, y=tile.y, **box, **numbers
    )
    with connections[here.db].cursor() as cursor:
        cursor.execute(statement, values)
        return bytes(cursor.fetchone()[0])


def bounds_of(asked):
    """West, south, east, north in degrees of all that is asked for, or None."""
    return asked.areas.aggregate(bounds=Extent("boundary"))["bounds"]


def attributions_of(asked):
    """What the publishers of these boundaries, and of what is measured, want to be said."""
    said = asked.areas.exclude(attribution="").order_by("attribution").values_list("attribution", flat=True).distinct()
    return list(said) + ([asked.measure.attribution] if asked.measure and asked.measure.attribution else [])
