"""What every step shares: it is taken once, recorded as a decision, and told to whom it concerns."""

from django.db.models import F

from assets import tasks
from assets.models import Asset, Decision, Notice, Proposal

Status = Asset.Status
State = Proposal.State
Step = Decision.Step


class StatusChanged(Exception):
    """The asset, or the suggested change, is no longer in the state that this step starts from."""


def move(asset, before, after, step, by, reason="", note="", **fields):
    """Take an entry from one state to another and record it.

    It compares and sets in one statement: of two curators one wins, and StatusChanged is raised for the other.
    """
    if not Asset.objects.filter(pk=asset.pk, status=before).update(status=after, **fields):
        raise StatusChanged(asset)
    asset.status = after
    return Decision.objects.create(asset=asset, step=step, made_by=by, reason=reason, note=note)


def turn(proposal, before, after, step, by, note="", **fields):
    """Take a suggested change from one of these states to another and record it.

    Raises StatusChanged where it is not as it was read: whoever suggested it may have changed it meanwhile.
    """
    read = Proposal.objects.filter(pk=proposal.pk, version=proposal.version, state__in=before)
    if not read.update(state=after, version=F("version") + 1, **fields):
        raise StatusChanged(proposal)
    asset = proposal.asset
    return Decision.objects.create(asset=asset, proposal=proposal, step=step, made_by=by, note=note)


def tell(decision):
    """Tell whoever entered or suggested it, unless they did this themselves."""
    if decision.contributor and decision.contributor != decision.made_by:
        _notify(decision, Notice.To.CONTRIBUTOR)


def tell_asker(decision):
    """Tell the curator whose question this answers."""
    question = decision.question
    if question and question.made_by != decision.made_by:
        _notify(decision, Notice.To.ASKER)


def _notify(decision, to):
    Notice.objects.create(decision=decision, to=to)
    tasks.tell.delay_on_commit(decision.pk, to)
