"""What was decided, or changed by a curator, in the last day can be taken back."""

from django.db import transaction

from assets.models import Asset, Decision, Proposal
from assets.workflow.steps import Status, StatusChanged, Step, move, tell
from assets.workflow.suggestions import end_proposals, open_again, open_lapsed


@transaction.atomic
def undo(decision, by):
    """Take back what was decided of an entry in the last day. Raises StatusChanged when it has changed since."""
    asset = Asset.objects.locked().get(pk=decision.asset_id)
    if not Decision.objects.reversible().contains(decision):
        raise StatusChanged(asset)
    before = asset.status
    tell(move(asset, before, Decision.REVERSIBLE[decision.step], Step.UNDO, by, closed_on=None))
    if before == Status.PUBLISHED:
        end_proposals(asset, by, "The entry is not published any more.")
    if asset.status == Status.PUBLISHED:
        open_lapsed(asset, by)


@transaction.atomic
def reconsider(decision, by, asset, columns):
    """Take back what was decided of a suggested change in the last day: it is open again.

    `asset` is unsaved, with the columns that were taken over as they were before. Raises StatusChanged when entry or
    suggestion have changed since.
    """
    current = Asset.objects.locked().get(pk=asset.pk)
    is_reversible = Decision.objects.reversible_of_suggestions().contains(decision)
    if current.version != asset.version or not is_reversible:
        raise StatusChanged(asset)
    if columns:
        asset.save(update_fields=columns)
    open_again(Proposal.objects.get(pk=decision.proposal_id), by)


@transaction.atomic
def change_back(decision, by, asset, columns):
    """Take back what a curator changed in the last day. `asset` is unsaved, with these columns as they were before.

    Raises StatusChanged when the entry has changed since.
    """
    current = Asset.objects.locked().get(pk=asset.pk)
    is_reversible = Decision.objects.reversible_edits().contains(decision)
    if current.version != asset.version or not is_reversible:
        raise StatusChanged(asset)
    asset.save(update_fields=columns)
    taken_back = Decision.objects.create(asset=asset, step=Step.UNDO, made_by=by)
    if decision.note:  # of what was changed without a word nobody was told
        tell(taken_back)
