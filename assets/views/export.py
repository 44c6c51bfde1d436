"""The register as a file, and the page that says how to read it."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assets import dictionary
from assets.copying import Busy
from assets.export import csv_of
from assets.filters import AssetFilter
from assets.models import Audience, Category, Determinant, Feature, Licence
from assets.register import Register

PLAIN = "text/plain; charset=utf-8"
CODE_LISTS = {
    "Kinds": Category,
    "Who it is for": Audience,
    "What it helps with": Determinant,
    "Getting in and around": Feature,
    "Licences": Licence,
}


@require_safe
def csv(request):
    """`/assets.csv?<filter>`: what the reader may see of the entries found, streamed. 400: a bad filter. 503: busy."""
    register = Register(request.user)
    chosen = AssetFilter(request.GET, register.entries)
    if chosen.problems:
        return HttpResponse(refusal(chosen.problems), status=400, content_type=PLAIN)
    try:
        rows = csv_of(register, chosen) if request.method == "GET" else []
    except Busy:
        busy = "Other files are being made just now. Please try again in a minute.\n"
        return HttpResponse(busy, status=503, content_type=PLAIN, headers={"Retry-After": "60"})
    name = f"hereabouts-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if not register.is_public:
        headers["Cache-Control"] = "private, no-store"
    return StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8", headers=headers)


def refusal(problems):
    """Each bad name of the query string and what was expected, a line each."""
    lines = [f"{name}: {problem}\n" for name, problem in problems.items()]
    return "".join(["Nothing was made, because of the address:\n", *lines, "The filters are described on /data/.\n"])


@require_safe
def data(request):
    """`/data/`: what the register holds, its dictionary, and how to download and cite it."""
    context = {
        "total": Register(request.user).entries.count(),
        "groups": dictionary.GROUPS,
        "filters": [(name, *dictionary.FILTERS[name]) for name in AssetFilter.base_filters],
        "code_lists": [(title, model.objects.all()) for title, model in CODE_LISTS.items()],
        "today": timezone.localdate(),
    }
    return render(request, "assets/data.html", context)
