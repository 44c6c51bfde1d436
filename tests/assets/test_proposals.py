"""Who may not publish suggests: the entry stays, a curator decides part by part, nothing is overwritten."""

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.core import mail
from django.urls import reverse

from assets import workflow
from assets.models import Asset, Decision, Feature, Proposal, PublicAsset
from assets.models.contact import columns_of
from assets.proposing import changes
from assets.suggested import Suggested
from assets.tasks import tell
from tests.assets.filled import as_given

State = Proposal.State
Step = Decision.Step


@pytest.fixture
def asset(make_asset, contributor, organisation):
    return make_asset("Layfield Walkers", created_by=contributor, organisation=organisation, eligibility="Anyone")


@pytest.fixture
def suggest(signed_in, contributor, asset):
    """Send the form of the published entry with these changes."""

    def post(by=contributor, **fields):
        signed_in(by).post(reverse("assets:edit", args=[asset.pk]), {**as_given(asset, by), **fields})
        return Proposal.objects.filter(asset=asset, made_by=by).last()

    return post


@pytest.fixture
def decide(signed_in, curator):
    """Take a step on the page of a suggested change."""

    def post(proposal, step, by=curator, **answers):
        read = {"version": proposal.version, "entry_version": fresh(proposal.asset).version}
        answers = {f"{step}-{name}": value for name, value in {**read, **answers}.items()}
        return signed_in(by).post(proposal.get_absolute_url(), {"step": step, **answers})

    return post


def fresh(row):
    return type(row).objects.get(pk=row.pk)


# ── To suggest ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_entry_stays_as_it_was(suggest, asset):
    suggest(summary="By the sea")
    assert (fresh(asset).summary, fresh(asset).version) == ("", asset.version)


def test_what_was_changed_is_kept_and_nothing_else(suggest):
    proposal = suggest(summary="By the sea")
    assert (proposal.before, proposal.after) == ({"summary": ""}, {"summary": "By the sea"})


def test_it_is_recorded_with_who_and_why(suggest, asset, contributor):
    suggest(summary="By the sea", note="I was there")
    decision = asset.decisions.get()
    assert (decision.step, decision.made_by, decision.note) == (Step.SUGGEST, contributor, "I was there")


def test_too_many_of_one_person_are_stopped_and_nothing_is_lost(signed_in, contributor, asset, settings):
    settings.ENTRIES_AN_HOUR = 0
    sent = {**as_given(asset, contributor), "summary": "By the sea"}
    page = signed_in(contributor).post(reverse("assets:edit", args=[asset.pk]), sent).text
    assert "you sent very many in a short time" in page
    assert "By the sea" in page


def test_a_second_one_takes_the_place_of_the_first(suggest, asset):
    suggest(summary="By the sea")
    suggest(summary="By the bay", town="Seaholme")
    assert Proposal.objects.get().after == {"summary": "By the bay", "town": "Seaholme"}


def test_the_form_shows_what_was_suggested_before(suggest, asset, contributor, signed_in):
    suggest(summary="By the sea")
    assert "By the sea" in signed_in(contributor).get(reverse("assets:edit", args=[asset.pk])).text


def test_all_put_back_withdraws_it(suggest):
    suggest(summary="By the sea")
    assert suggest(summary="").state == State.WITHDRAWN


def test_nothing_changed_is_no_suggestion(suggest):
    assert suggest() is None


def test_what_others_changed_since_the_form_was_opened_is_not_undone(signed_in, contributor, asset):
    typed = {**as_given(asset, contributor), "summary": "By the sea"}
    Asset.objects.filter(pk=asset.pk).update(cost="Free")
    signed_in(contributor).post(reverse("assets:edit", args=[asset.pk]), typed)
    assert Proposal.objects.get().after == {"summary": "By the sea"}


def test_sending_again_does_not_hide_what_changed_meanwhile(suggest, asset):
    suggest(summary="By the sea")
    Asset.objects.filter(pk=asset.pk).update(summary="On the pier")
    asset.refresh_from_db()
    suggest(summary="By the sea", town="Seaholme")
    assert Proposal.objects.get().before == {"summary": "", "town": ""}


