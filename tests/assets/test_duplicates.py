"""Pairs that may be the same: found when an entry is sent and every night, shown to those who may know both."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from assets import joining, workflow
from assets.duplicates import FEW, find_all, find_for
from assets.models import Asset, Duplicate
from assets.tasks import find_duplicates, find_duplicates_of

LIST = reverse("assets:duplicates")
ABOUT_120_M_EAST, ABOUT_700_M_EAST, ABOUT_60_KM_EAST = -1.9982, -1.9896, -1.1
TELEPHONE = {"contact_phone": "01253 000000"}
State = Duplicate.State


@pytest.fixture
def other(make_consortium):
    return make_consortium("Elsewhere Alliance")


@pytest.fixture
def other_curator(make_appointee, other):
    return make_appointee(other, "curator")


@pytest.fixture(params=["when sent", "at night"])
def find(request):
    """Both ways in which pairs are found."""
    return find_for if request.param == "when sent" else lambda asset: find_all()


def pairs():
    return [(pair.lower_id, pair.upper_id) for pair in Duplicate.objects.all()]


# ── Finding ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_pair_is_found_with_what_it_has_in_common(find, make_asset):
    first = make_asset(**TELEPHONE)
    second = make_asset("Seaholme Food Pantry", lon=ABOUT_120_M_EAST, contact_phone="+44 1253 000000")
    find(second)
    pair = Duplicate.objects.get()
    assert (pair.lower, pair.upper, pair.same_telephone, pair.same_website) == (first, second, True, False)
    assert (round(pair.alike, 2), round(pair.metres), pair.score) == (0.76, 120, 77)


@pytest.mark.parametrize(
    "differs",
    [
        {"lon": ABOUT_60_KM_EAST},
        {"name": "Harbour Choir"},
        {"status": "draft"},
        {"status": "declined"},
        {"status": "closed"},
        {"status": "merged"},
    ],
)
def test_what_is_far_or_not_alive_or_has_another_name_is_no_pair(find, make_asset, differs):
    make_asset(**differs)
    find(make_asset())
    assert pairs() == []


def test_those_of_one_consortium_are_compared_by_their_true_places(find, make_asset):
    make_asset("Seaholme Pantri", disclosure="withheld")
    find(make_asset(disclosure="withheld"))
    assert Duplicate.objects.get().metres == 0


@pytest.mark.parametrize("disclosure", ["withheld", "area"])
def test_those_of_two_are_not(find, make_asset, make_area, other, disclosure):
    make_area("msoa")
    make_asset("Seaholme Pantri", disclosure=disclosure, consortium=other)
    find(make_asset())
    assert pairs() == []


def test_a_telephone_that_is_not_public_makes_no_pair_of_two_consortia(find, make_asset, other):
    make_asset(**TELEPHONE, disclosure="withheld", consortium=other)
    find(make_asset(**TELEPHONE, contact_phone_is_public=True))
    assert pairs() == []


def test_one_of_two_consortia_must_be_public(find, make_asset, other):
    make_asset(status=Asset.Status.SUBMITTED, consortium=other)
    find(make_asset(visibility="private"))
    assert pairs() == []
    find(make_asset())
    assert len(pairs()) == 2


def test_both_ways_find_the_same(make_asset, other):
    for number in range(4):
        make_asset(["Seaholme Pantry", "Seaholme Food Pantry"][number % 2], consortium=other, lat=53 + number / 1000)
    for asset in Asset.objects.all():
        find_for(asset)
    facts = ["lower", "upper", "score", "metres", "same_telephone", "same_website"]
    by_one = list(Duplicate.objects.order_by("lower", "upper").values_list(*facts))
    Duplicate.objects.all().delete()
    find_all()
    assert list(Duplicate.objects.order_by("lower", "upper").values_list(*facts)) == by_one
    assert len(by_one) > 3


def test_what_many_share_makes_no_pairs(make_asset):
    for _ in range(FEW + 1):
        make_asset("Seaholme Pantry", lon=None, **TELEPHONE)
    find_all()
    assert pairs() == []


def test_a_pair_that_is_none_any_more_goes(make_asset):
    make_asset()
    asset = make_asset()
    find_all()
    Asset.objects.filter(pk=asset.pk).update(name="Harbour Choir")
    find_all()
    assert pairs() == []


def test_what_somebody_told_apart_is_not_found_again(find, make_asset, curator):
    make_asset()
    asset = make_asset()
    find(asset)
    Duplicate.objects.update(state=State.NOT_THE_SAME, decided_by=curator)
    find(asset)
    find_all()
    assert Duplicate.objects.get().state == State.NOT_THE_SAME


def test_sending_an_entry_finds_its_pairs(make_asset, contributor, django_capture_on_commit_callbacks):
    make_asset()
    asset = make_asset(status=Asset.Status.DRAFT)
    with django_capture_on_commit_callbacks() as callbacks:
        workflow.submit(asset, contributor)
    assert len(callbacks) == 1
    find_duplicates_of(asset.pk)
    assert len(pairs()) == 1


def test_the_tasks_may_run_twice_and_late(make_asset):
    asset = make_asset(status=Asset.Status.CLOSED)
    find_duplicates_of(asset.pk)
    find_duplicates_of(0)
    find_duplicates()
    find_duplicates()
    assert pairs() == []


# ── The list ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def two(make_asset):
    make_asset()
    make_asset("Seaholme Food Pantry", lon=ABOUT_120_M_EAST)
    find_all()
    return Duplicate.objects.get()


@pytest.fixture
def across(make_asset, other):
    """A pair of two consortia."""
    make_asset()
    make_asset("Seaholme Food Pantry", lon=ABOUT_120_M_EAST, consortium=other)
    find_all()
    return Duplicate.objects.get()


def test_a_curator_sees_the_pair_its_score_and_its_reasons(signed_in, curator, two):
    page = signed_in(curator).get(LIST).text
    assert two.get_absolute_url() in page
    assert "<strong>62</strong> of 100" in page
    assert "Name alike 76 %, 120 m away" in page


def test_the_queue_leads_there(signed_in, curator, two):
    assert LIST in signed_in(curator).get(reverse("assets:review")).text


def test_it_is_for_curators(signed_in, visitor, contributor, two):
    assert signed_in(contributor).get(LIST).status_code == 403
    assert signed_in(visitor).get(LIST).url.startswith("/account/login/")


def test_a_pair_of_others_is_not_shown(signed_in, stranger, two):
    assert signed_in(stranger).get(LIST).context["page"].paginator.count == 0
    assert signed_in(stranger).post(two.get_absolute_url(), {"step": "apart"}).status_code == 404


def test_the_curators_of_either_see_a_pair_of_two_consortia(curator, other_curator, across):
    for user in (curator, other_curator):
        assert Duplicate.objects.visible_to(user).get() == across


@pytest.mark.parametrize(
    "hidden", [{"visibility": "private"}, {"disclosure": "withheld"}, {"contact_phone": "01253 111111"}]
)
def test_once_the_other_is_changed_it_is_not_until_it_is_found_anew(curator, administrator, across, hidden):
    Asset.objects.filter(pk=across.upper_id).update(**hidden)
    assert not Duplicate.objects.visible_to(curator).exists()
    assert Duplicate.objects.visible_to(administrator).exists()


def test_entries_that_are_closed_since_are_not_listed(signed_in, curator, two):
    workflow.close(two.upper, curator)
    assert signed_in(curator).get(LIST).context["page"].paginator.count == 0


def test_the_list_takes_as_many_queries_for_many(signed_in, curator, make_asset, django_assert_num_queries):
    for _ in range(6):
        make_asset()
    find_all()
    client = signed_in(curator)
    client.get(LIST)
    with django_assert_num_queries(13):
        assert len(client.get(LIST).context["page"]) == 15


# ── Not the same ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def say(signed_in, curator, two):
    return lambda step, by=curator: signed_in(by).post(two.get_absolute_url(), {"step": step})


def test_a_curator_tells_two_apart(say, curator, two):
    say("apart")
    two.refresh_from_db()
    assert (two.state, two.decided_by) == (State.NOT_THE_SAME, curator)


def test_and_may_change_their_mind(say, two):
    say("apart")
    say("again")
    two.refresh_from_db()
    assert (two.state, two.decided_by, two.decided_at) == (State.WAITING, None, None)


def test_who_said_so_stays_in_the_history(say, curator, two):
    say("apart")
    say("again")
    assert list(two.events.order_by("pgh_id").values_list("state", "decided_by")) == [
        ("not_the_same", curator.pk),
        ("waiting", None),
    ]


def test_the_second_of_two_curators_is_told(say):
    say("apart")
    answer = say("apart")
    assert "meanwhile" in str(*list(get_messages(answer.wsgi_request))[-1:])


@pytest.mark.parametrize("step", ["", "delete", "merged"])
def test_a_step_that_does_not_exist_changes_nothing(say, two, step):
    say(step)
    two.refresh_from_db()
    assert two.state == State.WAITING


def test_two_that_are_told_apart_are_not_shown_in_review_again(say, signed_in, curator, two):
    review = reverse("assets:review_item", args=[two.upper_id])
    assert [find.asset for find in signed_in(curator).get(review).context["alike"]] == [two.lower]
    say("apart")
    assert signed_in(curator).get(review).context["alike"] == []


@pytest.mark.parametrize(("name", "is_alike"), [("Seaholme Community Pantry", True), ("Harbour Choir", False)])
def test_two_that_nobody_found_are_told_apart(signed_in, curator, make_asset, name, is_alike):
    lower, upper = make_asset(), make_asset(name, lon=ABOUT_700_M_EAST)
    find_all()
    assert pairs() == []
    address = reverse("assets:duplicate", args=[lower.pk, upper.pk])
    assert "Not the same" in signed_in(curator).get(address).text
    signed_in(curator).post(address, {"step": "apart"})
    found = Duplicate.objects.get()
    assert (found.state, found.decided_by, found.score > 0) == (State.NOT_THE_SAME, curator, is_alike)


def test_of_two_consortia_such_a_pair_is_compared_by_what_they_disclose(signed_in, curator, make_asset, other):
    lower = make_asset(disclosure="withheld", **TELEPHONE)
    upper = make_asset(consortium=other, disclosure="withheld", **TELEPHONE)
    signed_in(curator).post(reverse("assets:duplicate", args=[lower.pk, upper.pk]), {"step": "apart"})
    found = Duplicate.objects.get()
    assert (found.metres, found.same_telephone) == (None, False)


def test_who_compares_a_pair_that_was_merged_meanwhile_is_led_to_the_merge(say, curator, two):
    made = joining.merge(two.lower, two.upper, curator, [])
    answers = [say(step) for step in ("merge", "apart")]
    assert [answer.url for answer in answers] == [made.get_absolute_url()] * 2
    assert "meanwhile" in str(*list(get_messages(answers[-1].wsgi_request))[-1:])


def test_who_compares_a_pair_that_was_closed_meanwhile_is_led_to_the_list(say, curator, two):
    workflow.close(two.upper, curator)
    assert say("apart").url == LIST


def test_the_answer_is_the_same_for_what_is_hidden_and_what_never_was(signed_in, curator, make_asset, other):
    ours, hidden = make_asset(), make_asset(consortium=other, visibility="private")
    addresses = [reverse("assets:duplicate", args=[ours.pk, pk]) for pk in (hidden.pk, hidden.pk + 1)]
    assert [signed_in(curator).post(address, {"step": "apart"}).url for address in addresses] == [LIST, LIST]
    assert [signed_in(curator).get(address).status_code for address in addresses] == [404, 404]
