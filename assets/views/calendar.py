"""The sessions of what a filter finds, for calendar programs."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from assets.filters import AssetFilter
from assets.filters.orders import ORDERS, in_order
from assets.ical import MOST, calendar_of
from assets.register import Register
from assets.views.export import PLAIN, refusal
from assets.views.feeds import answer


@require_safe
def ics(request):
    """`/assets.ics?<filter>`: a calendar of the first 200 entries found that have sessions. 400: a bad filter."""
    register = Register(request.user)
    chosen = AssetFilter(request.GET, register.entries)
    if chosen.problems:
        return HttpResponse(refusal(chosen.problems), status=400, content_type=PLAIN)
    # By name where the list ranks words: to rank all that is found takes seconds.
    ordering = ORDERS["name"] if chosen.order == "relevance" else chosen.ordering
    found = in_order(chosen.found(), ordering).exclude(session_days=[])
    ids = list(found.values_list("pk", flat=True)[: MOST + 1])
    places = register.shown(found.filter(pk__in=ids[:MOST]))
    content = calendar_of(places, is_whole=len(ids) <= MOST, taken_for=chosen.taken_for)
    named = {"Content-Disposition": 'inline; filename="hereabouts.ics"'}
    return answer(request, content, places, register, "text/calendar; charset=utf-8", **named)