def test_a_second_one_may_say_that_something_is_not_known(suggest, asset):
    Asset.objects.filter(pk=asset.pk).update(is_free=True)
    asset.refresh_from_db()
    suggest(summary="By the sea")
    assert suggest(summary="By the sea", is_free="", suggestion=1).after == {"summary": "By the sea", "is_free": None}


def test_of_two_tabs_the_second_is_told_and_loses_nothing(suggest, signed_in, contributor, asset):
    typed = {**as_given(asset, contributor), "summary": "By the sea"}
    suggest(town="Seaholme")
    answer = signed_in(contributor).post(reverse("assets:edit", args=[asset.pk]), typed)
    assert "Nothing was sent yet" in answer.text
    assert "By the sea" in answer.text
    assert Proposal.objects.get().after == {"town": "Seaholme"}


def test_ends_of_lines_are_no_change(suggest, asset):
    Asset.objects.filter(pk=asset.pk).update(opening_times="Tuesday\nFriday")
    asset.refresh_from_db()
    assert suggest(opening_times="Tuesday\r\nFriday") is None


def test_nor_are_they_in_other_languages(contributor, asset):
    Asset.objects.filter(pk=asset.pk).update(translations={"cy": {"summary": "Bwyd\ncynnes"}})
    mine = Asset.objects.get(pk=asset.pk)
    mine.translations = {"cy": {"summary": "Bwyd\r\ncynnes"}}
    assert changes(mine, mine.version) == ({}, {})


def test_a_word_without_a_change_is_asked_for_the_change(signed_in, contributor, asset):
    data = {**as_given(asset, contributor), "note": "They moved"}
    answer = signed_in(contributor).post(reverse("assets:edit", args=[asset.pk]), data)
    assert "Change what is not right" in answer.text
    assert "They moved" in answer.text


def test_a_mistake_in_the_form_loses_nothing(signed_in, contributor, asset):
    data = {**as_given(asset, contributor), "name": "", "summary": "By the sea"}
    answer = signed_in(contributor).post(reverse("assets:edit", args=[asset.pk]), data)
    assert "By the sea" in answer.text
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"), [("partner", 404), ("researcher", 404), ("stranger", 404), ("visitor", 302)]
)
def test_others_may_not(request, signed_in, asset, role, status):
    answer = signed_in(request.getfixturevalue(role)).get(reverse("assets:edit", args=[asset.pk]))
    assert answer.status_code == status


def test_a_coordinator_may(suggest, coordinator):
    assert suggest(by=coordinator, summary="By the sea").made_by == coordinator


def test_who_has_left_the_consortium_may_not(signed_in, contributor, organisation, asset):
    organisation.partnerships.update(left_on="2026-01-01")
    assert signed_in(contributor).get(reverse("assets:edit", args=[asset.pk])).status_code == 403


def test_an_outline_is_suggested_too(signed_in, coordinator, asset):
    shape = "POLYGON ((-2.01 52.99, -1.99 52.99, -1.99 53.01, -2.01 53.01, -2.01 52.99))"
    page = reverse("assets:boundary", args=[asset.pk])
    seen = signed_in(coordinator).get(page).context["form"]["seen"].value()
    signed_in(coordinator).post(page, {"shape": shape, "seen": seen})
    (part,) = Suggested(Proposal.objects.get()).parts
    assert (part.label, fresh(asset).boundary) == ("Outline or route", None)


# ── To see ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", ["contributor", "curator", "administrator"])
def test_author_and_curators_see_it(request, suggest, signed_in, role):
    url = suggest(summary="By the sea").get_absolute_url()
    assert "By the sea" in signed_in(request.getfixturevalue(role)).get(url).text


@pytest.mark.parametrize("role", ["partner", "researcher", "stranger", "coordinator"])
def test_for_others_there_is_no_such_page(request, suggest, signed_in, role):
    url = suggest(summary="By the sea").get_absolute_url()
    assert signed_in(request.getfixturevalue(role)).get(url).status_code == 404


