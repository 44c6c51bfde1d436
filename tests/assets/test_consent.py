"""Of a contact each item is published by a consent of its own, and up to the day that was agreed."""

from datetime import timedelta
from pathlib import Path

import pghistory
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from assets.duplicates import as_disclosed
from assets.facts import differences
from assets.forms import merge
from assets.giveaways import giveaways
from assets.models import Asset, PublicAsset
from assets.models.contact import ITEMS, columns_of
from assets.suggested import Suggested
from assets.tasks import hide_contacts_past_their_date
from tests.assets.filled import as_given

CARRIED = Path(__file__).parents[2] / "assets" / "migrations" / "sql" / "consents_carried.sql"
CONTACT = {"contact_name": "Jo", "contact_phone": "01632 960001", "contact_email": "jo@example.org"}
TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def own(make_asset, contributor, organisation):
    values = {"created_by": contributor, "organisation": organisation, "eligibility": "Anyone", **CONTACT}
    return lambda **fields: make_asset(**values | fields)


@pytest.fixture
def change(signed_in, contributor, curator):
    """Send the form as the page gave it, with these changes."""

    def post(asset, by, **changes):
        response = signed_in(by).post(reverse("assets:edit", args=[asset.pk]), {**as_given(asset, by), **changes})
        asset.refresh_from_db()
        return response

    return post


def shown():
    """The items that everybody reads of the one entry."""
    entry = PublicAsset.objects.get()
    return {item for item in ITEMS if getattr(entry, item)}


# ── What is shown ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("item", ITEMS)
def test_what_is_agreed_is_shown_and_nothing_else(make_asset, item):
    make_asset(**CONTACT, **{f"{item}_is_public": True})
    assert shown() == {item}


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_is_shown_up_to_its_own_day(make_asset, item):
    all_agreed = {f"{each}_is_public": True for each in ITEMS}
    make_asset(
        **CONTACT,
        **all_agreed,
        **{f"{each}_agreed_until": TODAY for each in ITEMS} | {f"{item}_agreed_until": YESTERDAY},
    )
    assert shown() == set(ITEMS) - {item}


def test_everybody_reads_the_phone_and_not_the_e_mail(client, make_asset):
    page = client.get(make_asset(**CONTACT, contact_phone_is_public=True).get_absolute_url()).text
    assert "01632 960001" in page
    assert "jo@example.org" not in page


def test_whose_it_is_is_for_those_who_look_after_the_entry(client, make_asset, signed_in, curator):
    asset = make_asset(**CONTACT, contact_phone_is_public=True, contact_phone_whose="Amina at the desk")
    assert "Amina at the desk" not in client.get(asset.get_absolute_url()).text
    assert "Amina at the desk" in signed_in(curator).get(reverse("assets:review_item", args=[asset.pk])).text


@pytest.mark.parametrize(("agreed", "found"), [("contact_phone", 1), ("contact_email", 0)])
def test_a_number_finds_an_entry_whose_phone_is_public(signed_in, make_user, make_asset, agreed, found):
    make_asset(**CONTACT, **{f"{agreed}_is_public": True})
    answer = signed_in(make_user("Reader")).get("/assets/", {"q": "01632 960001"})
    assert answer.context["total"].number == found


@pytest.mark.parametrize(("until", "telephone"), [(TODAY, "01632 960001"), (YESTERDAY, "")])
def test_entries_of_others_are_compared_by_a_phone_that_is_public(make_asset, until, telephone):
    asset = make_asset(**CONTACT, contact_phone_is_public=True, contact_phone_agreed_until=until)
    assert as_disclosed(asset).telephone == telephone


def test_an_e_mail_that_tells_a_hidden_place_is_pointed_out(make_asset):
    hidden = {"disclosure": "withheld", "address": "7 Plover Lane", "contact_email": "desk@ploverlane.example"}
    asset = make_asset(**hidden, contact_email_is_public=True)
    assert [str(told) for told in giveaways(asset)] == ["“Plover Lane” (the e-mail)"]
    asset.contact_email_is_public = False
    assert giveaways(asset) == []


# ── When it ends ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_at_night_the_consent_that_ended_is_taken_back_and_no_other(make_asset):
    asset = make_asset(
        **CONTACT, contact_phone_is_public=True, contact_email_is_public=True, contact_email_agreed_until=YESTERDAY
    )
    hide_contacts_past_their_date()
    asset.refresh_from_db()
    assert (asset.contact_phone_is_public, asset.contact_email_is_public) == (True, False)


def test_that_is_one_change_that_says_why(make_asset):
    ended = {
        f"{item}_{name}": value for item in ITEMS for name, value in [("is_public", True), ("agreed_until", YESTERDAY)]
    }
    make_asset(**CONTACT, **ended)
    hide_contacts_past_their_date()
    context = pghistory.models.Events.objects.filter(pgh_label="update").get().pgh_context
    assert context["why"] == "the consent to publish the contact ended"


