"""For a day a curator takes back what was decided of a suggested change: the entry says again what it said."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from assets import workflow
from assets.models import Asset, Decision, Proposal
from assets.proposing import changes
from assets.suggested import Suggested

State, Step = Proposal.State, Decision.Step
SUGGESTED = {"cost": "Free", "summary": "A walk by the sea"}


@pytest.fixture
def asset(make_asset, contributor, organisation):
    return make_asset("Layfield Walkers", created_by=contributor, organisation=organisation, cost="£2")


@pytest.fixture
def suggest(asset, contributor):
    def make(by=contributor, **fields):
        mine = Asset.objects.get(pk=asset.pk)
        for name, value in fields.items():
            setattr(mine, name, value)
        return workflow.suggest(asset, by, *changes(mine, mine.version))

    return make


@pytest.fixture
def decided(suggest, curator):
    """A suggestion, and what a curator took over of it."""

    def make(*columns):
        proposal = suggest(**SUGGESTED)
        suggested = Suggested(proposal)
        changed, names = suggested.accepted([part for part in suggested.parts if part.name in columns])
        workflow.decide(proposal, curator, changed, names, note="So", is_whole=set(columns) == set(SUGGESTED))
        return fresh(proposal)

    return make


@pytest.fixture
def undo(signed_in, curator):
    def post(proposal, by=curator):
        return signed_in(by).post(reverse("assets:undo", args=[proposal.decisions.last().pk]))

    return post


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def said(answer):
    return " ".join(map(str, get_messages(answer.wsgi_request)))


@pytest.mark.parametrize("columns", [["cost", "summary"], ["cost"], []])
def test_the_entry_says_what_it_said_and_the_suggestion_is_open_again(undo, decided, asset, columns):
    proposal = decided(*columns)
    undo(proposal)
    proposal, asset = fresh(proposal), fresh(asset)
    assert (asset.cost, asset.summary) == ("£2", "")
    assert (proposal.state, proposal.accepted, proposal.decisions.last().step) == (State.WAITING, [], Step.UNDO)


def test_it_can_be_decided_once_more(undo, decided, curator, asset):
    proposal = decided("cost")
    undo(proposal)
    suggested = Suggested(fresh(proposal))
    workflow.decide(fresh(proposal), curator, *suggested.accepted(suggested.parts), is_whole=True)
    assert fresh(asset).summary == SUGGESTED["summary"]


def test_what_was_so_when_it_was_decided_is_put_back(suggest, curator, undo, asset):
    proposal = suggest(**SUGGESTED)
    Asset.objects.filter(pk=asset.pk).update(cost="£9")
    suggested = Suggested(proposal)
    workflow.decide(proposal, curator, *suggested.accepted(suggested.parts), is_whole=True)
    undo(fresh(proposal))
    assert fresh(asset).cost == "£9"


def test_what_was_all_so_already_stays_and_the_suggestion_is_open_again(suggest, signed_in, curator, undo, asset):
    proposal = suggest(**SUGGESTED)
    Asset.objects.filter(pk=asset.pk).update(**SUGGESTED)
    read = {"accept-version": proposal.version, "accept-entry_version": fresh(asset).version}
    signed_in(curator).post(proposal.get_absolute_url(), {"step": "accept", **read})
    undo(fresh(proposal))
    assert (fresh(asset).cost, fresh(proposal).state) == ("Free", State.WAITING)
    assert proposal.decisions.last().step == Step.UNDO


def test_its_author_is_told(decided, undo, django_capture_on_commit_callbacks):
    proposal = decided("cost")
    with django_capture_on_commit_callbacks() as callbacks:
        undo(proposal)
    assert len(callbacks) == 1


def test_once_the_entry_is_changed_nothing_is_taken_back(decided, undo, asset):
    proposal = decided("cost")
    Asset.objects.filter(pk=asset.pk).update(town="Seaholme")
    assert "stays as it is" in said(undo(proposal))
    assert fresh(asset).cost == "Free"


def test_once_its_author_suggested_something_else_nothing_is_taken_back(decided, undo, suggest):
    proposal = decided()
    suggest(town="Seaholme")
    assert "stays as it is" in said(undo(proposal))


def test_after_a_day_nothing_is_taken_back(suggest, curator, undo, asset):
    proposal = suggest(**SUGGESTED)
    Proposal.objects.update(state=State.DECIDED)
    long_ago = timezone.now() - timedelta(days=2)
    Decision.objects.create(asset=asset, proposal=proposal, step=Step.REFUSE, made_by=curator, made_at=long_ago)
    assert "stays as it is" in said(undo(proposal))


def test_a_decision_is_taken_back_once(decided, undo, signed_in, curator):
    proposal = decided("cost")
    address = reverse("assets:undo", args=[proposal.decisions.last().pk])
    undo(proposal)
    assert "stays as it is" in said(signed_in(curator).post(address))


def test_it_is_for_curators_of_the_entry_alone(decided, undo, contributor, stranger):
    proposal = decided("cost")
    assert [undo(proposal, by=user).status_code for user in (contributor, stranger)] == [404, 404]
    assert fresh(proposal).state == State.DECIDED


@pytest.mark.parametrize("page", ["queue", "suggestion"])
def test_pages_of_curators_offer_it(decided, signed_in, curator, page):
    proposal = decided("cost")
    address = proposal.get_absolute_url() if page == "suggestion" else reverse("assets:review")
    assert reverse("assets:undo", args=[proposal.decisions.last().pk]) in signed_in(curator).get(address).text


def test_its_author_is_not_offered_it(decided, signed_in, contributor):
    assert "Take this back" not in signed_in(contributor).get(decided("cost").get_absolute_url()).text


@pytest.mark.parametrize(("column", "is_said"), [("disclosure", True), ("cost", False)])
def test_it_is_said_where_taking_back_shows_or_hides(suggest, signed_in, curator, column, is_said):
    proposal = suggest(cost="Free", disclosure="withheld")
    suggested = Suggested(proposal)
    parts = [part for part in suggested.parts if column in part.columns]
    workflow.decide(proposal, curator, *suggested.accepted(parts), note="So")
    page = signed_in(curator).get(proposal.get_absolute_url()).text
    assert ("goes back, too" in page) == is_said
