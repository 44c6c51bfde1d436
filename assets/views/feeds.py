"""What a filter finds, for programs that ask again and again."""

from hashlib import sha256

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from assets.feeds import atom_of, newest
from assets.filters import AssetFilter
from assets.register import Register
from assets.views.export import PLAIN, refusal


@require_safe
def atom(request):
    """`/assets.atom?<filter>`: the 100 entries found that changed last, newest first. 400: a bad filter."""
    register = Register(request.user)
    chosen = AssetFilter(request.GET, register.entries)
    if chosen.problems:
        return HttpResponse(refusal(chosen.problems), status=400, content_type=PLAIN)
    places = newest(register, chosen.found())
    content = atom_of(places, chosen.query(), chosen.taken_for)
    return answer(request, content, places, register, "application/atom+xml; charset=utf-8")


def answer(request, content, places, register, content_type, **headers):
    """The content, or 304 where the reader has this very one."""
    headers |= {
        "ETag": f'"{sha256(content).hexdigest()[:32]}"',
        "Cache-Control": "no-cache" if register.is_public else "private, no-store",
    }
    if places:
        headers["Last-Modified"] = http_date(max(place.changed_at for place in places).timestamp())
    whole = HttpResponse(content, content_type=content_type, headers=headers)
    # Not by the date: an entry that left the list changes no date.
    return get_conditional_response(request, etag=headers["ETag"], response=whole)
