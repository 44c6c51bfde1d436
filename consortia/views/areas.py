"""Pages on which coordinators choose and draw the areas that their consortium looks after."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from consortia.forms import NEIGHBOURHOOD, AreaForm, EndForm, NeighbourhoodForm
from consortia.models import Consortium
from places.models import Area

ONLY_COORDINATORS = "Only coordinators of {} choose and draw its areas."


def coordinated(user, slug):
    """The consortium, if this person draws its areas. Not theirs is 404, the wrong role 403."""
    consortium = get_object_or_404(Consortium.objects.known_to(user), slug=slug)
    if not Consortium.objects.coordinated_by(user).contains(consortium):
        raise PermissionDenied(ONLY_COORDINATORS.format(consortium))
    return consortium


def drawable(consortium, user, pk):
    """A neighbourhood of this consortium. One that others look after, too, only administrators draw anew or end."""
    area = get_object_or_404(consortium.areas.filter(kind=NEIGHBOURHOOD), pk=pk)
    others = area.consortia.exclude(pk=consortium.pk)
    if others and not user.is_superuser:
        names = " and ".join(map(str, others))
        raise PermissionDenied(f"{names} also looks after “{area}”. Ask an administrator to change it.")
    return area


@login_required
def areas(request, slug):
    """`/consortia/<slug>/areas/`: the areas that it looks after; one is added by name or code."""
    consortium = coordinated(request.user, slug)
    form = AreaForm(request.POST or None)
    if form.is_valid():
        area = form.cleaned_data["area"]
        consortium.areas.add(area)
        messages.success(request, f"{consortium} now looks after {area}.")
        return redirect("consortia:areas", slug)
    listed = consortium.areas.light().order_by("name", "id").prefetch_related("consortia")
    return render(request, "consortia/areas.html", {"consortium": consortium, "areas": listed, "form": form})


@require_POST
@login_required
def remove_area(request, slug, pk):
    """It no longer looks after this area. The area stays."""
    consortium = coordinated(request.user, slug)
    area = get_object_or_404(consortium.areas.light(), pk=pk)
    consortium.areas.remove(area)
    messages.success(request, f"{consortium} no longer looks after {area}. To undo it, add {area.code} again.")
    return redirect("consortia:areas", slug)


@login_required
@transaction.atomic
def draw(request, slug, pk=None):
    """`/consortia/<slug>/areas/draw/`, `/consortia/<slug>/areas/<id>/draw/`: a new neighbourhood, or one drawn anew."""
    consortium = coordinated(request.user, slug)
    area = pk and drawable(consortium, request.user, pk)
    if area and request.method == "POST":
        area = Area.objects.select_for_update().get(pk=pk)
    form = NeighbourhoodForm(request.POST or None, consortium=consortium, area=area)
    if form.is_valid() and not form.is_stale(area):
        saved = form.save()
        messages.success(request, f"“{saved}” is saved. Places and groups in it are found by its name from now on.")
        return redirect("consortia:areas", slug)
    return render(request, "consortia/draw_areas.html", {"consortium": consortium, "area": area, "form": form})


@login_required
def end_area(request, slug, pk):
    """`/consortia/<slug>/areas/<id>/end/`: the last day of a neighbourhood."""
    consortium = coordinated(request.user, slug)
    area = drawable(consortium, request.user, pk)
    form = EndForm(request.POST or None, instance=area)
    if form.is_valid():
        form.instance.save(update_fields=["valid_to"])
        messages.success(request, ended(area))
        return redirect("consortia:areas", slug)
    return render(request, "consortia/end_areas.html", {"consortium": consortium, "area": area, "form": form})


def ended(area):
    return f"“{area}” ends on {area.valid_to:%-d %B %Y}." if area.valid_to else f"“{area}” goes on."
