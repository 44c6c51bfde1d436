"""Tiles for other programs: vector tiles of the register and of areas, and what there is of them. See docs/tiles.md."""

from functools import wraps

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assets.register import Register
from mapping.cells import search_of
from mapping.tiles import NoSuchTile, Tile
from mapping.vector import areas, register, tilejson
from mapping.views.tiles import TEN_MINUTES, by_revision, no_such_tile, wrong

MVT = "application/vnd.mapbox-vector-tile"


def for_other_sites(view):
    """Lets pages of any site read what visitors get. What people get who have signed in stays with this site."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            response["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


@for_other_sites
@require_safe
@cache_control(private=True, no_cache=True)
@by_revision
def asset_tile(request, z, x, y):
    """`/tiles/assets/<z>/<x>/<y>.mvt?<filter>`: the places that the filter finds in a tile, or counts of them.

    204 where there are none. 404 for a tile that is not there, 400 for a wrong filter; both say what was expected.
    """
    try:
        tile = Tile(z, x, y)
    except NoSuchTile as problem:
        return no_such_tile(problem)
    reader = Register(request.user)
    search, problems = search_of(request.GET, reader.entries)
    return wrong(problems) if problems else vector_tile(register.tile_of(reader, search, tile))


@for_other_sites
@require_safe
@cache_control(private=True, no_cache=True)
@by_revision
def asset_tiles(request):
    """`/tiles/assets.json?<filter>`: TileJSON of the tiles of what the filter finds. 400: a wrong filter."""
    reader = Register(request.user)
    search, problems = search_of(request.GET, reader.entries)
    if problems:
        return wrong(problems)
    return JsonResponse(tilejson.of_register(reader, search, request.GET.urlencode()))


@for_other_sites
@require_safe
@cache_control(public=True, max_age=TEN_MINUTES)
def area_mvt(request, kind, z, x, y):
    """`/tiles/areas/<kind>/<z>/<x>/<y>.mvt?indicator=<code>`: the areas of a kind in a tile, and what is measured.

    204 where there are none. 404: no such kind or tile, 400: no such indicator; both say what was expected.
    """
    if kind not in areas.FIRST:
        return no_such_kind()
    try:
        tile = Tile(z, x, y, least=areas.FIRST[kind], most=areas.LAST)
    except NoSuchTile as problem:
        return no_such_tile(problem)
    asked = areas.AreasAsked(request.GET, kind)
    return wrong(asked.problems) if asked.problems else vector_tile(areas.tile_of(asked, tile))


@for_other_sites
@require_safe
@cache_control(public=True, max_age=TEN_MINUTES)
def area_tiles(request, kind):
    """`/tiles/areas/<kind>.json?indicator=<code>`: TileJSON of the areas of a kind. 400 and 404 likewise."""
    if kind not in areas.FIRST:
        return no_such_kind()
    asked = areas.AreasAsked(request.GET, kind)
    return wrong(asked.problems) if asked.problems else JsonResponse(tilejson.of_areas(asked, request.GET.urlencode()))


def vector_tile(content):
    """A tile; one without anything in it is answered with 204, which every viewer takes for an empty tile."""
    return HttpResponse(content, content_type=MVT, status=200 if content else 204)


def no_such_kind():
    return JsonResponse({"problems": {"kind": f"There are: {', '.join(areas.FIRST)}."}}, status=404)
