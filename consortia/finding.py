"""Which consortia look after a place that somebody names in words."""

from consortia.models import Consortium
from places.finding import NotFound, SeveralAreas, find
from places.models import AreaPiece
from places.notation import postcodes_in

PARTS = 3  # of an address, from its end, that may be the name of a town


def around(text):
    """The running consortia that look after the place of a text; none where it is not found.

    The text may be an address: then its postcode counts, or else the last part of it that is the name of an area. An
    area is looked after by who looks after it itself, or its middle.
    """
    parts = text.split(",")[:0:-1][:PARTS]
    found = next(filter(None, map(place_of, [*postcodes_in(text), text, *parts])), None)
    if found is None:
        return Consortium.objects.none()
    holding = AreaPiece.objects.filter(piece__intersects=found.point).values_list("area", flat=True)
    named = [found.area.pk] if found.area else []
    return Consortium.objects.running().filter(areas__in=[*holding, *named]).distinct()


def place_of(text):
    """The place of a text; None where there is none, or where there are several of one name."""
    try:
        return find(text)
    except (NotFound, SeveralAreas):
        return None
