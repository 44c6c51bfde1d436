"""A draft is filled in in short parts, each saved by itself, and checked before it is sent."""

from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from assets.forms.parts import PARTS
from assets.models import Asset, Audience

NEW = {"name": "Layfield Walkers", "disclosure": "exact", "visibility": "public", "typed": "1", "draft": "1"}
AGREED = {"licence_agreed": "on", "people_agreed": "on"}


@pytest.fixture
def draft(make_asset, contributor, organisation):
    return make_asset(
        "Layfield Walkers",
        category="walking",
        status=Asset.Status.DRAFT,
        created_by=contributor,
        organisation=organisation,
    )


@pytest.fixture
def get(signed_in, contributor):
    return lambda asset, page="parts", by=contributor: signed_in(by).get(f"/assets/{asset.pk}/{page}/")


@pytest.fixture
def send(signed_in, contributor):
    """Send a part of a draft, as a page that was read just now."""

    def send(asset, page, answers, by=contributor):
        version = Asset.objects.get(pk=asset.pk).version
        return signed_in(by).post(f"/assets/{asset.pk}/{page}/", {"base_version": version, **answers})

    return send


def states(response):
    return {progress.part.code: progress.state for progress in response.context["parts"]}


# ── The list of parts ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_part_that_must_be_answered_is_to_do(get, draft):
    assert states(get(draft))["who"] == "To do"


def test_a_part_that_is_answered_is_done(get, draft):
    assert states(get(draft))["where"] == "Done"


def test_a_part_that_may_stay_empty_is_optional(get, draft):
    assert states(get(draft))["contact"] == "Optional"


def test_answers_of_a_part_that_may_stay_empty_are_counted(get, make_asset, draft):
    Asset.objects.filter(pk=draft.pk).update(contact_phone="01253 000000", contact_name="Jo")
    assert states(get(draft))["contact"] == "2 answered"


def test_a_question_of_a_curator_stands_above_the_parts(get, draft, curator):
    draft.decisions.create(step="ask", made_by=curator, note="When is it?")
    assert "When is it?" in get(draft).text


@pytest.mark.parametrize("page", ["parts", "parts/where", "check"])
def test_what_was_sent_already_leads_to_its_form(get, draft, page):
    Asset.objects.update(status=Asset.Status.SUBMITTED)
    assert get(draft, page).url == reverse("assets:edit", args=[draft.pk])


@pytest.mark.parametrize("page", ["parts", "parts/where", "check"])
@pytest.mark.parametrize("person", ["partner", "stranger", "researcher"])
def test_a_draft_of_others_is_not_found(request, get, draft, page, person):
    assert get(draft, page, request.getfixturevalue(person)).status_code == 404


def test_there_is_no_part_of_another_name(get, draft):
    assert get(draft, "parts/nothing").status_code == 404


# ── A part ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.code)
def test_a_part_asks_its_own_questions_alone(get, draft, part):
    form, whole = (get(draft, page).context["form"] for page in (f"parts/{part.code}", "edit"))
    features = set(form.features.values()) if part.code == "access" else set()
    assert set(form.fields) == set(whole.fields) & {*part.first, *part.more} | features


def test_a_part_is_saved_by_itself(send, draft):
    send(draft, "parts/cost", {"cost": "£2", "is_free": "no"})
    draft.refresh_from_db()
    assert (draft.cost, draft.is_free, draft.status) == ("£2", False, Asset.Status.DRAFT)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.code)
def test_what_a_part_does_not_ask_stays(send, get, draft, part):
    everyone = Audience.objects.get(code="everyone").pk
    Asset.objects.update(
        audience_ids=[everyone], cost="£2", contact_phone="01253 000000", feature_ids=[1], website="https://a.org"
    )
    before = Asset.objects.values().get(pk=draft.pk)
    send(draft, f"parts/{part.code}", {"name": "Layfield Walkers"})
    after = Asset.objects.values().get(pk=draft.pk)
    others = before.keys() - part.columns - {"version", "changed_at", "public_search", "area_ids"}
    of_the_check = {"retrieved_on", "last_checked_on", "checked_by_kind", "checked_how", "next_check_on"}
    assert {name for name in others - of_the_check if before[name] != after[name]} <= {
        "public_location", "public_area_ids", "session_days", "open_minutes", "uncertain_minutes",
    }  # fmt: skip


def test_one_part_leads_to_the_next(send, draft):
    assert send(draft, "parts/cost", {}).url == reverse("assets:part", args=[draft.pk, "access"])


def test_the_last_part_leads_to_the_check(send, draft):
    assert send(draft, "parts/whose", {"visibility": "public"}).url == reverse("assets:check", args=[draft.pk])


def test_it_leads_back_to_all_parts_where_somebody_asks_for_them(send, draft):
    assert send(draft, "parts/cost", {"all": "1"}).url == reverse("assets:parts", args=[draft.pk])


