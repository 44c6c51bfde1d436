"""Finding a place from what people type, with our own tables alone. EPSG:4326, lon/lat.

A whole or partial postcode, a grid reference, "latitude, longitude", eastings and northings, or an area's name in any
of its languages.
"""

import re
from dataclasses import dataclass, field
from math import pi, sqrt

from django.contrib.gis.db.models import MultiPolygonField
from django.contrib.gis.geos import MultiPoint, Point
from django.db import connections, router
from django.db.models import Exists, FloatField, Func, OuterRef, Subquery
from django.db.models.functions import Cast

from places.grid import read_grid_reference, write_grid_reference
from places.models import Area, AreaPiece, Postcode
from places.notation import are_coordinates, is_in_the_uk, read_coordinates
from places.postcodes.written import beginnings

LONGEST = 100  # characters
OUTSIDE = "That is not in the United Kingdom, and we list places there alone."
ISLANDS = {"JE": "Jersey", "GY": "Guernsey", "IM": "the Isle of Man"}
NO_POSTCODES = "This site holds no postcodes yet. Try the name of a town or ward."
NONE_SUCH = "This site holds no postcodes that begin with {}. Try the name of a town, or latitude and longitude."
# Of areas of one name the first of these that holds the others is meant: Bolton is the authority, not its ward.
LIKELIEST_FIRST = [
    *[Area.Kind.NATION, Area.Kind.REGION, Area.Kind.LOCAL_AUTHORITY, Area.Kind.HEALTH_BOARD],
    *[Area.Kind.WARD, Area.Kind.NEIGHBOURHOOD, Area.Kind.MSOA, Area.Kind.LSOA],
]
MOST_MEANT = 10
KIND_IN_WORDS = {Area.Kind.HEALTH_BOARD: "health board", Area.Kind.MSOA: "MSOA", Area.Kind.LSOA: "LSOA"}
NAMED = """
SELECT text FROM unnest(%s) text WHERE EXISTS (SELECT FROM places_areaname WHERE folded = places_folded(text))
"""


class NotFound(ValueError):
    """This is written like a place, but there is no such place here. In words for the one who wrote it."""


class NoSuchPart(NotFound):
    """This is written like a part of a postcode, but many other things are, too: "mp3", "b12"."""


class SeveralAreas(Exception):
    """Areas that have one name, each told apart by its `wider` area."""

    def __init__(self, areas):
        super().__init__(f"There are {len(areas)} areas of this name.")
        self.areas = areas


@dataclass(frozen=True)
class Found:
    """A place as it is named, the point that stands for it, and how far it reaches from there, in metres."""

    name: str
    point: Point
    metres: int = 0
    area: Area | None = None
    note: str = ""
    others: list = field(default_factory=list)


def find(text):
    """The Found place of a text; None when it is not written like one. Raises NotFound and SeveralAreas."""
    written = tidy(text)
    if not written or len(written) > LONGEST:
        return None
    readings = (by_coordinates, by_grid_reference, by_postcode, by_name)
    return next((found for reading in readings if (found := reading(written))), None)


def tidy(text):
    return " ".join(text.replace("\0", "").split()).strip(" ,;.")


def by_coordinates(text):
    if not are_coordinates(text):
        return None
    try:
        point = read_coordinates(text)
    except ValueError as problem:
        raise NotFound(str(problem)) from None
    if not is_in_the_uk(point) and is_in_the_uk(Point(-point.x, point.y, srid=4326)):
        raise NotFound(f"{OUTSIDE} West of Greenwich is less than 0: try {point.y:g}, {-point.x:g}.")
    return in_the_uk(text, point)


def by_grid_reference(text):
    point = read_grid_reference(text)
    return point and in_the_uk(write_grid_reference(text), point)


def in_the_uk(name, point):
    if not is_in_the_uk(point):
        raise NotFound(OUTSIDE)
    return Found(name, point)


def by_postcode(text):
    if not any(letter.isdigit() for letter in text):  # "bio" is not B10
        return None
    readings = list(beginnings(text))
    for outward, _ in readings:
        if outward[:2] in ISLANDS:
            raise NotFound(f"{outward} is in {ISLANDS[outward[:2]]}. {OUTSIDE}")
    whole = [(outward, inward) for outward, inward in readings if len(inward) == 3]
    if whole:
        return by_whole_postcode(whole)
    found = by_partial_postcode(text)
    if readings and not found:
        raise NoSuchPart(why_unknown(" ".join(readings[0]).strip()))
    return found


def by_partial_postcode(text):
    around = Postcode.objects.around(text)
    return around and Found(around.beginning, around.point, around.metres)


