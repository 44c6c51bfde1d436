"""Pages of worries about somebody's safety: for who has one, and for the safeguarding lead, who alone reads them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_post_parameters

from accounts.way_out import render_page
from assets import concerns, limits
from assets.forms.concerns import ConcernForm, WhoseForm
from assets.models import Concern
from assets.register import Register
from consortia.finding import around
from consortia.models import Consortium

PAGE = 25


@sensitive_post_parameters()
def worried(request):
    """`/worried/`: whom to call, and the form of the consortium that looks after the place somebody names."""
    whose = WhoseForm(request.GET)
    answers = whose.cleaned_data if whose.is_valid() else {}
    found = [answers["consortium"]] if answers.get("consortium") else list(around(answers.get("where", "")))
    consortium = found[0] if len(found) == 1 else None
    context = {
        "whose": whose,
        "looked": bool(request.GET),
        "offered": [] if consortium else found or Consortium.objects.running(),
    }
    return take(request, Concern(consortium=consortium), context)


@sensitive_post_parameters()
def worried_about(request, pk):
    """`/worried/<id>/`: the same about a listed place or group. What the reader may not know of is 404.

    Unless they wrote something meanwhile: then they read whom to call, and their words.
    """
    place = Register(request.user).shown_or_kept(pk)
    if place is None and not request.POST.get("words"):
        raise Http404
    about = {"consortium_id": place.consortium_id, "asset_id": place.pk, "about": place.name} if place else {}
    return take(request, Concern(**about), {"place": place})


def take(request, concern, context):
    """Show whom to call first, then the form, where somebody would read it; keep what was sent. Nobody is recorded."""
    consortium = Consortium.objects.filter(pk=concern.consortium_id).first()
    has_lead = consortium is not None and concerns.has_lead(consortium)
    form = ConcernForm(request.POST or None, instance=concern) if has_lead else None
    is_valid = form is not None and form.is_valid()
    too_many = is_valid and not limits.may_worry(request)
    if is_valid and not too_many:
        concerns.send(form.save(commit=False))
        return redirect("assets:worried_sent")
    councils = consortium.council_contacts.all() if consortium else []
    unsent = [request.POST.get(name) for name in ConcernForm.base_fields] if form is None else []
    context |= {"form": form, "consortium": consortium, "councils": councils, "too_many": too_many, "unsent": unsent}
    answer = render_page(request, "assets/worried.html", {**context, "needs_way_out": True})
    answer.status_code = 429 if too_many else 200
    return answer


def worried_sent(request):
    """`/worried/sent/`: what happens next."""
    return render_page(request, "assets/worried_sent.html", {"needs_way_out": True})


@login_required
def waiting(request):
    """`/concerns/`: what waits for this safeguarding lead, and what is closed. 403 for everybody else."""
    if not Consortium.objects.safeguarded_by(request.user).exists():
        raise PermissionDenied("Concerns are for the safeguarding lead of a consortium.")
    theirs = Concern.objects.readable_by(request.user).select_related("consortium").order_by("-made_at", "-id")
    page = Paginator(theirs, PAGE).get_page(request.GET.get("page"))
    return render_page(request, "assets/concerns.html", {"page": page, "needs_way_out": True})


@login_required
def concern(request, pk):
    """`/concerns/<id>/`: one of them; POST closes it. Somebody else's is 404, for administrators too."""
    found = get_object_or_404(Concern.objects.readable_by(request.user).select_related("consortium"), pk=pk)
    if request.method == "POST":
        concerns.close(found)
        messages.success(request, "The concern is closed.")
        return redirect("assets:concerns")
    context = {"concern": found, "place": Register(request.user).shown_or_kept(found.asset_id), "needs_way_out": True}
    return render_page(request, "assets/concern.html", context)
