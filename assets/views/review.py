"""Pages for curators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render

from assets import workflow
from assets.facts import facts_for_curators
from assets.forms.choices import surroundings
from assets.forms.review import AskForm, CloseForm, DeclineForm, PublishForm, QueueForm, SendForm
from assets.models import Asset, Proposal
from assets.register import disclosed
from assets.reviewing import imported_drafts, perhaps_the_same, warnings, with_risk
from assets.widgets import map_options
from consortia.models import Consortium

PAGE = 25
STEPS = {
    "submit": (SendForm, workflow.submit),
    "publish": (PublishForm, workflow.publish),
    "ask": (AskForm, workflow.ask),
    "decline": (DeclineForm, workflow.decline),
    "close": (CloseForm, workflow.close),
}


def waiting_for(user):
    """What waits for this curator, what needs care first. Wrong role is 403."""
    if not Consortium.objects.curated_by(user).exists():
        raise PermissionDenied("Reviewing is for the curators of a consortium.")
    return with_risk(Asset.objects.reviewable_by(user).waiting())


@login_required
def queue(request):
    """`/review/`: what waits for a decision; with `?imported=1`, what an import left as drafts."""
    waiting, imported = waiting_for(request.user), imported_drafts(request.user)
    form = QueueForm(request.GET)
    listed = with_risk(imported) if form.is_of_imported else waiting
    chosen = form.narrow(listed).defer("boundary", "public_search").select_related("organisation", "created_by")
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    suggested = Proposal.objects.reviewable_by(request.user).waiting().light()
    context = {
        "filter": form,
        "page": page,
        "total": listed.count(),
        "imported": imported.count(),
        "suggestions": [] if request.GET else suggested[:PAGE],
        "suggested": suggested.count(),
    }
    return render(request, "assets/review.html", context)


@login_required
def item(request, pk):
    """`/review/<id>/`: all about one entry, and the decision. Another consortium's is 404."""
    queue_ids = list(waiting_for(request.user).values_list("pk", flat=True))
    theirs = Asset.objects.reviewable_by(request.user) | imported_drafts(request.user)
    entries = theirs.select_related("organisation", "consortium", "created_by")
    asset = get_object_or_404(entries, pk=pk)
    step = request.POST.get("step")
    forms = {name: form_of(name, request.POST if name == step else None, asset) for name in STEPS}
    if step in STEPS and forms[step].is_valid():
        return decide(request, asset, step, forms[step].cleaned_data, queue_ids)
    (shown,) = disclosed([asset.pk])
    context = {
        "asset": asset,
        "shown": shown,
        "facts": facts_for_curators(asset, shown),
        "warnings": warnings(asset, shown),
        "alike": perhaps_the_same(asset, request.user),
        "decisions": asset.decisions.select_related("made_by"),
        "suggestions": asset.proposals.open().select_related("made_by"),
        "forms": forms,
        "map_options": map_options(*surroundings([asset.consortium_id]), place=asset.location),
        "form": forms.get(step),
        "position": queue_ids.index(pk) + 1 if pk in queue_ids else None,
        "total": len(queue_ids),
        "next_pk": next_in(queue_ids, pk),
    }
    return render(request, "assets/review_item.html", context)


def form_of(step, data, asset):
    """The form of a step, with the version that the curator reads."""
    return STEPS[step][0](data, prefix=step, initial={"version": asset.version})


def decide(request, asset, step, answers, queue_ids):
    """Take the step if the entry is still as the curator read it; of two curators the second is told."""
    take = STEPS[step][1]
    version = answers.pop("version")
    try:
        with transaction.atomic():
            if Asset.objects.select_for_update().get(pk=asset.pk).version != version:
                raise workflow.StatusChanged(asset)
            take(asset, by=request.user, **answers)
    except workflow.StatusChanged:
        messages.warning(request, what_happened(asset))
        return redirect("assets:review_item", asset.pk)
    messages.success(request, f"“{asset}”: {asset.decisions.filter(proposal=None).last().get_step_display().lower()}.")
    following = asset.pk if step == "submit" else next_in(queue_ids, asset.pk)
    return redirect("assets:review_item", following) if following else redirect("assets:review")


def what_happened(asset):
    """Why the step could not be taken: somebody was quicker, or the entry is not the one that was read."""
    asset.refresh_from_db(fields=["status"])
    if asset.status == Asset.Status.SUBMITTED:
        return f"“{asset}” was changed while you were reading. Nothing was decided: look at it once more."
    last = asset.decisions.filter(proposal=None).select_related("made_by").last()
    who = last.made_by.public_name if last else "Somebody"
    return f"{who} was quicker: “{asset}” is now “{asset.get_status_display().lower()}”. Your decision was not kept."


def next_in(ids, pk):
    """The one after `pk` in the queue, the first after the last, none when it is alone."""
    others = [other for other in ids if other != pk]
    place = ids.index(pk) if pk in ids else 0
    return (others[place:] + others[:place] or [None])[0]
