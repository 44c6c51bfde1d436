from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from places.distance import COOKIE, unit_of
from places.forms import DistancesForm

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


def ours(request, address):
    """The address, if it is a page of this site other than this one; else the start page."""
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours and reverse("places:distances") not in address else "/"
