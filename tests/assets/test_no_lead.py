"""Where nobody reads concerns any more, administrators are asked for a lead, and learn of no concern."""

import pytest
from django.urls import reverse

from assets.models import Concern
from assets.tasks import ask_for_leads
from consortia.models import Appointment
from tests.planted import found_in


@pytest.fixture
def mails(tasks_at_once, mailoutbox):
    """The mails of a morning."""

    def write():
        mailoutbox.clear()
        ask_for_leads()
        return list(mailoutbox)

    return write


@pytest.fixture
def left(lead):
    """The consortium's lead, whose appointment has ended."""
    lead.appointments.update(started_on="2025-01-01", ended_on="2026-01-01")
    return lead


def test_an_administrator_is_led_to_the_appointments_of_the_consortium(left, administrator, consortium, mails):
    (mail,) = mails()
    assert mail.to == [administrator.email]
    assert consortium.name in mail.body
    assert reverse("admin:consortia_consortium_change", args=[consortium.pk]) in mail.body
    assert consortium.name not in mail.subject


def test_it_comes_also_where_the_account_of_the_lead_is_not_active(lead, administrator, mails):
    type(lead).objects.filter(pk=lead.pk).update(is_active=False)
    assert len(mails()) == 1


def test_a_lead_who_begins_later_is_none_yet(left, administrator, make_user, consortium, mails):
    Appointment.objects.create(user=make_user(), consortium=consortium, role="safeguarding", started_on="2099-01-01")
    assert len(mails()) == 1


def test_each_administrator_gets_one_mail_for_all_consortia(left, make_user, make_consortium, make_appointee, mails):
    other = make_appointee(make_consortium("Harbour Alliance"), "safeguarding", "Other")
    other.appointments.update(ended_on="2026-01-01")
    both = [make_user(is_superuser=True, wants_mail=wants_mail) for wants_mail in (True, False)]
    sent = mails()
    assert sorted(mail.to[0] for mail in sent) == sorted(user.email for user in both)
    names = ["Harbour Alliance", "Seaholme Coalition"]
    assert [found_in(mail.body, names) for mail in sent] == [names, names]


def test_nobody_else_gets_it(left, curator, coordinator, make_user, mails):
    make_user(is_superuser=True, is_active=False)
    make_user(is_staff=True)
    assert mails() == []


def test_where_there_is_a_lead_nobody_is_asked(left, make_appointee, consortium, administrator, mails):
    make_appointee(consortium, "safeguarding", "Next")
    assert mails() == []


def test_where_there_never_was_one_nobody_is_asked(curator, administrator, mails):
    assert mails() == []


def test_of_a_consortium_that_has_ended_nobody_is_asked(left, administrator, consortium, mails):
    type(consortium).objects.update(ends_on="2026-01-01")
    assert mails() == []


def test_the_mail_is_the_same_whether_a_concern_waits_or_not(left, administrator, consortium, mails):
    (before,) = mails()
    Concern.objects.create(consortium=consortium, words="I worry")
    (after,) = mails()
    assert (after.subject, after.body) == (before.subject, before.body)
