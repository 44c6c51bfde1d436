"""What happened to an entry: whole for who looks after it, without words and persons for others; and the way back."""

import pghistory
import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.geos import Point
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assets import joining, workflow
from assets.history import events_to_read
from assets.models import Asset, Decision, Proposal
from assets.proposing import before_decision
from tests.assets.filled import as_given

MANY_MORE = """
INSERT INTO assets_assetevent SELECT later.*
FROM assets_assetevent last,
  LATERAL (SELECT number, (%s::bigint[])[1 + number %% %s] AS organisation FROM generate_series(1, %s) number) more,
  jsonb_populate_record(last, jsonb_build_object(
    'pgh_id', pgh_id + number, 'version', version + number, 'cost', '£' || number, 'organisation_id', organisation
  )) later
WHERE last.pgh_id = (SELECT max(pgh_id) FROM assets_assetevent WHERE pgh_obj_id = %s)
"""


@pytest.fixture
def asset(make_asset, organisation):
    return make_asset("Layfield Walkers", summary="By the old mill", organisation=organisation, eligibility="Anyone")


@pytest.fixture
def change(signed_in, curator, asset):
    """Change the entry on its form as the curator would."""

    def post(**fields):
        asset.refresh_from_db()
        answer = signed_in(curator).post(reverse("assets:edit", args=[asset.pk]), as_given(asset, curator) | fields)
        assert answer.status_code == 302, answer.content.decode()
        asset.refresh_from_db()

    return post


@pytest.fixture
def read(signed_in, asset):
    """The page of its history as this person reads it."""

    def get(user, page=1):
        answer = signed_in(user).get(reverse("assets:history", args=[asset.pk]), {"page": page})
        return answer.content.decode() if answer.status_code == 200 else answer.status_code

    return get


@pytest.fixture
def go_back(signed_in, asset):
    def post(user, version=1):
        signed_in(user).post(reverse("assets:version", args=[asset.pk, version]))
        return Proposal.objects.filter(asset=asset, made_by=user).last()

    return post


# ── What visitors read ────────────────────────────────────────────────────────────────────────────────────────────────


def test_visitors_read_which_facts_changed_and_in_which_part_somebody_changed_them(change, read, visitor):
    change(summary="By the sea", cost="£2")
    assert "<strong>A curator</strong> changed: Summary, Cost." in read(visitor)


def test_visitors_read_no_words_of_an_earlier_version(change, read, visitor):
    change(summary="By the sea")
    assert "old mill" not in read(visitor)


def test_visitors_read_no_name_of_a_person(change, read, visitor, curator):
    change(summary="By the sea")
    assert curator.public_name not in read(visitor).replace("A curator", "")


def test_visitors_read_for_whom_a_change_was_suggested(read, visitor, contributor, curator, asset):
    proposal = workflow.suggest(asset, contributor, {"cost": ""}, {"cost": "£2"})
    asset.cost = "£2"
    workflow.decide(proposal, curator, asset, ["cost"], is_whole=True)
    assert "<strong>Seaholme Trust</strong> suggested a change, and a curator took it over: Cost." in read(visitor)


def merged(make_asset, curator, asset, **fields):
    other = make_asset("Layfield Walking", cost="£2", **fields)
    asset.cost = other.cost
    with pghistory.context(user=curator.pk):
        return joining.merge(asset, other, curator, ["cost"])


def test_visitors_read_that_another_entry_was_merged_into_it(read, visitor, make_asset, curator, asset):
    merged(make_asset, curator, asset)
    assert "merged another entry into this one, which changed: Cost." in read(visitor)


@pytest.mark.parametrize("fields", [{"status": "submitted"}, {"visibility": "private"}])
def test_visitors_do_not_read_of_an_entry_that_they_never_saw(read, visitor, make_asset, curator, asset, fields):
    merged(make_asset, curator, asset, **fields)
    assert "changed: Cost." in read(visitor)
    assert "merged" not in read(visitor)


def test_visitors_read_that_a_merge_was_undone(read, visitor, make_asset, curator, asset):
    made = merged(make_asset, curator, asset)
    with pghistory.context(user=curator.pk):
        joining.unmerge(made, curator)
    assert "took a decision back, which changed: Cost. That is how it was in an earlier version." in read(visitor)


