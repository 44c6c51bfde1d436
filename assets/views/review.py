"""Pages for curators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from assets import claiming, workflow
from assets.alike import WORTH_A_LOOK, Sought, perhaps_the_same
from assets.facts import facts_for_curators
from assets.forms.choices import surroundings
from assets.forms.review import AskForm, CloseForm, DeclineForm, PublishForm, QueueForm, SendForm
from assets.models import Asset, Claim, Decision, Duplicate
from assets.models.duplicate import LIVE
from assets.proposing import before_decision
from assets.queueing import Place, entries_for, narrowed_suggestions, suggestions_for
from assets.register import disclosed
from assets.reviewing import imported_drafts, warnings
from assets.views.careful import warn_of_giveaways
from assets.widgets import map_options
from consortia.models import Consortium, Membership

PAGE = 25
FEW = 5  # suggested changes above the queue
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


def need_curator(user):
    """Wrong role is 403."""
    if not Consortium.objects.curated_by(user).exists():
        raise PermissionDenied("Reviewing is for the curators of a consortium.")


@login_required
def queue(request):
    """`/review/`: what waits for a decision. `?imported=1`: drafts of imports; `?suggested=1`: suggested changes."""
    need_curator(request.user)
    form = QueueForm(request.GET, request.user)
    suggested = suggestions_for(request.user).light()
    listed = suggested if form.is_of_suggested else entries_for(request.user, form)
    if form.is_of_suggested:
        chosen = narrowed_suggestions(request.user, form).light()
    else:
        chosen = form.narrow(listed).defer("boundary", "public_search").select_related("organisation", "created_by")
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    suggestions = [] if request.GET else list(suggested[:FEW])
    entries = [getattr(row, "asset_id", row.pk) for row in [*page, *suggestions]]
    context = {
        "filter": form,
        "page": page,
        "total": listed.count(),
        "imported": imported_drafts(request.user).count(),
        "suggestions": suggestions,
        "suggested": suggested.count(),
        "claims": Claim.objects.current().filter(asset__in=entries).select_related("user").in_bulk(),
        "decided": decided_by(request.user)[:FEW],
        "duplicates": Duplicate.objects.visible_to(request.user).live().waiting().count(),
    }
    return render(request, "assets/review.html", context)


def decided_by(user):
    """What this curator decided, of entries and of suggestions, and may still take back: latest first."""
    theirs = Decision.objects.that_can_be_taken_back().of_curator(user).filter(made_by=user)
    return theirs.select_related("asset", "proposal").defer("proposal__before", "proposal__after").order_by("-pk")


@login_required
def item(request, pk):
    """`/review/<id>/`: all about one entry, and the decision. Another consortium's is 404.

    Its query string is that of the queue from which the curator came: the next one is the next of that queue.
    """
    need_curator(request.user)
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
        "decisions": asset.decisions.select_related("made_by"),
        "suggestions": asset.proposals.open().select_related("made_by"),
        "claim": Claim.objects.current().filter(asset=asset).select_related("user").first(),
        "reversible": asset.decisions.that_can_be_taken_back().filter(proposal=None).select_related("made_by").first(),
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
    return Asset.objects.reviewable_by(user) | imported_drafts(user) | Asset.objects.filter(pk__in=decided)


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
    elif not is_held(asset):
        kinds.pop("ask", None)  # nobody would read the question
    return {step: kind(data.get(step), prefix=step, initial={"version": asset.version}) for step, kind in kinds.items()}


def is_held(asset):
    """Whether an organisation runs it for which somebody acts."""
    return Membership.objects.current().filter(organisation=asset.organisation_id).exists()


def decide(request, asset, step, answers):
    """Take the step if the entry is still as the curator read it. False for the second of two curators."""
    _, take = STEPS[asset.status][step]
    version = answers.pop("version")
    try:
        with transaction.atomic():
            if Asset.objects.select_for_update(no_key=True).get(pk=asset.pk).version != version:
                raise workflow.StatusChanged(asset)
            take(asset, by=request.user, **answers)
    except workflow.StatusChanged:
        return False
    claiming.release(asset, request.user)
    messages.success(request, f"“{asset}”: {asset.decisions.filter(proposal=None).last().get_step_display().lower()}.")
    return True


def following(asset, step, place):
    """The address to which a decision leads: what was sent stays before the curator; else the next of the queue."""
    pk = asset.pk if step == "submit" else place.next
    return reverse("assets:review_item", args=[pk]) if pk else reverse("assets:review")


def what_happened(asset):
    """Who was quicker, so that the step cannot be taken any more."""
    last = asset.decisions.filter(proposal=None).select_related("made_by").last()
    who = last.made_by.public_name if last else "Somebody"
    return f"{who} was quicker: “{asset}” is now “{asset.get_status_display().lower()}”."


@login_required
@require_POST
def claim(request, pk):
    """`/review/<id>/claim/`: look at an entry so that others leave it for a while, take it over, or let it go."""
    asset = get_object_or_404(Asset.objects.reviewable_by(request.user), pk=pk)
    if "release" in request.POST:
        claiming.release(asset, request.user)
    elif not claiming.claim(asset, request.user, takes_over="take_over" in request.POST):
        messages.warning(request, f"Somebody was quicker and looks at “{asset}” already.")
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return redirect(back) if is_ours and back.startswith("/") else redirect("assets:review_item", asset.pk)


@login_required
@require_POST
def undo(request, pk):
    """`/review/decisions/<id>/undo/`: take back what was decided in the last day, if nothing has happened since."""
    decided = Decision.objects.of_curator(request.user).select_related("asset", "proposal")
    decision = get_object_or_404(decided, pk=pk)
    curated = Consortium.objects.curated_by(request.user)
    try:
        if decision.proposal:
            workflow.reconsider(decision, request.user, *before_decision(decision))
        elif decision.step == Decision.Step.EDIT:
            before, columns = before_decision(decision)
            if not curated.filter(pk=before.consortium_id).exists():
                raise workflow.StatusChanged(decision.asset)
            workflow.change_back(decision, request.user, before, columns)
        else:
            workflow.undo(decision, by=request.user)
    except workflow.StatusChanged:
        words = "It can be taken back for a day, while nothing has happened since, by who curated it then and now."
        messages.warning(request, f"“{decision.asset}” stays as it is. {words}")
        return redirect("assets:review")
    messages.success(request, f"“{decision.asset}” is where it was before that decision.")
    warn_of_giveaways(request, Asset.objects.get(pk=decision.asset_id))
    return redirect(decision.proposal or reverse("assets:review_item", args=[decision.asset_id]))
