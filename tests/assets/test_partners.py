"""Curators see how entries of each partner were decided on, and say which partners publish at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assets import trust, workflow
from assets.models import Decision
from consortia.models import Partnership

PAGE = reverse("assets:partners")


@pytest.fixture
def partnership(organisation, consortium):
    return Partnership.objects.get(organisation=organisation, consortium=consortium)


@pytest.fixture
def say(signed_in, curator, partnership):
    """Say whether the partner publishes at once; what the page answers in the end."""

    def post(trusts, by=curator, partner=None):
        data = {"partnership": partner or partnership.pk, "trusts": trusts}
        return signed_in(by).post(PAGE, data, follow=True)

    return post


def is_trusted(partnership):
    return Partnership.objects.get(pk=partnership.pk).is_trusted


def test_a_curator_lets_a_partner_publish_at_once(say, partnership):
    say("yes")
    assert is_trusted(partnership)


def test_what_is_said_is_told(say, organisation):
    assert f"What {organisation} sends of its own is published at once" in say("yes").text


def test_a_partner_waits_again(say, partnership):
    say("yes")
    say("no")
    assert not is_trusted(partnership)


def test_what_changed_is_in_the_history(say, partnership):
    say("yes")
    assert list(partnership.events.order_by("pgh_id").values_list("is_trusted", flat=True)) == [False, True]


def test_a_partner_of_another_consortium_is_refused(say, stranger, partnership):
    assert "do not curate it any more" in say("yes", by=stranger).text


def test_nothing_is_changed_of_another_consortium(say, stranger, partnership):
    say("yes", by=stranger)
    assert not is_trusted(partnership)


def test_who_has_left_is_not_trusted(say, partnership):
    Partnership.objects.update(left_on=timezone.localdate())
    say("yes")
    assert not is_trusted(partnership)


@pytest.mark.parametrize("partner", ["x", "9" * 30, "0"])
def test_no_such_partner_is_said(say, partner):
    assert "has left the consortium" in say("yes", partner=partner).text


@pytest.mark.parametrize("role", ["contributor", "partner", "researcher", "coordinator", "lead"])
def test_others_may_not(request, signed_in, role):
    assert signed_in(request.getfixturevalue(role)).get(PAGE).status_code == 403


def test_visitors_are_asked_to_sign_in(client):
    assert client.get(PAGE).url.startswith(reverse("account_login"))


def test_the_last_year_is_counted_by_step(make_asset, contributor, curator, organisation, partnership):
    entries = [make_asset(status="submitted", organisation=organisation, created_by=contributor) for _ in range(3)]
    workflow.publish(entries[0], curator)
    workflow.publish(entries[1], curator)
    workflow.decline(entries[2], curator, Decision.Reason.OTHER)
    (counted,) = trust.with_record([partnership])
    assert counted.record == {"publish": 2, "decline": 1}


def test_what_is_longer_ago_is_not_counted(make_asset, contributor, curator, organisation, partnership):
    long_ago = timezone.now() - timedelta(days=366)
    entry = make_asset(organisation=organisation, created_by=contributor)
    Decision.objects.create(asset=entry, step="publish", made_by=curator, made_at=long_ago)
    (counted,) = trust.with_record([partnership])
    assert counted.record is None


def test_an_entry_counts_once(make_asset, contributor, curator, organisation, partnership):
    entry = make_asset(status="submitted", organisation=organisation, created_by=contributor)
    workflow.publish(entry, curator)
    workflow.undo(entry.decisions.get(), curator)
    workflow.publish(entry, curator)
    (counted,) = trust.with_record([partnership])
    assert counted.record == {"publish": 1}


def test_what_they_published_themselves_is_not_counted(make_asset, contributor, organisation, partnership):
    workflow.publish(make_asset(status="submitted", organisation=organisation, created_by=contributor), contributor)
    (counted,) = trust.with_record([partnership])
    assert counted.record is None


def test_suggestions_are_not_counted(make_asset, contributor, curator, organisation, partnership):
    asset = make_asset(organisation=organisation, created_by=contributor)
    proposal = workflow.suggest(asset, contributor, {"cost": ""}, {"cost": "£2"})
    workflow.inquire(proposal, curator, "Since when?")
    (counted,) = trust.with_record([partnership])
    assert counted.record is None


def test_many_partners_cost_no_more_queries(
    signed_in, curator, consortium, make_organisation, organisation, django_assert_max_num_queries
):
    client = signed_in(curator)
    client.get(PAGE)
    for number in range(30):
        make_organisation(f"Partner {number}", consortium)
    with django_assert_max_num_queries(11):
        client.get(PAGE)
