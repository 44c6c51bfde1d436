from collections import defaultdict

from django.db.models import Count
from django.shortcuts import get_object_or_404, render

from accounts.way_out import render_page
from consortia.models import Consortium, Organisation, current

FIRST_PLACES = 12


def organisation(request, slug):
    """`/organisations/<slug>/`: what it is, where it is a partner, what it runs and what it leads."""
    found = get_object_or_404(Organisation, slug=slug)
    context = {
        "organisation": found,
        "partnerships": found.partnerships.select_related("consortium").order_by("left_on", "consortium__name"),
        "led_projects": found.led_projects.all(),
        "partner_in_projects": found.partner_in_projects.all(),
        **places_of(found),
    }
    return render_page(request, "consortia/organisation.html", context)


def consortium_list(request):
    """`/consortia/`: every consortium, with its lead and the number of its partners today."""
    partners = Count("partnerships", filter=current("partnerships__joined_on", "partnerships__left_on"))
    consortia = Consortium.objects.select_related("lead").annotate(partner_count=partners).order_by("name")
    return render(request, "consortia/list.html", {"consortia": consortia})


def consortium(request, slug):
    """`/consortia/<slug>/`: its aim, partners by sector, projects and places."""
    found = get_object_or_404(Consortium.objects.select_related("lead"), slug=slug)
    partnerships = found.partnerships.select_related("organisation")
    partners = list(partnerships.current())
    context = {
        "consortium": found,
        "partner_count": len(partners),
        "sectors": by_sector(partners),
        "earlier_partners": partnerships.exclude(pk__in=[partner.pk for partner in partners]),
        "areas": found.areas.light(),
        "may_draw": Consortium.objects.coordinated_by(request.user).contains(found),
        "projects": found.projects.select_related("lead"),
        **places_of(found),
    }
    return render_page(request, "consortia/consortium.html", context)


def by_sector(partners):
    """The partners under the name of their sector, the largest sector first."""
    sectors = defaultdict(list)
    for partner in partners:
        sectors[partner.organisation.get_sector_display()].append(partner)
    return sorted(sectors.items(), key=lambda sector: (-len(sector[1]), sector[0]))


def places_of(owner):
    """The first public places and groups of an organisation or a consortium, and how many there are."""
    places = list(owner.public_assets.light()[:FIRST_PLACES])
    shown = owner.public_assets.filter(pk__in=[place.pk for place in places])
    return {"places": places, "place_count": owner.public_assets.count(), "needs_way_out": shown.need_way_out()}
