"""Who is to hear of a decision hears of it once, whatever happens to the queue, the mail server or the mailbox."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assets import workflow
from assets.models import Asset, Notice
from assets.tasks import tell, tell_overdue
from tests.smtp import mail_server

REFUSED = "the mailbox refuses our mail"


@pytest.fixture
def entry(make_asset, contributor):
    return make_asset("Layfield Walkers", status=Asset.Status.SUBMITTED, created_by=contributor)


@pytest.fixture
def decision(entry, curator):
    workflow.ask(entry, by=curator, note="Is it still on Tuesdays?")
    return entry.decisions.get()


@pytest.fixture
def send_to(settings, decision):
    """Send the mail about the decision to a mail server that answers each recipient so."""

    def send(answer):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        with mail_server(answer) as settings.EMAIL_PORT:
            tell.run(decision.pk, "contributor")
        return decision.notices.get()

    return send


def test_a_decision_is_kept_with_who_hears_of_it(decision):
    assert decision.notices.get().to == Notice.To.CONTRIBUTOR


def test_it_is_told_once(decision, mailoutbox):
    tell(decision.pk, "contributor")
    tell(decision.pk, "contributor")
    assert len(mailoutbox) == 1


def test_what_was_sent_is_kept(decision, mailoutbox):
    tell(decision.pk, "contributor")
    assert decision.notices.get().outcome == Notice.Outcome.SENT


def test_that_somebody_wants_no_mail_is_kept(decision, contributor):
    type(contributor).objects.filter(pk=contributor.pk).update(wants_mail=False)
    tell(decision.pk, "contributor")
    assert decision.notices.get().outcome == Notice.Outcome.NOT_SENT


def test_a_mailbox_that_refuses_for_good_is_not_tried_again(send_to):
    assert send_to("550 5.1.1 No such person").outcome == Notice.Outcome.REFUSED


@pytest.mark.parametrize("answer", ["450 4.2.1 Try later", "554 5.7.1 Relay access denied"])
def test_what_may_be_taken_later_is_tried_again(send_to, decision, answer):
    with pytest.raises(OSError, match=answer[4:9]):
        send_to(answer)
    assert decision.notices.get().outcome == Notice.Outcome.WAITING


def test_the_curator_reads_that_a_mail_was_refused(send_to, signed_in, curator, entry):
    send_to("550 5.1.1 No such person")
    assert REFUSED in signed_in(curator).get(reverse("assets:review_item", args=[entry.pk])).text


def test_the_history_says_that_a_mail_was_refused(send_to, signed_in, curator, entry):
    send_to("550 5.1.1 No such person")
    assert REFUSED in signed_in(curator).get(reverse("assets:history", args=[entry.pk])).text


def test_what_was_sent_is_not_called_refused(signed_in, decision, curator, entry):
    tell(decision.pk, "contributor")
    assert REFUSED not in signed_in(curator).get(reverse("assets:review_item", args=[entry.pk])).text


@pytest.mark.parametrize(("hours", "mails"), [(0.5, 0), (2, 1), (167, 1), (169, 0)])
def test_what_was_not_told_is_told_next_morning_within_a_week(tasks_at_once, decision, mailoutbox, hours, mails):
    decision.notices.update(made_at=timezone.now() - timedelta(hours=hours))
    tell_overdue()
    tell_overdue()
    assert len(mailoutbox) == mails


def test_where_the_queue_is_down_the_decision_stands(
    queue_down, signed_in, curator, entry, django_capture_on_commit_callbacks
):
    page = reverse("assets:review_item", args=[entry.pk])
    form = {"step": "publish", "publish-version": entry.version}
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in(curator).post(page, form)
    assert answer.status_code == 302
    entry.refresh_from_db()
    assert entry.status == Asset.Status.PUBLISHED


# ── Others may read a mailbox ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("hides", [{"disclosure": "withheld"}, {"disclosure": "area"}, {"visibility": "private"}])
@pytest.mark.parametrize("step", ["publish", "ask"])
def test_no_mail_names_what_is_not_for_everyone(make_asset, contributor, curator, mailoutbox, hides, step):
    words = {"note": "When?"} if step == "ask" else {}
    entry = make_asset("Xylophane House", status=Asset.Status.SUBMITTED, created_by=contributor, **hides)
    getattr(workflow, step)(entry, by=curator, **words)
    tell(entry.decisions.get().pk, "contributor")
    (mail,) = mailoutbox
    assert "xylophane" not in f"{mail.subject} {mail.body}".lower()


def test_the_mail_leads_to_the_entry_that_it_does_not_name(make_asset, contributor, curator, mailoutbox):
    entry = make_asset(status=Asset.Status.SUBMITTED, created_by=contributor, disclosure="withheld")
    workflow.publish(entry, by=curator)
    tell(entry.decisions.get().pk, "contributor")
    assert f"/assets/{entry.pk}/\n" in mailoutbox[0].body
