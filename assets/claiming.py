"""Who looks at which waiting entry, so that two curators do not do the same work. A claim runs out by itself."""

from django.db import transaction
from django.utils import timezone

from assets.models import Asset, Claim


@transaction.atomic
def claim(asset, by, takes_over=False):
    """Let this person look at the entry. False where somebody else does, unless it is taken over from them."""
    Asset.objects.locked().get(pk=asset.pk)
    held = Claim.objects.current().filter(asset=asset).exclude(user=by)
    if held.exists() and not takes_over:
        return False
    Claim.objects.update_or_create(asset=asset, defaults={"user": by, "claimed_at": timezone.now()})
    return True


def release(asset, by):
    """This person has looked enough."""
    Claim.objects.filter(asset=asset, user=by).delete()
