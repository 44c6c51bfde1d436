"""What somebody entered, and what their organisations hold, with what needs them first."""

import pytest
from django.urls import reverse

from assets import workflow
from assets.models import Asset, Decision

URL = reverse("assets:mine")
Status = Asset.Status


@pytest.fixture
def listing(signed_in, contributor):
    return lambda query="": signed_in(contributor).get(URL + query).content.decode()


@pytest.fixture
def make_own(make_asset, contributor, organisation):
    def make(name, status=Status.SUBMITTED, **fields):
        return make_asset(name, status=status, created_by=contributor, organisation=organisation, **fields)

    return make


def test_an_entry_is_listed_under_its_state_in_words(listing, make_own):
    make_own("Layfield Walkers")
    assert "Waiting for a curator" in listing()


def test_an_entry_of_a_colleague_is_listed(listing, make_asset, organisation):
    make_asset("Harbour Choir", organisation=organisation)
    assert "Harbour Choir" in listing()


def test_an_entry_of_another_organisation_is_not_listed(listing, make_asset, make_organisation, consortium):
    make_asset("Hidden Choir", organisation=make_organisation("Harbour Friends", consortium))
    assert "Hidden Choir" not in listing()


def test_the_curators_question_is_shown(listing, make_own, curator):
    workflow.ask(make_own("Layfield Walkers"), by=curator, note="Is Tuesday still on?")
    assert "Is Tuesday still on?" in listing()


def test_a_question_stands_above_other_drafts(signed_in, contributor, make_own, curator):
    make_own("A draft", status=Status.DRAFT)
    workflow.ask(make_own("Layfield Walkers"), by=curator, note="Is Tuesday still on?")
    page = signed_in(contributor).get(URL).context["page"]
    assert [asset.name for asset in page] == ["Layfield Walkers", "A draft"]


def test_drafts_stand_above_what_is_published(listing, make_own):
    make_own("A published one", status=Status.PUBLISHED)
    make_own("Some draft", status=Status.DRAFT)
    html = listing()
    assert html.index("Some draft") < html.index("A published one")


def test_an_answered_question_is_no_longer_asked(listing, make_own, curator, contributor):
    asset = make_own("Layfield Walkers")
    workflow.ask(asset, by=curator, note="Is Tuesday still on?")
    workflow.submit(asset, by=contributor)
    assert "Question for you" not in listing()


def test_the_reason_of_a_refusal_is_shown(listing, make_own, curator):
    workflow.decline(make_own("Layfield Walkers"), by=curator, reason=Decision.Reason.DUPLICATE, note="See Walk On.")
    html = listing()
    assert "It is listed already" in html
    assert "See Walk On." in html


def test_a_published_entry_links_to_its_page(listing, make_own):
    asset = make_own("Layfield Walkers", status=Status.PUBLISHED)
    assert asset.get_absolute_url() in listing()


def test_one_state_can_be_chosen(listing, make_own):
    make_own("Published one", status=Status.PUBLISHED)
    make_own("Sent one")
    assert "Published one" not in listing("?status=submitted")


@pytest.mark.parametrize("query", ["?status=rubbish", "?page=rubbish", "?page=99", "?status=%00"])
def test_a_query_that_means_nothing_shows_the_list(listing, make_own, query):
    make_own("Layfield Walkers")
    assert "Layfield Walkers" in listing(query)


def test_a_long_list_has_pages(listing, make_own):
    for number in range(31):
        make_own(f"Group {number:02}")
    assert "Group 30" in listing("?page=2")


def test_an_empty_list_says_what_comes_here(listing):
    assert "Nothing here yet" in listing()


def test_somebody_without_an_organisation_is_told_what_to_do(signed_in, make_user):
    assert b"does not act for a partner organisation yet" in signed_in(make_user()).get(URL).content


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_the_number_of_queries_does_not_grow_with_the_list(
    signed_in, contributor, make_own, django_assert_max_num_queries, curator
):
    client = signed_in(contributor)
    for number in range(10):
        workflow.ask(make_own(f"Group {number}"), by=curator, note="Is it still on?")
    with django_assert_max_num_queries(10):
        client.get(URL)


# ── Entered for others ────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_a_coordinator_entered_for_others_stays_in_their_list(signed_in, coordinator, make_asset, organisation):
    make_asset("From paper", created_by=coordinator, organisation=organisation)
    assert "From paper" in signed_in(coordinator).get(URL).text


def test_what_they_may_not_see_whole_any_more_does_not(signed_in, coordinator, make_asset, organisation):
    make_asset("From paper", created_by=coordinator, organisation=organisation)
    coordinator.appointments.update(ended_on="2026-01-01")
    assert "From paper" not in signed_in(coordinator).get(URL).text


# ── After the organisation has left ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def left(make_own, organisation):
    entry = make_own("Layfield Walkers", status=Status.DRAFT)
    organisation.partnerships.update(left_on="2026-01-01")
    return entry


def test_a_draft_of_who_left_says_why_it_can_not_be_sent(listing, left, consortium):
    assert f"You do not belong to {consortium} any more" in listing()


def test_it_is_not_offered_as_work(listing, left):
    assert reverse("assets:parts", args=[left.pk]) not in listing()


def test_its_form_says_why_it_is_locked(signed_in, contributor, left, consortium):
    answer = signed_in(contributor).get(reverse("assets:edit", args=[left.pk]))
    assert answer.status_code == 403
    assert f"is of {consortium}, to which you do not belong any more" in answer.text


# ── What has ended ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_closed_entry_says_what_the_curator_wrote(listing, make_own, curator):
    workflow.close(make_own("Layfield Walkers", status=Status.PUBLISHED), by=curator, note="They moved to Seaholme")
    assert "They moved to Seaholme" in listing()


def test_a_closed_entry_leads_to_its_page(listing, make_own):
    entry = make_own("Layfield Walkers", status=Status.CLOSED)
    assert f'href="{entry.get_absolute_url()}"' in listing()
