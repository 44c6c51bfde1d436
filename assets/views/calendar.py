"""The sessions of what a filter finds, for calendar programs."""

from hashlib import sha256

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from assets.filters import AssetFilter
from assets.ical import MOST, calendar_of
from assets.register import Register
from assets.views.export import PLAIN, refusal


@require_safe
def ics(request):
    """`/assets.ics?<filter>`: a calendar of the first 200 entries found that have sessions. 400: a bad filter."""
    register = Register(request.user)
    chosen = AssetFilter(request.GET, register.entries)
    if chosen.problems:
        return HttpResponse(refusal(chosen.problems), status=400, content_type=PLAIN)
    found = chosen.qs.exclude(session_days=[])
    ids = list(found.values_list("pk", flat=True)[: MOST + 1])
    places = register.shown(found.filter(pk__in=ids[:MOST]))
    return answer(request, calendar_of(places, is_whole=len(ids) <= MOST), places, register)


def answer(request, content, places, register):
    """The calendar, or 304 where the reader has this very one."""
    headers = {
        "ETag": f'"{sha256(content).hexdigest()[:32]}"',
        "Content-Disposition": 'inline; filename="hereabouts.ics"',
        "Cache-Control": "no-cache" if register.is_public else "private, no-store",
    }
    if places:
        headers["Last-Modified"] = http_date(max(place.changed_at for place in places).timestamp())
    whole = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
    # Not by the date: an entry that left the list changes no date.
    return get_conditional_response(request, etag=headers["ETag"], response=whole)