def test_visitors_read_that_a_decision_was_taken_back(read, visitor, contributor, curator, asset):
    proposal = workflow.suggest(asset, contributor, {"cost": ""}, {"cost": "£2"}, "A resident told me")
    asset.cost = "£2"
    workflow.decide(proposal, curator, asset, ["cost"], "We rang them", is_whole=True)
    decision = asset.decisions.get(step="accept")
    with pghistory.context(user=curator.pk):
        workflow.reconsider(decision, curator, *before_decision(decision))
    page = read(visitor)
    assert "<strong>A curator</strong> took a decision back, which changed: Cost." in page
    assert [words for words in ("A resident told me", "We rang them") if words in page] == []


def test_visitors_read_that_it_is_again_as_it_was(change, read, visitor):
    change(summary="By the sea")
    assert "in an earlier version" not in read(visitor)
    change(summary="By the old mill")
    assert "changed: Summary. That is how it was in an earlier version." in read(visitor)


def test_a_moved_pin_is_told_of(read, visitor, asset):
    Asset.objects.filter(pk=asset.pk).update(location=Point(-2.1, 53, srid=4326))
    assert "changed: Pin." in read(visitor)


@pytest.mark.parametrize("disclosure", ["area", "withheld"])
def test_nothing_is_told_of_a_place_that_is_hidden_today(read, visitor, asset, disclosure):
    Asset.objects.filter(pk=asset.pk).update(address="1 Mill Lane", location=Point(-2.1, 53, srid=4326))
    Asset.objects.filter(pk=asset.pk).update(disclosure=disclosure)
    assert read(visitor).count("<li>\n        <p") == 1


def test_what_changed_while_it_was_private_is_told_as_one(read, visitor, asset):
    for fields in ({"visibility": "private"}, {"cost": "£2"}, {"story": "Kind"}, {"visibility": "public"}):
        Asset.objects.filter(pk=asset.pk).update(**fields)
    assert read(visitor).count("changed: ") == 1


def test_without_a_person_the_register_changed_it(read, visitor, asset):
    Asset.objects.filter(pk=asset.pk).update(cost="£2")
    assert "<strong>The register itself</strong> changed: Cost." in read(visitor)


def test_the_address_of_a_merged_entry_leads_to_the_history_of_the_one_that_is_kept(client, asset, make_asset, curator):
    loser = make_asset("The same")
    joining.merge(Asset.objects.get(pk=asset.pk), loser, curator, [])
    answer = client.get(reverse("assets:history", args=[loser.pk]))
    assert answer.url == reverse("assets:history", args=[asset.pk])


@pytest.mark.parametrize("fields", [{"visibility": "private"}, {"status": "closed"}])
def test_an_entry_that_is_not_public_has_no_history_for_visitors(read, visitor, asset, fields):
    Asset.objects.filter(pk=asset.pk).update(**fields)
    assert read(visitor) == 404


def test_curators_of_another_consortium_read_what_visitors_read(change, read, visitor, stranger):
    change(summary="By the sea")
    assert "old mill" not in read(stranger)


@pytest.mark.real_roles
def test_visitors_read_it_with_the_rights_of_visitors(change, read, asset):
    change(cost="£2")
    assert "changed: Cost." in read(AnonymousUser())


# ── What those read who look after it ─────────────────────────────────────────────────────────────────────────────────


def test_who_looks_after_it_reads_the_words_of_both(change, read, contributor):
    change(summary="By the sea")
    assert "<del>By the old mill</del>" in read(contributor)


def test_who_looks_after_it_reads_who_decided_what_and_why(read, contributor, curator, asset):
    workflow.close(asset, curator, "The hall was sold")
    page = read(contributor)
    assert f"Closed by {curator.public_name}" in page
    assert "The hall was sold" in page


def test_what_was_said_of_a_suggestion_is_for_its_author_and_curators(read, coordinator, curator, contributor, asset):
    workflow.suggest(asset, coordinator, {"cost": ""}, {"cost": "£2"}, "A resident told me")
    told = "A resident told me"
    assert [told in read(who) for who in (coordinator, curator, contributor)] == [True, True, False]


def test_a_decision_knows_the_version_that_it_led_to(change, asset):
    change(summary="By the sea")
    assert list(Decision.objects.values_list("step", "version")) == [("edit", asset.version)]


