"""A real Celery worker on this process's own database and Redis number."""

import pghistory
import pytest
from celery.schedules import crontab
from celery.utils.time import get_exponential_backoff_interval
from django.conf import settings

from assets import tasks, workflow
from assets.models import Asset, Concern
from assets.tasks import hide_contacts_past_their_date, tell
from config.celery import app

AN_HOUR = 60 * 60  # seconds
MAILS = ["tell", "ask_to_confirm", "tell_reporter", "tell_lead", "ask_for_lead", "send_alert"]


@pytest.mark.worker
def test_a_decision_reaches_the_contributor_by_mail(make_asset, contributor, curator, worker):
    asset = make_asset("Choir", status=Asset.Status.SUBMITTED, created_by=contributor)
    workflow.publish(asset, by=curator)
    mail = worker.next_mail()
    assert contributor.email in mail
    assert "Choir is published" in mail


def test_a_question_is_in_the_mail(make_asset, contributor, curator, mailoutbox):
    asset = make_asset("Choir", status=Asset.Status.SUBMITTED, created_by=contributor)
    workflow.ask(asset, by=curator, note="Is it still on Tuesdays?")
    tell(asset.decisions.get().pk, "contributor")
    assert "Is it still on Tuesdays?" in mailoutbox[0].body


def test_the_mail_begins_with_what_was_decided(make_asset, contributor, curator, mailoutbox):
    asset = make_asset("Choir", status=Asset.Status.SUBMITTED, created_by=contributor)
    workflow.publish(asset, by=curator)
    tell(asset.decisions.get().pk, "contributor")
    assert mailoutbox[0].body.startswith("Choir: published\nHello,")


def test_a_name_of_two_lines_makes_one_subject(make_asset, contributor, curator, mailoutbox):
    asset = make_asset("Choir\nBcc: all", status=Asset.Status.SUBMITTED, created_by=contributor)
    workflow.publish(asset, by=curator)
    tell(asset.decisions.get().pk, "contributor")
    assert mailoutbox[0].subject == "Choir Bcc: all: published"


def test_who_wants_no_mail_gets_none(make_asset, contributor, curator, mailoutbox):
    contributor.wants_mail = False
    contributor.save()
    asset = make_asset(status=Asset.Status.SUBMITTED, created_by=contributor)
    workflow.publish(asset, by=curator)
    tell(asset.decisions.get().pk, "contributor")
    assert mailoutbox == []


def test_a_later_step_does_not_change_the_mail_of_an_earlier(make_asset, contributor, curator, mailoutbox):
    asset = make_asset(status=Asset.Status.SUBMITTED, created_by=contributor)
    workflow.ask(asset, by=curator, note="Is it still on Tuesdays?")
    asked = asset.decisions.get()
    workflow.submit(asset, by=contributor)
    tell(asked.pk, "contributor")
    assert "Is it still on Tuesdays?" in mailoutbox[0].body


def test_who_no_longer_belongs_is_not_told(make_asset, contributor, curator, mailoutbox):
    asset = make_asset(status=Asset.Status.SUBMITTED, created_by=contributor)
    contributor.memberships.update(ended_on="2026-01-01")
    workflow.publish(asset, by=curator)
    tell(asset.decisions.get().pk, "contributor")
    assert mailoutbox == []


def test_the_history_says_why_a_contact_was_hidden(make_asset):
    make_asset(contact_phone="01253", contact_phone_is_public=True, contact_phone_agreed_until="2026-01-01")
    hide_contacts_past_their_date()
    context = pghistory.models.Events.objects.filter(pgh_label="update").get().pgh_context
    assert context["why"] == "the consent to publish the contact ended"


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_is_tried_again_for_hours_and_never_by_two_workers(name):
    task = getattr(tasks, name)
    longest = [
        get_exponential_backoff_interval(task.retry_backoff, number, task.retry_backoff_max)
        for number in range(task.max_retries)
    ]
    assert sum(longest) / 2 > 6 * AN_HOUR  # each time a random part of that
    assert max(longest) < AN_HOUR


def test_a_mailbox_that_takes_nothing_silences_no_other_lead(
    tasks_at_once, make_consortium, make_appointee, mailoutbox
):
    leads = []
    for number in range(3):
        consortium = make_consortium()
        Concern.objects.create(consortium=consortium, words="I worry")
        leads.append(make_appointee(consortium, "safeguarding", f"Lead{number}"))
    broken = leads[1]
    type(broken).objects.filter(pk=broken.pk).update(email="lead@example.org\nBcc: all")
    tasks.remind_leads()
    assert {mail.to[0] for mail in mailoutbox} == {leads[0].email, leads[2].email}


def test_what_is_seldom_goes_by_the_clock():
    schedules = [entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert all(isinstance(schedule, crontab) or schedule < AN_HOUR for schedule in schedules)


def test_a_contact_is_hidden_just_after_midnight_of_the_united_kingdom():
    schedule = settings.CELERY_BEAT_SCHEDULE["hide-contacts"]["schedule"]
    assert (0 in schedule.hour, schedule.minute, app.conf.timezone) == (True, {1}, "Europe/London")
