from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url

from assets.choices import Choices
from assets.filters import AssetFilter
from assets.models import Asset, PublicAsset
from assets.pages import keyset_page
from assets.presentation import described
from assets.register import Register, disclosed


@vary_on_headers("HX-Request")
def asset_list(request):
    """`/assets/`: the list and the map of one filter. htmx asks for the results alone."""
    register = Register(request.user)
    chosen = AssetFilter(request.GET, register.entries)
    matches = chosen.qs
    page = keyset_page(matches, chosen.ordering, request.GET.get("after"))
    context = {
        "filter": chosen,
        "total": matches.order_by().count(),
        "entries": described(register.shown(page.entries)),
        "page": page,
        "next_url": page.next_url(chosen.query()),
        "first_url": f"?{chosen.query()}",
        "choices": Choices(chosen),
    }
    if request.htmx and not request.htmx.history_restore_request:
        results = render(request, "assets/list.html#results", context)
        return push_url(results, f"{request.path}?{chosen.query()}")
    return render(request, "assets/list.html", context)


def detail(request, pk, slug=None):
    """`/assets/<id>-<slug>/`: one place or group, as far as the reader may know of it."""
    if request.user.is_authenticated:
        asset = get_object_or_404(Asset.objects.visible_to(request.user), pk=pk)
        (place,) = disclosed([asset.pk])
    else:
        place = get_object_or_404(PublicAsset.objects.select_related("organisation", "consortium"), pk=pk)
    if slug != place.slug:
        return redirect(place)
    (entry,) = described([place], whole=True)
    return render(request, "assets/detail.html", {"entry": entry, "place": place, **for_carers(request.user, pk)})


def for_carers(user, pk):
    """What only those see who care for the entry: the true place, and what they may do."""
    if not user.is_authenticated:
        return {}
    return {
        "whole": Asset.objects.cared_for_by(user).filter(pk=pk).first(),
        "may_edit": Asset.objects.editable_by(user).filter(pk=pk).exists(),
        "may_decide": Asset.objects.reviewable_by(user).filter(pk=pk).exists(),
    }
