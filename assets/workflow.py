"""What can happen to an asset on its way to the public map. The table is `docs/life-of-an-asset.md`."""

from django.db import transaction
from django.db.models.functions import Now

from assets.models import Asset, Decision
from assets.tasks import tell_contributor

Status = Asset.Status
Step = Decision.Step
# Derived columns may have moved on since the row was read: they are left to the triggers.
SAID_BY_PEOPLE = [field.name for field in Asset._meta.concrete_fields if field.editable and not field.primary_key]


class StatusChanged(Exception):
    """The asset is no longer in the status that this step starts from."""


@transaction.atomic
def submit(asset, by):
    """Send a draft to the curators of its consortium."""
    _move(asset, Status.DRAFT, Status.SUBMITTED, Step.SUBMIT, by, submitted_at=Now())


@transaction.atomic
def publish(asset, by, note=""):
    """Show a submitted asset as its visibility and disclosure say."""
    _tell(_move(asset, Status.SUBMITTED, Status.PUBLISHED, Step.PUBLISH, by, note=note))


@transaction.atomic
def ask(asset, by, note):
    """Give a submitted asset back to who sent it, with a question."""
    _tell(_move(asset, Status.SUBMITTED, Status.DRAFT, Step.ASK, by, note=note))


@transaction.atomic
def decline(asset, by, reason, note=""):
    """Do not add a submitted asset, for a reason of `Decision.Reason`."""
    _tell(_move(asset, Status.SUBMITTED, Status.DECLINED, Step.DECLINE, by, reason=reason, note=note))


@transaction.atomic
def close(asset, by, note=""):
    """Take a published asset off the map because it is no more."""
    _move(asset, Status.PUBLISHED, Status.CLOSED, Step.CLOSE, by, note=note, closed_on=Now())


@transaction.atomic
def change(asset, by, base_version):
    """Save what a form changed on `asset`, if nobody has changed the row since `base_version`.

    A curator's change of a published asset is recorded as a decision. Raises StatusChanged when the row moved on.
    """
    current = Asset.objects.select_for_update().get(pk=asset.pk)
    if (current.version, current.status) != (base_version, asset.status):
        raise StatusChanged(asset)
    asset.save(update_fields=SAID_BY_PEOPLE)
    if asset.status == Status.PUBLISHED:
        Decision.objects.create(asset=asset, step=Step.EDIT, made_by=by)


def _move(asset, before, after, step, by, reason="", note="", **fields):
    # Compare and set in one statement: of two curators, one wins and the other is told.
    if not Asset.objects.filter(pk=asset.pk, status=before).update(status=after, **fields):
        raise StatusChanged(asset)
    asset.status = after
    return Decision.objects.create(asset=asset, step=step, made_by=by, reason=reason, note=note)


def _tell(decision):
    if decision.asset.created_by_id:
        tell_contributor.delay_on_commit(decision.pk)
