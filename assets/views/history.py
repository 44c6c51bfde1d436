"""Pages that say what happened to an entry, and lead back to an earlier version of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from accounts.way_out import render_page
from assets import limits, workflow
from assets.facts import differences
from assets.history import changes, events_to_read, public_changes
from assets.models import Asset, PublicAsset
from assets.presentation import described
from assets.proposing import back_to, with_columns
from assets.views.explore import kept_instead
from assets.views.proposals import open_of
from assets.way_out import need_way_out

PAGE = 25


def history(request, pk):
    """`/assets/<id>/history/`: what changed, when and why.

    Who looks after the entry reads persons and words; others read which facts changed and in which part somebody
    changed them, and only of an entry that is public.
    """
    asset = Asset.objects.cared_for_by(request.user).filter(pk=pk).first()
    if asset is None:
        return history_for_others(request, pk)
    events = events_to_read(asset)
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    listed = list(events[page.start_index() - 1 : page.end_index() + 1])
    shown, (earlier, *_) = listed[:PAGE], [*listed[PAGE:], None]
    context = {
        "asset": asset,
        "page": page,
        "changes": changes(asset, shown, earlier, request.user),
        "may_go_back": may_go_back(request.user, asset),
    }
    return render(request, "assets/history.html", context)


def history_for_others(request, pk):
    """The address of a merged entry leads to the history of the one that is kept."""
    place = PublicAsset.objects.using("public").filter(pk=pk).first()
    if place is None and (kept := kept_instead(request.user, pk)):
        return redirect("assets:history", kept.pk)
    if place is None:
        raise Http404
    told = public_changes(pk)
    page = Paginator(told, PAGE).get_page(request.GET.get("page"))
    needs_way_out = need_way_out(described([place]))
    is_cut = not page.has_next() and bool(told) and bool(told[-1].labels)  # the first change of all has none
    context = {"asset": place, "page": page, "is_cut": is_cut, "needs_way_out": needs_way_out}
    return render_page(request, "assets/history_public.html", context)


def may_go_back(user, asset):
    """Whether this person may suggest an earlier version: of a published entry, who suggests or decides on changes."""
    published = Asset.objects.published().filter(pk=asset.pk)
    return published.suggestible_by(user).exists() or published.reviewable_by(user).exists()


@login_required
def version(request, pk, version):
    """`/assets/<id>/history/<version>/`: what going back to it would change; sent, that is a suggestion like any other.

    404 for who does not look after the entry, and for a version that the history does not hold.
    """
    asset = get_object_or_404(Asset.objects.cared_for_by(request.user).published(), pk=pk)
    event = get_object_or_404(asset.events.filter(version=version).order_by("-pgh_id")[:1])
    before, after = back_to(asset, version)
    is_allowed = may_go_back(request.user, asset)
    if request.method == "POST" and is_allowed and after:
        return go_back(request, asset, event, before, after)
    context = {
        "asset": asset,
        "event": event,
        "differences": differences(asset, with_columns(asset, after)),
        "may_go_back": is_allowed,
        "mine": open_of(request.user, asset),
    }
    return render(request, "assets/version.html", context)


def go_back(request, asset, event, before, after):
    """Suggest these columns as they were, unless this person has another suggestion open, which it would replace."""
    if not limits.may_add(request.user):
        messages.warning(request, limits.TOO_MANY)
        return redirect("assets:version", asset.pk, event.version)
    note = f"Back to version {event.version}, of {event.pgh_created_at:%-d %B %Y}."
    try:
        sent = workflow.suggest(asset, request.user, before, after, note)
    except workflow.StatusChanged:
        messages.warning(request, "Nothing was suggested: you have another suggestion open, or the entry was closed.")
        return redirect("assets:version", asset.pk, event.version)
    messages.success(request, f"This is what going back to version {event.version} would change.")
    return redirect(sent)
