from django.contrib.gis.db import models
from django.db.models.functions import Left, Length


class Postcode(models.Model):
    """A full postcode and the point that stands for it: EPSG:4326, lon/lat, good to about 100 m."""

    code = models.CharField(max_length=7, primary_key=True, help_text="Without its space, such as M139PL.")
    point = models.PointField(spatial_index=False)
    ended_on = models.DateField(null=True, blank=True, help_text="When Royal Mail ended it; it still resolves.")
    outward = models.GeneratedField(
        expression=Left("code", Length("code") - 3), output_field=models.CharField(max_length=4), db_persist=True
    )

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["outward", "code"], name="postcode_by_outward")]

    def __str__(self):
        return f"{self.outward} {self.code[-3:]}"
