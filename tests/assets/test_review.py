"""Curators look at what was sent and decide."""

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assets import workflow
from assets.models import Asset, Audience, Decision
from places.models import Postcode

QUEUE = reverse("assets:review")
Status = Asset.Status
MANY_MORE = """
INSERT INTO assets_asset (name, status, consortium_id, organisation_id, created_by_id, submitted_at, source)
SELECT 'Group ' || number, status, consortium_id, organisation_id, created_by_id, now() + number * interval '1s', source
FROM assets_asset, generate_series(1, %s) number WHERE id = %s
"""
ABOUT_100_M_NORTH = 0.0009
ABOUT_1_KM_NORTH = 0.009


@pytest.fixture
def make_sent(make_asset, contributor, organisation):
    """What waits, of a partner of whom something is published already."""
    make_asset("Quay Street Library", lon=-3, organisation=organisation)

    def make(name="Layfield Walkers", **fields):
        values = {"status": Status.SUBMITTED, "created_by": contributor, "organisation": organisation, **fields}
        return make_asset(name, **{"submitted_at": timezone.now(), **values})

    return make


@pytest.fixture
def many_more():
    """So many entries more like this one, sent after it."""

    def make(asset, number):
        with connection.cursor() as cursor:
            cursor.execute(MANY_MORE, [number, asset.pk])

    return make


@pytest.fixture
def open_item(signed_in, curator):
    return lambda asset, by=curator: signed_in(by).get(address(asset))


@pytest.fixture
def decide(signed_in, curator):
    def post(asset, step, by=curator, **answers):
        version = answers.pop("version", Asset.objects.get(pk=asset.pk).version)
        data = {f"{step}-{name}": value for name, value in answers.items()}
        return signed_in(by).post(address(asset), {"step": step, f"{step}-version": version, **data})

    return post


def address(asset):
    return reverse("assets:review_item", args=[asset.pk])


def status_of(asset):
    return Asset.objects.get(pk=asset.pk).status


# ── The queue ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_queue_lists_what_waits(signed_in, curator, make_sent):
    make_sent()
    assert b"Layfield Walkers" in signed_in(curator).get(QUEUE).content


def test_the_queue_leaves_out_what_is_decided(signed_in, curator, make_asset):
    make_asset("Published already")
    assert b"Published already" not in signed_in(curator).get(QUEUE).content


def test_the_oldest_comes_first(signed_in, curator, make_sent):
    make_sent("Sent today")
    make_sent("Sent long ago", submitted_at=timezone.now() - timezone.timedelta(days=9))
    html = signed_in(curator).get(QUEUE).content
    assert html.index(b"Sent long ago") < html.index(b"Sent today")


@pytest.mark.parametrize("disclosure", ["area", "withheld"])
def test_a_place_that_is_not_for_everyone_comes_first(signed_in, curator, make_sent, disclosure):
    make_sent("Sent long ago", submitted_at=timezone.now() - timezone.timedelta(days=9))
    make_sent("Needs care", disclosure=disclosure)
    html = signed_in(curator).get(QUEUE).content
    assert html.index(b"Needs care") < html.index(b"Sent long ago")


def test_what_is_for_children_is_marked(signed_in, curator, make_sent):
    make_sent(audience_ids=[Audience.objects.get(code="children").pk])
    assert b"For children or young people" in signed_in(curator).get(QUEUE).content


def test_the_queue_can_be_narrowed_to_a_kind(signed_in, curator, make_sent):
    make_sent("A library", category="library")
    make_sent("A food bank", category="food_bank")
    html = signed_in(curator).get(QUEUE, {"kind": "learning"}).content
    assert b"A library" in html
    assert b"A food bank" not in html


def test_the_queue_can_be_narrowed_to_what_needs_care(signed_in, curator, make_sent):
    make_sent("An open choir")
    make_sent("A refuge", disclosure="withheld")
    listed = signed_in(curator).get(QUEUE, {"risk": "on"}).context["page"].object_list
    assert [entry.name for entry in listed] == ["A refuge"]