def test_an_author_who_no_longer_cares_for_the_entry_does_not(suggest, signed_in, contributor):
    url = suggest(summary="By the sea").get_absolute_url()
    contributor.memberships.all().delete()
    assert signed_in(contributor).get(url).status_code == 404


def test_its_author_finds_it_among_their_places(suggest, decide, signed_in, contributor):
    proposal = suggest(summary="By the sea")
    decide(proposal, "inquire", note="Which sea?")
    page = signed_in(contributor).get(reverse("assets:mine")).text
    assert proposal.get_absolute_url() in page
    assert "Question for you" in page


def test_the_queue_lists_it(suggest, signed_in, curator):
    proposal = suggest(summary="By the sea")
    assert proposal.get_absolute_url() in signed_in(curator).get(reverse("assets:review")).text


def test_the_queries_of_the_queue_do_not_grow(
    make_asset, contributor, signed_in, curator, django_assert_max_num_queries
):
    for number in range(8):
        workflow.suggest(make_asset(f"Group {number}"), contributor, {"summary": ""}, {"summary": "By the sea"})
    client = signed_in(curator)
    with django_assert_max_num_queries(20):
        client.get(reverse("assets:review"))


def test_the_queries_of_its_page_are_counted(suggest, signed_in, curator, django_assert_max_num_queries):
    url, client = suggest(summary="By the sea", age_from="8", is_free="yes").get_absolute_url(), signed_in(curator)
    with django_assert_max_num_queries(28):
        client.get(url)


def test_the_public_copy_holds_nothing_of_it(suggest, asset):
    suggest(summary="By the sea", website="https://example.org")
    assert PublicAsset.objects.get().summary == ""


# ── To decide ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_ticked_is_taken_over(suggest, decide, asset):
    decide(suggest(summary="By the sea", town="Seaholme"), "accept", parts=["summary"])
    assert (fresh(asset).summary, fresh(asset).town) == ("By the sea", "")


@pytest.mark.parametrize(
    ("parts", "step"), [(["summary", "town"], Step.ACCEPT), (["summary"], Step.ACCEPT_PART), ([], Step.REFUSE)]
)
def test_how_much_was_taken_over_is_recorded(suggest, decide, asset, parts, step):
    proposal = suggest(summary="By the sea", town="Seaholme")
    decide(proposal, "accept" if parts else "refuse", parts=parts, note="So it is")
    assert asset.decisions.last().step == step
    assert (fresh(proposal).state, sorted(fresh(proposal).accepted)) == (State.DECIDED, sorted(parts))


def test_every_kind_of_answer_comes_through(suggest, decide, asset, kind, make_area):
    values = {
        "location": "53.5, -2.25",
        "kind": kind("singing").parent_id,
        "finer": kind("singing").pk,
        "is_free": "yes",
        "age_from": "8",
        "age_to": "80",
        "languages": ["cy"],
        "closed_dates": "25/12/2026",
        "contact_phone": "01253 000000",
        "contact_phone_is_public": "on",
        "disclosure": "area",
        "disclosure_reason": "Somebody's home",
    }
    proposal = suggest(**values)
    decide(proposal, "accept", parts=[part.name for part in Suggested(proposal).parts])
    changed = fresh(asset)
    before, after = changes(changed, changed.version)
    assert (before, after) == ({}, {})
    assert (changed.location.coords, changed.category_ids) == ((-2.25, 53.5), [kind("singing").pk])
    assert (changed.is_free, changed.age_from, changed.languages) == (True, 8, ["cy"])
    assert (changed.disclosure, changed.contact_phone_is_public, len(changed.closed_dates)) == ("area", True, 1)


def test_a_place_is_hidden_with_all_that_tells_it(suggest, decide, asset):
    proposal = suggest(disclosure="withheld", address="7 Plover Lane", summary="By the sea")
    assert ("disclosure", "address") in [part.columns for part in Suggested(proposal).parts]
    decide(proposal, "accept", parts=["disclosure"])
    assert (fresh(asset).disclosure, fresh(asset).address) == ("withheld", "7 Plover Lane")
    assert (PublicAsset.objects.get().address, PublicAsset.objects.get().public_location) == ("", None)


