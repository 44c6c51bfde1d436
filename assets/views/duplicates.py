"""Pages for pairs of entries that may be the same place or group: the list, two side by side, and a merge."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from assets import joining
from assets.alike import reasons
from assets.duplicates import pair_of
from assets.facts import FACTS, Names
from assets.forms.duplicates import MOVED, MergeForm
from assets.merging import Comparison, staying, taken
from assets.models import Asset, Duplicate, Merge
from assets.models.duplicate import LIVE
from assets.register import disclosed
from assets.views.careful import warn_of_giveaways
from assets.views.guards import curators_only
from assets.workflow import StatusChanged

PAGE, LATELY = 25, 10
TWO = 2
QUICKER = "Somebody decided on this pair meanwhile. Nothing was changed."
GONE = "Somebody merged, closed or hid one of the two meanwhile. Nothing was changed."
APART = {"apart": "not the same", "again": "may be the same"}


@curators_only
def listed(request):
    """`/review/duplicates/`: pairs of entries that may be the same, likeliest first, and what was decided of late."""
    pairs = Duplicate.objects.visible_to(request.user).live()
    page = Paginator(pairs.waiting().with_entries(), PAGE).get_page(request.GET.get("page"))
    for found in page:
        found.reasons = ", ".join(reasons(found))
    merges = Merge.objects.reviewable_by(request.user).lasting().with_entries()
    context = {
        "page": page,
        "apart": pairs.told_apart().with_entries()[:LATELY] if page.number == 1 else [],
        "merges": merges[:LATELY] if page.number == 1 else [],
    }
    return render(request, "assets/duplicates.html", context)


@curators_only
def pair(request, lower, upper):
    """`/review/duplicates/<id>-<id>/`: any two entries side by side, the lower id first.

    For who curates one and may know the other; merging is for who curates both. 404 for others.
    """
    theirs = Asset.objects.reviewable_by(request.user).filter(pk__in=[lower, upper])
    known = Asset.objects.visible_to(request.user).filter(pk__in=[lower, upper], status__in=LIVE)
    two = list(known.select_related("organisation", "consortium").order_by("pk"))
    curated = set(theirs.values_list("pk", flat=True))
    if lower >= upper or not curated:
        raise Http404
    if len(two) < TWO:
        return no_pair_any_more(request, lower, upper)
    found = Duplicate.objects.visible_to(request.user).filter(lower=lower, upper=upper).first()
    step = request.POST.get("step")
    if step == "apart" or (found and step == "again"):
        return tell(request, found or pair_of(*two), step)
    if len(curated) < TWO:
        return show_disclosed(request, two, curated, found)
    form = MergeForm(request.POST if step == "merge" else None, comparison=Comparison(*two))
    if form.is_valid():
        try:
            made = joining.merge(form.asset, form.loser, request.user, form.columns)
        except StatusChanged:
            form.add_error(None, MOVED)
        else:
            messages.success(request, f"“{made.loser}” is merged into “{made.kept}”. You can undo it here.")
            warn_of_giveaways(request, Asset.objects.get(pk=made.kept_id))
            return redirect(made)
    context = {"two": two, "found": with_reasons(found), "form": form, "comparison": form.comparison}
    return render(request, "assets/duplicate.html", context)


def no_pair_any_more(request, lower, upper):
    """404, unless the curator decided on what they had read: then they are told, of what they may not know the same."""
    if request.method != "POST":
        raise Http404
    messages.warning(request, GONE)
    merges = Merge.objects.reviewable_by(request.user).lasting()
    made = merges.filter(kept__in=[lower, upper], loser__in=[lower, upper]).first()
    return redirect(made or "assets:duplicates")


def with_reasons(found):
    if found:
        found.reasons = ", ".join(reasons(found))
    return found


def tell(request, found, step):
    """Say that two are not the same, or may be after all."""
    try:
        joining.tell_apart(found, request.user) if step == "apart" else joining.ask_again(found)
    except StatusChanged:
        messages.warning(request, QUICKER)
    else:
        messages.success(request, f"“{found.lower}” and “{found.upper}”: {APART[step]}.")
    return redirect("assets:duplicates")


def show_disclosed(request, two, curated, found):
    """The two for somebody who looks after one of them alone: of the other what it discloses."""
    names = Names()
    rows = [entry if entry.pk in curated else disclosed([entry.pk])[0] for entry in two]
    facts = [(label, *(words(row, names) for row in rows)) for label, words in FACTS.items()]
    context = {
        "two": two,
        "found": with_reasons(found),
        "facts": [(label, one, other, one != other) for label, one, other in facts if one or other],
        "others": [entry.consortium for entry in two if entry.pk not in curated],
    }
    return render(request, "assets/duplicate.html", context)


@curators_only
def merge(request, pk):
    """`/review/merges/<id>/`: what was merged, and how to undo it. For who curates both, else 404."""
    made = get_object_or_404(Merge.objects.reviewable_by(request.user).with_entries(), pk=pk)
    kept = Asset.objects.get(pk=made.kept_id)
    version = str(kept.version)
    if request.method == "POST" and request.POST.get("version") == version:
        return undo(request, made)
    if request.method == "POST":
        messages.warning(request, f"“{kept}” was changed while you were reading. Look at it once more.")
    context = {"made": made, "version": version, "taken": taken(made, kept), "stays": staying(made, kept)}
    return render(request, "assets/merge.html", context)


def undo(request, made):
    try:
        joining.unmerge(made, request.user)
    except StatusChanged:
        messages.warning(request, "This was undone already, or the entry was merged again since: undo that first.")
    else:
        messages.success(request, f"“{made.loser}” and “{made.kept}” are two entries again.")
        loser = Asset.objects.get(pk=made.loser_id)
        if loser.status != made.loser_status:
            words = f"“{loser}” waits for a curator: “{made.kept}” shows less today than it would show."
            messages.warning(request, words)
    return redirect(made)
