"""Pages for people who enter places and groups."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, When
from django.shortcuts import get_object_or_404, redirect, render

from assets import limits, reporting, workflow
from assets.forms import AssetForm, BaseVersion, EntryKey, is_changed, merge
from assets.forms.parts import ask_first_alone
from assets.models import Asset, Decision, Proposal, Report
from assets.trust import publish_if_trusted
from assets.views import drafts
from assets.views.answering import form_of, put_aside
from assets.views.careful import say_what_was_taken, warn_of_giveaways
from assets.views.entering import asked_first, finish, show_both, thanks
from assets.views.guards import is_locked
from assets.views.proposals import suggest
from consortia.columns import is_id
from consortia.models import Consortium

PAGE = 30
AS_ENTERED = 1  # the version that the form of a new entry made
IN_ORDER = [Asset.Status.DRAFT, Asset.Status.SUBMITTED, Asset.Status.PUBLISHED, Asset.Status.DECLINED]


@login_required
def start(request):
    """`/start/`: the page for somebody who has just signed in: who reviews, adds, reads concerns, looks things up."""
    if Consortium.objects.curated_by(request.user).exists():
        return redirect("assets:review")
    if Consortium.objects.enterable_by(request.user).exists():
        return redirect("assets:mine")
    return redirect("assets:concerns" if Consortium.objects.safeguarded_by(request.user).exists() else "assets:list")


def add(request):
    """`/assets/add/`: three answers, and more if they like. A form sent twice makes one entry.

    Visitors learn who may add; what they send leads to the sign-in. 403 for people with an account that may not.
    """
    if not request.user.is_authenticated or not Consortium.objects.enterable_by(request.user).exists():
        return who_adds(request)
    key = EntryKey(request.POST or None)
    uid = key.cleaned_data["uid"] if key.is_valid() else uuid4()
    entered = Asset.objects.filter(uid=uid, created_by=request.user).first()
    if entered:
        return enter_again(request, entered)
    report = report_asked_for(request)
    form = AssetForm(request.POST or None, user=request.user, initial=reporting.answers_of(report))
    if form.is_valid() and not limits.may_add(request.user):
        form.add_error(None, limits.TOO_MANY)
    if drafts.is_typing(request):
        return drafts.keep_first(form, uid)
    asked = None
    if form.is_valid():
        asked = asked_first(request, form)
        if asked is None:
            return enter(request, form, uid, report)
    return render(request, "assets/add.html", {"form": form, "uid": uid, "report": report, "question": asked})


def who_adds(request):
    """Who may add, for those who may not. What they sent, as their part ended meanwhile, is refused."""
    if request.user.is_authenticated and request.method == "POST":
        raise PermissionDenied("Your account may not add places and groups any more.")
    if request.user.is_authenticated:
        return render(request, "assets/who_adds.html", status=403)
    if request.method == "POST":
        return redirect_to_login(request.get_full_path())
    return render(request, "assets/who_adds.html")


def report_asked_for(request):
    """The report `?report=<id>` that a curator enters for somebody; 404 where it is not theirs."""
    asked = request.GET.get("report")
    if not asked:
        return None
    theirs = Report.objects.reviewable_by(request.user).of_missing()
    return get_object_or_404(theirs, pk=asked if is_id(asked) else None)


def enter(request, form, uid, report=None):
    """Save a new entry and send it unless it is to stay a draft. Of two at the same moment one is kept.

    One that is entered for whoever told us of it says so; of two curators who do that the second is told.
    """
    try:
        with transaction.atomic():
            if report and not form.cleaned_data.get("learned_how"):
                form.instance.checked_how = reporting.ENTERED_FOR
            asset = form.enter(uid)
            if report:
                reporting.enter(report, asset)
            if not form.stays_draft:
                workflow.submit(asset, by=request.user)
                publish_if_trusted(asset, by=request.user)
    except workflow.StatusChanged:
        if report is None:
            raise
        report.refresh_from_db()
        return render(request, "assets/add.html", {"form": form, "uid": uid, "report": report})
    except IntegrityError:
        if not Asset.objects.filter(uid=uid).exists():
            raise
        return enter_again(request, get_object_or_404(Asset, uid=uid, created_by=request.user))
    messages.success(request, thanks(asset))
    say_what_was_taken(request, form)
    warn_of_giveaways(request, asset)
    if form.stays_draft:
        return redirect("assets:parts", asset.pk)
    return redirect(report or "assets:mine")


def enter_again(request, asset):
    """A form came a second time: show what was typed since, on top of what has become of it. Nothing is lost."""
    form = AssetForm(request.POST, user=request.user, instance=asset)
    ask_first_alone(form)
    if drafts.is_typing(request):  # what was filled in elsewhere since it was made is not in this form
        may_change = Asset.objects.editable_by(request.user).contains(asset)
        return drafts.keep(form, BaseVersion({"base_version": AS_ENTERED}), may_change)
    if not form.is_valid():
        return render(request, "assets/add.html", {"form": form, "uid": asset.uid})
    if is_changed(merge(asset, AS_ENTERED).asset):
        return show_both(request, asset, AS_ENTERED)
    messages.info(request, f"“{asset}” is here already: it was entered once, though the form came twice.")
    return redirect("assets:mine")


@login_required
def edit(request, pk):
    """`/assets/<id>/edit/`: not yours is 404; of a published entry curators change, others suggest."""
    asset = get_object_or_404(Asset.objects.cared_for_by(request.user), pk=pk)
    if drafts.is_typing(request) and asset.status != Asset.Status.DRAFT:
        return drafts.refuse()
    if Asset.objects.suggestible_by(request.user).contains(asset):
        return suggest(request, asset)
    locked = is_locked(request, asset)
    asks = asset.decisions.open_question()
    unsent = "" if asks else request.POST.get("note", "")
    form = form_of(request, asset, asks, request.POST or None)
    ask_first_alone(form)
    base = BaseVersion(request.POST or {"base_version": asset.version})
    if drafts.is_typing(request):
        answer = drafts.keep(form, base, is_open=not locked)
        if asks and form.is_valid():
            put_aside(request, asks, form)
        return answer
    asked = None
    may_save = not locked and not unsent and form.is_valid() and base.is_valid()
    if may_save and not (asked := asked_first(request, form)):
        return finish(request, form, base.cleaned_data["base_version"], asks)
    context = {"form": form, "base": base, "asset": asset, "is_locked": locked, "question": asked, "unsent": unsent}
    return render(request, "assets/edit.html", context, status=403 if locked else 200)


@login_required
def mine(request):
    """`/assets/mine/`: what this person entered and what their organisations hold; what needs them comes first."""
    entries = Asset.objects.of_person(request.user)
    status = request.GET.get("status")
    shown = entries.filter(status=status) if status in Asset.Status.values else entries
    of_entries = Decision.objects.of_entries().order_by("-made_at", "-id")
    latest = of_entries.filter(asset=OuterRef("pk"))
    suggestible = Asset.objects.suggestible_by(request.user).filter(pk=OuterRef("pk"))
    listed = shown.annotate(
        rank=Case(*[When(status=value, then=rank) for rank, value in enumerate(IN_ORDER)], default=len(IN_ORDER)),
        last_step=latest.values("step")[:1],
        is_editable=Exists(Asset.objects.editable_by(request.user).filter(pk=OuterRef("pk"))),
        is_asked=Q(status=Asset.Status.DRAFT, last_step=Decision.Step.ASK, is_editable=True),
        is_stuck=Q(status__in=[Asset.Status.DRAFT, Asset.Status.DECLINED], is_editable=False),
        is_suggestible=Exists(suggestible),
        is_resumable=Exists(Asset.objects.resumable_by(request.user).filter(pk=OuterRef("pk"))),
    ).order_by("rank", F("is_asked").desc(nulls_last=True), "name", "id")
    listed = listed.light().select_related("organisation", "consortium", "created_by")
    with_decisions = listed.prefetch_related(Prefetch("decisions", of_entries.select_related("made_by")))
    page = Paginator(with_decisions, PAGE).get_page(request.GET.get("page"))
    counts = dict(entries.order_by().values_list("status").annotate(Count("id")))
    context = {
        "page": page,
        "status": status,
        "counts": [(value, words, counts[value]) for value, words in Asset.Status.choices if value in counts],
        "suggestions": Proposal.objects.mine(request.user).recent().light().order_by("rank", "-made_at"),
        "may_add": Consortium.objects.enterable_by(request.user).exists(),
    }
    return render(request, "assets/mine.html", context)
