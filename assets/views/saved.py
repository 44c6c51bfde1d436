"""Pages of searches that people keep, and of the mails about them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from assets import alerts
from assets.models import SavedQuery
from assets.saved import SaveForm, SearchForm, chosen_by, take_turns


@login_required
@transaction.atomic
def searches(request):
    """`/assets/searches/`: this person's searches; POST keeps one more."""
    if request.method == "POST":
        take_turns(request.user)
    form = SaveForm(request.POST or None, instance=SavedQuery(user=request.user))
    if form.is_valid():
        messages.success(request, f"“{form.save()}” is saved.")
        return redirect("assets:searches")
    kept = [(search, chosen_by(search.query)) for search in request.user.saved_queries.all()]
    return render(request, "assets/saved.html", {"searches": kept, "form": form if request.method == "POST" else None})


@login_required
@transaction.atomic
def change_search(request, pk):
    """`/assets/searches/<id>/`: its name, and whether we write. Not yours is 404."""
    if request.method == "POST":
        take_turns(request.user)
    search = get_object_or_404(request.user.saved_queries, pk=pk)
    form = SearchForm(request.POST or None, instance=search)
    if form.is_valid():
        form.save()
        messages.success(request, "Your choices are kept.")
        return redirect("assets:searches")
    return render(request, "assets/saved_search.html", {"form": form, "pk": pk})


@require_POST
@login_required
@transaction.atomic
def delete_search(request, pk):
    """`/assets/searches/<id>/delete/`. Not yours is 404."""
    take_turns(request.user)
    search = get_object_or_404(request.user.saved_queries, pk=pk)
    search.delete()
    messages.success(request, f"“{search}” is deleted.")
    return redirect("assets:searches")


@csrf_exempt
def stop_alerts(request, token):
    """`/assets/searches/stop/<token>/`: no more mails about these searches, without signing in.

    Opening it changes nothing; its button, or the one click of a mail program (RFC 8058), does. 404: a changed token.
    """
    try:
        ids = alerts.searches_of(token)
    except BadSignature:
        raise Http404 from None
    if request.method == "POST":
        SavedQuery.objects.filter(pk__in=ids).update(wants_alerts=False, alerted_at=None)
    return render(request, "assets/saved_stop.html", {"count": len(ids), "is_done": request.method == "POST"})
