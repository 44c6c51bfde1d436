"""A worry about somebody's safety reaches the safeguarding lead, and nobody else."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone

from assets import joining, workflow
from assets.models import Asset, Concern
from assets.tasks import forget_concerns, remind_leads, tell_lead
from consortia.models import Appointment, CouncilContact
from tests.planted import found_in

WORDS = "Quillfeather hits the children"
OTHERS = ["contributor", "partner", "curator", "coordinator", "researcher", "stranger", "administrator"]


@pytest.fixture
def asset(make_asset):
    return make_asset("Layfield Walkers")


@pytest.fixture
def concern(consortium, asset, lead):
    said = {"about": asset.name, "words": WORDS, "contact": "01632 960000"}
    return Concern.objects.create(consortium=consortium, asset=asset, **said)


@pytest.fixture
def send(client, asset, lead):
    return lambda address=None, **fields: client.post(address or f"/worried/{asset.pk}/", {"words": WORDS, **fields})


# ── To send one ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_numbers_to_call_come_first(client, asset, lead, consortium):
    CouncilContact.objects.create(consortium=consortium, council="Seaholme Council", phone="01632 960100")
    page = client.get(f"/worried/{asset.pk}/").text
    assert page.index('href="tel:999"') < page.index('href="tel:01632960100"') < page.index('name="words"')


def test_where_no_number_is_known_it_says_how_to_find_one(client, asset):
    assert "find-local-council" in client.get(f"/worried/{asset.pk}/").text


@pytest.mark.parametrize("address", ["/assets/{0.pk}/", "/assets/{0.pk}/tell/"])
def test_pages_of_an_entry_lead_to_it(client, asset, address):
    assert f"/worried/{asset.pk}/" in client.get(address.format(asset), follow=True).text


@pytest.mark.parametrize("address", ["/about/urgent-help/", "/tell/place/", "/about/contact/"])
def test_other_pages_do_too(client, address):
    assert 'href="/worried/"' in client.get(address).text


def test_it_can_be_left_and_is_kept_nowhere(client, asset):
    answer = client.get(f"/worried/{asset.pk}/")
    assert "Leave this page" in answer.text
    assert "no-store" in answer["Cache-Control"]


def test_it_is_kept_without_confirmation_or_address(send, asset, consortium):
    assert send().url == "/worried/sent/"
    concern = Concern.objects.get()
    assert (concern.words, concern.contact, concern.asset, concern.consortium) == (WORDS, "", asset, consortium)


def test_what_the_entry_was_called_is_kept_with_it(send):
    send()
    assert Concern.objects.get().about == "Layfield Walkers"


@pytest.mark.real_roles
def test_a_visitor_sends_it_with_the_rights_of_visitors(send):
    send()
    assert Concern.objects.exists()


def test_without_words_it_is_told_and_nothing_is_lost(send):
    answer = send(words=" ", contact="01632 960000")
    assert "Say in a few words what worries you" in answer.text
    assert "01632 960000" in answer.text


def test_too_many_are_stopped_and_nothing_is_lost(client, asset, lead, settings):
    settings.REPORTS_AN_HOUR = 1
    number = int(timezone.now().timestamp())
    network = {"REMOTE_ADDR": f"2001:db8:{number >> 16:x}:{number & 0xFFFF:x}::2"}
    client.post(f"/worried/{asset.pk}/", {"words": "One"}, **network)
    answer = client.post(f"/worried/{asset.pk}/", {"words": WORDS}, **network)
    assert (answer.status_code, Concern.objects.count()) == (429, 1)
    assert WORDS in answer.text


@pytest.mark.parametrize("fields", [{"visibility": "consortium"}, {"visibility": "private"}, {"status": "submitted"}])
def test_what_a_visitor_cannot_see_is_not_found(make_asset, client, fields):
    assert client.get(f"/worried/{make_asset('Hidden', **fields).pk}/").status_code == 404


def test_what_was_written_while_the_entry_was_hidden_is_shown_with_the_numbers(make_asset, send):
    answer = send(f"/worried/{make_asset('Hidden', visibility='private').pk}/")
    assert (answer.status_code, Concern.objects.count()) == (200, 0)
    assert WORDS in answer.text
    assert "999" in answer.text
    assert "Hidden" not in answer.text


def test_of_a_merged_entry_it_goes_to_the_lead_of_the_one_that_is_kept(make_asset, asset, lead, curator, client):
    loser = make_asset("The same")
    joining.merge(Asset.objects.get(pk=asset.pk), loser, curator, [])
    client.post(f"/worried/{loser.pk}/", {"words": WORDS})
    assert Concern.objects.get().asset == asset


def test_a_place_in_words_finds_whose_lead_reads_it(client, consortium, make_area, lead):
    consortium.areas.add(make_area())
    assert f"lead of {consortium}" in client.get("/worried/?where=Seaholme").text


def test_elsewhere_one_is_chosen(client, consortium, lead, send):
    assert f"?consortium={consortium.slug}" in client.get("/worried/?where=Nowhere").text
    send(f"/worried/?consortium={consortium.slug}")
    assert Concern.objects.get().consortium == consortium


# ── Without a lead ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def no_lead(request, lead):
    """The lead is no more, in one of these ways."""
    if request.param == "left":
        lead.appointments.update(ended_on="2026-01-01")
    else:
        type(lead).objects.update(is_active=False)


@pytest.mark.parametrize("no_lead", ["left", "switched off"], indirect=True)
def test_there_is_no_form_and_it_says_why(no_lead, client, asset):
    page = client.get(f"/worried/{asset.pk}/").text
    assert 'name="words"' not in page
    assert "has named nobody to read it" in page


@pytest.mark.parametrize("no_lead", ["left"], indirect=True)
def test_what_is_sent_all_the_same_is_shown_again_and_kept_nowhere(no_lead, send):
    answer = send(contact="01632 960000")
    assert "Not sent: nobody would read it" in answer.text
    assert f"<blockquote>{WORDS}</blockquote><blockquote>01632 960000</blockquote>" in answer.text
    assert not Concern.objects.exists()


# ── To read one ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_lead_reads_it(signed_in, lead, concern):
    page = signed_in(lead).get(concern.get_absolute_url()).text
    assert WORDS in page
    assert "01632 960000" in page


def test_the_list_holds_no_words(signed_in, lead, concern):
    page = signed_in(lead).get("/concerns/").text
    assert concern.get_absolute_url() in page
    assert found_in(page, ["Quillfeather", "Layfield"]) == []


@pytest.mark.parametrize("part", OTHERS)
def test_nobody_else_does(request, signed_in, concern, part):
    client = signed_in(request.getfixturevalue(part))
    assert client.get(concern.get_absolute_url()).status_code == 404
    assert client.post(concern.get_absolute_url()).status_code == 404
    assert client.get("/concerns/").status_code == 403


def test_visitors_are_asked_to_sign_in(client, concern):
    assert client.get(concern.get_absolute_url()).status_code == 302


def test_a_lead_of_another_consortium_does_not_find_it(signed_in, concern, make_appointee, make_consortium):
    other = make_appointee(make_consortium("Elsewhere"), "safeguarding", "Other")
    assert signed_in(other).get(concern.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("part", ["curator", "administrator", "lead"])
def test_no_page_of_work_counts_it(request, signed_in, concern, part):
    client = signed_in(request.getfixturevalue(part))
    for address in ["/", "/review/", "/review/reports/", "/assets/mine/", concern.asset.get_absolute_url()]:
        assert found_in(client.get(address).text, ["/concerns/", "Quillfeather"]) == []


def test_an_administrator_reads_it_only_as_the_lead_which_is_recorded(signed_in, administrator, lead, concern):
    lead.appointments.update(ended_on="2026-01-01")
    client = signed_in(administrator)
    administrator.appointments.create(consortium=concern.consortium, role="safeguarding")
    assert WORDS in client.get(concern.get_absolute_url()).text
    named = apps.get_model("consortia.AppointmentEvent").objects.filter(user=administrator, role="safeguarding")
    assert named.count() == 1


def test_a_consortium_has_one_lead(lead, administrator, consortium):
    second = Appointment(user=administrator, consortium=consortium, role="safeguarding", started_on="2026-01-01")
    with pytest.raises(ValidationError, match="has a safeguarding lead"):
        second.full_clean()


def test_an_entry_that_is_closed_is_named_all_the_same(signed_in, lead, concern, asset, curator):
    workflow.close(asset, curator)
    assert "Layfield Walkers" in signed_in(lead).get(concern.get_absolute_url()).text


def test_what_an_entry_is_called_since_the_lead_may_not_see_it_is_not_told(signed_in, lead, concern, asset):
    type(asset).objects.update(visibility="private", name="Xylophane")
    assert "Xylophane" not in signed_in(lead).get(concern.get_absolute_url()).text


def test_what_an_entry_was_called_then_is_said_where_it_is_another_name_now(signed_in, lead, concern, asset):
    type(asset).objects.update(name="Layfield Ramblers")
    said = ["Layfield Ramblers", "called “Layfield Walkers” when"]
    assert found_in(signed_in(lead).get(concern.get_absolute_url()).text, said) == said


def test_of_an_older_one_without_a_name_it_says_that_the_entry_is_not_seen(signed_in, lead, concern, asset):
    Concern.objects.update(about="")
    type(asset).objects.update(visibility="private")
    assert "An entry that you may not see any more" in signed_in(lead).get(concern.get_absolute_url()).text


def test_the_queries_of_the_list_do_not_grow(signed_in, lead, concern, django_assert_max_num_queries):
    for _ in range(10):
        Concern.objects.create(consortium=concern.consortium, words=WORDS)
    client = signed_in(lead)
    with django_assert_max_num_queries(10):
        client.get("/concerns/")


# ── What is left of it ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_mail_says_that_one_waits_and_nothing_of_it(send, lead, mailoutbox, consortium):
    type(lead).objects.update(wants_mail=False)
    send(contact="01632 960000")
    tell_lead(consortium.pk)
    (mail,) = mailoutbox
    assert mail.to == [lead.email]
    assert "/concerns/" in mail.body
    assert found_in(mail.subject + mail.body, ["Quillfeather", "960000", "Layfield", "safety"]) == []


def test_it_is_sent_once_the_concern_is_kept(send, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        send()
    assert len(callbacks) == 1


@pytest.mark.parametrize(("closed_at", "sent"), [(None, 1), (timezone.now(), 0)])
def test_the_lead_is_reminded_while_one_is_open(tasks_at_once, concern, closed_at, sent, mailoutbox):
    Concern.objects.update(closed_at=closed_at)
    remind_leads()
    assert len(mailoutbox) == sent


def test_the_lead_closes_it(signed_in, lead, concern):
    signed_in(lead).post(concern.get_absolute_url())
    concern.refresh_from_db()
    assert concern.closed_at


@pytest.mark.parametrize(
    ("made", "closed", "left"), [(300, None, 1), (366, None, 0), (100, 91, 0), (100, 89, 1), (366, 1, 0)]
)
def test_it_is_deleted_some_time_after_its_end_and_at_the_longest_age(concern, made, closed, left):
    now = timezone.now()
    closed_at = closed and now - timedelta(days=closed)
    Concern.objects.update(made_at=now - timedelta(days=made), closed_at=closed_at)
    forget_concerns()
    assert Concern.objects.count() == left


def test_it_has_neither_history_nor_admin():
    assert not [model for model in apps.get_models() if model.__name__.startswith("Concern") and model is not Concern]
    assert Concern not in admin.site._registry


def test_who_wrote_it_is_not_kept(signed_in, partner, lead, asset):
    signed_in(partner).post(f"/worried/{asset.pk}/", {"words": WORDS})
    columns = {field.name for field in Concern._meta.get_fields()}
    assert Concern.objects.exists()
    assert columns == {"id", "consortium", "asset", "about", "words", "contact", "made_at", "closed_at"}
