"""Areas and what they have to do with one another, and who is active in them.

An area belongs to its parents; where none of a kind is recorded, to that in which its label point lies.
"""

from django.contrib.gis.db.models.functions import Envelope
from django.db.models import Exists, F, Func, OuterRef, Q
from django.shortcuts import get_object_or_404

from consortia.models import Consortium, Organisation, Partnership
from places.models import Area
from projects.models import Project
from projects.points import on_the_map

Kind = Area.Kind
Parentage = Area.parents.through
PARTS = {
    Kind.NATION: [Kind.REGION, Kind.HEALTH_BOARD],
    Kind.REGION: [Kind.LOCAL_AUTHORITY],
    Kind.HEALTH_BOARD: [Kind.LOCAL_AUTHORITY],
    Kind.LOCAL_AUTHORITY: [Kind.NEIGHBOURHOOD, Kind.WARD],
}


def newest_edition(code):
    """The area of this code: its current edition, or the last one when the code has ended; with `box`, its envelope."""
    latest = Area.objects.filter(code=code).newest_first().values("pk")[:1]
    return get_object_or_404(Area.objects.light().annotate(box=Envelope("boundary")), pk__in=latest)


def around(area):
    """The wider areas to which it belongs, the widest first."""
    kinds = Area.WIDE_KINDS[: Area.WIDE_KINDS.index(area.kind)] if area.kind in Area.WIDE_KINDS else Area.WIDE_KINDS
    is_parent = Exists(Parentage.objects.filter(from_area=area, to_area__code=OuterRef("code")))
    holding = Area.objects.current().light().filter(is_parent | Q(boundary__covers=area.label_point), kind__in=kinds)
    holding = list(holding.annotate(is_parent=is_parent))
    recorded = {wider.kind for wider in holding if wider.is_parent}
    return sorted(
        (wider for wider in holding if wider.is_parent or wider.kind not in recorded),
        key=lambda wider: Area.WIDE_KINDS.index(wider.kind),
    )


def within(area):
    """The areas of the next smaller kinds that belong to it."""
    parents = Parentage.objects.filter(from_area=OuterRef("pk"), to_area__kind=area.kind)
    belongs = Exists(parents.filter(to_area__code=area.code)) | Q(~Exists(parents), label_point__coveredby=shape(area))
    return Area.objects.current().light().filter(belongs, kind__in=PARTS.get(area.kind, []))


def after(area):
    """The current areas of its kind that are where it was: one holds the label point of the other."""
    here = Q(boundary__covers=area.label_point) | Q(label_point__coveredby=shape(area))
    return Area.objects.current().light().filter(here, kind=area.kind).exclude(code=area.code)


def shape(area):
    """The boundary, left in the database."""
    return Area.objects.filter(pk=area.pk).values("boundary")


def touching(area, wider):
    """A condition on rows with `areas`: one of them is this area, is around it or lies in it."""
    same = Area.objects.filter(code=area.code)
    return Q(areas__in=same) | Q(areas__in=[outer.pk for outer in wider]) | Q(areas__label_point__coveredby=shape(area))


def consortia_of(area, wider):
    """The consortia that say they work here."""
    return Consortium.objects.filter(touching(area, wider)).select_related("lead").distinct()


def projects_of(area, wider, entries):
    """The projects that work here, and those that did something for one of these entries."""
    linked = entries.order_by().annotate(project=Func(F("project_ids"), function="unnest")).values("project")
    here = Project.objects.filter(touching(area, wider)).values("pk")
    return Project.objects.filter(Q(pk__in=here) | Q(pk__in=linked)).select_related("lead", "consortium")


def points_of(partners, projects):
    """Partners and projects whose place is known, as points of a map: {kind, category, name, url, lon, lat, what}."""
    houses = [
        {
            "kind": "partner",
            "name": partner.name,
            "url": partner.get_absolute_url(),
            "lon": partner.location.x,
            "lat": partner.location.y,
            "category": "Partner",
            "what": partner.get_sector_display(),
        }
        for partner in partners
        if partner.location
    ]
    return houses + [{**point, "kind": "project", "category": "Project"} for point in on_the_map(projects)]


def partners_of(entries, consortia):
    """The organisations that run some of these entries or are partners in one of these consortia."""
    running = entries.order_by().values("organisation")
    partners = Partnership.objects.current().filter(consortium__in=consortia).values("organisation")
    return Organisation.objects.filter(Q(pk__in=running) | Q(pk__in=partners))
