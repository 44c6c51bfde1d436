"""The list and the map of one search for frames of other sites, and the page that makes the code for it."""

from functools import wraps

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.way_out import render_page
from assets.counting import total_of
from assets.filters import AssetFilter
from assets.pages import keyset_page
from assets.presentation import described, with_distances
from assets.register import Register
from assets.way_out import search_needs_way_out
from mapping.embedding import ANYONE, frame_ancestors, host_around, may_frame
from mapping.forms import EmbedForm


def for_listed_sites(view):
    """Let the sites on the list show this page in a frame. Another one is told so there: browsers would say nothing."""

    @wraps(view)
    def answer(request):
        host = host_around(request)
        if host and not may_frame(host, request):
            return csp_replace({"frame-ancestors": ANYONE})(refusal)(request, host)
        return csp_replace({"frame-ancestors": frame_ancestors()})(view)(request)

    return xframe_options_exempt(answer)


def refusal(request, host):
    """What a frame of a site shows that is not on the list. It holds nothing of the register."""
    return render(request, "mapping/embed_refusal.html", {"host": host}, status=403)


@require_safe
@cache_control(private=True, no_cache=True)
@vary_on_headers("Sec-Fetch-Dest", "Referer")
@for_listed_sites
def embed(request):
    """`/embed/?<filter>`: the list of a search, or its map with `view=map`. 403: in a frame of a site not on the list.

    Whoever looks is a visitor here, see `config.strangers`.
    """
    register = Register(request.user)
    chosen = AssetFilter(request.GET, register.entries)
    page = keyset_page(chosen.parts, request.GET.get("after"), request.GET.get("before"))
    entries = in_words(register, chosen, page)
    context = {
        "filter": chosen,
        "asked": asked_in_words(chosen),
        "total": total_of(chosen.found()),
        "apart": total_of(chosen.not_known()) if chosen.knowable else None,
        "entries": entries,
        "shows_map": request.GET.get("view") == "map",
        "map_query": chosen.query(view="map"),
        "next_url": page.next_url(chosen.query()),
        "previous_url": page.previous_url(chosen.query()),
        "today": timezone.localdate(),
        "needs_way_out": search_needs_way_out(chosen, entries, register.database),
    }
    return render_page(request, "mapping/embed.html", context)


@require_safe
@csp_update({"frame-src": [SELF]})  # the page shows how it looks
def embed_code(request):
    """`/embed/code/?<filter>`: the code that shows this search on another site, how it looks, and who may use it."""
    register = Register(request.user)
    asked = request.GET.copy()
    form = EmbedForm({name: asked.pop(name)[-1] for name in EmbedForm.base_fields if name in asked})
    chosen = AssetFilter(asked, register.entries)
    look, first = form.chosen, in_words(register, chosen, keyset_page(chosen.parts))
    context = {
        "filter": chosen,
        "asked": asked_in_words(chosen),
        "fields": [(name, value) for name, values in QueryDict(chosen.query()).lists() for value in values],
        "total": total_of(chosen.found()),
        "form": form,
        "height": look["height"],
        "query": chosen.query(view=look["view"]),
        "hosts": settings.EMBED_HOSTS,
        "is_for_all": "*" in settings.EMBED_HOSTS,
        "needs_way_out": search_needs_way_out(chosen, first, register.database),
    }
    return render_page(request, "mapping/embed_code.html", context)


def in_words(register, chosen, page):
    """The entries of a page of a search as the list shows them."""
    entries = with_distances(described(register.shown(page.entries)), chosen.point)
    for entry in entries:
        entry.unknown = chosen.unknown_of(entry)
    return entries


def asked_in_words(chosen):
    """What a search asks, in as few words as can be: "Food, Seaholme"."""
    return ", ".join(value for _, value, _ in chosen.applied)
