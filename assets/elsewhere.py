"""Who serves the people around a place though based elsewhere."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict
from django.utils.http import urlencode

from assets.counting import Total, total_of
from assets.filters import AssetFilter
from assets.models.earth import is_within
from places.models import Area, AreaPiece

SERVED_KINDS = [Area.Kind.LOCAL_AUTHORITY, Area.Kind.WARD, Area.Kind.NEIGHBOURHOOD]
OF_PLACE = ["near", "area", "bbox", "radius", "order", "serves", "after", "before"]


@dataclass(frozen=True)
class Elsewhere:
    """How many entries serve the areas around a place, how many of them from elsewhere, and the query string of all."""

    serving: Total
    away: Total
    query: str


def based_elsewhere(chosen, register):
    """The Elsewhere of a search around a place; None where nobody else serves its areas, or it is around none."""
    codes = chosen.point and codes_around(chosen.point)
    if not codes:
        return None
    serving = AssetFilter(QueryDict(serving_query(chosen, codes)), register.entries)
    near = is_within(chosen.point, chosen.radius_around(chosen.centre))
    away = total_of(serving.found().filter(Q(public_location=None) | ~near))
    return Elsewhere(total_of(serving.found()), away, serving.query()) if away.number else None


def codes_around(point):
    """The codes of the authority, ward and neighbourhoods in which a point lies."""
    around = AreaPiece.objects.filter(kind__in=SERVED_KINDS, piece__intersects=point)
    current = Area.objects.current().filter(pk__in=around.values("area"))
    return list(current.order_by("code").values_list("code", flat=True))


def serving_query(chosen, codes):
    """What else the search asks, of all that serve these areas wherever they are."""
    kept = [(name, chosen.data.getlist(name)) for name in chosen.data if name not in [*OF_PLACE, "q"]]
    words = [("q", chosen.asked.words)] if chosen.asked.words else []
    return urlencode([*words, *kept, ("serves", codes)], doseq=True)
