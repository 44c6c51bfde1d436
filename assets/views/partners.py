"""The page on which curators say which partners publish at once."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from assets.forms.trust import TrustForm
from assets.trust import with_record
from assets.views.guards import curators_only
from consortia.models import Consortium, Partnership

PAGE = 50
TRUSTED = "What {} sends of its own is published at once from now on, unless it needs care."
NOT_TRUSTED = "What {} sends waits for a curator from now on. What is published stays so."


@curators_only
def partners(request):
    """`/review/partners/`: what was decided of entries of each partner; who publishes at once. Wrong role is 403."""
    curated = Consortium.objects.curated_by(request.user)
    partnerships = Partnership.objects.current().filter(consortium__in=curated)
    form = TrustForm(request.POST or None, partnerships=partnerships)
    if form.is_valid():
        changed = form.save()
        words = TRUSTED if changed.is_trusted else NOT_TRUSTED
        messages.success(request, words.format(changed.organisation))
        return redirect(request.get_full_path())
    listed = partnerships.select_related("organisation", "consortium")
    in_order = listed.order_by("consortium__name", "organisation__name", "id")
    page = Paginator(in_order, PAGE).get_page(request.GET.get("page"))
    page.object_list = with_record(page.object_list)
    context = {"form": form, "page": page}
    return render(request, "assets/partners.html", context)