@pytest.fixture
def shown(asset, suggest):
    """A suggestion to show a withheld place."""
    Asset.objects.filter(pk=asset.pk).update(disclosure="withheld", address="1 Quay Street")
    asset.refresh_from_db()
    return suggest(disclosure="exact")


def test_a_place_is_shown_as_it_was_seen(shown, decide, asset):
    decide(shown, "accept", parts=["disclosure"])
    assert (fresh(asset).disclosure, fresh(asset).address) == ("exact", "1 Quay Street")


def test_a_place_that_moved_meanwhile_is_not_shown_unasked(shown, signed_in, curator, asset):
    Asset.objects.filter(pk=asset.pk).update(address="9 Hidden Lane")
    page = signed_in(curator).get(shown.get_absolute_url())
    assert page.context["forms"]["accept"].fields["parts"].initial == []
    assert "Changed meanwhile" in page.text


def test_the_new_place_is_never_shown_by_it(shown, decide, asset):
    Asset.objects.filter(pk=asset.pk).update(address="9 Hidden Lane")
    decide(shown, "accept", parts=["disclosure"])
    assert fresh(asset).address == "1 Quay Street"


def test_what_an_entry_has_and_lacks_is_suggested_together(suggest, decide, asset):
    loop = Feature.objects.first().pk
    proposal = suggest(**{f"feature_{loop}": "yes"})
    Asset.objects.filter(pk=asset.pk).update(absent_feature_ids=[loop])
    decide(proposal, "accept", parts=["feature_ids"])
    assert (fresh(asset).feature_ids, fresh(asset).absent_feature_ids) == ([loop], [])


def test_words_that_tell_a_hidden_place_are_pointed_out(suggest, signed_in, curator, asset):
    Asset.objects.filter(pk=asset.pk).update(disclosure="withheld", address="7 Plover Lane")
    url = suggest(summary="Ring at Plover Lane").get_absolute_url()
    assert "Its words may tell where it is" in signed_in(curator).get(url).text


def test_a_contact_is_taken_over_with_its_consent(suggest):
    proposal = suggest(contact_phone="01253 000000", contact_phone_is_public="on")
    (part,) = Suggested(proposal).parts
    assert part.columns == tuple(columns_of("contact_phone"))


def test_what_was_decided_is_said_part_by_part(suggest, decide, signed_in, contributor):
    proposal = suggest(summary="By the sea", town="Seaholme")
    decide(proposal, "accept", parts=["summary"])
    page = signed_in(contributor).get(proposal.get_absolute_url()).text
    assert page.count("Not taken over") == 1
    assert "Taken over" in page


def test_what_belongs_together_is_one_part(suggest):
    proposal = suggest(age_from="8", age_to="80")
    assert [part.columns for part in Suggested(proposal).parts] == [("age_from", "age_to")]


def test_a_moved_pin_is_shown_with_how_far(suggest, signed_in, curator):
    proposal = suggest(location="53.001, -2.0")
    page = signed_in(curator).get(proposal.get_absolute_url())
    assert "The pin would move 111 metres" in page.text
    assert [pin["lat"] for pin in page.context["suggested"].pins] == [53.0, 53.001]
    assert "the exact place is not shown" not in page.text


SQUARE, WIDER = (MultiPolygon(Polygon.from_bbox((-2.01, 52.99, east, 53.01)), srid=4326) for east in (-1.99, -1.98))


@pytest.fixture
def suggest_outline(asset, contributor):
    """Suggest another outline, or none, of an entry that has this one."""

    def make(now, after):
        Asset.objects.filter(pk=asset.pk).update(boundary=now)
        mine = Asset.objects.get(pk=asset.pk)
        mine.boundary = after
        return workflow.suggest(mine, contributor, *changes(mine, mine.version))

    return make


