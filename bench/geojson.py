"""Every point of a viewport as GeoJSON: how peers fill a map, with the library that they use."""

import time

from rest_framework.renderers import JSONRenderer
from rest_framework_gis.fields import GeometryField
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from assets.models import PublicAsset

FIELDS = ["id", "name", "category_ids", "disclosure", "next_check_on"]


class PlaceSerializer(GeoFeatureModelSerializer):
    public_location = GeometryField()

    class Meta:
        model = PublicAsset
        geo_field = "public_location"
        fields = [*FIELDS, "public_location"]


def seconds(box):
    """How long it takes to read all entries in a box and to write them."""
    started = time.perf_counter()
    entries = PublicAsset.objects.using("public").filter(public_location__bboverlaps=box)
    found = PlaceSerializer(entries.only(*FIELDS, "public_location"), many=True).data
    JSONRenderer().render(found)
    return time.perf_counter() - started
