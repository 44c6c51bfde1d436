"""The layers that a map offers, and what each of them holds, tile by tile. See docs/layers.md."""

from django.http import JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assets.filters import AssetFilter
from assets.register import Register
from mapping import layers
from mapping.tiles import NoSuchTile, Tile
from mapping.views.tiles import COMPACT, TEN_MINUTES, no_such_tile, wrong

FOR_TEN_MINUTES = {"public": True, "max_age": TEN_MINUTES}
NEVER_KEPT = {"private": True, "no_cache": True}


@require_safe
@cache_control(private=True, no_cache=True)
def layer_list(request):
    """`/tiles/layers.json`: the layers, with their zooms, legends and addresses."""
    return JsonResponse({"layers": layers.offered()}, json_dumps_params=COMPACT)


@require_safe
def layer_tile(request, name, z, x, y):
    """`/tiles/layers/<name>/<z>/<x>/<y>.json`: what a layer holds there, as GeoJSON.

    404 for a layer or a tile that is not there, 400 for a wrong filter; both say what was expected.
    """
    layer = layers.BY_NAME.get(name)
    if layer is None:
        expected = f"The layers are {', '.join(layers.BY_NAME)}."
        return JsonResponse({"problems": {"layer": expected}}, status=404)
    first, last = layer.zooms
    try:
        tile = Tile(z, x, y, least=first, most=last)
    except NoSuchTile as problem:
        return no_such_tile(problem)
    entries = Register(request.user).entries
    chosen = AssetFilter(request.GET, entries) if layer.takes_filter else None
    problems = chosen.problems if chosen else dict.fromkeys(request.GET, "This layer takes no filter.")
    if problems:
        return wrong(problems)
    answer = JsonResponse(layer.answer(tile, chosen.qs if chosen else entries), json_dumps_params=COMPACT)
    patch_cache_control(answer, **(NEVER_KEPT if layer.follows_register else FOR_TEN_MINUTES))
    return answer
