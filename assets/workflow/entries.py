"""What can happen to an asset on its way to the public map."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from assets.models import Asset, Decision
from assets.tasks import find_duplicates_of
from assets.workflow.steps import Status, StatusChanged, Step, move, tell, tell_asker
from assets.workflow.suggestions import end_proposals, open_lapsed

# Derived columns may have moved on since the row was read: they are left to the triggers.
SAID_BY_PEOPLE = [field.name for field in Asset._meta.concrete_fields if field.editable and not field.primary_key]


@transaction.atomic
def submit(asset, by, note=""):
    """Send a draft, or what was not added, to the curators; `note` answers what one of them asked or said."""
    before = Status.DECLINED if asset.status == Status.DECLINED else Status.DRAFT
    tell_asker(move(asset, before, Status.SUBMITTED, Step.SUBMIT, by, note=note, submitted_at=Now()))
    find_duplicates_of.delay_on_commit(asset.pk)


@transaction.atomic
def publish(asset, by, note=""):
    """Show a submitted asset as its visibility and disclosure say."""
    tell(move(asset, Status.SUBMITTED, Status.PUBLISHED, Step.PUBLISH, by, note=note))
    open_lapsed(asset, by)


@transaction.atomic
def ask(asset, by, note):
    """Give a submitted asset back to who sent it, with a question."""
    tell(move(asset, Status.SUBMITTED, Status.DRAFT, Step.ASK, by, note=note))


@transaction.atomic
def decline(asset, by, reason, note=""):
    """Do not add a submitted asset, for a reason of `Decision.Reason`."""
    tell(move(asset, Status.SUBMITTED, Status.DECLINED, Step.DECLINE, by, reason=reason, note=note))


@transaction.atomic
def close(asset, by, note=""):
    """Take a published asset off the map because it is no more."""
    move(asset, Status.PUBLISHED, Status.CLOSED, Step.CLOSE, by, note=note, closed_on=timezone.localdate())
    end_proposals(asset, by, "The entry was closed.")


@transaction.atomic
def discard(asset, by):
    """Put a draft away that is to be nothing."""
    move(asset, Status.DRAFT, Status.CLOSED, Step.DISCARD, by, closed_on=timezone.localdate())


@transaction.atomic
def resume(asset, by):
    """Take up a draft again that was put away. Raises StatusChanged for what was closed otherwise."""
    last = Asset.objects.locked().get(pk=asset.pk).decisions.of_entries().last()
    if last is None or last.step != Step.DISCARD:
        raise StatusChanged(asset)
    move(asset, Status.CLOSED, Status.DRAFT, Step.RESUME, by, closed_on=None)


@transaction.atomic
def change(asset, by, base_version):
    """Save what a form changed on `asset`, if nobody has changed the row since `base_version`.

    A curator's change of a published asset is recorded as a decision, unless it changed nothing: taking that back
    would take back what came before. Raises StatusChanged when the row moved on.
    """
    current = Asset.objects.locked().get(pk=asset.pk)
    if (current.version, current.status) != (base_version, asset.status):
        raise StatusChanged(asset)
    asset.save(update_fields=SAID_BY_PEOPLE)
    is_changed = Asset.objects.filter(pk=asset.pk).exclude(version=base_version).exists()
    if asset.status == Status.PUBLISHED and is_changed:
        Decision.objects.create(asset=asset, step=Step.EDIT, made_by=by)


@transaction.atomic
def change_together(assets, by, note, columns):
    """Save these columns of several entries; each is a decision of its own, and is told with the note.

    Returns those that somebody has changed since they were read: they stay as they are.
    """
    rows = Asset.objects.locked().order_by("pk").in_bulk([asset.pk for asset in assets])
    missed = [asset for asset in assets if rows[asset.pk].version != asset.version]
    for asset in assets:
        if asset in missed or all(getattr(asset, name) == getattr(rows[asset.pk], name) for name in columns):
            continue
        asset.save(update_fields=columns)
        tell(Decision.objects.create(asset=asset, step=Step.EDIT, made_by=by, note=note))
    return missed
