"""The page on which a curator reads one entry and decides."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from assets import claiming, workflow
from assets.alike import WORTH_A_LOOK, Sought, perhaps_the_same
from assets.facts import facts_for_curators
from assets.forms.choices import surroundings
from assets.forms.review import AskForm, CloseForm, DeclineForm, PublishForm, QueueForm, SendForm
from assets.models import Asset, Claim, Decision
from assets.models.duplicate import LIVE
from assets.queueing import Place
from assets.register import disclosed
from assets.reviewing import is_answered, warnings
from assets.views.guards import curators_only
from assets.widgets import map_options
from consortia.models import Consortium

CHANGED = "“{}” was changed while you were reading: look at it once more."
STEPS = {
    Asset.Status.DRAFT: {"submit": (SendForm, workflow.submit)},
    Asset.Status.SUBMITTED: {
        "publish": (PublishForm, workflow.publish),
        "ask": (AskForm, workflow.ask),
        "decline": (DeclineForm, workflow.decline),
    },
    Asset.Status.PUBLISHED: {"close": (CloseForm, workflow.close)},
}


@curators_only
def item(request, pk):
    """`/review/<id>/`: all about one entry, and the decision. Another consortium's is 404.

    Its query string is that of the queue from which the curator came: the next one is the next of that queue.
    """
    step = request.POST.get("step")
    entries = entries_of(request.user) if step else open_to(request.user)
    entries = entries.select_related("organisation", "consortium", "created_by")
    asset = get_object_or_404(entries, pk=pk)
    queue_form = QueueForm(request.GET, request.user)
    forms = forms_for(asset, {step: request.POST})
    unsent = what_happened(asset) if step and step not in forms else ""
    if step in forms and forms[step].is_valid():
        place = Place.of_entry(asset, request.user, queue_form)
        if decide(request, asset, step, forms[step].cleaned_data):
            return redirect(following(asset, step, place) + queue_form.query)
        asset = get_object_or_404(entries, pk=pk)
        forms = forms_for(asset, {})
        unsent = CHANGED.format(asset) if step in forms else what_happened(asset)
    (shown,) = disclosed([asset.pk])
    context = {
        "asset": asset,
        "shown": shown,
        "facts": facts_for_curators(asset, shown),
        "warnings": warnings(asset, shown),
        "alike": with_ways_to_compare(asset, perhaps_the_same(Sought.of(asset), request.user, WORTH_A_LOOK)),
        "decisions": asset.decisions.to_read(),
        "suggestions": asset.proposals.open().select_related("made_by"),
        "claim": Claim.objects.current().filter(asset=asset).select_related("user").first(),
        "reversible": asset.decisions.that_can_be_taken_back().of_entries().select_related("made_by").first(),
        "forms": forms,
        "map_options": map_options(*surroundings([asset.consortium_id]), place=asset.location),
        "form": forms.get(step),
        "unsent": unsent,
        "unsent_note": request.POST.get(f"{step}-note", ""),
        "place": Place.of_entry(asset, request.user, queue_form),
        "query": queue_form.query,
    }
    return render(request, "assets/review_item.html", context)


def entries_of(user):
    """All of the consortia that this person curates.

    What was sent about a draft that went back to its contributor meanwhile is answered, not lost.
    """
    return Asset.objects.filter(consortium__in=Consortium.objects.curated_by(user))


def open_to(user):
    """What this curator reviews, sends for an import, or may take back a decision on."""
    decided = Decision.objects.reversible().of_curator(user).values("asset")
    entries = Asset.objects.reviewable_by(user) | Asset.objects.imported_drafts_for(user)
    return entries | Asset.objects.filter(pk__in=decided)


def with_ways_to_compare(asset, finds):
    """The finds, those that can be merged with the entry with the address that shows both side by side."""
    for find in finds:
        if {asset.status, find.asset.status} <= set(LIVE):
            find.compare_url = reverse("assets:duplicate", args=sorted([asset.pk, find.asset.pk]))
    return finds


def forms_for(asset, data):
    """The forms of the steps that may be taken now, by step, each with what was sent of it and the version it is of."""
    kinds = {step: kind for step, (kind, _) in STEPS.get(asset.status, {}).items()}
    if asset.created_by:
        kinds.pop("submit", None)  # whoever entered it sends it
    if "ask" in kinds and not is_answered(asset):
        del kinds["ask"]
    return {step: kind(data.get(step), prefix=step, initial={"version": asset.version}) for step, kind in kinds.items()}


def decide(request, asset, step, answers):
    """Take the step if the entry is still as the curator read it. False for the second of two curators."""
    _, take = STEPS[asset.status][step]
    version = answers.pop("version")
    try:
        with transaction.atomic():
            if Asset.objects.locked().get(pk=asset.pk).version != version:
                raise workflow.StatusChanged(asset)
            take(asset, by=request.user, **answers)
    except workflow.StatusChanged:
        return False
    claiming.release(asset, request.user)
    messages.success(request, f"“{asset}”: {asset.decisions.of_entries().last().get_step_display().lower()}.")
    return True


def following(asset, step, place):
    """The address to which a decision leads: what was sent stays before the curator; else the next of the queue."""
    pk = asset.pk if step == "submit" else place.next
    return reverse("assets:review_item", args=[pk]) if pk else reverse("assets:review")


def what_happened(asset):
    """Who was quicker, so that the step cannot be taken any more."""
    last = asset.decisions.of_entries().select_related("made_by").last()
    who = last.made_by.public_name if last else "Somebody"
    return f"{who} was quicker: “{asset}” is now “{asset.get_status_display().lower()}”."
