"""Postcodes, whole and in part."""

from dataclasses import dataclass

from django.contrib.gis.db import models
from django.contrib.gis.geos import Point
from django.db import connections
from django.db.models.functions import Left, Length

from places.postcodes.written import beginnings, squeezed

# Half of the postcodes lie on either side of the middle; a few far outliers say nothing of how wide it is.
MIDDLE = """
WITH chosen AS (
  SELECT point FROM places_postcode WHERE outward = %s AND code BETWEEN %s AND %s
), middle AS (
  SELECT ST_SetSRID(ST_MakePoint(percentile_cont(0.5) WITHIN GROUP (ORDER BY ST_X(point)),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY ST_Y(point))), 4326) AS point
  FROM chosen
)
SELECT ST_X(middle.point), ST_Y(middle.point), count(*),
  percentile_cont(0.95) WITHIN GROUP (ORDER BY ST_DistanceSphere(chosen.point, middle.point))
FROM chosen, middle GROUP BY middle.point
"""
LAST = "Z" * 7


@dataclass(frozen=True)
class PostcodesAround:
    """The postcodes that begin alike: their middle (EPSG:4326) and the radius that holds 95 of 100 of them."""

    beginning: str
    point: Point
    metres: int
    count: int


class PostcodeQuerySet(models.QuerySet):
    def written_as(self, text):
        """The full postcode that is meant, with its space or without; None where we do not know it."""
        return self.filter(pk=squeezed(text)).first()

    def middle_of(self, text):
        """The point that stands for the full postcode that is meant; None where we do not know it."""
        found = self.written_as(text) if text else None
        return found and found.point

    def beginning(self, text):
        """Postcodes that begin as `text` does, in order; none for what no postcode begins with."""
        if not (start := squeezed(text)):
            return self.none()
        return self.filter(code__range=(start, start + LAST)).order_by("code")

    def in_postcode_area(self, letters):
        """Those of a postcode area such as E, and not of EH."""
        return self.filter(code__range=(f"{letters}0", f"{letters}9{LAST}"))

    def around(self, text):
        """The PostcodesAround of "M13", "M13 9", "M13 9P" or a whole postcode; None where none begins so."""
        with connections[self.db].cursor() as cursor:
            for outward, inward in beginnings(text):
                cursor.execute(MIDDLE, [outward, outward + inward, outward + inward + LAST])
                if found := cursor.fetchone():
                    longitude, latitude, count, metres = found
                    written = f"{outward} {inward}".strip()
                    return PostcodesAround(written, Point(longitude, latitude, srid=4326), round(metres), count)
        return None


class Postcode(models.Model):
    """A full postcode and the point that stands for it: EPSG:4326, lon/lat, good to about 100 m."""

    code = models.CharField(max_length=7, primary_key=True, help_text="Without its space, such as M139PL.")
    point = models.PointField(spatial_index=False)
    ended_on = models.DateField(null=True, blank=True, help_text="When Royal Mail ended it; it still resolves.")
    outward = models.GeneratedField(
        expression=Left("code", Length("code") - 3), output_field=models.CharField(max_length=4), db_persist=True
    )

    objects = PostcodeQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["outward", "code"], name="postcode_by_outward")]

    def __str__(self):
        return f"{self.outward} {self.code[-3:]}"
