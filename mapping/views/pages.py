"""The first page, and the pages of areas."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import JsonResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from accounts.way_out import render_page
from assets.filters import AssetFilter
from assets.presentation import described
from assets.register import Register
from assets.way_out import need_way_out
from consortia.models import Consortium, Organisation
from mapping import outlines, surroundings
from mapping.forms import USUAL_KINDS, AreaSearch
from mapping.measured import surveys_of
from mapping.numbers import numbers_of, with_counts, with_places
from mapping.views.tiles import COMPACT, TEN_MINUTES
from places import followers
from places.models import Area
from projects.models import Project

AREAS_A_PAGE = 50
FIRST_PLACES = 20


def home(request):
    """`/`: what this is, and the ways into the register."""
    entries = Register(request.user).entries
    usual = Area.objects.current().light().filter(kind__in=USUAL_KINDS)
    context = {
        "numbers": numbers_of(entries),
        "areas": with_places(usual, entries).values_list("code", "name"),
        "organisation_count": Organisation.objects.contributing().count(),
        "consortium_count": Consortium.objects.count(),
        "project_count": Project.objects.count(),
    }
    return render(request, "mapping/home.html", context)


def area_list(request):
    """`/areas/`: areas by name and kind, with how many places and groups are found in each."""
    form = AreaSearch(request.GET)
    entries = Register(request.user).entries
    areas = with_counts(form.find(entries), entries).order_by("name", "pk")
    page = Paginator(areas, AREAS_A_PAGE).get_page(request.GET.get("page"))
    told = followers.told() if request.user.is_authenticated else []
    return render(request, "mapping/area_list.html", {"form": form, "page": page, "told": told})


def area(request, code):
    """`/areas/<code>/`: what is known of an area: its places and groups, partners, consortia and projects."""
    found = surroundings.newest_edition(code)
    register = Register(request.user)
    chosen = AssetFilter(QueryDict(urlencode({"area": found.code})), register.entries)
    entries = chosen.qs
    first = described(register.shown(entries[:FIRST_PLACES]))
    wider = surroundings.around(found)
    consortia = surroundings.consortia_of(found, wider)
    partners = surroundings.partners_of(entries, consortia)
    projects = surroundings.projects_of(found, wider, entries)
    context = {
        "area": found,
        "filter": chosen,
        "numbers": numbers_of(entries),
        "entries": first,
        "needs_way_out": need_way_out(first),
        "bounds": found.box.extent,
        "wider": wider,
        "now": surroundings.after(found) if found.has_ended else [],
        "smaller": with_counts(surroundings.within(found), register.entries),
        "consortia": consortia,
        "projects": projects,
        "partners": partners,
        "surveys": surveys_of(found),
        "others": surroundings.points_of(partners, projects),
    }
    return render_page(request, "mapping/area.html", context)


@cache_control(public=True, max_age=TEN_MINUTES)
def outline(request, code):
    """`/areas/<code>/outline.json`: its simplified outline as a GeoJSON feature, EPSG:4326."""
    return JsonResponse(outlines.outline_of(surroundings.newest_edition(code)), json_dumps_params=COMPACT)
