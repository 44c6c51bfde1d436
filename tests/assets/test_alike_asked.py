"""Whoever enters a place or group is asked whether it is there already, and is never held up by it."""

from uuid import uuid4

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from assets import joining
from assets.duplicates import pair_of
from assets.models import Asset
from places.models import Postcode

ADD, ALIKE = reverse("assets:add"), reverse("assets:alike")


@pytest.fixture
def answers(kind):
    return {
        "uid": str(uuid4()), "name": "Seaholme Pantry", "kind": kind("food").pk, "location": "53.0, -2.0",
        "eligibility": "Anyone", "disclosure": "exact", "visibility": "public", "licence_agreed": "on",
        "people_agreed": "on", "story": "It began in a kitchen.",
    }  # fmt: skip


@pytest.fixture
def send(signed_in, contributor):
    return lambda answers, by=contributor, to=ADD: signed_in(by).post(to, answers)


def test_a_like_entry_is_shown_before_another_is_sent(send, answers, make_asset):
    there = make_asset()
    page = send(answers).text
    assert "None of these: send it" in page
    assert there.get_absolute_url() in page
    assert Asset.objects.count() == 1


def test_so_is_one_of_which_nobody_said_what_kind_it_is(send, answers, make_asset):
    there = make_asset(category_ids=[])
    assert there.get_absolute_url() in send(answers).text


def test_what_was_typed_stands_in_the_form(send, answers, make_asset):
    make_asset()
    assert "It began in a kitchen." in send(answers).text


def test_none_of_these_sends_it(send, answers, make_asset):
    there = make_asset()
    send(answers | {"none_of_these": there.pk})
    assert Asset.objects.exclude(pk=there.pk).get().status == Asset.Status.SUBMITTED


def test_one_that_was_not_shown_before_is(send, answers, make_asset):
    first, second = make_asset(), make_asset()
    page = send(answers | {"none_of_these": first.pk})
    assert f'value="{first.pk},{second.pk}"' in page.text


def test_a_draft_is_not_asked(send, answers, make_asset):
    make_asset()
    send(answers | {"draft": "1"})
    assert Asset.objects.filter(status=Asset.Status.DRAFT).exists()


def test_a_draft_that_is_sent_is_asked_and_is_not_like_itself(send, answers, contributor, organisation, make_asset):
    draft = make_asset("Choir", status=Asset.Status.DRAFT, created_by=contributor, organisation=organisation)
    there, change = make_asset(), reverse("assets:edit", args=[draft.pk])
    assert "None of these: send it" in send(answers | {"base_version": draft.version}, to=change).text
    send(answers | {"base_version": draft.version, "none_of_these": there.pk}, to=change)
    assert Asset.objects.get(pk=draft.pk).status == Asset.Status.SUBMITTED


def test_whoever_sends_again_is_not_asked_about_what_a_curator_told_apart(
    send, answers, contributor, organisation, make_asset, curator
):
    there = make_asset()
    own = make_asset(status=Asset.Status.DRAFT, created_by=contributor, organisation=organisation)
    joining.tell_apart(pair_of(there, own), curator)
    send(answers | {"base_version": own.version}, to=reverse("assets:edit", args=[own.pk]))
    assert Asset.objects.get(pk=own.pk).status == Asset.Status.SUBMITTED


def test_nothing_alike_is_sent_at_once(send, answers, make_asset):
    make_asset("Harbour Choir")
    send(answers)
    assert Asset.objects.filter(status=Asset.Status.SUBMITTED).exists()


def test_half_an_answer_is_enough_while_typing(send, make_asset):
    there = make_asset("Seaholme Pantry")
    page = send({"name": "Seaholme Pantr", "postcode": "FY", "location": "53"}, to=ALIKE).text
    assert there.get_absolute_url() in page


def test_the_postcode_says_where_it_is_until_there_is_a_pin(send, make_asset):
    Postcode.objects.create(code="FY12AB", point=Point(-2, 53, srid=4326))
    make_asset("Seaholme Food Pantry")
    assert "about 10 m away" in send({"name": "Seaholme Pantry", "postcode": "fy1 2ab"}, to=ALIKE).text


def test_whoever_may_suggest_a_change_is_led_there(send, make_asset, organisation):
    theirs = make_asset(organisation=organisation)
    page = send({"name": "Seaholme Pantry"}, to=ALIKE).text
    assert "Same place: suggest a change" in page
    assert reverse("assets:edit", args=[theirs.pk]) in page


def test_others_see_its_page_alone(send, make_asset):
    make_asset()
    assert "Same place" not in send({"name": "Seaholme Pantry"}, to=ALIKE).text


def test_the_same_again_is_not_said_again(send, make_asset):
    make_asset()
    shown = send({"name": "Seaholme Pantry"}, to=ALIKE).context["question"].shown
    assert send({"name": "Seaholme Pantry", "alike_shown": shown}, to=ALIKE).status_code == 204


def test_no_browser_keeps_it(send, make_asset):
    make_asset()
    assert "no-store" in send({"name": "Seaholme Pantry"}, to=ALIKE)["Cache-Control"]


def test_it_is_for_people_who_may_add(send, make_user, client):
    assert send({"name": "Seaholme Pantry"}, by=make_user(), to=ALIKE).status_code == 403
    client.logout()
    assert client.post(ALIKE, {"name": "Seaholme Pantry"}).url.startswith("/account/login/")


@pytest.mark.parametrize("rubbish", ["\0", "9" * 40, "x" * 3000, "<script>"])
def test_rubbish_finds_nothing(send, rubbish):
    names = ["name", "postcode", "location", "contact_phone", "website", "none_of_these", "alike_shown"]
    assert send(dict.fromkeys(names, rubbish), to=ALIKE).status_code in (200, 204)


@pytest.mark.browser
def test_it_is_asked_while_the_name_is_typed(signed_in_page, contributor, live_server, make_asset):
    make_asset()
    page = signed_in_page(contributor)
    page.goto(live_server.url + ADD)
    page.get_by_label("Name", exact=True).press_sequentially("Seaholme Pantry")
    page.get_by_label("No, it is none of these").check()
    assert "Seaholme Pantry" in page.get_by_role("status").filter(has_text="Is it one of these?").inner_text()
