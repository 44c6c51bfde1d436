"""More entries than are followed at once, all at one place."""

from django.contrib.gis.geos import Point

from assets.models import Asset
from consortia.models import Consortium

MORE_THAN_A_FEW = 1001


def make_many():
    place = Point(-2.0, 53.0, srid=4326)
    consortium = Consortium.objects.create(name="Seaholme Coalition", slug="seaholme")
    return Asset.objects.bulk_create(
        Asset(name=f"Place {number}", consortium=consortium, location=place, status="published")
        for number in range(MORE_THAN_A_FEW)
    )
