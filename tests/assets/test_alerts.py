"""Mails about saved searches: one a person, at most one a day, of public rows alone, and easily stopped."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assets import alerts
from assets.models import Asset, PublicAsset, SavedQuery
from assets.tasks import send_alert, start_alerts
from assets.words import refresh_words
from tests.planted import PLACE_WORDS, SECRET_NAMES, found_in

LONG_AGO = timedelta(days=2)


@pytest.fixture
def search(partner):
    """A search of a partner who was told two days ago."""
    return partner.saved_queries.create(
        name="Food", query="category=food", wants_alerts=True, alerted_at=timezone.now() - LONG_AGO
    )


@pytest.fixture
def send():
    """What the two tasks do in an hour, one after the other."""

    def run():
        now = timezone.now()
        for user_id in alerts.people_due(now):
            marks = alerts.claim(user_id, now)
            send_alert(user_id, [[pk, mark.isoformat()] for pk, mark in marks.items()])

    return run


def mark_of(search):
    search.refresh_from_db()
    return search.alerted_at


def test_what_is_new_is_told(search, make_asset, send, mailoutbox):
    asset = make_asset("Seaholme Pantry")
    send()
    (mail,) = mailoutbox
    assert mail.to == [search.user.email]
    assert "Seaholme Pantry" in mail.body
    assert asset.get_absolute_url() in mail.body


def test_what_the_search_does_not_find_is_not(search, make_asset, send, mailoutbox):
    make_asset("Choir", "singing")
    send()
    assert mailoutbox == []


def test_it_is_told_once(search, make_asset, send, mailoutbox):
    make_asset()
    send()
    send()
    assert len(mailoutbox) == 1


def test_nothing_is_told_within_a_day(search, make_asset, send, mailoutbox):
    SavedQuery.objects.update(alerted_at=timezone.now() - timedelta(hours=23))
    make_asset()
    send()
    assert mailoutbox == []


def test_the_first_run_sets_the_mark_and_tells_nothing(search, make_asset, send, mailoutbox):
    SavedQuery.objects.update(alerted_at=None)
    make_asset()
    send()
    assert mark_of(search)
    assert mailoutbox == []


def test_all_searches_of_a_person_come_in_one_mail(search, make_asset, send, mailoutbox):
    hours_ago = timezone.now() - timedelta(hours=2)
    search.user.saved_queries.create(name="All", query="", wants_alerts=True, alerted_at=hours_ago)
    make_asset()
    send()
    (mail,) = mailoutbox
    assert "Food: 1" in mail.body
    assert "All: 1" in mail.body


def test_of_many_the_first_twenty_are_named(search, make_asset, send, mailoutbox):
    for number in range(alerts.NAMED + 2):
        make_asset(f"Pantry {number}")
    send()
    assert len(re.findall(r"^- Pantry", mailoutbox[0].body, re.MULTILINE)) == alerts.NAMED
    assert "And 2 more." in mailoutbox[0].body


@pytest.mark.parametrize("field", ["wants_mail", "is_active"])
def test_who_wants_no_mail_or_is_gone_gets_none(search, make_asset, send, mailoutbox, field):
    setattr(search.user, field, False)
    search.user.save()
    make_asset()
    send()
    assert mailoutbox == []


def test_a_search_without_mails_is_silent(search, make_asset, send, mailoutbox):
    SavedQuery.objects.update(wants_alerts=False)
    make_asset()
    send()
    assert mailoutbox == []


def test_a_search_whose_code_ended_is_silent(search, make_asset, send, mailoutbox):
    SavedQuery.objects.update(query="category=ended")
    make_asset()
    send()
    assert mailoutbox == []


def test_even_a_partner_is_told_of_public_rows_alone(search, make_asset, send, mailoutbox):
    make_asset("Zibethum", visibility=Asset.Visibility.CONSORTIUM)
    make_asset("Xylophane", visibility=Asset.Visibility.PRIVATE)
    make_asset("Wyvernhall", status=Asset.Status.SUBMITTED)
    send()
    assert mailoutbox == []


def test_no_mail_holds_what_is_hidden(planted, search, send, mailoutbox):
    SavedQuery.objects.update(query="")
    send()
    (mail,) = mailoutbox
    assert "Refuge" in mail.body
    assert found_in(mail.message().as_string(), [*PLACE_WORDS, *SECRET_NAMES.values()]) == []


def test_the_subject_names_no_search(search, make_asset, send, mailoutbox):
    make_asset()
    send()
    assert "Food" not in mailoutbox[0].subject


def test_words_of_searches_are_not_logged(search, make_asset, send, logged):
    SavedQuery.objects.update(name="Zibethum", query="q=quillfeather")
    make_asset("Quillfeather House")
    send()
    assert found_in(logged.text, ["Zibethum", "Quillfeather"]) == []


def test_of_two_workers_one_gets_the_marks(search):
    now = timezone.now()
    with transaction.atomic():
        claimed = [alerts.claim(search.user.pk, now), alerts.claim(search.user.pk, now)]
    assert [len(marks) for marks in claimed] == [1, 0]


def test_a_retry_tells_the_same(search, make_asset, mailoutbox):
    make_asset()
    marks = [[search.pk, (timezone.now() - LONG_AGO).isoformat()]]
    send_alert(search.user.pk, marks)
    send_alert(search.user.pk, marks)
    first, again = (mail.body.replace(stop_link(mail), "") for mail in mailoutbox)  # the link is signed with its time
    assert first == again


def stop_link(mail):
    return re.search(r"No more mails about this search: https?://[^/]+(\S+)", mail.body)[1]


@pytest.fixture
def mail(search, make_asset, send, mailoutbox):
    make_asset()
    send()
    return mailoutbox[0]


def test_opening_the_link_changes_nothing(mail, search, client):
    page = client.get(stop_link(mail))
    search.refresh_from_db()
    assert "Stop these mails" in page.text
    assert search.wants_alerts


def test_its_button_stops_the_mails(mail, search, client):
    client.post(stop_link(mail))
    search.refresh_from_db()
    assert not search.wants_alerts


@pytest.mark.real_roles
def test_so_does_the_one_click_of_a_mail_program(search):
    path = alerts.stop_path([search.pk])
    answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    search.refresh_from_db()
    assert answer.status_code == 200
    assert not search.wants_alerts


def test_the_mail_says_how_a_program_stops_it(mail, search, settings):
    headers = mail.message()
    link = headers["List-Unsubscribe"].replace("\n", "").strip("<> ")
    assert alerts.searches_of(link.removeprefix(settings.SITE_URL).split("/")[-2]) == [search.pk]
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    "token", ["x", signing.dumps([1], salt="another"), signing.dumps([1])], ids=["x", "another", "plain"]
)
def test_a_changed_link_is_not_found(client, token):
    assert client.post(reverse("assets:stop_alerts", args=[token])).status_code == 404


@pytest.mark.worker
def test_a_worker_tells_what_is_new(search, make_asset, worker):
    make_asset("Seaholme Pantry")
    start_alerts.delay()
    mail = worker.next_mail()
    assert search.user.email in mail
    assert "Seaholme Pantry" in mail


def test_a_word_of_an_older_entry_is_no_slip(search, make_asset, send, mailoutbox):
    SavedQuery.objects.update(query="q=heating")
    older = make_asset("Warm Hub", summary="Help with heating.")
    PublicAsset.objects.filter(pk=older.pk).update(changed_at=timezone.now() - 2 * LONG_AGO)
    make_asset("Hearing Help")
    refresh_words()
    send()
    assert mailoutbox == []


def test_a_mail_says_which_word_was_corrected(search, make_asset, send, mailoutbox):
    SavedQuery.objects.update(query="q=libary")
    make_asset("Seaholme Library", "library")
    refresh_words()
    send()
    assert "“libary” was taken for “library”." in mailoutbox[0].body