def test_a_mistake_is_explained_and_shown_again(send, draft):
    response = send(draft, "parts/where", {"postcode": "rubbish", "disclosure": "exact"})
    assert "rubbish" in response.text
    assert response.context["form"].errors["postcode"]


def test_a_part_does_not_send_the_entry(send, draft):
    send(draft, "parts/who", {"eligibility": "Anyone", **AGREED})
    assert Asset.objects.get().status == Asset.Status.DRAFT


def test_a_part_that_was_read_before_somebody_changed_it_overwrites_nothing(send, draft):
    Asset.objects.update(cost="£9")
    response = send(draft, "parts/cost", {"cost": "£2", "base_version": draft.version})
    assert Asset.objects.get().cost == "£9"
    assert response.context["form"]["cost"].value() == "£2"


def test_what_was_typed_while_it_was_sent_is_shown_on_its_form(send, draft):
    Asset.objects.update(status=Asset.Status.SUBMITTED)
    response = send(draft, "parts/cost", {"cost": "£2"})
    assert response.context["form"]["cost"].value() == "£2"
    assert Asset.objects.get().cost == ""


def test_the_queries_of_a_part_are_counted(get, draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(37):
        get(draft, "parts/where")


# ── Check and send ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_missing_is_named_before_it_is_sent(get, draft):
    assert [progress.part.code for progress in get(draft, "check").context["missing"]] == ["who"]


def test_what_is_missing_keeps_it_a_draft(send, draft):
    response = send(draft, "check", AGREED)
    assert "Choose who may come" in str(response.context["form"].non_field_errors())
    assert Asset.objects.get().status == Asset.Status.DRAFT


def test_it_is_sent(send, draft):
    Asset.objects.update(eligibility="Anyone")
    response = send(draft, "check", AGREED)
    assert Asset.objects.get().status == Asset.Status.SUBMITTED
    assert "waiting for a curator" in " ".join(map(str, get_messages(response.wsgi_request)))


@pytest.mark.parametrize("missing", AGREED)
def test_it_is_not_sent_without_an_agreement(send, draft, missing):
    Asset.objects.update(eligibility="Anyone")
    response = send(draft, "check", {name: "on" for name in AGREED if name != missing})
    assert response.context["form"].errors[missing]
    assert Asset.objects.get().status == Asset.Status.DRAFT


def test_it_is_not_sent_where_somebody_changed_it_since_it_was_checked(send, draft):
    Asset.objects.update(eligibility="Anyone")
    send(draft, "check", {**AGREED, "base_version": draft.version})
    assert Asset.objects.get().status == Asset.Status.DRAFT


def test_an_answer_to_a_curator_goes_with_it(send, draft, curator):
    Asset.objects.update(eligibility="Anyone")
    draft.decisions.create(step="ask", made_by=curator, note="When is it?")
    send(draft, "check", {**AGREED, "note": "On Tuesdays"})
    assert draft.decisions.last().note == "On Tuesdays"


def test_one_that_may_be_there_already_is_asked_about(send, draft, make_asset):
    make_asset("Layfield Walkers")
    Asset.objects.filter(pk=draft.pk).update(eligibility="Anyone")
    response = send(draft, "check", AGREED)
    assert "None of these: send it" in response.text
    send(draft, "check", {**AGREED, "none_of_these": response.context["question"].answer})
    assert Asset.objects.get(pk=draft.pk).status == Asset.Status.SUBMITTED


def test_the_check_says_what_others_will_not_see(get, draft):
    Asset.objects.update(contact_phone="01253 000000")
    (fact,) = [fact for fact, *_ in get(draft, "check").context["answers"] if fact.label == "Contact phone"]
    assert (fact.entered, fact.shown) == ("01253 000000", "")


def test_the_picture_of_what_others_will_see_does_not_tell_a_withheld_place(get, draft):
    Asset.objects.update(disclosure=Asset.Disclosure.WITHHELD)
    response = get(draft, "check")
    assert response.context["place"].public_location is None
    assert "Its place is not shown, to keep people safe." in response.text


# ── Saved while somebody types ────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_typed_is_saved_without_a_button(send, draft):
    answer = send(draft, "parts/cost", {"cost": "£2", "typed": "1"}).json()
    draft.refresh_from_db()
    assert (draft.cost, answer["version"]) == ("£2", draft.version)
    assert answer["words"].startswith("Saved at ")


def test_half_an_answer_is_not_saved_and_said_why(send, draft):
    answer = send(draft, "parts/where", {"postcode": "FY1", "disclosure": "exact", "typed": "1"}).json()
    assert answer["words"].startswith("Not saved yet. ")
    assert "version" not in answer


def test_nothing_is_saved_over_what_somebody_else_changed(send, draft):
    Asset.objects.update(cost="£9")
    answer = send(draft, "parts/cost", {"cost": "£2", "typed": "1", "base_version": draft.version}).json()
    assert (Asset.objects.get().cost, "version" in answer) == ("£9", False)


@pytest.fixture
def type_on(send, draft):
    """What a page sends that was opened with the draft as it is in the tests, and knows of no save of its own yet."""

    def type_on(page, turn, cost, **answers):
        typed = {"cost": cost, "typed": "1", "page": page, "turn": turn, "base_version": draft.version, **answers}
        return send(draft, "parts/cost", typed)

    return type_on


def test_the_last_words_of_a_page_follow_those_that_it_was_just_saving(type_on):
    page = uuid4()
    type_on(page, 1, "£2")
    type_on(page, 2, "£2.50")
    assert Asset.objects.get().cost == "£2.50"


def test_words_that_come_too_late_are_not_put_over_later_ones(type_on):
    page = uuid4()
    type_on(page, 2, "£2.50")
    type_on(page, 1, "£2")
    assert Asset.objects.get().cost == "£2.50"


@pytest.mark.parametrize("page", [uuid4(), "", "rubbish", "\x00"])
def test_another_page_of_the_same_person_is_not_saved_over(type_on, page):
    type_on(uuid4(), 1, "£2")
    assert "somebody else" in type_on(page, 2, "£3").json()["words"]
    assert Asset.objects.get().cost == "£2"


def test_nor_is_somebody_else_who_came_between(send, draft, type_on, make_member, organisation):
    page = uuid4()
    type_on(page, 1, "£2")
    send(draft, "parts/cost", {"cost": "£2", "directions": "Ring twice"}, by=make_member(organisation))
    type_on(page, 2, "£3")
    assert (Asset.objects.get().cost, Asset.objects.get().directions) == ("£2", "Ring twice")


def test_nothing_is_saved_of_what_was_sent_meanwhile(send, draft):
    Asset.objects.update(status=Asset.Status.SUBMITTED)
    answer = send(draft, "parts/cost", {"cost": "£2", "typed": "1"}).json()
    assert "not a draft any more" in answer["words"]
    assert Asset.objects.get().cost == ""


def test_a_new_entry_is_kept_as_soon_as_it_has_a_name(signed_in, contributor):
    answers = {**NEW, "uid": uuid4()}
    answer = signed_in(contributor).post(reverse("assets:add"), answers).json()
    asset = Asset.objects.get()
    assert (asset.status, answer["edit"]) == (Asset.Status.DRAFT, reverse("assets:edit", args=[asset.pk]))


def test_a_new_entry_is_not_kept_twice_and_what_was_typed_since_is(signed_in, contributor):
    answers = {**NEW, "uid": uuid4()}
    for town in ("", "Seaholme"):
        signed_in(contributor).post(reverse("assets:add"), {**answers, "town": town, "asks": "first"})
    assert Asset.objects.get().town == "Seaholme"


def test_a_new_entry_whose_form_comes_again_keeps_what_was_filled_in_elsewhere(signed_in, contributor):
    answers = {**NEW, "uid": uuid4(), "asks": "first"}
    signed_in(contributor).post(reverse("assets:add"), answers)
    Asset.objects.update(cost="£2", languages=["cy"])
    answer = signed_in(contributor).post(reverse("assets:add"), {**answers, "town": "Seaholme"}).json()
    assert ("version" in answer, Asset.objects.get().languages) == (False, ["cy"])


def test_the_first_form_leaves_alone_what_it_does_not_ask(signed_in, contributor, draft):
    Asset.objects.update(languages=["cy"], opens_on_bank_holidays=True)
    sent = {**NEW, "asks": "first", "base_version": Asset.objects.get().version}
    signed_in(contributor).post(reverse("assets:edit", args=[draft.pk]), sent)
    draft.refresh_from_db()
    assert (draft.languages, draft.opens_on_bank_holidays) == (["cy"], True)


def test_a_tick_that_is_taken_away_again_was_no_agreement(signed_in, contributor):
    signed_in(contributor).post(reverse("assets:add"), {**NEW, **AGREED, "uid": uuid4()})
    assert (Asset.objects.get().people_agreed_on, Asset.objects.get().licence_agreed_on) == (None, None)


def test_nothing_is_suggested_while_somebody_types(signed_in, contributor, draft):
    Asset.objects.update(status=Asset.Status.PUBLISHED)
    sent = {**NEW, "base_version": Asset.objects.get().version}
    answer = signed_in(contributor).post(reverse("assets:edit", args=[draft.pk]), sent).json()
    assert "not a draft any more" in answer["words"]
    assert not draft.proposals.exists()


def test_a_row_that_is_asked_for_is_no_error(send, draft):
    answer = send(draft, "parts/when", {"sessions-rows": "1", "sessions-redraw": "more", "typed": "1"})
    assert answer.json()["words"].startswith("Not saved yet.")


def test_an_answer_is_kept_while_it_is_typed(send, draft, curator):
    draft.decisions.create(step="ask", made_by=curator, note="When is it?")
    answer = send(draft, "check", {"note": "On Tuesdays", "typed": "1", "draft": "1", "base_version": draft.version})
    assert answer.json()["version"] == str(draft.version)
    assert "On Tuesdays" in answer.client.get(f"/assets/{draft.pk}/check/").text


def test_an_answer_that_is_too_long_is_not_called_saved(send, draft, curator):
    draft.decisions.create(step="ask", made_by=curator, note="When is it?")
    answer = send(draft, "check", {"note": "x" * 10_000, "typed": "1", "draft": "1", "base_version": draft.version})
    assert answer.json()["words"].startswith("Not saved yet. Your answer")


def test_who_types_while_others_send_it_is_told_so(send, draft):
    Asset.objects.update(status=Asset.Status.SUBMITTED)
    answer = send(draft, "check", {"typed": "1", "draft": "1", "base_version": draft.version})
    assert answer.json()["words"].startswith("Not saved: it is not a draft any more.")


def test_an_answer_that_was_typed_while_it_was_sent_is_shown_again(send, draft, curator):
    draft.decisions.create(step="ask", made_by=curator, note="When is it?")
    draft.decisions.create(step="submit", made_by=curator)
    Asset.objects.update(status=Asset.Status.SUBMITTED)
    assert "On Tuesdays" in send(draft, "check", {**AGREED, "note": "On Tuesdays"}).text


def test_nothing_is_kept_of_a_form_without_a_name(signed_in, contributor):
    answers = {**NEW, "name": "", "uid": uuid4()}
    assert "Not saved yet" in signed_in(contributor).post(reverse("assets:add"), answers).json()["words"]
    assert not Asset.objects.exists()


def test_their_own_draft_is_not_one_of_these(signed_in, contributor, draft):
    data = {"name": "Layfield Walkers", "location": "53.0, -2.0"}
    assert "Layfield Walkers" in signed_in(contributor).post(reverse("assets:alike"), data).text
    assert (
        "Layfield Walkers" not in signed_in(contributor).post(reverse("assets:alike"), {**data, "uid": draft.uid}).text
    )


# ── Put away ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_draft_is_put_away_and_taken_up_again(signed_in, contributor, draft):
    address = reverse("assets:put_away", args=[draft.pk])
    signed_in(contributor).post(address)
    assert Asset.objects.get().status == Asset.Status.CLOSED
    assert signed_in(contributor).post(address).url == reverse("assets:parts", args=[draft.pk])
    assert (Asset.objects.get().status, Asset.objects.get().closed_on) == (Asset.Status.DRAFT, None)


@pytest.mark.parametrize("status", ["submitted", "published", "closed", "declined"])
def test_what_is_no_draft_stays(signed_in, contributor, draft, status):
    Asset.objects.update(status=status)
    signed_in(contributor).post(reverse("assets:put_away", args=[draft.pk]))
    assert Asset.objects.get().status == status


def test_a_draft_of_others_is_not_put_away(signed_in, partner, draft):
    assert signed_in(partner).post(reverse("assets:put_away", args=[draft.pk])).status_code == 404


def test_a_link_leads_to_a_draft_that_was_put_away(signed_in, contributor, draft):
    signed_in(contributor).post(reverse("assets:put_away", args=[draft.pk]))
    assert "Take it up again" in signed_in(contributor).get(reverse("assets:mine")).text


@pytest.fixture
def put_away(signed_in):
    return lambda asset, by: signed_in(by).post(reverse("assets:put_away", args=[asset.pk]))


def test_who_entered_it_for_somebody_takes_it_up_again(signed_in, coordinator, make_asset, put_away):
    asset = make_asset(status=Asset.Status.DRAFT, created_by=coordinator)
    put_away(asset, coordinator)
    assert "Take it up again" in signed_in(coordinator).get(reverse("assets:mine")).text
    assert put_away(asset, coordinator).url == reverse("assets:parts", args=[asset.pk])


def test_who_belongs_to_its_consortium_no_more_does_not(contributor, draft, organisation, put_away):
    put_away(draft, contributor)
    organisation.partnerships.update(left_on="2026-01-01")
    put_away(draft, contributor)
    assert Asset.objects.get().status == Asset.Status.CLOSED


def test_nor_are_they_offered_it(signed_in, contributor, draft, organisation, put_away):
    put_away(draft, contributor)
    organisation.partnerships.update(left_on="2026-01-01")
    page = signed_in(contributor).get(reverse("assets:mine")).text
    assert (draft.name in page, "Take it up again" in page) == (True, False)
