"""Distances in metres, on the sphere. The public place is plain lon/lat, and this its one named cast to geography."""

from django.contrib.gis.db import models
from django.db import connections
from django.db.models import BooleanField, FloatField, Func, Q, Value
from django.db.models.functions import Cast
from django.db.models.lookups import LessThanOrEqual

ON_EARTH = Cast("public_location", models.PointField(geography=True))

NEAREST = "SELECT pk FROM ({} FETCH FIRST %s ROWS WITH TIES) nearest ORDER BY distance, pk LIMIT %s"


def metres_from(point):
    """An expression: how far the public place is from a point, so that an index can give the nearest first."""
    return operator("<->", ON_EARTH, on_earth(point), FloatField())


def is_within(point, metres):
    """A condition: the public place is at most so far from a point. Never true of a place that nobody sees.

    `ST_DWithin` asks the same, but the planner takes it to be true of hardly any row, reads them all and sorts them,
    however many lie near. So this says in its parts what the index is to be asked.
    """
    around = Func(on_earth(point), Value(metres), function="_ST_Expand")
    is_around = operator("&&", ON_EARTH, around, BooleanField())
    return Q(is_around) & Q(LessThanOrEqual(metres_from(point), metres))


def operator(sign, left, right, output_field):
    return Func(left, right, template="(%(expressions)s)", arg_joiner=f" {sign} ", output_field=output_field)


def on_earth(point):
    return Value(point, output_field=models.PointField(geography=True))


def nearest_ids(entries, count):
    """The ids of the first `count` of these, by their `distance` and then by id, read nearest first from the index.

    An index gives no second order: rows that are as far as the last one are read too, and then put in order.
    """
    query, values = entries.order_by("distance").values_list("pk", "distance").query.sql_with_params()
    with connections[entries.db].cursor() as cursor:
        cursor.execute(NEAREST.format(query), [*values, count, count])
        return [identifier for (identifier,) in cursor.fetchall()]
