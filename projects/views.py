from collections import Counter
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render

from accounts.way_out import render_page
from assets.models import PublicAsset
from assets.presentation import described
from assets.way_out import need_way_out
from places.models import Area
from projects.facts import programme_facts
from projects.filters import ProjectFilter
from projects.models import Project
from projects.points import on_the_map

PROJECTS_A_PAGE = 50
FIRST_PLACES = 25


def project_list(request):
    """`/projects/`: the projects on record, by words and phase."""
    chosen = ProjectFilter(request.GET, Project.objects.select_related("lead"))
    page = Paginator(chosen.qs, PROJECTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "projects/list.html", {"filter": chosen, "page": page})


def project(request, slug):
    """`/projects/<slug>/`: what is known of a project, with its sources, and the places that it worked with."""
    projects = Project.objects.select_related("lead", "consortium", "continues_from").prefetch_related(
        Prefetch("areas", Area.objects.light()), "partners", "continued_by"
    )
    found = get_object_or_404(projects, slug=slug)
    places = PublicAsset.objects.filter(project_ids__contains=[found.pk])
    entries = described(places.light().select_related("organisation", "consortium")[:FIRST_PLACES])
    context = {
        "project": found,
        "entries": entries,
        "place_count": places.count(),
        "needs_way_out": need_way_out(entries),
        **map_of(found, entries),
    }
    return render_page(request, "projects/project.html", context)


def map_of(found, entries):
    """The places that a project worked with; where none can be shown, the project's own point in its surroundings."""
    points = [point for entry in entries for point in entry.map_points()]
    if points or not found.location:
        return {"map_points": points}
    lon, lat = found.location.coords
    return {"map_points": on_the_map([found]), "map_bounds": [lon - 2, lat - 1, lon + 2, lat + 1]}


def programme(request):
    """`/programme/`: the research programme, its projects on a map and in a table, and what is missing."""
    facts = programme_facts()
    projects = list(Project.objects.filter(is_example=False, phase__isnull=False).select_related("lead"))
    context = {
        "programme": facts["programme"],
        "as_of": date.fromisoformat(facts["about"]["as_of"]),
        "gaps": facts["gaps"],
        "phases": [with_records(phase, projects) for phase in facts["programme"]["phases"]],
        "projects": projects,
        "map_points": on_the_map(projects),
    }
    return render(request, "projects/programme.html", context)


def with_records(phase, projects):
    """A phase of the programme with how many of its projects are on record, and how many of those by inference."""
    records = Counter(project.phase_membership for project in projects if project.phase == phase["phase"])
    recorded = records.total()
    return {
        **phase,
        "began": date.fromisoformat(f"{phase['began']}-01"),
        "recorded": recorded,
        "inferred": records[Project.Membership.INFERRED],
        "missing": max(phase["funded"] - recorded, 0),
    }
