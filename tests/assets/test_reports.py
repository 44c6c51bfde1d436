"""People without an account tell us of places and groups; a link in an e-mail confirms it."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.models import User
from assets import joining
from assets.models import Asset, Report
from assets.tasks import ask_to_confirm, forget_reports
from tests.planted import found_in

State = Report.State
OF_ENTRY = {"kind": "changed", "words": "It opens at ten now", "name": "Robin", "email": "robin@example.org"}
OF_PLACE = {"place": "Harbour Knitters", "where": "Seaholme", "words": "Knitting and tea", "email": "robin@example.org"}


@pytest.fixture
def asset(make_asset):
    return make_asset("Layfield Walkers")


@pytest.fixture
def tell(client, asset):
    """Send the form of the entry with these changes."""

    def post(of=asset, **fields):
        return client.post(f"/assets/{of.pk}/tell/", {**OF_ENTRY, **fields})

    return post


@pytest.fixture
def told(tell):
    """A report that nobody has confirmed."""
    tell()
    return Report.objects.get()


def link_to(report, mailoutbox):
    ask_to_confirm(report.pk)
    return re.search(r"/tell/confirm/\S+", mailoutbox[-1].body)[0]


# ── Of an entry ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_of_an_entry_leads_to_the_form(client, asset):
    assert f"/assets/{asset.pk}/tell/" in client.get(asset.get_absolute_url()).text


def test_what_is_sent_is_kept_unconfirmed(told, asset):
    assert (told.asset, told.kind, told.words, told.state) == (asset, "changed", "It opens at ten now", "unconfirmed")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("kind", "", "Choose what it is about"),
        ("kind", "missing", "Choose from the list"),
        ("words", " ", "Say what is not right"),
        ("words", "x" * 2001, "Use at most 2000 characters"),
        ("email", "", "Give your e-mail address"),
        ("email", "robin\n@example.org", "Give your e-mail address"),
        ("name", "x" * 151, "Use at most 150 characters"),
    ],
)
def test_mistakes_are_told_and_lose_nothing(tell, field, value, words):
    answer = tell(how_known="By the door", **{field: value})
    assert words in answer.text
    assert "By the door" in answer.text
    assert not Report.objects.exists()


@pytest.mark.parametrize("fields", [{"visibility": "consortium"}, {"visibility": "private"}, {"status": "closed"}])
def test_what_a_visitor_cannot_see_is_not_found(make_asset, tell, fields):
    assert tell(make_asset("Hidden", **fields)).status_code == 404


def test_a_partner_tells_of_what_partners_see(make_asset, signed_in, partner):
    asset = make_asset("For partners", visibility="consortium")
    signed_in(partner).post(f"/assets/{asset.pk}/tell/", OF_ENTRY)
    report = Report.objects.get()
    assert (report.state, report.email, report.name) == (State.WAITING, partner.email, partner.name)


@pytest.mark.parametrize("role", ["curator", "coordinator"])
def test_who_changes_or_suggests_is_led_there(request, signed_in, asset, role):
    answer = signed_in(request.getfixturevalue(role)).get(f"/assets/{asset.pk}/tell/")
    assert answer.url == f"/assets/{asset.pk}/edit/"


def test_what_they_wrote_before_they_signed_in_is_taken(signed_in, asset, curator):
    signed_in(curator).post(f"/assets/{asset.pk}/tell/", OF_ENTRY)
    assert Report.objects.get().words == OF_ENTRY["words"]


@pytest.mark.parametrize("fields", [{"status": "closed"}, {"visibility": "private"}])
def test_what_was_written_of_an_entry_that_goes_is_shown_to_be_copied(make_asset, tell, fields):
    asset = make_asset("Hidden")
    Asset.objects.filter(pk=asset.pk).update(**fields)
    answer = tell(asset, how_known="By the door")
    assert (answer.status_code, "ten now" in answer.text, "By the door" in answer.text) == (404, True, True)
    assert "Hidden" not in answer.text


def test_the_same_page_comes_where_there_never_was_an_entry(make_asset, client):
    hidden, never = (
        client.post(f"/assets/{pk}/tell/", OF_ENTRY).text.replace(f"/assets/{pk}/", "")
        for pk in (make_asset("Hidden", visibility="private").pk, 999_999_999)
    )
    assert hidden == never


def test_of_a_merged_entry_it_is_told_of_the_one_that_is_kept(make_asset, asset, curator, tell):
    loser = make_asset("The same")
    joining.merge(Asset.objects.get(pk=asset.pk), loser, curator, [])
    tell(loser)
    assert Report.objects.get().asset == asset


def test_the_form_of_a_refuge_can_be_left_and_is_kept_nowhere(client, make_asset):
    answer = client.get(f"/assets/{make_asset('Refuge', 'refuge', disclosure='withheld').pk}/tell/")
    assert "Leave this page" in answer.text
    assert "no-store" in answer["Cache-Control"]


# ── Of what is missing ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def tell_of_place(client):
    return lambda **fields: client.post("/tell/place/", {**OF_PLACE, **fields})


def test_who_looks_after_its_area_gets_it(tell_of_place, consortium, make_area):
    consortium.areas.add(make_area())
    tell_of_place()
    assert Report.objects.get().consortium == consortium


def test_elsewhere_one_is_asked_for_and_nothing_is_lost(tell_of_place, consortium):
    answer = tell_of_place(where="Nowhere at all")
    assert "Who looks after that part of the country?" in answer.text
    assert "Knitting and tea" in answer.text
    assert not Report.objects.exists()


def test_the_one_chosen_gets_it(tell_of_place, consortium):
    tell_of_place(where="Nowhere at all", consortium=consortium.pk)
    assert Report.objects.get().consortium == consortium


def test_what_nobody_looks_after_is_for_administrators(tell_of_place, consortium, administrator, curator):
    tell_of_place(where="Nowhere at all", consortium="")
    Report.objects.update(state=State.WAITING)
    assert Report.objects.reviewable_by(administrator).exists()
    assert not Report.objects.reviewable_by(curator).exists()


@pytest.mark.parametrize("address", ["/assets/?q=zzzz", "/assets/add/", "/about/contact/"])
def test_other_pages_lead_to_it(client, address):
    assert 'href="/tell/place/"' in client.get(address).text


# ── To confirm ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_mail_holds_the_link_and_no_word_of_theirs(told, mailoutbox):
    link_to(told, mailoutbox)
    (mail,) = mailoutbox
    assert mail.to == ["robin@example.org"]
    assert found_in(mail.subject + mail.body, ["ten now", "Robin", "Layfield"]) == []


def test_it_is_sent_once_the_report_is_kept(tell, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        tell()
    assert len(callbacks) == 1


def test_the_answer_does_not_tell_whether_an_address_has_an_account(tell, make_user):
    known, unknown = tell(email=make_user().email), tell(email="nobody@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url) == (302, "/tell/sent/")


def test_opening_the_link_changes_nothing(client, told, mailoutbox):
    assert client.get(link_to(told, mailoutbox)).status_code == 200
    assert Report.objects.get().state == State.UNCONFIRMED


def test_its_button_confirms(client, told, mailoutbox):
    answer = client.post(link_to(told, mailoutbox))
    assert "The curators have it now" in answer.text
    assert Report.objects.get().state == State.WAITING


def test_pressed_twice_it_is_confirmed_once(client, told, mailoutbox):
    link = link_to(told, mailoutbox)
    client.post(link)
    first = Report.objects.get().confirmed_at
    assert client.post(link).status_code == 200
    assert Report.objects.get().confirmed_at == first


def test_a_link_that_came_late_does_nothing(client, told, mailoutbox, settings):
    link = link_to(told, mailoutbox)
    settings.REPORT_CONFIRM_DAYS = -1
    assert client.post(link).status_code == 410
    assert Report.objects.get().state == State.UNCONFIRMED


def test_a_changed_link_is_not_found(client, told, mailoutbox):
    assert client.post(link_to(told, mailoutbox)[:-2] + "x/").status_code == 404


def test_a_confirmed_report_gets_no_second_mail(told, mailoutbox):
    Report.objects.update(state=State.WAITING)
    ask_to_confirm(told.pk)
    assert mailoutbox == []


@pytest.mark.real_roles
def test_a_visitor_tells_and_confirms_with_the_rights_of_visitors(client, told, mailoutbox):
    client.post(link_to(told, mailoutbox))
    assert Report.objects.get().state == State.WAITING


# ── What is forgotten ─────────────────────────────────────────────────────────────────────────────────────────────────


def days_ago(days):
    return timezone.now() - timedelta(days=days)


@pytest.mark.parametrize(("state", "days", "left"), [("unconfirmed", 4, 0), ("unconfirmed", 2, 1), ("waiting", 400, 1)])
def test_what_nobody_confirmed_is_deleted(told, state, days, left, mailoutbox, client):
    Report.objects.update(state=state, made_at=days_ago(days))
    forget_reports()
    assert Report.objects.count() == left


def test_a_deleted_one_cannot_be_confirmed(client, told, mailoutbox):
    link = link_to(told, mailoutbox)
    Report.objects.all().delete()
    assert client.post(link).status_code == 410


@pytest.mark.parametrize(("days", "left"), [(91, ("", "")), (89, ("Robin", "robin@example.org"))])
def test_who_told_us_is_forgotten_some_time_after_the_end(told, curator, days, left):
    Report.objects.update(state=State.DONE, decided_by=curator, decided_at=days_ago(days))
    forget_reports()
    report = Report.objects.get()
    assert (report.name, report.email, report.words) == (*left, "It opens at ten now")


# ── Too many ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def address(make_user):
    """A network address and an e-mail address that no other run has counted."""
    number = int(timezone.now().timestamp() * 1000)
    return {
        "REMOTE_ADDR": f"2001:db8:{number >> 16 & 0xFFFF:x}:{number & 0xFFFF:x}::1",
        "email": f"r{number}@example.org",
    }


def send(client, asset, address, **fields):
    return client.post(
        f"/assets/{asset.pk}/tell/",
        {**OF_ENTRY, **fields},
        REMOTE_ADDR=address["REMOTE_ADDR"],
        HTTP_X_FORWARDED_FOR="::5",
    )


def test_too_many_from_one_network_are_stopped_and_nothing_is_lost(client, asset, address, settings):
    settings.REPORTS_AN_HOUR = 1
    send(client, asset, address)
    neighbour = {"REMOTE_ADDR": address["REMOTE_ADDR"] + "7"}
    answer = send(client, asset, neighbour, words="And the door is blue")
    assert answer.status_code == 429
    assert "too many messages" in answer.text
    assert "And the door is blue" in answer.text
    assert Report.objects.count() == 1


def test_too_many_for_one_address_are_stopped_with_the_same_words(client, asset, address, settings):
    settings.REPORTS_A_DAY = 1
    send(client, asset, address, email=address["email"])
    answer = send(client, asset, address, email=address["email"].upper())
    assert answer.status_code == 429
    assert "They came from your network or for this e-mail address" in answer.text


def test_a_forwarded_address_counts_where_a_proxy_of_ours_wrote_it(client, asset, address, settings):
    settings.REPORTS_AN_HOUR, settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1, 1
    behind = {"REMOTE_ADDR": "10.0.0.1"}
    sent = [
        client.post(
            f"/assets/{asset.pk}/tell/", OF_ENTRY, HTTP_X_FORWARDED_FOR=f"{forged}, {address['REMOTE_ADDR']}", **behind
        )
        for forged in ("1.1.1.1", "2.2.2.2")
    ]
    assert [answer.status_code for answer in sent] == [302, 429]


def test_where_nothing_can_be_counted_it_is_said_and_nothing_is_lost(tell, settings):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    answer = tell()
    assert answer.status_code == 503
    assert "we cannot take it just now" in answer.text
    assert "It opens at ten now" in answer.text
    assert not Report.objects.exists()


def test_the_address_of_a_merged_entry_leads_to_the_other_form(client, tell, asset, make_asset, curator):
    loser = make_asset("The same")
    joining.merge(Asset.objects.get(pk=asset.pk), loser, curator, [])
    assert client.get(f"/assets/{loser.pk}/tell/").url == f"/assets/{asset.pk}/tell/"


def test_no_address_is_in_the_cache(client, asset, address):
    send(client, asset, address, email=address["email"])
    keys = b" ".join(cache._cache.get_client().keys("*turns*")).decode()
    assert "turns:mail:" in keys
    assert found_in(keys, [address["email"], "2001:db8"]) == []


def test_an_account_is_not_made(told):
    assert not User.objects.exists()
