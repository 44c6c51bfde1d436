"""Pages for changes of published entries that somebody suggests and a curator decides on."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from assets import claiming, limits, workflow
from assets.forms import BaseVersion
from assets.forms.proposal import (
    AcceptForm,
    InquireForm,
    RefuseForm,
    ReplyForm,
    SuggestBoundaryForm,
    SuggestForm,
    WithdrawForm,
)
from assets.forms.review import QueueForm
from assets.giveaways import giveaways
from assets.models import Asset, Claim, Decision, Proposal
from assets.proposing import changes, with_columns
from assets.queueing import Place
from assets.reviewing import takes_part
from assets.suggested import Suggested
from assets.trust import take_over_if_trusted
from assets.views.careful import say_what_was_taken, warn_of_giveaways

THANKS = "Thank you. A curator looks at your change of “{}”. Until then others see the entry as it was."
DONE = "Thank you. “{}” is changed: your organisation is trusted to publish at once."
NOTHING = "Nothing is changed above, so there is nothing to suggest. Change what is not right."


def open_of(user, asset):
    """What this person suggested of an entry and nobody has decided on."""
    return asset.proposals.open().filter(made_by=user).first()


def suggest(request, asset):
    """`/assets/<id>/edit/` of a published entry, for somebody who may suggest changes: the form, with theirs on top."""
    mine = open_of(request.user, asset)
    given = {"suggestion": mine.version, "note": mine.note} if mine else {}
    shown = with_columns(asset, mine.after) if mine else asset
    form = SuggestForm(request.POST or None, user=request.user, instance=shown, initial=given)
    base = BaseVersion(request.POST or {"base_version": asset.version})
    if form.is_valid() and base.is_valid():
        before, after = changes(form.instance, base.cleaned_data["base_version"])
        if form.cleaned_data["note"] and not after and not mine:
            form.add_error("note", NOTHING)
        elif sent := send(request, asset, form, before, after, form.cleaned_data["note"]):
            say_what_was_taken(request, form)
            return sent
    context = {"form": form, "base": base, "asset": asset, "mine": open_of(request.user, asset)}
    return render(request, "assets/suggest.html", context)


def suggest_boundary(request, asset):
    """`/assets/<id>/boundary/` of a published entry, for somebody who may suggest changes: theirs is on the map."""
    mine = open_of(request.user, asset)
    shown = with_columns(asset, mine.after) if mine else asset
    form = SuggestBoundaryForm(request.POST or None, asset=shown, suggestion=mine.version if mine else 0)
    if form.is_valid() and not form.is_stale(shown):
        form.fill()
        before, after = changes(form.asset, asset.version)
        if sent := send(request, asset, form, before, after, mine.note if mine else ""):
            return sent
    context = {"form": form, "asset": asset, "suggests": True, "mine": open_of(request.user, asset)}
    return render(request, "assets/boundary.html", context)


def send(request, asset, form, before, after, note):
    """Send a change to the curators; one without any difference takes back what was suggested before.

    None where this person's suggestion is not the one that the form was filled from, where the entry is not public any
    more, or where they sent too many in a short time.
    """
    if after and not limits.may_add(request.user):
        form.add_error(None, limits.TOO_MANY)
        return None
    mine = open_of(request.user, asset)
    if mine:  # what was suggested before keeps what it was compared with
        before |= {name: mine.before[name] for name in after if name in mine.after and after[name] == mine.after[name]}
    try:
        if after:
            with transaction.atomic():
                sent = workflow.suggest(asset, request.user, before, after, note, read=form.read)
                take_over_if_trusted(sent, by=request.user)
            sent.refresh_from_db()
            messages.success(request, (THANKS if sent.is_open else DONE).format(asset))
            return redirect(sent)
        if mine:
            mine.version = form.read
            workflow.withdraw(mine, request.user)
            messages.info(request, f"Your suggestion is taken back: “{asset}” would be as it was.")
        else:
            messages.info(request, f"“{asset}” is as it was: there is nothing to suggest.")
        return redirect(asset)
    except workflow.StatusChanged:
        form.data = form.data.copy()
        form.data["suggestion"] = mine.version if mine else 0
        form.is_overtaken = True
        return None


@login_required
def proposal(request, pk):
    """`/assets/changes/<id>/`: a suggested change beside the entry. The author may take it back, a curator decides.

    404 for others. The query string is that of the queue from which a curator came.
    """
    found = get_object_or_404(Proposal.objects.visible_to(request.user).select_related("made_by"), pk=pk)
    suggested = Suggested(found)
    step = request.POST.get("step")
    forms = forms_for(request.user, suggested, {})
    unsent = step is not None and step not in forms
    if step in forms:
        forms = forms_for(request.user, suggested, {step: request.POST})
        if forms[step].is_valid():
            place, query = queue_of(request, found, forms)
            if take(request, suggested, step, forms[step]):
                ends = isinstance(forms[step], AcceptForm | RefuseForm)
                return redirect((following(place) if ends else found.get_absolute_url()) + query)
            found = get_object_or_404(Proposal.objects.visible_to(request.user), pk=pk)
            suggested, unsent = Suggested(found), True
            forms = forms_for(request.user, suggested, {})
    place, query = queue_of(request, found, forms)
    context = {
        "proposal": found,
        "place": place,
        "query": query,
        "claim": place and Claim.objects.current().filter(asset=found.asset_id).select_related("user").first(),
        "suggested": suggested,
        "asset": suggested.now,
        "forms": forms,
        "form": forms.get(step),
        "unsent": unsent,
        "unsent_note": request.POST.get(f"{step}-note", ""),
        "told": giveaways(suggested.after),
        "decisions": found.decisions.to_read(),
        "reversible": reversible_of(found, request.user),
        "is_own": found.made_by_id == request.user.pk,
        "may_suggest": Asset.objects.suggestible_by(request.user).contains(found.asset),
    }
    return render(request, "assets/proposal.html", context)


def queue_of(request, proposal, forms):
    """Where it stands in the queue of a curator who decides on it, and the choices of that queue as a query string."""
    if "refuse" not in forms:
        return None, ""
    form = QueueForm(request.GET, request.user)
    return Place.of_suggestion(proposal, request.user, form), form.query


def following(place):
    """The address of the next suggestion of a queue, of the queue where there is none."""
    return reverse("assets:proposal", args=[place.next]) if place.next else reverse("assets:review")


def reversible_of(proposal, user):
    """The decision on a suggestion that this person, a curator of the entry, may take back; or None."""
    decided = Decision.objects.reversible_of_suggestions().of_curator(user)
    return decided.filter(proposal=proposal).select_related("made_by", "asset", "proposal").first()


def forms_for(user, suggested, data):
    """The forms of the steps that this person may take now, by step, each with what was sent of it."""
    found, asset = suggested.proposal, suggested.now
    kinds = {}
    if found.is_open and found.made_by_id == user.pk:
        kinds["withdraw"] = WithdrawForm
        if found.state == Proposal.State.ASKED and Asset.objects.suggestible_by(user).contains(asset):
            kinds["reply"] = ReplyForm
    if found.is_open and Proposal.objects.reviewable_by(user).contains(found):
        kinds |= {"accept": AcceptForm, "refuse": RefuseForm}
        if found.state == Proposal.State.WAITING and takes_part(found.made_by, asset, found):
            kinds["inquire"] = InquireForm
    read = {"version": found.version, "entry_version": asset.version}
    own = {"accept": {"suggested": suggested}}
    return {step: kind(data.get(step), prefix=step, initial=read, **own.get(step, {})) for step, kind in kinds.items()}


def take(request, suggested, step, form):
    """Take the step. False where proposal or entry are not as they were read: then nothing happens."""
    found, asset, answers = suggested.proposal, suggested.now, form.cleaned_data
    note = answers.get("note", "")
    found.version = answers["version"]
    try:
        with transaction.atomic():
            if step in ("accept", "refuse"):
                changed = form.asset if step == "accept" else asset
                changed.version = answers["entry_version"]
                workflow.decide(found, request.user, changed, form.columns, note, is_whole=form.is_whole)
            else:
                getattr(workflow, step)(found, request.user, note=note)
    except workflow.StatusChanged:
        return False
    claiming.release(asset, request.user)
    messages.success(request, f"“{asset}”: {found.decisions.last().get_step_display().lower()}.")
    if step == "accept":
        warn_of_giveaways(request, Asset.objects.get(pk=asset.pk))
    return True
