"""Pages for curators: the queue, who looks at what, and the way back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from assets import claiming, workflow
from assets.forms.review import QueueForm
from assets.models import Asset, Claim, Decision, Duplicate, Proposal
from assets.proposing import before_decision
from assets.queueing import entries_for, narrowed_suggestions, suggestions_for
from assets.views.careful import warn_of_giveaways
from assets.views.guards import curators_only
from consortia.models import Consortium

PAGE = 25
FEW = 5  # suggested changes above the queue


@curators_only
def queue(request):
    """`/review/`: what waits for a decision. `?imported=1`: drafts of imports; `?suggested=1`: suggested changes."""
    form = QueueForm(request.GET, request.user)
    suggested = suggestions_for(request.user).light()
    listed = suggested if form.is_of_suggested else entries_for(request.user, form)
    if form.is_of_suggested:
        chosen = narrowed_suggestions(request.user, form).light()
    else:
        chosen = form.narrow(listed).light().select_related("organisation", "created_by")
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    suggestions = [] if request.GET else list(suggested[:FEW])
    entries = [getattr(row, "asset_id", row.pk) for row in [*page, *suggestions]]
    context = {
        "filter": form,
        "page": page,
        "total": listed.count(),
        "imported": Asset.objects.imported_drafts_for(request.user).count(),
        "suggestions": suggestions,
        "suggested": suggested.count(),
        "asked": asked_by_curators(request.user) if form.is_of_suggested else [],
        "claims": Claim.objects.current().filter(asset__in=entries).select_related("user").in_bulk(),
        "decided": may_be_taken_back(request.user).filter(made_by=request.user)[:FEW],
        "duplicates": Duplicate.objects.visible_to(request.user).live().waiting().count(),
    }
    return render(request, "assets/review.html", context)


@curators_only
def decided(request):
    """`/review/decided/`: what was decided or changed in the last day and may be taken back, by whichever curator."""
    page = Paginator(may_be_taken_back(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "assets/decided.html", {"page": page})


def asked_by_curators(user):
    """Suggestions about which a curator waits for an answer: the first of them."""
    return Proposal.objects.reviewable_by(user).asked().light()[:PAGE]


def may_be_taken_back(user):
    """What was decided, of entries and of suggestions, and this curator may take back: latest first."""
    theirs = Decision.objects.that_can_be_taken_back().of_curator(user)
    with_names = theirs.select_related("asset", "proposal", "made_by")
    return with_names.defer("proposal__before", "proposal__after").order_by("-pk")


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
