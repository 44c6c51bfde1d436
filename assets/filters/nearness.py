"""Filters by place: around a point, in a box, and how a place asked in the one box joins them."""

import math

import django_filters as filters
from django import forms
from django.contrib.gis.geos import Polygon

from assets.models.earth import is_within, metres_from
from places.distance import in_both
from places.finding import NotFound, SeveralAreas, find, in_words

LEAST, MOST, USUAL = 100, 100_000, 3_219  # metres; usually two miles
LIKE_A_PLACE = "Write a postcode, a grid reference, or latitude and longitude, such as 53.4794, -2.2453."
LIKE_A_RADIUS = f"Give a whole number of metres from {LEAST} to {MOST:,}."
LIKE_A_BOX = "Give west,south,east,north in degrees, such as -2.3,53.4,-2.2,53.5."


class PlaceField(forms.CharField):
    """A text that names one place; its value is the place `Found`."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            place = find(text)
        except NotFound as problem:
            raise forms.ValidationError(str(problem)) from None
        except SeveralAreas as several:
            areas = "; ".join(f"{area} ({in_words(area)})" for area in several.areas[:5])
            raise forms.ValidationError(
                "There are several of this name: %(named)s. Choose one of them, or write a postcode there.",
                params={"named": areas, "areas": several.areas},
            ) from None
        if place is None:
            raise forms.ValidationError(f"We do not know this place. {LIKE_A_PLACE}")
        return place


class BoxField(forms.CharField):
    """`west,south,east,north` in degrees (EPSG:4326) as a Polygon."""

    def clean(self, value):
        text = super().clean(value)
        return self.box(text) if text else None

    def box(self, text):
        try:
            west, south, east, north = map(float, text.split(","))
        except ValueError:
            raise forms.ValidationError(LIKE_A_BOX) from None
        if not all(map(math.isfinite, (west, south, east, north))):
            raise forms.ValidationError(LIKE_A_BOX)
        if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
            raise forms.ValidationError(f"There is no such place on Earth. {LIKE_A_BOX}")
        if west > east:
            raise forms.ValidationError(
                f"West must not be east of east: no box here crosses the date line. {LIKE_A_BOX}"
            )
        if south > north:
            raise forms.ValidationError(f"South must not be north of north. {LIKE_A_BOX}")
        return Polygon.from_bbox((west, south, east, north))


class NearFilter(filters.Filter):
    """Within `radius` of a place, each with its `distance` in metres."""

    field_class = PlaceField

    def filter(self, entries, place):
        return near(entries, place.point, self.parent.radius_around(place)) if place else entries


class RadiusFilter(filters.Filter):
    """In metres: how far `near`, or a place asked in the one box, looks. It finds nothing by itself."""

    field_class = forms.IntegerField

    def __init__(self, **options):
        messages = dict.fromkeys(["invalid", "min_value", "max_value"], LIKE_A_RADIUS)
        super().__init__(min_value=LEAST, max_value=MOST, error_messages=messages, **options)

    def filter(self, entries, metres):
        return entries


class BoxFilter(filters.Filter):
    """In a part of a map, its edges included."""

    field_class = BoxField

    def filter(self, entries, box):
        return entries.filter(public_location__bboverlaps=box) if box else entries


def near(entries, point, metres):
    """The entries that everyone sees within so many metres, each with its `distance`."""
    return entries.filter(is_within(point, metres)).annotate(distance=metres_from(point))


def within(metres):
    return f"within {in_both(metres)}"
