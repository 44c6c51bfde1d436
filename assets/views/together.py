"""The same change of several entries that wait: never silent, each is a decision of its own."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from assets import workflow
from assets.forms.review import QueueForm, TogetherForm
from assets.models import Asset
from assets.views.guards import curators_only
from assets.views.review import PAGE
from consortia.columns import is_id


@curators_only
def together(request):
    """`/review/together/?chosen=<id>`: who runs the chosen entries, or their kind.

    Sent as `<id>-<version>`, so that what somebody else changed meanwhile stays. The choices of the queue stand in
    the address, too: the way back leads to it as it was narrowed.
    """
    back = reverse("assets:review") + QueueForm(request.GET, request.user).query
    read = versions_in((request.POST or request.GET).getlist("chosen")[:PAGE])
    theirs = Asset.objects.reviewable_by(request.user).waiting() | Asset.objects.imported_drafts_for(request.user)
    offered = versions_in(request.GET.getlist("chosen")[:PAGE]) | read
    listed = list(theirs.filter(pk__in=offered).select_related("organisation", "consortium"))
    entries = [entry for entry in listed if entry.pk in read]
    if not listed and request.method != "POST":
        messages.info(request, "Tick the entries first that you want to change together.")
        return redirect(back)
    form = TogetherForm(request.POST or None, user=request.user, entries=entries)
    if form.is_valid():
        for entry in entries:
            entry.version = read[entry.pk]
        missed = workflow.change_together(entries, request.user, form.cleaned_data["note"], form.fill())
        say(request, len(entries) - len(missed), missed, gone=len(read) - len(entries))
        return redirect(back)
    return render(request, "assets/together.html", {"form": form, "listed": listed, "entries": entries, "back": back})


def versions_in(chosen):
    """The version of each entry that was chosen, by id; 0 where none was sent."""
    pairs = [words.partition("-") for words in chosen]
    return {int(pk): int(version) if is_id(version) else 0 for pk, _, version in pairs if is_id(pk)}


def say(request, changed, missed, gone):
    """Tell what was changed, and what was not."""
    if changed:
        messages.success(request, f"{changed} {'entry is' if changed == 1 else 'entries are'} changed.")
    if missed:
        names = ", ".join(f"“{entry}”" for entry in missed)
        messages.warning(request, f"Somebody changed {names} while you were reading: not changed. Look once more.")
    if gone:
        messages.warning(request, f"{gone} of those that you ticked {'waits' if gone == 1 else 'wait'} no longer.")
