"""Pages for curators: what people told us, and what came of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from assets import reporting
from assets.facts import facts_for_curators
from assets.forms.reports import OutcomeForm
from assets.models import Asset, Merge, Report
from assets.register import disclosed
from assets.views.guards import curators_only
from assets.workflow import StatusChanged

PAGE = 25
STEPS = {"done": Report.State.DONE, "refuse": Report.State.REFUSED}


@curators_only
def reports(request):
    """`/review/reports/`: what waits, the oldest first; with `?ended=1` what has ended. Wrong role is 403."""
    theirs = Report.objects.reviewable_by(request.user).light()
    ended = "ended" in request.GET
    page = Paginator(theirs.ended() if ended else theirs.waiting(), PAGE).get_page(request.GET.get("page"))
    return render(request, "assets/reports.html", {"page": page, "ended": ended})


@login_required
def report(request, pk):
    """`/review/reports/<id>/`: what somebody told us, the entry's facts, and the end of it. Another's is 404."""
    theirs = Report.objects.reviewable_by(request.user).select_related("asset", "entered", "consortium", "decided_by")
    found = get_object_or_404(theirs, pk=pk)
    step = request.POST.get("step")
    form = OutcomeForm(request.POST if step in STEPS else None)
    overtaken = False
    if form.is_valid():
        try:
            reporting.end(found, request.user, STEPS[step], form.cleaned_data["outcome"])
        except StatusChanged:
            overtaken = True
            found = get_object_or_404(theirs, pk=pk)
        else:
            messages.success(request, f"“{found.asset or found.place}”: {STEPS[step].label.lower()}.")
            return redirect("assets:reports")
    context = {"report": found, "form": form, "overtaken": overtaken, **about(found.asset, request.user)}
    context["came_with"] = Merge.objects.lasting().filter(kept=found.asset, report_ids__contains=[pk]).first()
    return render(request, "assets/report.html", context)


def about(asset, user):
    """The facts of the entry of a report, and whether this curator may change it."""
    if asset is None:
        return {}
    (shown,) = disclosed([asset.pk])
    may_edit = Asset.objects.editable_by(user).contains(asset)
    return {"asset": asset, "facts": facts_for_curators(asset, shown), "may_edit": may_edit}
