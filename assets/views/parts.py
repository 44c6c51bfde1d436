"""A draft in short parts, each saved by itself; and the page on which its answers are checked before it is sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from assets.alike import Sought
from assets.facts import FACTS, facts_for_curators
from assets.forms import AssetForm, BaseVersion
from assets.forms.parts import LAST_STEP, OF_COLUMN, PARTS, after, part_called, progress
from assets.models import Asset
from assets.presentation import described
from assets.register import disclosed
from assets.reviewing import warnings
from assets.views import drafts
from assets.views.alike import question
from assets.views.answering import form_of, put_aside
from assets.views.careful import say_what_was_taken, warn_of_giveaways
from assets.views.entering import finish, save, show_both
from assets.workflow import StatusChanged, discard, resume

ELSEWHERE = {"photos": "assets:photos", "boundary": "assets:boundary"}


def is_draft_of(user, asset):
    """Whether this person may fill in the entry and send it."""
    return asset.status == Asset.Status.DRAFT and Asset.objects.editable_by(user).contains(asset)


@login_required
def parts(request, pk):
    """`/assets/<id>/parts/`: the parts of a draft, each with what is to do. What is no draft leads to its form."""
    asset = get_object_or_404(Asset.objects.cared_for_by(request.user), pk=pk)
    if not is_draft_of(request.user, asset):
        return redirect("assets:edit", pk)
    listed = progress(AssetForm(user=request.user, instance=asset))
    context = {
        "asset": asset,
        "parts": listed,
        "is_ready": not any(part.is_missing for part in listed),
        "asks": asset.decisions.open_question(),
    }
    return render(request, "assets/parts.html", context)


@login_required
def part(request, pk, code):
    """`/assets/<id>/parts/<part>/`: a few questions of a draft. 404 for a part that there is not.

    What was typed after the entry had been sent is shown on its whole form.
    """
    asset = get_object_or_404(Asset.objects.cared_for_by(request.user), pk=pk)
    asked = part_called(code)
    if asked is None:
        raise Http404
    is_open = is_draft_of(request.user, asset)
    if not is_open and request.method != "POST":
        return redirect("assets:edit", pk)
    form = AssetForm(request.POST or None, user=request.user, instance=asset)
    form.ask_only(asked.names(form))
    base = BaseVersion(request.POST or {"base_version": asset.version})
    if drafts.is_typing(request):
        return drafts.keep(form, base, is_open)
    if form.is_valid() and base.is_valid():
        try:
            keep(form, base.cleaned_data["base_version"], is_open)
        except StatusChanged:
            return show_both(request, asset, base.cleaned_data["base_version"])
        say_what_was_taken(request, form)
        warn_of_giveaways(request, asset)
        return redirect_after(request, asset, asked)
    context = {
        "asset": asset,
        "part": asked,
        "form": form,
        "more": [form[name] for name in asked.names(form) if name not in asked.first],
        "base": base,
        "question": asset.decisions.open_question(),
        "number": PARTS.index(asked) + 1,
        "total": len(PARTS),
    }
    return render(request, "assets/part.html", context)


def keep(form, base_version, is_open):
    """Save a part. Raises StatusChanged where the entry is not a draft any more, or not as it was read."""
    if not is_open:
        raise StatusChanged(form.instance)
    save(form, base_version)


def redirect_after(request, asset, asked):
    """The next part; the list of them or the same once more where they ask for it; the check after the last."""
    following = asked if "again" in request.POST else after(asked)
    if "all" in request.POST:
        return redirect("assets:parts", asset.pk)
    return redirect("assets:part", asset.pk, following.code) if following else redirect("assets:check", asset.pk)


@login_required
def check(request, pk):
    """`/assets/<id>/check/`: what a draft says and what others will see of it, before it is sent."""
    asset = get_object_or_404(Asset.objects.cared_for_by(request.user), pk=pk)
    if not is_draft_of(request.user, asset):
        if drafts.is_typing(request):
            return drafts.refuse()
        return show_both(request, asset, asset.version) if request.method == "POST" else redirect("assets:edit", pk)
    asks = asset.decisions.open_question()
    form = form_of(request, asset, asks, request.POST or None)
    listed = progress(form)
    form.ask_only(LAST_STEP, sends=True)
    if drafts.is_typing(request):
        return keep_answer(request, asks, form)
    base = BaseVersion(request.POST or {"base_version": asset.version})
    asked = None
    if form.is_valid() and base.is_valid():
        asked = question(request, Sought.of(asset))
        if asked.is_answered:
            return finish(request, form, base.cleaned_data["base_version"], asks)
    (shown,) = disclosed([asset.pk])
    (entry,) = described([shown], whole=True)
    context = {
        "asset": asset,
        "form": form,
        "base": base,
        "cautions": warnings(asset, shown),
        "missing": [part for part in listed if part.is_missing],
        "answers": answers(asset, shown),
        "entry": entry,
        "place": shown,
        "question": asked,
    }
    return render(request, "assets/check.html", context)


def keep_answer(request, asks, form):
    """An answer to a curator is kept while it is typed; all else on this page is asked when it is sent."""
    if not form.is_valid():
        return drafts.not_kept(form)
    if asks:
        put_aside(request, asks, form)
    return drafts.kept_aside(request.POST.get("base_version"))


def answers(asset, shown):
    """What the draft says, fact by fact, each with the part or the page on which it is changed."""
    told = facts_for_curators(asset, shown)
    columns = [FACTS[fact.label].column for fact in told]
    return [
        (fact, OF_COLUMN.get(column), ELSEWHERE.get(column))
        for fact, column in zip(told, columns, strict=True)
        if column in OF_COLUMN or column in ELSEWHERE
    ]


@login_required
@require_POST
def put_away(request, pk):
    """`/assets/<id>/put-away/`: put a draft away that is to be nothing, or take it up again. 404 for one of others."""
    asset = get_object_or_404(Asset.objects.held_by(request.user), pk=pk)
    step = resume if Asset.objects.resumable_by(request.user).contains(asset) else discard
    try:
        if step is discard and not is_draft_of(request.user, asset):
            raise StatusChanged(asset)
        step(asset, by=request.user)
    except StatusChanged:
        messages.warning(request, f"“{asset}” stays as it is: it is no draft of yours, or somebody was quicker.")
        return redirect("assets:mine")
    if step is resume:
        return redirect("assets:parts", pk)
    messages.success(request, f"“{asset}” is put away. It stands under “Closed”, where you can take it up again.")
    return redirect("assets:mine")
