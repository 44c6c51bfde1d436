"""What leaves the screen: a page to print, and a search's map as a picture. See docs/printing.md."""

from threading import BoundedSemaphore

from django import forms
from django.contrib.gis.geos import Polygon
from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.way_out import render_page
from assets.counting import total_of
from assets.filters import AssetFilter
from assets.pages import keyset_page
from assets.presentation import described, with_distances
from assets.register import Register
from assets.way_out import search_needs_way_out
from mapping.cells import Filtered, kept
from mapping.picture import told
from mapping.picture.code import code_of
from mapping.picture.drawing import bounds_of, map_picture
from mapping.picture.numbered import numbered_map
from mapping.picture.raster import NotDrawn, png_of

MOST = 60  # places in a printed list
AT_ONCE = BoundedSemaphore(2)  # pictures that one process makes, so that threads are left for pages
BUSY = "Other pictures are being made just now. Please try again in a minute.\n"
PLAIN = "text/plain; charset=utf-8"
LIKE_A_SIZE = "Give a whole number of pixels from 400 to 2000."


class PixelsField(forms.IntegerField):
    """So many pixels, or the usual number."""

    def __init__(self, usual):
        self.usual = usual
        messages = dict.fromkeys(["invalid", "min_value", "max_value"], LIKE_A_SIZE)
        super().__init__(required=False, min_value=400, max_value=2000, error_messages=messages)

    def clean(self, value):
        return super().clean(value) or self.usual


class PictureSize(forms.Form):
    """How large a picture shall be."""

    width = PixelsField(usual=1000)
    height = PixelsField(usual=750)


@require_safe
def print_page(request):
    """`/assets/print/?<filter>`: the first places found, in a list and on a map with the numbers of the list."""
    register = Register(request.user)
    chosen = AssetFilter(request.GET, register.entries)
    page = keyset_page(chosen.parts, size=MOST)
    entries = with_distances(described(register.shown(page.entries)), chosen.point)
    places = [
        (number, entry.place.public_location, entry.place.location_precision == "area")
        for number, entry in enumerate(entries, 1)
        if entry.place.public_location
    ]
    total = total_of(chosen.found())
    context = {
        "filter": chosen,
        "asked": told.asked(chosen),
        "order": told.order_of(chosen),
        "total": total,
        "entries": entries,
        "is_part": total.number > len(entries),
        "map": numbered_map(places) if places else None,
        "has_area": any(is_area for *_, is_area in places),
        "address": told.address_of(chosen),
        "code": code_of(told.address_of(chosen)),
        "sources": told.sources_of(entries),
        "today": told.today(),
        "needs_way_out": search_needs_way_out(chosen, entries, register.database),
    }
    return render_page(request, "mapping/print.html", context)


@require_safe
@cache_control(private=True, no_store=True)
def map_svg(request):
    """`/assets/map.svg?<filter>&width=&height=`: the map of a search. 400: a bad filter or size. 503: busy."""
    return picture(request, "image/svg+xml", str)


@require_safe
@cache_control(private=True, no_store=True)
def map_png(request):
    """`/assets/map.png?<filter>&width=&height=`: likewise."""
    return picture(request, "image/png", png_of)


def picture(request, content_type, made_of):
    """The answer with the map of a search, which `made_of` makes of its SVG."""
    query, size = request.GET.copy(), PictureSize(request.GET)
    for name in size.fields:
        query.pop(name, None)
    register = Register(request.user)
    chosen = AssetFilter(query, register.entries)
    problems = chosen.problems | {name: " ".join(errors) for name, errors in size.errors.items()}
    if problems:
        lines = [f"{name}: {problem}\n" for name, problem in problems.items()]
        return HttpResponse(lines, status=400, content_type=PLAIN)
    if not AT_ONCE.acquire(blocking=False):
        return busy()
    try:
        drawn = map_picture(register, search_of(register, query, chosen), chosen, **size.cleaned_data)
        return HttpResponse(made_of(drawn), content_type=content_type)
    except NotDrawn:
        return busy()
    finally:
        AT_ONCE.release()


def search_of(register, query, chosen):
    """What `clusters_of` takes for a query string; a box that holds all there is need not be looked at."""
    box, everywhere = chosen.values.get("bbox"), query.copy()
    everywhere.pop("bbox", None)
    search = kept(everywhere)
    if search and box and not box.covers(Polygon.from_bbox(bounds_of(register, search))):
        return Filtered(chosen.qs)
    return search or Filtered(chosen.qs)


def busy():
    return HttpResponse(BUSY, status=503, content_type=PLAIN, headers={"Retry-After": "60"})
