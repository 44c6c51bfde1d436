"""Partners whom a consortium trusts to publish at once. What needs care waits for a curator all the same."""

from collections import Counter
from datetime import timedelta

from django.db.models import Count, F, Q
from django.utils import timezone

from assets import workflow
from assets.models import Asset, Decision
from assets.proposing import HIDING
from assets.reviewing import CARES, with_risk
from assets.suggested import Suggested
from consortia.models import Partnership

CAREFUL = {*CARES, *HIDING, "organisation_id", "eligibility", "area_served", "served_area_ids"}
RECORD = [Decision.Step.PUBLISH, Decision.Step.ASK, Decision.Step.DECLINE]
OTHERWISE = [Decision.Step.INQUIRE, Decision.Step.REFUSE, Decision.Step.ACCEPT_PART, Decision.Step.UNDO]
A_YEAR = timedelta(days=365)


def is_trusted(asset, user):
    """Whether this person acts for the organisation that runs it, that is trusted, and nothing about it needs care."""
    trusted = Partnership.objects.trusted_with(user)
    of_theirs = trusted.filter(organisation=asset.organisation_id, consortium=asset.consortium_id)
    return of_theirs.exists() and not with_risk(Asset.objects.filter(pk=asset.pk)).get().is_risky


def publish_if_trusted(asset, by):
    """Publish what was just sent, if it is of a trusted partner and nobody else has ever decided on it."""
    is_new = not asset.decisions.of_entries().exclude(made_by=by).exists()
    if is_new and is_trusted(asset, by):
        workflow.publish(asset, by)


def take_over_if_trusted(proposal, by):
    """Take over what was just suggested, if it is of a trusted partner, tells no place, and nobody else has a say."""
    suggested = Suggested(proposal)
    is_plain = not CAREFUL & set(proposal.after) and all(part.is_safe for part in suggested.parts)
    if is_plain and not is_in_question(proposal) and is_trusted(suggested.now, by):
        changed, columns = suggested.accepted(suggested.parts)
        workflow.decide(proposal, by, changed, columns, is_whole=True)


def is_in_question(proposal):
    """Whether a curator asked about it, or decided otherwise on what its author suggested of the same facts."""
    said = Decision.objects.filter(asset=proposal.asset_id, step__in=OTHERWISE).exclude(made_by=proposal.made_by_id)
    same = Q(proposal=proposal) | Q(proposal__after__has_any_keys=[*proposal.after])
    return said.filter(same, proposal__made_by=proposal.made_by_id).exists()


def with_record(partnerships):
    """Each with its `record`: of how many entries of its own curators decided in the last year, by step. One query."""
    pairs = {(partnership.organisation_id, partnership.consortium_id) for partnership in partnerships}
    organisations, consortia = zip(*pairs, strict=True) if pairs else ((), ())
    recent = Decision.objects.filter(made_at__gte=timezone.now() - A_YEAR, step__in=RECORD)
    theirs = recent.filter(asset__organisation__in=organisations, asset__consortium__in=consortia)
    by_curators = theirs.filter(asset__created_by__isnull=False).exclude(made_by=F("asset__created_by"))
    counted = by_curators.order_by().values_list("asset__organisation", "asset__consortium", "step")
    records = {}
    for organisation, consortium, step, count in counted.annotate(Count("asset", distinct=True)):
        records.setdefault((organisation, consortium), Counter())[step] = count
    for partnership in partnerships:
        partnership.record = records.get((partnership.organisation_id, partnership.consortium_id))
    return partnerships