def test_both_outlines_are_drawn_beside_the_words(suggest_outline, signed_in, curator):
    page = signed_in(curator).get(suggest_outline(SQUARE, WIDER).get_absolute_url())
    suggested = page.context["suggested"]
    assert list(suggested.outlines) == ["as-it-is", "as-suggested"]
    assert suggested.bounds == (-2.01, 52.99, -1.98, 53.01)
    assert [pin["name"] for pin in suggested.pins] == ["As it is"]
    assert "Outline as suggested" in page.text


@pytest.mark.parametrize(("now", "after", "looks"), [(None, SQUARE, ["as-suggested"]), (SQUARE, None, ["as-it-is"])])
def test_where_there_is_one_outline_it_is_drawn(suggest_outline, now, after, looks):
    assert list(Suggested(suggest_outline(now, after)).outlines) == looks


def test_a_first_pin_is_drawn(suggest, signed_in, curator, asset):
    Asset.objects.filter(pk=asset.pk).update(location=None)
    asset.refresh_from_db()
    page = signed_in(curator).get(suggest(location="53.001, -2.0").get_absolute_url())
    assert [pin["name"] for pin in page.context["suggested"].pins] == ["As suggested"]


def test_what_changed_meanwhile_is_marked_and_not_ticked(suggest, signed_in, curator, asset):
    proposal = suggest(summary="By the sea", town="Seaholme")
    Asset.objects.filter(pk=asset.pk).update(summary="On the pier")
    page = signed_in(curator).get(proposal.get_absolute_url())
    assert page.context["forms"]["accept"]["parts"].value() == ["town"]
    assert "Changed meanwhile" in page.text


def test_what_is_so_already_is_said_and_not_asked(suggest, signed_in, curator, asset):
    proposal = suggest(summary="By the sea", town="Seaholme")
    Asset.objects.filter(pk=asset.pk).update(summary="By the sea")
    form = signed_in(curator).get(proposal.get_absolute_url()).context["forms"]["accept"]
    assert [name for name, _ in form.fields["parts"].choices] == ["town"]


def test_what_others_changed_meanwhile_is_not_overwritten(suggest, decide, asset):
    proposal = suggest(summary="By the sea")
    Asset.objects.filter(pk=asset.pk).update(cost="Free")
    decide(proposal, "accept", parts=["summary"])
    assert (fresh(asset).summary, fresh(asset).cost) == ("By the sea", "Free")


def test_nothing_ticked_asks_for_a_tick(suggest, decide, asset):
    answer = decide(suggest(summary="By the sea"), "accept")
    assert "Tick what you take over" in answer.text


@pytest.fixture
def so_already(suggest, asset):
    """A suggestion of which the entry says everything by now."""
    proposal = suggest(summary="By the sea")
    Asset.objects.filter(pk=asset.pk).update(summary="By the sea")
    return proposal


def test_what_is_so_already_is_accepted_without_a_tick(so_already, decide, asset):
    decide(so_already, "accept")
    assert (asset.decisions.last().step, fresh(so_already).state) == (Step.ACCEPT, State.DECIDED)


def test_what_is_so_already_is_refused_as_before(so_already, decide, asset):
    decide(so_already, "refuse", note="We knew")
    assert asset.decisions.last().step == Step.REFUSE


def test_the_page_asks_for_no_tick_where_all_is_so_already(so_already, signed_in, curator):
    page = signed_in(curator).get(so_already.get_absolute_url()).text
    assert "It says so already: end it" in page
    assert "what is ticked" not in page


def test_its_author_reads_that_what_is_so_already_is_taken_over(so_already, decide, signed_in, contributor):
    decide(so_already, "accept")
    page = signed_in(contributor).get(so_already.get_absolute_url()).text
    assert '<td rowspan="1">Taken over</td>' in page


def test_nothing_taken_over_asks_why(suggest, decide, asset):
    assert "Say why" in decide(suggest(summary="By the sea"), "refuse").text


def test_what_does_not_fit_together_any_more_is_said(suggest, decide, asset):
    proposal = suggest(age_from="50")
    Asset.objects.filter(pk=asset.pk).update(age_to=20)
    assert "oldest age must not be below" in decide(proposal, "accept", parts=["age_from"]).text
    assert fresh(asset).age_from is None


