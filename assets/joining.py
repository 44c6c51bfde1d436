"""What can happen to two entries that may be the same. The table is `docs/life-of-an-asset.md`."""

from django.db import transaction
from django.db.models.functions import Now

from assets.models import Duplicate
from assets.workflow import StatusChanged

State = Duplicate.State


@transaction.atomic
def tell_apart(duplicate, by):
    """Two entries are not the same: they are not found again. Raises StatusChanged when somebody has decided."""
    _turn(duplicate, State.WAITING, State.NOT_THE_SAME, decided_by=by, decided_at=Now())


@transaction.atomic
def ask_again(duplicate):
    """Two entries may be the same after all. Raises StatusChanged when nobody says that they are not."""
    _turn(duplicate, State.NOT_THE_SAME, State.WAITING, decided_by=None, decided_at=None)


def _turn(duplicate, before, after, **said):
    if not Duplicate.objects.filter(pk=duplicate.pk, state=before).update(state=after, **said):
        raise StatusChanged(duplicate)
