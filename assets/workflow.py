"""What can happen to an asset on its way to the public map. The table is `docs/life-of-an-asset.md`."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from assets.models import Asset, Decision, Proposal
from assets.tasks import find_duplicates_of, tell_asker, tell_contributor

Status = Asset.Status
State = Proposal.State
Step = Decision.Step
# Derived columns may have moved on since the row was read: they are left to the triggers.
SAID_BY_PEOPLE = [field.name for field in Asset._meta.concrete_fields if field.editable and not field.primary_key]


class StatusChanged(Exception):
    """The asset, or the suggested change, is no longer in the state that this step starts from."""


@transaction.atomic
def submit(asset, by, note=""):
    """Send a draft, or what was not added, to the curators; `note` answers what one of them asked or said."""
    before = Status.DECLINED if asset.status == Status.DECLINED else Status.DRAFT
    _tell_asker(_move(asset, before, Status.SUBMITTED, Step.SUBMIT, by, note=note, submitted_at=Now()))
    find_duplicates_of.delay_on_commit(asset.pk)


@transaction.atomic
def publish(asset, by, note=""):
    """Show a submitted asset as its visibility and disclosure say."""
    _tell(_move(asset, Status.SUBMITTED, Status.PUBLISHED, Step.PUBLISH, by, note=note))
    open_lapsed(asset, by)


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
    end_proposals(asset, by, "The entry was closed.")


@transaction.atomic
def discard(asset, by):
    """Put a draft away that is to be nothing."""
    _move(asset, Status.DRAFT, Status.CLOSED, Step.DISCARD, by, closed_on=Now())


@transaction.atomic
def resume(asset, by):
    """Take up a draft again that was put away. Raises StatusChanged for what was closed otherwise."""
    last = Asset.objects.select_for_update().get(pk=asset.pk).decisions.filter(proposal=None).last()
    if last is None or last.step != Step.DISCARD:
        raise StatusChanged(asset)
    _move(asset, Status.CLOSED, Status.DRAFT, Step.RESUME, by, closed_on=None)


@transaction.atomic
def end_proposals(asset, by, note):
    """End what was suggested of an entry that is no longer there to be changed."""
    for proposal in asset.proposals.open():
        _tell(_turn(proposal, Proposal.OPEN, State.DECIDED, Step.LAPSE, by, note=note))


@transaction.atomic
def open_lapsed(asset, by):
    """Open again what was suggested of an entry and ended with it, now that it is public again: one a person."""
    for proposal in asset.proposals.lapsed().order_by("-pk"):
        if not asset.proposals.open().filter(made_by=proposal.made_by_id).exists():
            _open_again(proposal, by)


@transaction.atomic
def undo(decision, by):
    """Take back what was decided of an entry in the last day. Raises StatusChanged when it has changed since."""
    asset = Asset.objects.select_for_update().get(pk=decision.asset_id)
    if not Decision.objects.reversible().filter(pk=decision.pk).exists():
        raise StatusChanged(asset)
    before = asset.status
    _tell(_move(asset, before, Decision.REVERSIBLE[decision.step], Step.UNDO, by, closed_on=None))
    if before == Status.PUBLISHED:
        end_proposals(asset, by, "The entry is not published any more.")
    if asset.status == Status.PUBLISHED:
        open_lapsed(asset, by)


@transaction.atomic
def change_together(assets, by, note, columns):
    """Save these columns of several entries; each is a decision of its own, and is told with the note.

    Returns those that somebody has changed since they were read: they stay as they are.
    """
    rows = Asset.objects.select_for_update().order_by("pk").in_bulk([asset.pk for asset in assets])
    missed = [asset for asset in assets if rows[asset.pk].version != asset.version]
    for asset in assets:
        if asset in missed or all(getattr(asset, name) == getattr(rows[asset.pk], name) for name in columns):
            continue
        asset.save(update_fields=columns)
        _tell(Decision.objects.create(asset=asset, step=Step.EDIT, made_by=by, note=note))
    return missed


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


@transaction.atomic
def suggest(asset, by, before, after, note="", read=0):
    """Keep a change of a published asset until a curator decides: columns as they were, and the same as they should be.

    It takes the place of what this person suggested and nobody has decided on, of the version that was `read`. Raises
    StatusChanged when that has another, or the asset is not published any more.
    """
    if not Asset.objects.select_for_update().filter(pk=asset.pk, status=Status.PUBLISHED).exists():
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
    _tell_asker(Decision.objects.create(asset=asset, proposal=proposal, step=Step.SUGGEST, made_by=by, note=note))
    return proposal


@transaction.atomic
def withdraw(proposal, by, note=""):
    """Take a suggested change back."""
    _turn(proposal, Proposal.OPEN, State.WITHDRAWN, Step.WITHDRAW, by, note=note)


@transaction.atomic
def inquire(proposal, by, note):
    """Ask whoever suggested a change about it."""
    _tell(_turn(proposal, [State.WAITING], State.ASKED, Step.INQUIRE, by, note=note))


@transaction.atomic
def reply(proposal, by, note):
    """Answer what a curator asked about a suggested change."""
    _tell_asker(_turn(proposal, [State.ASKED], State.WAITING, Step.REPLY, by, note=note))


@transaction.atomic
def decide(proposal, by, asset, columns, note="", is_whole=False):
    """Take over these columns of `asset`, which is unsaved, and end the proposal; with no columns it is refused.

    `is_whole` says that they are all that was suggested.

    Raises StatusChanged when the asset has another version, or the proposal, or somebody has decided on it.
    """
    current = Asset.objects.select_for_update().get(pk=asset.pk)
    if (current.version, current.status) != (asset.version, Status.PUBLISHED):
        raise StatusChanged(asset)
    step = Step.REFUSE
    if columns:
        asset.save(update_fields=columns)
        step = Step.ACCEPT if is_whole else Step.ACCEPT_PART
    _tell(_turn(proposal, Proposal.OPEN, State.DECIDED, step, by, note=note, accepted=columns))


@transaction.atomic
def reconsider(decision, by, asset, columns):
    """Take back what was decided of a suggested change in the last day: it is open again.

    `asset` is unsaved, with the columns that were taken over as they were before. Raises StatusChanged when entry or
    suggestion have changed since.
    """
    current = Asset.objects.select_for_update().get(pk=asset.pk)
    is_reversible = Decision.objects.reversible_of_suggestions().filter(pk=decision.pk).exists()
    if current.version != asset.version or not is_reversible:
        raise StatusChanged(asset)
    if columns:
        asset.save(update_fields=columns)
    _open_again(Proposal.objects.get(pk=decision.proposal_id), by)


@transaction.atomic
def change_back(decision, by, asset, columns):
    """Take back what a curator changed in the last day. `asset` is unsaved, with these columns as they were before.

    Raises StatusChanged when the entry has changed since.
    """
    current = Asset.objects.select_for_update().get(pk=asset.pk)
    is_reversible = Decision.objects.reversible_edits().filter(pk=decision.pk).exists()
    if current.version != asset.version or not is_reversible:
        raise StatusChanged(asset)
    asset.save(update_fields=columns)
    taken_back = Decision.objects.create(asset=asset, step=Step.UNDO, made_by=by)
    if decision.note:  # of what was changed without a word nobody was told
        _tell(taken_back)


def _move(asset, before, after, step, by, reason="", note="", **fields):
    # Compare and set in one statement: of two curators, one wins and the other is told.
    if not Asset.objects.filter(pk=asset.pk, status=before).update(status=after, **fields):
        raise StatusChanged(asset)
    asset.status = after
    return Decision.objects.create(asset=asset, step=step, made_by=by, reason=reason, note=note)


def _turn(proposal, before, after, step, by, note="", **fields):
    # Of what was read: whoever suggested it may have changed it meanwhile.
    read = Proposal.objects.filter(pk=proposal.pk, version=proposal.version, state__in=before)
    if not read.update(state=after, version=F("version") + 1, **fields):
        raise StatusChanged(proposal)
    asset = proposal.asset
    return Decision.objects.create(asset=asset, proposal=proposal, step=step, made_by=by, note=note)


def _open_again(proposal, by):
    is_asked = proposal.decisions.filter(step__in=Decision.TALK).last().step == Step.INQUIRE
    state = State.ASKED if is_asked else State.WAITING
    _tell(_turn(proposal, [State.DECIDED], state, Step.UNDO, by, accepted=[]))


def _tell(decision):
    if decision.contributor and decision.contributor != decision.made_by:
        tell_contributor.delay_on_commit(decision.pk)


def _tell_asker(decision):
    question = decision.question
    if question and question.made_by != decision.made_by:
        tell_asker.delay_on_commit(decision.pk)
