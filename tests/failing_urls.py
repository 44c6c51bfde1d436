"""Addresses at which something goes wrong, beside those of the site."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.urls import path
from django.views.defaults import server_error

from config.urls import urlpatterns as ours


def fails(request):
    raise ArithmeticError("a mistake of ours")


def not_understood(request):
    raise SuspiciousOperation("a request that no browser sends")


def broken(request):
    """The page of `fails` with a status at which a browser's watcher does not complain."""
    return HttpResponse(server_error(request).content)


urlpatterns = [path("fails/", fails), path("not-understood/", not_understood), path("broken/", broken), *ours]
