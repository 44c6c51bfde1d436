"""What can happen to two entries that may be the same. The table is `docs/life-of-an-asset.md`."""

from django.db import transaction
from django.db.models.functions import Now

from assets.merging import is_seen_by_fewer, tells_what_was_withdrawn, to_put_back
from assets.models import Asset, Decision, Duplicate, Merge, Report
from assets.models.duplicate import LIVE
from assets.proposing import PROPOSED, values_of, with_columns
from assets.workflow import StatusChanged, end_proposals, open_lapsed, tell

State, Status, Step = Duplicate.State, Asset.Status, Decision.Step
ENDED = "The entry was merged into another one."


@transaction.atomic
def tell_apart(duplicate, by):
    """Two entries are not the same: they are not found again. Raises StatusChanged when somebody has decided."""
    _turn(duplicate, State.WAITING, State.NOT_THE_SAME, decided_by=by, decided_at=Now())


@transaction.atomic
def ask_again(duplicate):
    """Two entries may be the same after all. Raises StatusChanged when nobody says that they are not."""
    _turn(duplicate, State.NOT_THE_SAME, State.WAITING, decided_by=None, decided_at=None)


@transaction.atomic
def merge(kept, loser, by, columns):
    """Make two entries one. `kept` is unsaved, with these columns of the other on it; both have the versions read.

    Raises StatusChanged when either moved on, or when a published entry would go into one that is not.
    """
    now = _locked(kept, loser)
    for entry in (kept, loser):
        if (now[entry.pk].version, now[entry.pk].status) != (entry.version, entry.status) or entry.status not in LIVE:
            raise StatusChanged(entry)
    if loser.status == Status.PUBLISHED != kept.status:
        raise StatusChanged(kept)
    before = values_of(now[kept.pk], PROPOSED)
    if columns:
        kept.save(update_fields=columns)
    Asset.objects.filter(pk=loser.pk).update(status=Status.MERGED, merged_into=kept.pk)
    after = values_of(Asset.objects.get(pk=kept.pk), PROPOSED)
    said = {"columns": columns, "before": before, "after": after, "loser_status": loser.status, "made_by": by}
    reports = list(Report.objects.not_ended().filter(asset=loser).values_list("pk", flat=True))
    made = Merge.objects.create(kept=now[kept.pk], loser=now[loser.pk], report_ids=reports, **said)
    Report.objects.filter(pk__in=reports).update(asset=kept)
    _record(made, by, Step.MERGE, Step.TAKE_IN)
    end_proposals(loser, by, ENDED)
    _pair(kept, loser).update(state=State.MERGED, decided_by=by, decided_at=Now())
    return made


@transaction.atomic
def unmerge(made, by):
    """Put both entries back as they were; of the kept one only what nobody changed since.

    Where fewer people see the kept one now, or it no longer tells what both told, the other waits for a curator in
    place of being public again.

    Raises StatusChanged when it is undone, or the kept entry has been merged itself.
    """
    now = _locked(made.kept, made.loser)
    kept, loser = now[made.kept_id], now[made.loser_id]
    if loser.merged_into_id != kept.pk or kept.status == Status.MERGED:
        raise StatusChanged(loser)
    if not Merge.objects.filter(pk=made.pk, undone_at=None).update(undone_by=by, undone_at=Now()):
        raise StatusChanged(made)
    back = to_put_back(made, kept)
    if back:
        with_columns(kept, {name: made.before[name] for name in back}).save(update_fields=back)
    today = Asset.objects.get(pk=kept.pk)
    is_risky = is_seen_by_fewer(today, loser) or tells_what_was_withdrawn(made, today, loser)
    status = Status.SUBMITTED if is_risky else made.loser_status
    Asset.objects.filter(pk=loser.pk).update(status=status, merged_into=None, submitted_at=loser.submitted_at or Now())
    Report.objects.filter(pk__in=made.report_ids, asset=kept).update(asset=loser)
    _record(made, by, Step.UNMERGE, Step.UNMERGE)
    if status == Status.PUBLISHED:
        open_lapsed(loser, by)
    _pair(kept, loser).update(state=State.WAITING, decided_by=None, decided_at=None)


def _locked(*entries):
    # In one order, so that two merges at once do not wait for each other.
    rows = Asset.objects.locked().order_by("pk").filter(pk__in=[entry.pk for entry in entries])
    return {row.pk: row for row in rows}


def _record(made, by, of_loser, of_kept):
    decision = Decision.objects.create(asset=made.loser, step=of_loser, made_by=by)
    Decision.objects.create(asset=made.kept, step=of_kept, made_by=by)
    tell(decision)


def _pair(one, other):
    lower, upper = sorted([one.pk, other.pk])
    return Duplicate.objects.filter(lower=lower, upper=upper)


def _turn(duplicate, before, after, **said):
    if not Duplicate.objects.filter(pk=duplicate.pk, state=before).update(state=after, **said):
        raise StatusChanged(duplicate)