@pytest.mark.parametrize("who", ["visitor", "curator"])
def test_five_hundred_versions_take_no_more_queries(
    request, signed_in, change, asset, who, django_assert_num_queries, make_organisation
):
    change(cost="£0")
    url, client = reverse("assets:history", args=[asset.pk]), signed_in(request.getfixturevalue(who))
    others = [make_organisation(f"Trust {number}").pk for number in range(30)]
    many_more_versions(asset, 26, others)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    many_more_versions(asset, 474, others)
    with django_assert_num_queries(len(few)):
        answer = client.get(url)
    assert "version 502" in answer.text


def many_more_versions(asset, number, organisations):
    with connection.cursor() as cursor:
        cursor.execute(MANY_MORE, [organisations, len(organisations), number, asset.pk])


# ── What saves itself while somebody types ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def draft(make_asset, contributor, organisation):
    with pghistory.context(user=contributor.pk):
        return make_asset("Layfield", status="draft", created_by=contributor, organisation=organisation)


@pytest.fixture
def type_in(draft):
    """Save a draft again and again, as a page does while this person types."""

    def save(user, *costs):
        for cost in costs:
            with pghistory.context(user=user.pk):
                Asset.objects.filter(pk=draft.pk).update(cost=cost)

    return save


def versions(asset):
    return [event.version for event in events_to_read(asset)]


def test_what_one_person_types_until_it_is_sent_is_one_version(draft, type_in, contributor):
    type_in(contributor, "£", "£2", "£2.5", "£2.50")
    with pghistory.context(user=contributor.pk):
        workflow.submit(draft, contributor)
    assert versions(draft) == [6, 5]


def test_the_history_itself_holds_each(draft, type_in, contributor):
    type_in(contributor, "£", "£2")
    assert draft.events.count() == 3


def test_it_says_who_entered_it_and_what_changed_since_the_last_one(draft, type_in, contributor, partner, signed_in):
    type_in(contributor, "£1")
    type_in(partner, "£", "£2")
    page = signed_in(contributor).get(reverse("assets:history", args=[draft.pk])).text
    assert "<strong>Amina</strong> entered it" in page
    assert "<del>£1</del>" in page
    assert "<ins>£2</ins>" in page


def test_what_another_person_types_is_a_version_of_its_own(draft, type_in, contributor, partner):
    type_in(contributor, "£1")
    type_in(partner, "£2", "£3")
    type_in(contributor, "£4", "£5")
    assert versions(draft) == [6, 4, 2]


def test_a_decision_stands_between(draft, type_in, curator):
    type_in(curator, "£1")
    with pghistory.context(user=curator.pk):
        workflow.submit(draft, curator)
        workflow.ask(draft, curator, "When?")
    type_in(curator, "£2", "£3")
    assert versions(draft) == [6, 4, 3, 2, 1]


def test_what_is_sent_or_published_is_told_version_by_version(asset, curator, type_in):
    for cost in ("£1", "£2"):
        with pghistory.context(user=curator.pk):
            Asset.objects.filter(pk=asset.pk).update(cost=cost)
    assert versions(asset) == [3, 2, 1]


# ── Back to an earlier version ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("who", ["contributor", "curator"])
def test_going_back_is_a_suggested_change(request, change, go_back, who):
    change(summary="By the sea", cost="£2")
    proposal = go_back(request.getfixturevalue(who))
    assert proposal.after == {"summary": "By the old mill", "cost": ""}


def test_the_entry_stays_until_a_curator_has_decided(change, go_back, asset, contributor):
    change(summary="By the sea")
    go_back(contributor)
    assert Asset.objects.get(pk=asset.pk).summary == "By the sea"


def test_another_suggestion_that_is_open_stays(change, go_back, asset, contributor):
    change(summary="By the sea")
    workflow.suggest(asset, contributor, {"cost": ""}, {"cost": "£5"})
    assert go_back(contributor).after == {"cost": "£5"}


def test_the_version_of_today_is_nothing_to_suggest(go_back, asset, contributor):
    assert go_back(contributor, asset.version) is None


def test_a_coordinator_who_may_suggest_goes_back_too(change, go_back, coordinator):
    change(summary="By the sea")
    assert go_back(coordinator)


@pytest.mark.parametrize(("who", "version"), [("stranger", 1), ("partner", 1), ("curator", 99)])
def test_there_is_no_such_page(request, signed_in, asset, who, version):
    user = request.getfixturevalue(who)
    assert signed_in(user).get(reverse("assets:version", args=[asset.pk, version])).status_code == 404