@pytest.mark.parametrize("query", [{"kind": "rubbish"}, {"kind": "\0"}, {"page": "-1"}, {"risk": "😀"}])
def test_a_query_that_means_nothing_is_no_error(signed_in, curator, make_sent, query):
    make_sent()
    assert signed_in(curator).get(QUEUE, query).status_code == 200


def test_a_curator_of_another_consortium_does_not_see_it(signed_in, stranger, make_sent):
    make_sent()
    assert b"Layfield Walkers" not in signed_in(stranger).get(QUEUE).content


@pytest.mark.parametrize("role", ["contributor", "coordinator", "researcher"])
def test_the_queue_is_for_curators(request, signed_in, role):
    assert signed_in(request.getfixturevalue(role)).get(QUEUE).status_code == 403


def test_a_visitor_is_asked_to_sign_in_before_the_queue(client):
    assert client.get(QUEUE).url.startswith(reverse("account_login"))


def test_five_thousand_that_wait_take_no_more_queries(
    signed_in, curator, make_sent, many_more, django_assert_num_queries
):
    sent, client = make_sent(), signed_in(curator)
    many_more(sent, 7)
    with CaptureQueriesContext(connection) as queue:
        client.get(QUEUE)
    with CaptureQueriesContext(connection) as item:
        client.get(address(sent))
    many_more(sent, 4992)
    with django_assert_num_queries(len(queue)):
        assert "5000 new entries wait" in client.get(QUEUE).text
    with django_assert_num_queries(len(item)):
        assert "1 of 5000" in client.get(address(sent)).text


# ── One entry ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_says_where_in_the_queue_it_is(open_item, make_sent):
    make_sent("First", submitted_at=timezone.now() - timezone.timedelta(days=9))
    assert b"2 of 2" in open_item(make_sent()).content


def test_the_curator_sees_the_true_place(open_item, make_sent):
    assert b"53.000000, -2.000000" in open_item(make_sent(disclosure="withheld")).content


def test_the_page_says_what_others_will_not_see(open_item, make_sent):
    asset = make_sent(disclosure="withheld", address="12 Hill Street")
    facts = {fact.label: fact for fact in open_item(asset).context["facts"]}
    assert facts["Address"].entered == "12 Hill Street"
    assert facts["Address"].shown == ""


def test_a_contact_without_consent_is_not_for_others(open_item, make_sent):
    facts = {fact.label: fact for fact in open_item(make_sent(contact_phone="01632 960001")).context["facts"]}
    assert not facts["Contact phone"].is_shown


def test_a_place_abroad_is_pointed_out(open_item, make_sent):
    assert b"outside the United Kingdom" in open_item(make_sent(lon=2.35, lat=48.85)).content


def test_a_pin_far_from_its_postcode_is_pointed_out(open_item, make_sent):
    Postcode.objects.create(code="FY12AB", point=Point(-2.0, 53.1, srid=4326))
    assert "11 km (6.9 miles) from the middle of FY1 2AB" in open_item(make_sent(postcode="FY1 2AB")).text


def test_an_entry_without_a_place_is_pointed_out(open_item, make_sent):
    assert b"It has no place" in open_item(make_sent(lon=None)).content


def test_a_postcode_alone_says_where_it_is(open_item, make_sent):
    assert b"It has no place" not in open_item(make_sent(lon=None, postcode="FY1 2AB")).content


def test_a_neighbourhood_that_nobody_knows_is_pointed_out(open_item, make_sent):
    assert b"The neighbourhood is not known" in open_item(make_sent(disclosure="area")).content


def test_a_like_name_near_by_is_a_hint(open_item, make_sent, make_asset):
    make_asset("Layfield Walking Group", lat=53 + ABOUT_100_M_NORTH)
    assert b"Layfield Walking Group" in open_item(make_sent()).content


