"""What the map asks for: clusters of the register, and outlines of areas, tile by tile."""

from functools import wraps
from http import HTTPStatus

from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from assets.register import Register
from mapping import outlines
from mapping.cells import search_of
from mapping.clusters import clusters_of
from mapping.revision import revision
from mapping.tiles import NoSuchTile, Tile

TEN_MINUTES = 10 * 60  # so that a neighbourhood that was drawn anew is soon seen
COMPACT = {"separators": (",", ":")}
BY_MORE = {"q", "near", "day"}  # filters that find by the clock, or by more than what the public copy holds


def revision_for(request, **tile):
    """The ETag of what visitors see of a tile. None for people who have signed in, who may see more."""
    if request.user.is_authenticated or BY_MORE & {*request.GET}:
        return None
    return f'"{revision()}"'


def by_revision(view):
    """Answers with 304 who has the present revision of a tile already. A refusal is of no revision."""
    conditional = etag(revision_for)(view)

    @wraps(view)
    def answer(request, **tile):
        response = conditional(request, **tile)
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            del response["ETag"]
        return response

    return answer


@require_safe
@cache_control(private=True, no_cache=True)
@by_revision
def clusters(request, z, x, y):
    """`/tiles/clusters/<z>/<x>/<y>.json?<filter>`: what the map shows in a tile.

    404 for a tile that is not there, 400 for a wrong filter; both say what was expected.
    """
    register = Register(request.user)
    try:
        tile = Tile(z, x, y)
    except NoSuchTile as problem:
        return no_such_tile(problem)
    search, problems = search_of(request.GET, register.entries)
    if problems:
        return wrong(problems)
    return JsonResponse(clusters_of(register, search, tile), json_dumps_params=COMPACT)


@require_safe
@cache_control(public=True, max_age=TEN_MINUTES)
def area_tile(request, z, x, y):
    """`/tiles/areas/<z>/<x>/<y>.json`: outlines of the areas there as GeoJSON, zoom 6 to 13. 404: no such tile."""
    try:
        tile = Tile(z, x, y, least=outlines.FIRST, most=outlines.LAST)
    except NoSuchTile as problem:
        return no_such_tile(problem)
    return JsonResponse(outlines.outlines_in(tile), json_dumps_params=COMPACT)


def no_such_tile(problem):
    return JsonResponse({"problems": {"tile": str(problem)}}, status=404)


def wrong(problems):
    return JsonResponse({"problems": problems}, status=400)