def test_a_pin_outside_the_outline_is_not_taken_over(suggest, decide, asset):
    proposal = suggest(location="53.5, -2.25")
    Asset.objects.filter(pk=asset.pk).update(boundary=MultiPolygon(Polygon.from_bbox((-2.1, 52.9, -1.9, 53.1))))
    assert "outside the outline" in decide(proposal, "accept", parts=["location"]).text
    assert fresh(asset).location == Point(-2.0, 53.0, srid=4326)


def test_an_entry_that_changed_while_it_was_read_is_read_again(suggest, signed_in, curator, asset):
    proposal = suggest(summary="By the sea")
    read = {"accept-version": proposal.version, "accept-entry_version": asset.version, "accept-parts": ["summary"]}
    Asset.objects.filter(pk=asset.pk).update(cost="Free")
    answer = signed_in(curator).post(proposal.get_absolute_url(), {"step": "accept", **read})
    assert "while you were reading" in answer.text
    assert fresh(asset).summary == ""


def test_a_suggestion_that_changed_while_it_was_read_is_read_again(suggest, decide, asset):
    read = suggest(summary="By the sea")
    suggest(summary="Something else")
    decide(read, "accept", parts=["summary"])
    assert fresh(asset).summary == ""


def test_who_decides_too_late_is_told_on_the_page(suggest, decide):
    proposal = suggest(summary="By the sea")
    decide(proposal, "refuse", note="Not so")
    answer = decide(proposal, "refuse", note="My long reason")
    assert "Nothing was kept of what you sent" in answer.text
    assert "My long reason" in answer.text


def test_of_two_curators_the_second_is_told(suggest, decide, asset):
    proposal = suggest(summary="By the sea")
    decide(proposal, "refuse", note="Not so")
    with pytest.raises(workflow.StatusChanged):
        workflow.decide(proposal, asset.created_by, asset, [], "Mine")


def test_history_says_who_took_it_over(suggest, decide, asset, curator):
    decide(suggest(summary="By the sea"), "accept", parts=["summary"])
    assert asset.events.last().pgh_context.metadata["user"] == curator.pk


# ── To talk ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_question_is_answered_on_the_page(suggest, decide, contributor, asset):
    proposal = suggest(summary="By the sea")
    decide(proposal, "inquire", note="Which sea?")
    decide(fresh(proposal), "reply", by=contributor, note="The Irish Sea")
    assert fresh(proposal).state == State.WAITING
    assert [one.note for one in asset.decisions.all()] == ["", "Which sea?", "The Irish Sea"]


def test_its_author_takes_it_back(suggest, decide, contributor):
    proposal = suggest(summary="By the sea")
    decide(proposal, "withdraw", by=contributor)
    assert fresh(proposal).state == State.WITHDRAWN


@pytest.mark.parametrize("step", ["accept", "refuse", "inquire"])
def test_its_author_decides_nothing(suggest, decide, contributor, step):
    proposal = suggest(summary="By the sea")
    decide(proposal, step, by=contributor, parts=["summary"], note="Please")
    assert fresh(proposal).state == State.WAITING


def test_an_author_who_has_left_is_asked_nothing(suggest, signed_in, curator, contributor):
    proposal = suggest(summary="By the sea")
    assert "inquire" in signed_in(curator).get(proposal.get_absolute_url()).context["forms"]
    type(contributor).objects.filter(pk=contributor.pk).update(is_active=False)
    assert "inquire" not in signed_in(curator).get(proposal.get_absolute_url()).context["forms"]


def test_an_organisation_that_has_left_meanwhile_does_not_run_it(
    suggest, decide, asset, make_organisation, consortium, contributor
):
    partner = make_organisation("Harbour Friends", consortium)
    contributor.memberships.create(organisation=partner)
    proposal = suggest(organisation=partner.pk)
    partner.partnerships.update(left_on="2026-01-01")
    answer = decide(proposal, "accept", parts=["organisation_id"])
    assert "Harbour Friends has not joined" in answer.text
    assert fresh(asset).organisation != partner