def test_a_like_name_far_away_is_no_hint(open_item, make_sent, make_asset):
    make_asset("Layfield Walking Group", lat=53 + ABOUT_1_KM_NORTH)
    assert b"Layfield Walking Group" not in open_item(make_sent()).content


def test_another_name_near_by_is_no_hint(open_item, make_sent, make_asset):
    make_asset("Seaholme Pantry", lat=53 + ABOUT_100_M_NORTH)
    assert b"Seaholme Pantry" not in open_item(make_sent()).content


def test_the_true_place_of_another_consortiums_entry_gives_no_hint(open_item, make_sent, make_asset, make_consortium):
    make_asset("Layfield Walking Group", consortium=make_consortium("Elsewhere"), disclosure="withheld")
    assert b"Layfield Walking Group" not in open_item(make_sent()).content


def test_html_in_an_entry_is_shown_as_it_was_typed(open_item, make_sent):
    asset = make_sent("<script>alert(1)</script>", summary="<b>bold</b>")
    html = open_item(asset).content
    assert b"<script>alert(1)" not in html
    assert b"&lt;b&gt;bold" in html


def test_the_queries_of_an_entrys_page_are_counted(make_sent, signed_in, curator, django_assert_max_num_queries):
    asset = make_sent()
    client = signed_in(curator)
    client.get(address(asset))  # what PostGIS is asked once in the life of a process
    with django_assert_max_num_queries(27):
        client.get(address(asset))


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_consortiums_entry_is_not_found(signed_in, stranger, make_sent, method):
    assert getattr(signed_in(stranger), method)(address(make_sent()), {"step": "publish"}).status_code == 404


@pytest.mark.parametrize("role", ["contributor", "partner", "coordinator", "researcher"])
def test_deciding_is_for_curators(request, decide, make_sent, role):
    assert decide(make_sent(), "publish", by=request.getfixturevalue(role)).status_code == 403


def test_a_draft_is_not_for_curators_to_decide(open_item, make_sent):
    assert open_item(make_sent(status=Status.DRAFT)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, make_sent):
    assert client.get(address(make_sent())).url.startswith(reverse("account_login"))


# ── Deciding ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_curator_publishes(decide, make_sent):
    asset = make_sent()
    decide(asset, "publish")
    assert status_of(asset) == Status.PUBLISHED


def test_a_curator_asks_for_more(decide, make_sent):
    asset = make_sent()
    decide(asset, "ask", note="When is it?")
    assert (status_of(asset), asset.decisions.get().note) == (Status.DRAFT, "When is it?")


def test_a_question_needs_words(decide, make_sent):
    asset = make_sent()
    response = decide(asset, "ask", note=" ")
    assert b"Write what you need to know" in response.content
    assert status_of(asset) == Status.SUBMITTED


def test_a_curator_declines_with_a_reason(decide, make_sent):
    asset = make_sent()
    decide(asset, "decline", reason="outside", note="Try Harbour.")
    assert (status_of(asset), asset.decisions.get().reason) == (Status.DECLINED, Decision.Reason.OUTSIDE)


@pytest.mark.parametrize("reason", ["", "rubbish", "\0"])
def test_declining_needs_a_reason_of_the_list(decide, make_sent, reason):
    asset = make_sent()
    response = decide(asset, "decline", reason=reason, note="Kept words")
    assert b"Kept words" in response.content
    assert status_of(asset) == Status.SUBMITTED


@pytest.mark.parametrize("note", ["x" * 10_000, "a\0b"])
def test_a_note_that_cannot_be_kept_is_shown_again(decide, make_sent, note):
    asset = make_sent()
    response = decide(asset, "ask", note=note)
    assert response.context["forms"]["ask"]["note"].value() == note
    assert status_of(asset) == Status.SUBMITTED


def test_nobody_is_asked_about_what_nobody_entered(open_item, decide, make_sent):
    asset = make_sent(created_by=None, organisation=None)
    assert "Ask for more" not in open_item(asset).text
    decide(asset, "ask", note="When is it?")
    assert status_of(asset) == Status.SUBMITTED


