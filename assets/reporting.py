"""What can happen to a report. The table is in `docs/reports.md`."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from assets.models import Asset, Report
from assets.models.report import SALT
from assets.tasks import ask_to_confirm, tell_reporter
from assets.workflow import StatusChanged
from places.notation import read_postcode

State = Report.State
ENTERED_FOR = "Entered for somebody who told us of it"


@transaction.atomic
def tell(report, by):
    """Keep a report. Of whoever has signed in we know the address; others confirm theirs by a link in an e-mail."""
    if by.is_authenticated:
        report.state, report.confirmed_at = State.WAITING, timezone.now()
        report.email, report.name = by.email, by.public_name
    report.save()
    if not by.is_authenticated:
        ask_to_confirm.delay_on_commit(report.pk)


def report_of(token):
    """The id of the report that a link is for. Raises BadSignature, and SignatureExpired of it for a link too old."""
    return signing.loads(token, salt=SALT, max_age=timedelta(days=settings.REPORT_CONFIRM_DAYS))


def confirm(report_id):
    """Let the curators see it. Once or twice is the same; False where it is gone, because nobody confirmed it in time.

    One statement that reads nothing: who presses the button is a visitor.
    """
    waits = Case(When(state=State.UNCONFIRMED, then=Value(State.WAITING)), default=F("state"))
    found = Report.objects.filter(pk=report_id)
    return bool(found.update(state=waits, confirmed_at=Coalesce("confirmed_at", Now())))


@transaction.atomic
def end(report, by, state, outcome):
    """Say what came of a waiting report: done or not acted on. Who told us hears it once.

    Raises StatusChanged where another curator was quicker.
    """
    waiting = Report.objects.filter(pk=report.pk, state=State.WAITING)
    if not waiting.update(state=state, outcome=outcome, decided_by=by, decided_at=Now()):
        raise StatusChanged(report)
    tell_reporter.delay_on_commit(report.pk)


def answers_of(report):
    """What the form of a new entry begins with: what a report says of the place, if there is one."""
    if report is None:
        return {}
    try:
        where = {"postcode": read_postcode(report.where)}
    except ValueError:
        where = {"address": report.where}
    return {"name": report.place, "summary": report.words, "consortium": report.consortium_id, **where}


def enter(report, asset):
    """Record that `asset` was entered for whoever told us, while the report waits; or anew, where that was put away.

    Raises StatusChanged where another curator did so, or ended it, before.
    """
    waiting = Report.objects.filter(pk=report.pk, state=State.WAITING)
    gone = Q(entered=None) | Q(entered__status=Asset.Status.CLOSED)
    if not waiting.filter(gone).update(entered=asset):
        raise StatusChanged(report)
