"""What the form of an entry offers this person, and what its map starts with."""

from django.contrib.gis.db.models import Extent
from django.contrib.gis.geos import Polygon
from django.db.models import Q

from consortia.models import Consortium
from places.models import Area

LANDMARK_KINDS = [Area.Kind.NEIGHBOURHOOD, Area.Kind.WARD, Area.Kind.LOCAL_AUTHORITY]
LANDMARKS = 400  # names that the map of the form may hold
AROUND = 0.1  # degrees beside the areas of a consortium in which names are of use


def consortia_to_move_to(user, asset):
    """Where an entry may go once sent: from one that this person curates to another, past nobody."""
    curated = Consortium.objects.curated_by(user)
    return curated if curated.filter(pk=asset.consortium_id).exists() else curated.none()


def acts_for_all(user):
    """Whether this person enters places for others than their own organisations."""
    return Consortium.objects.cared_for_by(user).exists()


def areas_for(consortia, chosen=()):
    """Areas that a place without a fixed place may serve: those of the consortia, and what was chosen already."""
    return Area.objects.light().filter(Q(consortia__in=consortia) | Q(id__in=chosen)).distinct().order_by("name", "id")


def surroundings(consortia):
    """What the map of the form starts with: west, south, east, north in degrees or None, and names with lon/lat."""
    current = Area.objects.current()
    bounds = current.filter(consortia__in=consortia).aggregate(bounds=Extent("label_point"))["bounds"]
    if bounds is None:
        return None, []
    west, south, east, north = bounds
    around = Polygon.from_bbox((west - AROUND, south - AROUND, east + AROUND, north + AROUND))
    named = current.filter(kind__in=LANDMARK_KINDS, label_point__within=around).order_by("id")
    landmarks = named.values_list("name", "label_point")[:LANDMARKS]
    return bounds, [(name, point.x, point.y) for name, point in landmarks]
