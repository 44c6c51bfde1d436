from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect, push_url

from accounts.way_out import render_page
from assets.choices import Choices
from assets.counting import total_of
from assets.elsewhere import based_elsewhere
from assets.facets import facets_of, is_in_a_place
from assets.filters import AssetFilter
from assets.models import Asset, Forwarding, Licence, Merge, Proposal, PublicAsset
from assets.pages import keyset_page
from assets.presentation import described, with_distances
from assets.register import Register, disclosed
from assets.schema_org import structured
from assets.way_out import need_way_out, search_needs_way_out


@vary_on_headers("HX-Request")
def asset_list(request):
    """`/assets/`: the list and the map of one filter. htmx asks for the results alone."""
    register = Register(request.user)
    chosen = AssetFilter(request.GET, register.entries)
    page = keyset_page(chosen.parts, request.GET.get("after"), request.GET.get("before"))
    entries = with_distances(described(register.shown(page.entries)), chosen.point)
    for entry in entries:
        entry.unknown = chosen.unknown_of(entry)
    total = total_of(chosen.found())
    may_count = total.is_exact or is_in_a_place(chosen)  # else there are surely too many
    context = {
        "filter": chosen,
        "total": total,
        "apart": total_of(chosen.not_known()) if chosen.knowable else None,
        "elsewhere": based_elsewhere(chosen, register),
        "entries": entries,
        "page": page,
        "first_unranked": chosen.first_unranked([entry.place.pk for entry in entries]),
        "next_url": page.next_url(chosen.query()),
        "previous_url": page.previous_url(chosen.query()),
        "choices": Choices(chosen, SimpleLazyObject(lambda: facets_of(register, chosen) if may_count else {})),
        "needs_way_out": search_needs_way_out(chosen, entries, register.database),
    }
    if request.htmx and not request.htmx.history_restore_request:
        return part_of_list(request, context)
    return render_page(request, "assets/list.html", context)


def part_of_list(request, context):
    """The results alone, for htmx. Where they need a way out the browser loads the whole page, which offers it."""
    address = f"{request.path}?{context['filter'].query()}"
    if context["needs_way_out"]:
        return HttpResponseClientRedirect(address)
    return push_url(render(request, "assets/list.html#results", context), address)


def detail(request, pk, slug=None):
    """`/assets/<id>-<slug>/`: one place or group, as far as the reader may know of it."""
    place = place_for(request.user, pk)
    is_elsewhere = place is None or place.status == Asset.Status.MERGED
    if is_elsewhere and (kept := kept_instead(request.user, pk)):
        return redirect(kept)  # not for ever: a merge may be undone
    if place is None:
        raise Http404
    if slug != place.slug:
        return redirect(place)
    (entry,) = described([place], whole=True)
    licence = Licence.objects.filter(code=place.licence).first() if place.licence else None
    context = {"entry": entry, "place": place, "licence": licence, "needs_way_out": need_way_out([entry])}
    context["structured"] = structured(place, settings.SITE_URL + place.get_absolute_url())
    return render_page(request, "assets/detail.html", context | for_carers(request.user, pk))


def place_for(user, pk):
    """The entry as it may be shown to this person; None where they may not know of it."""
    if not user.is_authenticated:
        return PublicAsset.objects.select_related("organisation", "consortium").filter(pk=pk).first()
    known = Asset.objects.visible_to(user).filter(pk=pk).exists()
    return disclosed([pk])[0] if known else None


def kept_instead(user, pk):
    """The entry that this person may know of into which one was merged, whose address was public or which they know."""
    kept = Forwarding.objects.end_of(pk)
    if not user.is_authenticated:
        return PublicAsset.objects.filter(pk=kept).first()
    known = Asset.objects.visible_to(user)
    merged = known.filter(pk=pk, status=Asset.Status.MERGED).values_list("merged_into", flat=True)
    return known.filter(pk=kept or merged.first()).first()


def for_carers(user, pk):
    """What only those see who care for the entry: the true place, and what they may do."""
    whole = Asset.objects.cared_for_by(user).filter(pk=pk).first()
    if whole is None:
        return {}
    may_edit = Asset.objects.editable_by(user).filter(pk=pk).exists()
    return {
        "whole": whole,
        "may_edit": may_edit,
        "may_suggest": not may_edit and Asset.objects.suggestible_by(user).filter(pk=pk).exists(),
        "may_decide": Asset.objects.reviewable_by(user).filter(pk=pk).exists(),
        "merges": Merge.objects.reviewable_by(user).lasting().filter(kept=pk).with_entries(),
        "suggestions": Proposal.objects.visible_to(user).open().filter(asset=pk).light(),
    }
