from django.http import Http404, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assets.filters import AssetFilter
from assets.register import Register
from mapping.clusters import clusters_of
from mapping.tiles import NoSuchTile, Tile


@require_safe
@cache_control(private=True, no_cache=True)
def clusters(request, z, x, y):
    """`/tiles/clusters/<z>/<x>/<y>.json?<filter>`: what the map shows in a tile. 404: no such tile; 400: a wrong filter."""
    register = Register(request.user)
    chosen = AssetFilter(request.GET, register.entries)
    if chosen.problems:
        return JsonResponse({"problems": chosen.problems}, status=400)
    try:
        tile = Tile(z, x, y)
    except NoSuchTile as problem:
        return JsonResponse({"problems": {"tile": str(problem)}}, status=404)
    return JsonResponse(clusters_of(register, chosen.qs, tile), json_dumps_params={"separators": (",", ":")})


def home(request, **kwargs):
    raise Http404


def area_list(request, **kwargs):
    raise Http404


def area(request, **kwargs):
    raise Http404


def outline(request, **kwargs):
    raise Http404
