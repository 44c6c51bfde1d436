"""What can happen to a suggested change of a published asset."""

from django.db import transaction

from assets.models import Asset, Decision, Proposal
from assets.workflow.steps import State, Status, StatusChanged, Step, tell, tell_asker, turn


@transaction.atomic
def suggest(asset, by, before, after, note="", read=0):
    """Keep a change of a published asset until a curator decides: columns as they were, and the same as they should be.

    It takes the place of what this person suggested and nobody has decided on, of the version that was `read`. Raises
    StatusChanged when that has another, or the asset is not published any more.
    """
    if not Asset.objects.locked().filter(pk=asset.pk, status=Status.PUBLISHED).exists():
        raise StatusChanged(asset)
    said = {"before": before, "after": after, "note": note, "state": State.WAITING}
    theirs = asset.proposals.select_for_update().open().filter(made_by=by)
    proposal = theirs.first() or Proposal(asset=asset, made_by=by, version=0)
    if proposal.version != read:
        raise StatusChanged(proposal)
    for name, value in said.items():
        setattr(proposal, name, value)
    proposal.version += 1
    proposal.save()
    tell_asker(Decision.objects.create(asset=asset, proposal=proposal, step=Step.SUGGEST, made_by=by, note=note))
    return proposal


@transaction.atomic
def withdraw(proposal, by, note=""):
    """Take a suggested change back."""
    turn(proposal, Proposal.OPEN, State.WITHDRAWN, Step.WITHDRAW, by, note=note)


@transaction.atomic
def inquire(proposal, by, note):
    """Ask whoever suggested a change about it."""
    tell(turn(proposal, [State.WAITING], State.ASKED, Step.INQUIRE, by, note=note))


@transaction.atomic
def reply(proposal, by, note):
    """Answer what a curator asked about a suggested change."""
    tell_asker(turn(proposal, [State.ASKED], State.WAITING, Step.REPLY, by, note=note))


@transaction.atomic
def decide(proposal, by, asset, columns, note="", is_whole=False):
    """Take over these columns of `asset`, which is unsaved, and end the proposal; with none it is refused.

    `is_whole` says that the entry then says all that was suggested. Where it does so already there are no columns: to
    take the decision back changes nothing of what somebody else changed.

    Raises StatusChanged when the asset has another version, or the proposal, or somebody has decided on it.
    """
    current = Asset.objects.locked().get(pk=asset.pk)
    if (current.version, current.status) != (asset.version, Status.PUBLISHED):
        raise StatusChanged(asset)
    step = Step.ACCEPT if is_whole else Step.ACCEPT_PART if columns else Step.REFUSE
    if columns:
        asset.save(update_fields=columns)
    tell(turn(proposal, Proposal.OPEN, State.DECIDED, step, by, note=note, accepted=columns))


@transaction.atomic
def end_proposals(asset, by, note):
    """End what was suggested of an entry that is no longer there to be changed."""
    for proposal in asset.proposals.open():
        tell(turn(proposal, Proposal.OPEN, State.DECIDED, Step.LAPSE, by, note=note))


@transaction.atomic
def open_lapsed(asset, by):
    """Open again what was suggested of an entry and ended with it, now that it is public again: one a person."""
    for proposal in asset.proposals.lapsed().order_by("-pk"):
        if not asset.proposals.open().filter(made_by=proposal.made_by_id).exists():
            open_again(proposal, by)


def open_again(proposal, by):
    """Open what was decided, or ended with its entry: as it stood before that."""
    is_asked = proposal.decisions.filter(step__in=Decision.TALK).last().step == Step.INQUIRE
    state = State.ASKED if is_asked else State.WAITING
    tell(turn(proposal, [State.DECIDED], state, Step.UNDO, by, accepted=[]))