# ── The form ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("item", "words"), [(item, label.lower()) for item, label in ITEMS.items()])
def test_a_tick_without_an_item_is_questioned(change, own, curator, item, words):
    response = change(own(**{item: ""}), curator, **{f"{item}_is_public": "on"})
    (error,) = response.context["form"].errors[f"{item}_is_public"]
    assert error == f"There is no {words} to publish. Give it above, or take this tick away."


def test_each_consent_is_dated(change, own, curator):
    asset = own(contact_email_is_public=True, contact_email_agreed_on="2026-01-01")
    change(asset, curator, contact_phone_is_public="on")
    assert (asset.contact_phone_agreed_on, str(asset.contact_email_agreed_on)) == (TODAY, "2026-01-01")


def test_another_number_is_agreed_to_anew(change, own, curator):
    asset = own(contact_phone_is_public=True, contact_phone_agreed_on="2026-01-01")
    change(asset, curator, contact_phone="01632 960002")
    assert asset.contact_phone_agreed_on == TODAY


def test_consent_is_not_given_again_up_to_a_day_that_has_passed(change, own, curator):
    response = change(own(contact_phone_agreed_until=YESTERDAY), curator, contact_phone_is_public="on")
    assert "This day has passed" in str(response.context["form"].errors["contact_phone_agreed_until"])


def test_consent_may_be_taken_back_when_its_day_has_passed(change, own, curator):
    asset = own(contact_phone_is_public=True, contact_phone_agreed_until=YESTERDAY)
    change(asset, curator, contact_phone_is_public="")
    assert not asset.contact_phone_is_public


# ── A suggested change ────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_item_is_decided_with_its_consent(change, own, contributor):
    asset = own()
    change(asset, contributor, contact_phone="01632 960002", contact_phone_is_public="on", contact_email_is_public="on")
    phone, email = Suggested(asset.proposals.get()).parts
    assert [phone.columns, email.columns] == [tuple(columns_of("contact_phone")), tuple(columns_of("contact_email"))]


def test_a_new_number_is_suggested_with_its_new_date(change, own, contributor):
    asset = own(contact_phone_is_public=True, contact_phone_agreed_on="2026-01-01")
    change(asset, contributor, contact_phone="01632 960002")
    after = asset.proposals.get().after
    assert (after["contact_phone"], after["contact_phone_agreed_on"]) == ("01632 960002", str(timezone.localdate()))


def test_a_consent_that_was_given_for_another_number_is_not_taken_over_by_itself(change, own, contributor):
    asset = own()
    change(asset, contributor, contact_phone_is_public="on")
    Asset.objects.filter(pk=asset.pk).update(contact_phone="01632 960009")
    (part,) = Suggested(asset.proposals.get()).parts
    assert part.is_stale


def test_two_who_change_a_number_and_its_consent_agree_to_neither(own):
    asset = own()
    theirs, mine = Asset.objects.get(pk=asset.pk), Asset.objects.get(pk=asset.pk)
    theirs.contact_phone, mine.contact_phone_is_public = "01632 960009", True
    theirs.save()
    assert merge(mine, asset.version).asset.contact_phone_is_public is False


def test_the_difference_is_said_item_by_item(make_asset):
    asset = make_asset(**CONTACT, contact_phone_is_public=True, contact_phone_agreed_until="2026-12-24")
    before = Asset(**CONTACT, contact_phone_is_public=True)
    before.id, before.name, before.category_ids = asset.pk, asset.name, asset.category_ids
    told = [line for line in differences(before, asset) if "published" in line[0]]
    assert told == [("Phone may be published", "Yes", "Yes, up to and including 24 December 2026")]


# ── One consent for all, as it was ────────────────────────────────────────────────────────────────────────────────────


def test_the_one_consent_is_carried_to_each_item_that_is_there(make_asset):
    one = {"contact_phone_is_public": True, "contact_phone_agreed_on": "2026-01-01"}
    asset = make_asset(contact_phone="", contact_email="jo@example.org", **one)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(CARRIED.read_text())
    version, changed_at = asset.version, asset.changed_at
    asset.refresh_from_db()
    kept = [asset.contact_name_is_public, asset.contact_phone_is_public, asset.contact_email_is_public]
    assert (kept, str(asset.contact_email_agreed_on)) == ([False, False, True], "2026-01-01")
    assert (asset.version, asset.changed_at) == (version, changed_at)


def test_another_last_day_is_a_difference_without_consent_too():
    one, other = (Asset(contact_phone="01632 960001", contact_phone_agreed_until=day) for day in (YESTERDAY, TODAY))
    assert [label for label, _, _ in differences(one, other)] == ["Phone may be published"]
