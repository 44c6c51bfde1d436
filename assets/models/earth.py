"""Distances in metres, on the sphere. The public place is plain lon/lat, and this its one named cast to geography."""

from django.contrib.gis.db import models
from django.db.models import BooleanField, FloatField, Func, Value
from django.db.models.functions import Cast

ON_EARTH = Cast("public_location", models.PointField(geography=True))


def metres_from(point):
    """An expression: how far the public place is from a point, so that an index can give the nearest first."""
    return Func(ON_EARTH, on_earth(point), template="(%(expressions)s)", arg_joiner=" <-> ", output_field=FloatField())


def is_within(point, metres):
    """A condition: the public place is at most so far from a point. Never true of a place that nobody sees."""
    # `false`: on the sphere, as the operator above measures, so that no row is found but said to be farther.
    arguments = [ON_EARTH, on_earth(point), Value(metres), Value(False)]
    return Func(*arguments, function="ST_DWithin", output_field=BooleanField())


def on_earth(point):
    return Value(point, output_field=models.PointField(geography=True))
