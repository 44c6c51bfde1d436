from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from places.distance import COOKIE, unit_of
from places.forms import DistancesForm, PostcodeForm

A_YEAR = 365 * 24 * 60 * 60


@never_cache
def distances(request):
    """`/distances/`: miles or kilometres, kept in a cookie. It leads back to the page of ours that led here.

    A page of its own: a form on every list would need a cookie from every visitor.
    """
    came_from = {"unit": unit_of(request), "back": request.headers.get("Referer", "")}
    form = DistancesForm(request.POST or None, initial=came_from)
    if not form.is_valid():
        return render(request, "places/distances.html", {"form": form})
    answer = redirect(ours(request, form.cleaned_data["back"]))
    answer.set_cookie(
        COOKIE,
        form.cleaned_data["unit"],
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


@login_required
@require_POST
def postcode(request):
    """`/postcodes/`: where the postcode is that somebody fills in, as {"postcode", "lat", "lng"}; EPSG:4326.

    204 where we do not know it. A POST, so that what is entered of a hidden place stands in no log.
    """
    form = PostcodeForm(request.POST)
    found = form.is_valid() and form.cleaned_data["postcode"]
    if not found:
        return HttpResponse(status=204)
    return JsonResponse({"postcode": str(found), "lat": found.point.y, "lng": found.point.x})


def ours(request, address):
    """The address, if it is a page of this site other than this one; else the start page."""
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours and "/" in address and reverse("places:distances") not in address else "/"