def by_whole_postcode(readings):
    """The first that exists of these (outward, inward) parts, or else what is around the outward part."""
    known = Postcode.objects.in_bulk([outward + inward for outward, inward in readings])
    for outward, inward in readings:
        if postcode := known.get(outward + inward):
            return Found(str(postcode), postcode.point, note=ended(postcode))
    written = " ".join(readings[0])
    for outward, _ in readings:
        if around := by_partial_postcode(outward):
            note = f"We do not know the postcode {written}. This is around {outward}."
            return Found(around.name, around.point, around.metres, note=note)
    raise NotFound(why_unknown(written))


def ended(postcode):
    """What the reader should know of a postcode that is no longer in use."""
    return f"The postcode {postcode} is no longer in use since {postcode.ended_on:%B %Y}." if postcode.ended_on else ""


def why_unknown(postcode):
    if not Postcode.objects.exists():
        return NO_POSTCODES
    letters = re.match("[A-Z]+", postcode)[0]
    if not Postcode.objects.in_postcode_area(letters).exists():
        return NONE_SUCH.format(letters)
    return f"We do not know the postcode {postcode}. Check how it is written, or try the name of a town."


def by_name(text):
    areas = called(text) or called_within(*text.rsplit(",", 1))
    if not areas:
        return None
    # Areas drawn for a census alone are seldom meant: Highland is no data zone near Stirling.
    rivals = [area for area in areas if area.kind not in Area.CENSUS_KINDS] or areas
    area = rivals[0] if len(rivals) == 1 else holding(rivals)
    if area is None:
        raise SeveralAreas(areas)
    others = [other for other in areas if other != area]
    return Found(area.name, area.label_point, radius_of(area), area, others=others)


def called(text, **conditions):
    """The areas of this name, likeliest first, each with its size and the name of a `wider` one around it."""
    outline = Cast("outline", MultiPolygonField(geography=True))
    size = Func(outline, function="ST_Area", output_field=FloatField())
    areas = with_wider(Area.objects.called(text).filter(**conditions)).annotate(square_metres=size)
    return sorted(areas, key=likelihood)


def likelihood(area):
    return LIKELIEST_FIRST.index(area.kind), area.authority or "", area.name, area.code


def going_on_from(text, kinds):
    """At most ten current areas of these kinds whose name has more words after these: Newcastle upon Tyne."""
    written = tidy(text)
    if not written or len(written) > LONGEST:
        return []
    areas = Area.objects.beginning_with(written).filter(kind__in=kinds, name__iregex=rf"^{re.escape(written)}\W")
    return sorted(with_wider(areas), key=likelihood)[:MOST_MEANT]


def with_wider(areas):
    """These areas, each with the names of the `authority` and the `nation` or region around it, for `in_words`."""
    around = AreaPiece.objects.filter(piece__intersects=OuterRef("label_point")).values("area__name")
    return areas.light().annotate(
        authority=Subquery(around.filter(kind=Area.Kind.LOCAL_AUTHORITY)[:1]),
        nation=Subquery(around.filter(kind__in=[Area.Kind.REGION, Area.Kind.NATION]).order_by("-kind")[:1]),
    )


def called_within(text, wider=""):
    """The areas of this name in a wider one: "Newport, Isle of Wight"."""
    if not wider:
        return []
    within = AreaPiece.objects.filter(area__in=Area.objects.called(wider), piece__intersects=OuterRef("label_point"))
    return called(text, pk__in=Area.objects.called(text).filter(Exists(within)).values("pk"))


def holding(areas):
    """The first of these areas in which the others lie, or None."""
    for area in areas:
        others = MultiPoint([other.label_point for other in areas if other != area], srid=4326)
        if Area.objects.filter(pk=area.pk, boundary__covers=others).exists():
            return area
    return None


def radius_of(area):
    """Metres: the radius of a circle of the area's size."""
    return round(sqrt((area.square_metres or 0) / pi))


def in_words(area):
    """What tells an area from others of its name: "ward in Manchester"."""
    kind = KIND_IN_WORDS.get(area.kind, area.get_kind_display().split(" drawn ")[0].lower())
    if area.kind == Area.Kind.NATION:
        return kind
    wider = area.nation if area.kind in Area.WIDE_KINDS else area.authority or area.nation
    return f"{kind} in {wider}" if wider and wider != area.name else kind


def names_among(texts):
    """Those of these texts that are the name of an area, however typed. One query."""
    with connections[router.db_for_read(Area)].cursor() as cursor:
        cursor.execute(NAMED, [list(texts)])
        return {text for (text,) in cursor.fetchall()}
