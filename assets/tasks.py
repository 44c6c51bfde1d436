from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from time import monotonic

import pghistory
from celery import shared_task
from django.core.cache import cache
from django.db import transaction
from django.db.models import Case, When
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from assets import alerts, duplicates, following, notices, words
from assets.mail import deliver, discreet
from assets.models import Asset, Concern, Notice, Photo, PublicAsset, Report
from assets.models.contact import ARE_PUBLIC, ITEMS, has_ended
from assets.models.duplicate import LIVE
from consortia.models import Appointment, Consortium

AT_MOST = 25  # seconds that a task follows areas: mails wait behind it
A_WEEK = timedelta(days=7)
# A mail that cannot be sent is tried again for about eight hours: after ten seconds, then twice as long each time up to
# half an hour, and always a random part of that, so that not all come at once. What waits for more than an hour Redis
# would give to a second worker.
UNTIL_SENT = {"autoretry_for": (OSError,), "retry_backoff": 10, "retry_backoff_max": 30 * 60, "max_retries": 40}


@shared_task(**UNTIL_SENT)
def tell(decision_id, to):
    """Tell whoever entered or suggested it (`contributor`), or had asked (`asker`), of a decision. May run twice."""
    notices.send(decision_id, to)


@shared_task
def tell_overdue():
    """Try again to tell of the decisions of the last week of which somebody was not told. May run twice."""
    for decision_id, to in Notice.objects.overdue().values_list("decision", "to"):
        tell.delay(decision_id, to)


@shared_task(**UNTIL_SENT)
def ask_to_confirm(report_id):
    """Send the link with which whoever wrote a report confirms it. No word of theirs: the address may be another's."""
    report = Report.objects.filter(pk=report_id, state=Report.State.UNCONFIRMED).first()
    if report:
        deliver(discreet("report_confirm", "confirm what you told us", report.email, report=report))


@shared_task(**UNTIL_SENT)
@transaction.atomic
def tell_reporter(report_id):
    """Tell whoever wrote a report what came of it, once: the mark is taken back where the mail cannot be sent."""
    if Report.objects.untold().filter(pk=report_id).update(told_at=Now()):
        report = Report.objects.get(pk=report_id)
        told_of = report.asset or report.entered
        entry = told_of and PublicAsset.objects.filter(pk=told_of.kept.pk).first()
        deliver(discreet("report_ended", "what came of what you told us", report.email, report=report, entry=entry))


@shared_task
def tell_reporters():
    """Try again to tell whoever was not told what came of a report in the last week. May run twice."""
    lately = Report.objects.untold().filter(decided_at__gte=timezone.now() - A_WEEK)
    for report_id in lately.values_list("pk", flat=True):
        tell_reporter.delay(report_id)


@shared_task(**UNTIL_SENT)
def tell_lead(consortium_id):
    """Tell the safeguarding lead that a concern waits, and nothing of it; whatever mails they want otherwise."""
    for lead in Appointment.objects.leading(consortium_id).select_related("user"):
        deliver(discreet("concern_waits", "something waits for you", lead.user.email))


@shared_task
def remind_leads():
    """Tell each lead once a day while a concern is open, so that none is lost with a mail. May write twice.

    Each by a task of its own: a mailbox that takes nothing silences no other lead.
    """
    for consortium_id in Concern.objects.open().order_by().values_list("consortium", flat=True).distinct():
        tell_lead.delay(consortium_id)


@shared_task(**UNTIL_SENT)
def ask_for_lead(user_id):
    """Tell an administrator which consortia have no safeguarding lead any more; whatever mails they want otherwise.

    It goes by appointments alone, so that it tells nothing of concerns.
    """
    consortia = Consortium.objects.running().no_longer_safeguarded()
    user = User.objects.administrators().filter(pk=user_id).first()
    if consortia and user:
        deliver(discreet("no_lead", "something waits for you", user.email, consortia=consortia))


@shared_task
def ask_for_leads():
    """Ask administrators once a day for a safeguarding lead where nobody reads concerns any more. May write twice."""
    for user_id in User.objects.administrators().values_list("pk", flat=True):
        ask_for_lead.delay(user_id)


@shared_task
def forget_reports():
    """Delete reports that nobody confirmed, and who wrote those that ended some time ago. May run twice."""
    Report.objects.forget()


@shared_task
def forget_concerns():
    """Delete concerns that are past their time. May run twice."""
    Concern.objects.forget()


@shared_task
def start_alerts():
    """Claim the saved searches that are due, person by person, and have each told. Twice at once sends one mail."""
    now = timezone.now()
    for user_id in alerts.people_due(now):
        with transaction.atomic():
            marks = alerts.claim(user_id, now)
            if marks:
                send_alert.delay_on_commit(user_id, [[pk, mark.isoformat()] for pk, mark in marks.items()])


@shared_task(**UNTIL_SENT)
def send_alert(user_id, marks):
    """Tell one person what is new since these marks, `[[search, ISO time], ...]`, if they still want to hear it."""
    user = User.objects.filter(pk=user_id, is_active=True, wants_mail=True).first()
    mail = user and alerts.mail_to(user, {pk: datetime.fromisoformat(mark) for pk, mark in marks})
    if mail:
        deliver(mail)


@shared_task
def hide_contacts_past_their_date():
    """Take what of a contact is agreed to no longer off the public copy. May run twice."""
    with pghistory.context(task="hide_contacts_past_their_date", why="the consent to publish the contact ended"):
        still = {name: Case(When(has_ended(item), then=False), default=name) for name, item in ARE_PUBLIC.items()}
        Asset.objects.filter(reduce(or_, map(has_ended, ITEMS))).update(**still)


@shared_task
def find_duplicates_of(asset_id):
    """Find what may be the same as an entry that was sent. May run twice, and late: what is no more is left alone."""
    asset = Asset.objects.filter(pk=asset_id, status__in=LIVE).first()
    if asset:
        duplicates.find_for(asset)


@shared_task
def find_duplicates():
    """Find every pair of entries that may be the same. May run twice."""
    duplicates.find_all()


@shared_task
def delete_forgotten_photos():
    """Delete uploads that nobody described in time. May run twice, also at once."""
    for photo in Photo.objects.forgotten():
        photo.erase_files()
        photo.delete()


@shared_task
def follow_areas():
    """Go on with bringing entries up to date with areas and names. Short; may run twice, also at once."""
    until = monotonic() + AT_MOST
    for _ in following.follow():
        if monotonic() > until:
            break


@shared_task
def refresh_words():
    """Bring the vocabulary up to date if its sources have changed since the last time. May run twice, also at once."""
    state = words.state_of_sources()
    if cache.get("vocabulary") != state:
        words.refresh_words()
        cache.set("vocabulary", state, timeout=None)
