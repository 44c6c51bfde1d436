"""Partners whom their consortium trusts publish at once what is theirs, unless it needs care."""

import pytest
from django.urls import reverse

from assets import workflow
from assets.models import Asset, Audience, Proposal
from assets.trust import is_trusted
from consortia.models import Partnership
from tests.assets.filled import as_given

AGREED = {"licence_agreed": "on", "people_agreed": "on"}


@pytest.fixture
def trusted(organisation, make_asset):
    """The organisation is trusted, and something of it is published."""
    Partnership.objects.filter(organisation=organisation).update(is_trusted=True)
    return make_asset("Quay Street Library", lon=-3, organisation=organisation, eligibility="Anyone")


@pytest.fixture
def send(signed_in, contributor, make_asset, organisation):
    """Send a draft of the organisation for review."""

    def post(by=contributor, **fields):
        values = {"created_by": by, "organisation": organisation, "eligibility": "Anyone", "status": "draft"}
        draft = make_asset("Layfield Walkers", **values | fields)
        signed_in(by).post(reverse("assets:edit", args=[draft.pk]), as_given(draft, by) | AGREED)
        return Asset.objects.get(pk=draft.pk)

    return post


@pytest.fixture
def suggest(signed_in, contributor):
    def post(asset, **fields):
        signed_in(contributor).post(
            reverse("assets:edit", args=[asset.pk]), as_given(asset, contributor) | AGREED | fields
        )
        return Proposal.objects.filter(asset=asset).latest("pk")

    return post


def test_what_a_trusted_partner_sends_is_published(trusted, send):
    assert send().status == "published"


def test_both_steps_are_recorded(trusted, send):
    assert list(send().decisions.values_list("step", flat=True)) == ["submit", "publish"]


def test_what_others_send_waits(organisation, make_asset, send):
    make_asset("Quay Street Library", lon=-3, organisation=organisation)
    assert send().status == "submitted"


def test_the_first_entry_waits(organisation, send):
    Partnership.objects.filter(organisation=organisation).update(is_trusted=True)
    assert send().status == "submitted"


@pytest.mark.parametrize("disclosure", ["area", "withheld"])
def test_a_hidden_place_waits(trusted, send, disclosure):
    assert send(disclosure=disclosure).status == "submitted"


def test_what_is_for_children_waits(trusted, send):
    assert send(audience_ids=[Audience.objects.get(code="children").pk]).status == "submitted"


def test_trust_ends_with_the_partnership(trusted, contributor, organisation):
    assert is_trusted(trusted, contributor)
    Partnership.objects.filter(organisation=organisation).update(left_on="2020-01-01")
    assert not is_trusted(trusted, contributor)


def test_a_change_of_a_trusted_partner_is_taken_over(trusted, suggest):
    assert suggest(trusted, cost="£2").state == "decided"
    assert Asset.objects.get(pk=trusted.pk).cost == "£2"


@pytest.mark.parametrize("fields", [{"address": "1 Mill Lane"}, {"visibility": "private"}])
def test_a_change_that_needs_care_waits(trusted, suggest, fields):
    assert suggest(trusted, **fields).state == "waiting"


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(trusted, suggest):
    base = trusted.version
    Asset.objects.filter(pk=trusted.pk).update(cost="£1")
    assert suggest(trusted, cost="£2", base_version=base).state == "waiting"


@pytest.mark.parametrize("fields", [{"age_from": 5, "age_to": 11}, {"age_to": 17}])
def test_an_age_of_children_waits_too(trusted, send, fields):
    assert send(**fields).status == "submitted"


def test_what_a_curator_asked_about_waits(trusted, send, signed_in, curator, contributor):
    asked = send(disclosure="area")
    workflow.ask(asked, curator, "Where is it?")
    asked.refresh_from_db()
    answers = as_given(asked, contributor) | AGREED | {"disclosure": "exact"}
    signed_in(contributor).post(reverse("assets:edit", args=[asked.pk]), answers)
    assert Asset.objects.get(pk=asked.pk).status == "submitted"


@pytest.fixture
def refused(trusted, contributor, curator):
    """A trusted partner's change of the cost, which a curator did not take over."""
    proposal = workflow.suggest(trusted, contributor, {"cost": ""}, {"cost": "£5"})
    workflow.decide(proposal, curator, trusted, [], "They told us it is free")


@pytest.mark.usefixtures("refused")
def test_what_a_curator_did_not_take_over_waits_when_it_is_sent_again(suggest, trusted):
    assert suggest(trusted, cost="£5").state == "waiting"


@pytest.mark.usefixtures("refused")
def test_other_facts_are_taken_over_all_the_same(suggest, trusted):
    assert suggest(trusted, summary="Books and company").state == "decided"


def test_what_a_curator_asked_about_stays_open(trusted, contributor, curator, suggest):
    proposal = workflow.suggest(trusted, contributor, {"cost": "", "town": ""}, {"cost": "£5", "town": "Hull"})
    workflow.inquire(proposal, curator, "Since when?")
    assert suggest(trusted, cost="£5", suggestion=2).is_open