@pytest.mark.parametrize("gone", ["is not active", "has left"])
def test_nobody_is_asked_where_nobody_can_answer(open_item, make_sent, coordinator, gone):
    entered = make_sent(created_by=coordinator, organisation=None)
    if gone == "has left":
        coordinator.appointments.update(ended_on="2026-01-01")
    else:
        type(coordinator).objects.filter(pk=coordinator.pk).update(is_active=False)
    assert "Nobody can answer a question here" in open_item(entered).text


def test_a_colleague_is_asked_where_who_entered_it_has_left(
    open_item, make_sent, contributor, make_member, organisation
):
    make_member(organisation, "Colleague")
    contributor.memberships.update(ended_on="2026-01-01")
    assert "Ask for more" in open_item(make_sent(organisation=organisation)).text


def test_who_runs_what_nobody_entered_is_asked(open_item, make_sent):
    assert "Ask for more" in open_item(make_sent(created_by=None)).text


def test_a_step_that_does_not_exist_changes_nothing(decide, make_sent):
    asset = make_sent()
    assert decide(asset, "delete").status_code == 200
    assert status_of(asset) == Status.SUBMITTED


def test_the_decision_says_who_made_it(decide, make_sent, curator):
    asset = make_sent()
    decide(asset, "publish")
    assert asset.decisions.get().made_by == curator


def test_after_a_decision_comes_the_next_entry(decide, make_sent):
    asset, following = make_sent("First"), make_sent("Second")
    assert decide(asset, "publish").url == address(following)


def test_after_the_last_decision_comes_the_queue(decide, make_sent):
    assert decide(make_sent(), "publish").url == QUEUE


def test_the_second_of_two_curators_is_told_who_decided(decide, make_sent, make_appointee, consortium):
    asset = make_sent()
    version = asset.version
    workflow.decline(asset, by=make_appointee(consortium, "curator", "Priya"), reason="duplicate")
    response = decide(asset, "publish", version=version)
    assert "Priya was quicker" in response.text
    assert status_of(asset) == Status.DECLINED


def test_what_changed_while_the_curator_read_is_not_published_unread(decide, make_sent):
    asset = make_sent()
    Asset.objects.filter(pk=asset.pk).update(summary="Something quite different")
    response = decide(asset, "publish", version=asset.version)
    assert "changed while you were reading" in response.text
    assert status_of(asset) == Status.SUBMITTED


@pytest.mark.parametrize(("step", "note"), [("ask", "When is\nit?"), ("decline", "Try Harbour.")])
def test_the_second_of_two_curators_reads_again_what_they_wrote(decide, make_sent, curator, step, note):
    asset = make_sent()
    workflow.publish(asset, by=curator)
    response = decide(asset, step, version=asset.version, reason="other", note=note)
    assert response.context["unsent_note"] == note
    assert f"<blockquote>{note}</blockquote>".replace("\n", "<br>") in response.text


def test_words_about_what_changed_meanwhile_are_shown_again(decide, make_sent):
    asset = make_sent()
    Asset.objects.filter(pk=asset.pk).update(summary="Something quite different")
    assert "When is it?" in decide(asset, "ask", version=asset.version, note="When is it?").text


def test_words_about_what_went_back_and_was_changed_are_shown_again(decide, make_sent, curator):
    asset = make_sent()
    workflow.ask(asset, by=curator, note="Where?")
    Asset.objects.filter(pk=asset.pk).update(summary="By the quay")
    assert "When is it?" in decide(asset, "ask", version=asset.version, note="When is it?").text


def test_the_history_says_who_decided_and_where(decide, make_sent, curator):
    asset = make_sent()
    decide(asset, "publish")
    context = asset.events.latest("pgh_id").pgh_context.metadata
    assert context == {"user": curator.pk, "url": address(asset)}
