"""The page on which the outline of a park or the line of a walk is drawn."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render

from assets import workflow
from assets.forms import BoundaryForm
from assets.models import Asset
from assets.views.guards import is_locked
from assets.views.proposals import suggest_boundary
from places.shapes import in_words


@login_required
def boundary(request, pk):
    """`/assets/<id>/boundary/`: not yours is 404; of a published entry curators change it, others suggest."""
    asset = get_object_or_404(Asset.objects.cared_for_by(request.user), pk=pk)
    if Asset.objects.suggestible_by(request.user).contains(asset):
        return suggest_boundary(request, asset)
    locked = is_locked(request, asset)
    form = BoundaryForm(request.POST or None, asset=asset)
    if not locked and form.is_valid() and not form.is_stale(asset) and save(form, request.user):
        messages.success(request, done(asset))
        return redirect(asset)
    context = {"form": form, "asset": asset, "is_locked": locked}
    return render(request, "assets/boundary.html", context, status=403 if locked else 200)


def save(form, user):
    """Keep the drawing. False where somebody changed the entry at the same moment: the form then shows theirs."""
    form.fill()
    try:
        workflow.change(form.asset, user, form.asset.version)
    except workflow.StatusChanged:
        form.is_stale(Asset.objects.get(pk=form.asset.pk))
        return False
    return True


def done(asset):
    return f"“{asset}” has {in_words(asset.boundary)}." if asset.boundary else f"“{asset}” has no outline any more."
