"""Pages for pairs of entries that may be the same place or group."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from assets import joining
from assets.alike import reasons
from assets.models import Duplicate
from assets.workflow import StatusChanged
from consortia.models import Consortium

PAGE, LATELY = 25, 10


def pairs_of(user):
    """The pairs that this curator may know of. Wrong role is 403."""
    if not Consortium.objects.curated_by(user).exists():
        raise PermissionDenied("Reviewing is for the curators of a consortium.")
    return Duplicate.objects.visible_to(user).live()


@login_required
def listed(request):
    """`/review/duplicates/`: pairs of entries that may be the same, likeliest first."""
    pairs = pairs_of(request.user)
    page = Paginator(pairs.waiting().with_entries(), PAGE).get_page(request.GET.get("page"))
    for found in page:
        found.reasons = ", ".join(reasons(found))
    apart = pairs.told_apart().with_entries()[:LATELY] if page.number == 1 else []
    return render(request, "assets/duplicates.html", {"page": page, "apart": apart})


STEPS = {"apart": "not the same", "again": "may be the same"}


@login_required
def pair(request, lower, upper):
    """`/review/duplicates/<id>-<id>/`: says that two entries are not the same, or may be after all."""
    found = get_object_or_404(pairs_of(request.user), lower=lower, upper=upper)
    step = request.POST.get("step")
    if step not in STEPS:
        raise Http404
    try:
        joining.tell_apart(found, request.user) if step == "apart" else joining.ask_again(found)
    except StatusChanged:
        messages.warning(request, "Somebody decided on this pair meanwhile. Nothing was changed.")
    else:
        messages.success(request, f"“{found.lower}” and “{found.upper}”: {STEPS[step]}.")
    return redirect("assets:duplicates")