def test_an_author_whose_organisation_has_left_is_asked_nothing(suggest, signed_in, curator, organisation):
    proposal = suggest(summary="By the sea")
    organisation.partnerships.update(left_on="2026-01-01")
    assert "inquire" not in signed_in(curator).get(proposal.get_absolute_url()).context["forms"]


def test_those_about_which_a_curator_has_asked_are_listed_apart(suggest, signed_in, curator):
    workflow.inquire(suggest(summary="By the sea"), curator, "Which sea?")
    assert "Asked about, and not answered yet" in signed_in(curator).get("/review/?suggested=1").text


def test_a_curator_does_not_take_it_back(suggest, decide):
    proposal = suggest(summary="By the sea")
    decide(proposal, "withdraw")
    assert fresh(proposal).state == State.WAITING


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step.INQUIRE, "has a question about the change"),
        (Step.ACCEPT, "is changed as you suggested"),
        (Step.ACCEPT_PART, "is taken over"),
        (Step.REFUSE, "is not taken over"),
        (Step.LAPSE, "has ended"),
        (Step.UNDO, "is open again"),
    ],
)
def test_its_author_hears_of_it(suggest, curator, asset, contributor, step, words):
    proposal = suggest(summary="By the sea")
    decision = Decision.objects.create(asset=asset, proposal=proposal, step=step, made_by=curator, note="Which sea?")
    workflow.tell(decision)
    tell(decision.pk, "contributor")
    (message,) = mail.outbox
    assert message.to == [contributor.email]
    assert words in message.body
    assert proposal.get_absolute_url() in message.body


def test_an_author_who_no_longer_sees_the_place_is_told_nothing(suggest, curator, asset, contributor, organisation):
    proposal = suggest(summary="By the sea")
    contributor.memberships.all().delete()
    contributor.appointments.create(consortium=asset.consortium, role="researcher")
    decision = Decision.objects.create(asset=asset, proposal=proposal, step=Step.INQUIRE, made_by=curator)
    workflow.tell(decision)
    tell(decision.pk, "contributor")
    assert mail.outbox == []


def test_with_the_entry_its_suggestions_are_closed(suggest, asset, curator):
    proposal = suggest(summary="By the sea")
    workflow.close(asset, curator)
    assert (fresh(proposal).state, asset.decisions.last().step) == (State.DECIDED, Step.LAPSE)


def test_with_the_entry_its_suggestions_are_open_again(suggest, asset, curator):
    proposal = suggest(summary="By the sea")
    workflow.close(asset, curator)
    workflow.undo(asset.decisions.get(step=Step.CLOSE), curator)
    assert (fresh(proposal).state, proposal.decisions.last().step) == (State.WAITING, Step.UNDO)


def test_what_was_asked_about_is_asked_about_again(suggest, asset, curator, contributor):
    proposal = suggest(summary="By the sea")
    workflow.inquire(proposal, curator, "Which sea?")
    workflow.close(asset, curator)
    workflow.undo(asset.decisions.get(step=Step.CLOSE), curator)
    proposal = fresh(proposal)
    assert proposal.state == State.ASKED
    workflow.reply(proposal, contributor, "The Irish Sea")
    assert proposal.decisions.last().question.note == "Which sea?"


def test_an_entry_that_is_published_again_opens_its_suggestions_again(make_asset, curator, contributor, organisation):
    asset = make_asset(status="submitted", organisation=organisation)
    workflow.publish(asset, curator)
    proposal = workflow.suggest(asset, contributor, {"cost": ""}, {"cost": "Free"})
    workflow.undo(asset.decisions.get(step=Step.PUBLISH), curator)
    assert fresh(proposal).state == State.DECIDED
    workflow.publish(fresh(asset), curator)
    assert fresh(proposal).state == State.WAITING


def test_what_was_refused_stays_refused(suggest, asset, curator, decide):
    proposal = suggest(summary="By the sea")
    decide(proposal, "refuse", note="Not so")
    workflow.close(asset, curator)
    workflow.undo(asset.decisions.get(step=Step.CLOSE), curator)
    assert fresh(proposal).state == State.DECIDED
