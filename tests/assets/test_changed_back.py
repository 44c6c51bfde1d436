"""For a day a curator takes back what they changed of an entry, alone or of several at once."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from assets import workflow
from assets.models import Asset, Decision

Step = Decision.Step


@pytest.fixture
def asset(make_asset, contributor, organisation):
    return make_asset("Layfield Walkers", created_by=contributor, organisation=organisation, cost="£2")


@pytest.fixture
def changed(asset, curator):
    """A change by a curator, and its decision."""

    def make(**fields):
        mine = Asset.objects.get(pk=asset.pk)
        for name, value in fields.items():
            setattr(mine, name, value)
        workflow.change(mine, curator, mine.version)
        return asset.decisions.last()

    return make


@pytest.fixture
def changed_together(make_asset, curator, kind, contributor):
    """Two entries that got another kind at once, and their decisions."""
    sent = {"status": Asset.Status.SUBMITTED, "created_by": contributor}
    entries = [make_asset(name, **sent) for name in ("One", "Two")]
    for entry in entries:
        entry.category_ids = [kind("library").pk]
    workflow.change_together(entries, curator, "They lend books", ["category_ids"])
    return Decision.objects.order_by("pk")


@pytest.fixture
def undo(signed_in, curator):
    return lambda decision, by=curator: signed_in(by).post(reverse("assets:undo", args=[decision.pk]))


def said(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_the_entry_says_what_it_said(undo, changed, asset):
    decision = changed(cost="Free", summary="By the sea")
    undo(decision)
    asset.refresh_from_db()
    assert (asset.cost, asset.summary, asset.decisions.last().step) == ("£2", "", Step.UNDO)


def test_of_several_each_is_taken_back_by_itself(undo, changed_together, kind):
    first, second = changed_together
    undo(first)
    kinds = [Asset.objects.get(pk=decision.asset_id).category_ids for decision in (first, second)]
    assert kinds == [[kind("food_bank").pk], [kind("library").pk]]


def test_what_is_so_already_is_no_change(changed_together, curator, kind):
    (entry, _) = Asset.objects.order_by("pk")
    entry.category_ids = [kind("library").pk]
    workflow.change_together([entry], curator, "They lend books", ["category_ids"])
    assert changed_together.count() == 2


def test_who_was_told_hears_of_it(undo, changed_together, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as told:
        undo(changed_together.first())
    assert len(told) == 1


def test_who_was_not_told_is_left_alone(undo, changed, django_capture_on_commit_callbacks):
    decision = changed(cost="Free")
    with django_capture_on_commit_callbacks() as told:
        undo(decision)
    assert told == []


def test_once_somebody_changed_it_nothing_is_taken_back(undo, changed, asset):
    decision = changed(cost="Free")
    Asset.objects.filter(pk=asset.pk).update(summary="By the sea")
    assert "stays as it is" in said(undo(decision))
    assert Asset.objects.get(pk=asset.pk).cost == "Free"


def test_after_a_day_nothing_is_taken_back(undo, asset, curator):
    Asset.objects.filter(pk=asset.pk).update(cost="Free")
    before = timezone.now() - timedelta(days=2)
    decision = Decision.objects.create(asset=asset, step=Step.EDIT, made_by=curator, made_at=before)
    assert "stays as it is" in said(undo(decision))


def test_it_is_for_curators_of_the_entry_alone(undo, changed, contributor, stranger):
    decision = changed(cost="Free")
    assert [undo(decision, person).status_code for person in (contributor, stranger)] == [404, 404]


@pytest.mark.parametrize("page", ["/review/", "/review/{}/"])
def test_pages_of_curators_offer_it(changed, signed_in, curator, asset, page):
    changed(cost="Free")
    text = signed_in(curator).get(page.format(asset.pk)).text
    assert "Take this back" in text
    assert "All that was changed goes back" in text


def test_whoever_takes_back_is_asked_to_look_at_words_that_tell_a_hidden_place(undo, changed, asset):
    Asset.objects.filter(pk=asset.pk).update(disclosure="withheld", address="4 Mill Lane", summary="In Mill Lane")
    decision = changed(summary="Warm food")
    assert "Please look again" in said(undo(decision))


def test_saving_what_is_there_already_is_no_decision(changed, asset):
    changed(cost="Free")
    changed(cost="Free")
    assert asset.decisions.count() == 1


def test_a_change_out_of_a_consortium_is_taken_back_by_who_curates_it(changed, undo, asset, stranger):
    elsewhere = stranger.appointments.get().consortium
    answer = undo(changed(consortium_id=elsewhere.pk), by=stranger)
    asset.refresh_from_db()
    assert (asset.consortium, "stays as it is" in said(answer)) == (elsewhere, True)
