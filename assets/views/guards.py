"""What is asked before a page does anything: whose it is, and whether it may be changed."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied

from assets.models import Asset
from assets.models.asset import PENDING, belonging
from consortia.models import Consortium


def curators_only(view):
    """Who has not signed in is asked to; who curates no consortium is answered 403."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not Consortium.objects.curated_by(request.user).exists():
            raise PermissionDenied("Reviewing is for the curators of a consortium.")
        return view(request, *args, **kwargs)

    return guarded


def is_locked(request, asset):
    """Whether this person may not change it now. Then opening it is 403; what is sent is shown again, to be copied."""
    locked = not Asset.objects.editable_by(request.user).contains(asset)
    if locked and request.method != "POST":
        raise PermissionDenied(why_locked(asset, request.user))
    return locked


def why_locked(asset, user):
    if asset.status in PENDING and not Asset.objects.filter(belonging(user)).contains(asset):
        return f"“{asset}” is of {asset.consortium}, to which you do not belong any more: you cannot change or send it."
    return f"“{asset}”: {asset.get_status_display().lower()}. Only a curator may change it now."
