"""What helps curators through a long queue: who looks at what, choices, one change of many, a way back for a day."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from assets import claiming, workflow
from assets.models import Asset, Claim, Decision
from places.models import Area

QUEUE = reverse("assets:review")
TOGETHER = reverse("assets:together")
Status = Asset.Status
HALF_AN_HOUR_AGO = timedelta(minutes=31)


@pytest.fixture
def make_sent(make_asset, contributor, organisation):
    """What waits, of a partner of whom something is published already."""
    make_asset("Quay Street Library", lon=-3, organisation=organisation)

    def make(name="Layfield Walkers", **fields):
        values = {"status": Status.SUBMITTED, "created_by": contributor, "organisation": organisation, **fields}
        return make_asset(name, **{"submitted_at": timezone.now(), **values})

    return make


@pytest.fixture
def other_curator(make_appointee, consortium):
    return make_appointee(consortium, "curator", "Bethan")


@pytest.fixture
def send(signed_in, curator):
    """Press a button of the claim."""

    def post(asset, by=curator, **button):
        return signed_in(by).post(reverse("assets:claim", args=[asset.pk]), button)

    return post


def listed(answer):
    return [row.name for row in answer.context["page"]]


def said(answer):
    return " ".join(map(str, get_messages(answer.wsgi_request)))


def looks_at(asset):
    return Claim.objects.current().filter(asset=asset).values_list("user__name", flat=True).first()


# ── Who looks at what ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_curator_says_that_they_look_at_an_entry(send, make_sent):
    asset = make_sent()
    send(asset)
    assert looks_at(asset) == "Curator"


def test_another_curator_is_told_and_leaves_it(send, make_sent, other_curator):
    asset = make_sent()
    send(asset)
    assert "Somebody was quicker" in said(send(asset, by=other_curator))
    assert looks_at(asset) == "Curator"


def test_another_curator_may_take_it_over(send, make_sent, other_curator):
    asset = make_sent()
    send(asset)
    send(asset, by=other_curator, take_over="")
    assert looks_at(asset) == "Bethan"


def test_a_claim_ends_by_itself(make_sent, curator, other_curator):
    asset = make_sent()
    Claim.objects.create(asset=asset, user=curator, claimed_at=timezone.now() - HALF_AN_HOUR_AGO)
    assert claiming.claim(asset, other_curator)


def test_a_curator_lets_it_go(send, make_sent):
    asset = make_sent()
    send(asset)
    send(asset, release="")
    assert looks_at(asset) is None


def test_the_next_one_is_one_at_which_nobody_else_looks(signed_in, make_sent, curator, other_curator):
    first, second, third = (make_sent(f"Sent {number}") for number in range(3))
    claiming.claim(second, other_curator)
    assert signed_in(curator).get(reverse("assets:review_item", args=[first.pk])).context["place"].next == third.pk


def test_the_queue_says_who_looks_at_what(signed_in, make_sent, curator, other_curator):
    claiming.claim(make_sent(), other_curator)
    assert "Bethan looks at it" in signed_in(curator).get(QUEUE).text


def test_what_another_consortium_reviews_cannot_be_claimed(send, make_sent, stranger):
    assert send(make_sent(), by=stranger).status_code == 404


@pytest.mark.parametrize("back", ["https://example.com/", "//example.com/", "rubbish", ""])
def test_the_way_back_stays_on_this_site(send, make_sent, back):
    asset = make_sent()
    assert send(asset, back=back).url == reverse("assets:review_item", args=[asset.pk])


# ── Choices ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_queue_can_be_narrowed_to_an_area(signed_in, curator, consortium, make_area, make_sent):
    consortium.areas.add(make_area(name="Seaholme", code="T1"))
    make_sent("Inside")
    make_sent("Outside", lon=-1.0)
    assert listed(signed_in(curator).get(QUEUE, {"area": "T1"})) == ["Inside"]


def test_a_group_without_a_place_is_in_the_area_that_it_serves(signed_in, curator, consortium, make_area, make_sent):
    area = make_area(name="Seaholme", code="T1")
    consortium.areas.add(area)
    make_sent("Everywhere", lon=None, served_area_ids=[area.pk])
    assert listed(signed_in(curator).get(QUEUE, {"area": "T1"})) == ["Everywhere"]


def test_an_area_that_is_not_ours_narrows_nothing(signed_in, curator, make_area, make_sent):
    make_area(kind=Area.Kind.WARD, code="T2")
    make_sent()
    assert len(listed(signed_in(curator).get(QUEUE, {"area": "T2"}))) == 1


@pytest.fixture
def second(curator, make_consortium):
    """Another consortium of the same curator."""
    consortium = make_consortium("Elsewhere", slug="elsewhere")
    curator.appointments.create(consortium=consortium, role="curator")
    return consortium


def test_the_queue_can_be_narrowed_to_a_consortium(signed_in, curator, second, make_sent):
    make_sent("Ours")
    make_sent("Theirs", consortium=second)
    assert listed(signed_in(curator).get(QUEUE, {"consortium": "elsewhere"})) == ["Theirs"]


def test_the_queue_can_be_narrowed_to_what_i_look_at(signed_in, curator, make_sent):
    make_sent("Not looked at")
    claiming.claim(make_sent("Looked at"), curator)
    assert listed(signed_in(curator).get(QUEUE, {"mine": "on"})) == ["Looked at"]


def test_the_first_entry_of_a_new_partner_needs_care(signed_in, curator, make_sent, make_organisation, consortium):
    make_sent("Of an old partner", submitted_at=timezone.now() - timedelta(days=9))
    make_sent("Of a new partner", organisation=make_organisation("Newcomers", consortium))
    assert listed(signed_in(curator).get(QUEUE)) == ["Of a new partner", "Of an old partner"]


def test_every_suggested_change_is_listed_and_those_that_need_care_come_first(
    signed_in, curator, contributor, make_sent
):
    for number, after in enumerate([{"cost": "£2"}, {"disclosure": "withheld"}]):
        asset = make_sent(f"Entry {number}", status=Status.PUBLISHED)
        workflow.suggest(asset, contributor, dict.fromkeys(after, ""), after)
    page = signed_in(curator).get(QUEUE, {"suggested": "1"}).context["page"]
    assert [proposal.asset.name for proposal in page] == ["Entry 1", "Entry 0"]


@pytest.mark.parametrize(
    ("entry", "after"),
    [
        ({}, {"visibility": "private"}),
        ({}, {"audience_ids": []}),
        ({}, {"age_to": 17}),
        ({"age_to": 12}, {"cost": "£2"}),
        ({"disclosure": "area"}, {"cost": "£2"}),
    ],
)
def test_suggestions_can_be_narrowed_to_those_that_need_care(signed_in, curator, contributor, make_sent, entry, after):
    plain, careful = make_sent("Plain", status=Status.PUBLISHED), make_sent("C", status=Status.PUBLISHED, **entry)
    workflow.suggest(plain, contributor, {"cost": ""}, {"cost": "£2"})
    before = {name: getattr(careful, name) for name in after}
    suggested = workflow.suggest(careful, contributor, before, after)
    answer = signed_in(curator).get(QUEUE, {"suggested": "1", "risk": "on"})
    assert list(answer.context["page"]) == [suggested]
    place = answer.client.get(suggested.get_absolute_url(), {"suggested": "1", "risk": "on"}).context["place"]
    assert (place.position, place.total) == (1, 1)


# ── One change of many ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def change_together(signed_in, curator):
    def post(*assets, by=curator, **answers):
        chosen = [f"{asset.pk}-{asset.version}" for asset in assets]
        return signed_in(by).post(TOGETHER, {"chosen": chosen, "note": "As their website says", **answers})

    return post


def test_several_entries_get_another_kind(change_together, make_sent, kind):
    first, second = make_sent("One"), make_sent("Two")
    change_together(first, second, kind=kind("library").pk)
    assert {asset.category_ids[0] for asset in Asset.objects.waiting()} == {kind("library").pk}


def test_each_change_is_a_decision_with_its_reason(change_together, make_sent, kind):
    change_together(make_sent("One"), make_sent("Two"), kind=kind("library").pk)
    assert list(Decision.objects.values_list("step", "note")) == [("edit", "As their website says")] * 2


def test_whoever_entered_them_is_told(change_together, make_sent, kind, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as told:
        change_together(make_sent("One"), make_sent("Two"), kind=kind("library").pk)
    assert len(told) == 2


def test_what_somebody_changed_meanwhile_stays(change_together, make_sent, kind):
    asset = make_sent("One")
    Asset.objects.filter(pk=asset.pk).update(cost="£2")
    assert "Somebody changed “One”" in said(change_together(asset, kind=kind("library").pk))
    assert Asset.objects.get(pk=asset.pk).category_ids == asset.category_ids


def test_a_change_of_many_needs_a_reason(change_together, make_sent, kind):
    assert "Say why" in change_together(make_sent(), kind=kind("library").pk, note="").text


def test_who_runs_them_must_have_joined_their_consortium(change_together, make_sent, make_organisation, second):
    partner_of_the_other = make_organisation("Far Trust", second)
    answer = change_together(make_sent(), organisation=partner_of_the_other.pk).text
    assert "Far Trust has not joined the consortium of “Layfield Walkers”" in answer


def test_entries_of_others_are_left_out(change_together, make_sent, stranger, kind):
    change_together(make_sent(), by=stranger, kind=kind("library").pk)
    assert not Decision.objects.exists()


@pytest.fixture
def press(signed_in, curator):
    """Press "Change them" on the page of these entries with only some of them ticked."""

    def post(offered, ticked, **answers):
        chosen = [f"{asset.pk}-{asset.version}" for asset in ticked]
        address = f"{TOGETHER}?{urlencode({'chosen': [asset.pk for asset in offered]}, doseq=True)}"
        return signed_in(curator).post(address, {"chosen": chosen, "note": "As their website says", **answers})

    return post


def test_with_none_ticked_the_page_stays_as_it_was_typed(press, make_sent, kind):
    answer = press([make_sent("One")], [], kind=kind("library").pk).text
    assert "Tick the entries that you want to change." in answer
    assert "As their website says" in answer


def test_what_was_unticked_can_be_ticked_again_where_something_is_to_be_mended(press, make_sent):
    first, second = make_sent("One"), make_sent("Two")
    answer = press([first, second], [first]).text
    assert f'value="{first.pk}-{first.version}" checked' in answer
    assert f'value="{second.pk}-{second.version}">' in answer


def test_where_others_decided_on_all_the_reason_is_not_lost(press, make_sent, curator, kind):
    asset = make_sent("One")
    workflow.publish(asset, curator)
    answer = press([asset], [asset], kind=kind("library").pk).text
    assert "None of them waits any more" in answer
    assert "As their website says" in answer


def test_the_way_back_leads_to_the_queue_as_it_was_narrowed(signed_in, curator, make_sent, kind):
    asset, client = make_sent(category="park"), signed_in(curator)
    assert '<input type="hidden" name="kind" value="green">' in client.get(QUEUE, {"kind": "green"}).text
    address = f"{TOGETHER}?kind=green&chosen={asset.pk}"
    assert f'href="{QUEUE}?kind=green">Leave them as they are' in client.get(address).text
    sent = {"chosen": f"{asset.pk}-{asset.version}", "note": "So", "kind": kind("library").pk}
    assert client.post(address, sent).url == f"{QUEUE}?kind=green"


# ── Back for a day ────────────────────────────────────────────────────────────────────────────────────────────────────

DECIDED = {
    "publish": (Status.SUBMITTED, {}),
    "ask": (Status.SUBMITTED, {"note": "When?"}),
    "decline": (Status.SUBMITTED, {"reason": "other"}),
    "close": (Status.PUBLISHED, {}),
}


@pytest.fixture
def undo(signed_in, curator):
    def post(asset, by=curator):
        return signed_in(by).post(reverse("assets:undo", args=[asset.decisions.last().pk]))

    return post


@pytest.mark.parametrize("step", DECIDED)
def test_a_decision_is_taken_back(undo, make_sent, curator, step):
    status, answers = DECIDED[step]
    asset = make_sent(status=status)
    getattr(workflow, step)(asset, curator, **answers)
    undo(asset)
    assert Asset.objects.get(pk=asset.pk).status == status


def test_a_closed_entry_is_open_again(undo, make_sent, curator):
    asset = make_sent(status=Status.PUBLISHED)
    workflow.close(asset, curator)
    undo(asset)
    assert Asset.objects.get(pk=asset.pk).closed_on is None


@pytest.fixture
def published(make_sent, curator):
    asset = make_sent()
    workflow.publish(asset, curator)
    return asset


def test_another_curator_may_take_it_back_too(undo, published, other_curator):
    undo(published, by=other_curator)
    assert Asset.objects.get(pk=published.pk).status == Status.SUBMITTED


def test_once_the_entry_is_changed_nothing_is_taken_back(undo, published):
    Asset.objects.filter(pk=published.pk).update(cost="£2")
    assert "stays as it is" in said(undo(published))


def test_after_a_day_nothing_is_taken_back(undo, make_sent, curator):
    asset = make_sent(status=Status.PUBLISHED)
    Decision.objects.create(asset=asset, step="publish", made_by=curator, made_at=timezone.now() - timedelta(days=2))
    assert "stays as it is" in said(undo(asset))


def test_curators_of_others_take_nothing_back(undo, published, stranger):
    assert undo(published, by=stranger).status_code == 404


def test_the_queue_lists_what_i_can_take_back(signed_in, published, curator):
    assert "Take this back" in signed_in(curator).get(QUEUE).text


@pytest.mark.parametrize("who", ["curator", "other_curator"])
def test_all_that_can_be_taken_back_is_on_one_page(request, signed_in, make_sent, curator, who):
    for number in range(7):
        workflow.publish(make_sent(f"Number {number}"), curator)
    page = signed_in(request.getfixturevalue(who)).get(reverse("assets:decided")).context["page"]
    assert [decision.asset.name for decision in page] == [f"Number {number}" for number in reversed(range(7))]


def test_curators_of_others_do_not_read_what_can_be_taken_back(signed_in, published, stranger):
    assert list(signed_in(stranger).get(reverse("assets:decided")).context["page"]) == []


def test_what_was_given_back_with_a_question_stays_open_to_the_curator(signed_in, make_sent, curator):
    asset = make_sent()
    workflow.ask(asset, curator, "When?")
    page = signed_in(curator).get(reverse("assets:review_item", args=[asset.pk])).text
    assert "Take this back" in page
    assert "Send for review" not in page


# ── The way through the queue ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def walks(make_sent):
    """Three of four that wait are parks."""
    kinds = enumerate(["park", "library", "park", "park"])
    return [make_sent(f"Sent {number}", category=kind) for number, kind in kinds]


def item(asset):
    return reverse("assets:review_item", args=[asset.pk])


def test_the_page_of_an_entry_stands_in_the_queue_as_it_was_narrowed(signed_in, curator, walks):
    first, _, second, third = walks
    answer = signed_in(curator).get(item(second), {"kind": "green"})
    place = answer.context["place"]
    assert (place.position, place.total, place.previous, place.next) == (2, 3, first.pk, third.pk)
    assert f'href="{item(third)}?kind=green"' in answer.text
    assert f'href="{item(first)}?kind=green"' in answer.text


def test_the_queue_leads_to_its_entries_with_its_choices(signed_in, curator, walks):
    assert f'href="{item(walks[0])}?kind=green"' in signed_in(curator).get(QUEUE, {"kind": "green"}).text


def test_after_a_decision_the_next_of_the_narrowed_queue_comes(signed_in, curator, walks):
    first, _, second, _ = walks
    sent = {"step": "publish", "publish-version": first.version}
    assert signed_in(curator).post(f"{item(first)}?kind=green", sent).url == f"{item(second)}?kind=green"


@pytest.mark.parametrize("rubbish", ["kind=rubbish", "area=%00", "risk=maybe&consortium=x", "page=2"])
def test_choices_that_mean_nothing_are_left_out(signed_in, curator, walks, rubbish):
    answer = signed_in(curator).get(f"{item(walks[0])}?{rubbish}")
    assert answer.status_code == 200
    assert "rubbish" not in answer.context["query"]


def test_what_does_not_fit_the_choices_has_no_place_among_them(signed_in, curator, walks):
    place = signed_in(curator).get(item(walks[1]), {"kind": "green"}).context["place"]
    assert (place.position, place.previous, place.next) == (None, None, walks[0].pk)


# ── The way through the suggestions ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def suggested(make_asset, contributor, organisation):
    """Suggested changes of three published entries."""
    entries = [make_asset(f"Group {number}", organisation=organisation) for number in range(3)]
    after = {"summary": "By the sea"}
    return [workflow.suggest(entry, contributor, {"summary": ""}, after) for entry in entries]


def test_a_suggestion_stands_in_its_queue(signed_in, curator, suggested):
    first, second, third = suggested
    place = signed_in(curator).get(second.get_absolute_url(), {"suggested": "1"}).context["place"]
    assert (place.position, place.total, place.previous, place.next) == (2, 3, first.pk, third.pk)


def test_after_a_decision_the_next_suggestion_comes(signed_in, curator, suggested):
    first, second, _ = suggested
    sent = {"step": "refuse", "refuse-version": 1, "refuse-entry_version": first.asset.version, "refuse-note": "No"}
    answer = signed_in(curator).post(f"{first.get_absolute_url()}?suggested=1", sent)
    assert answer.url == f"{second.get_absolute_url()}?suggested=1"


def test_the_next_suggestion_is_one_at_which_nobody_else_looks(signed_in, curator, suggested, other_curator):
    first, second, third = suggested
    claiming.claim(second.asset, other_curator)
    answer = signed_in(curator).get(first.get_absolute_url())
    assert answer.context["place"].next == third.pk
    assert "Bethan looks at it" in answer.client.get(QUEUE, {"suggested": "1"}).text


def test_who_decides_on_a_suggestion_looks_no_longer(signed_in, send, curator, suggested):
    first, *_ = suggested
    send(first.asset)
    sent = {"step": "refuse", "refuse-version": 1, "refuse-entry_version": first.asset.version, "refuse-note": "No"}
    signed_in(curator).post(first.get_absolute_url(), sent)
    assert looks_at(first.asset) is None


def test_its_author_sees_nothing_of_the_queue(signed_in, contributor, suggested):
    answer = signed_in(contributor).get(suggested[0].get_absolute_url())
    assert answer.context["place"] is None
    assert "I look at this" not in answer.text
