"""Two entries of one place become one, and two again; nothing is lost and nothing hidden gets out."""

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse
from playwright.sync_api import expect

from assets import joining, workflow
from assets.merging import Comparison
from assets.models import Asset, Duplicate, Forwarding, Proposal, PublicAsset
from assets.proposing import values_of, with_columns
from assets.tasks import tell
from tests.mapping.maps import markers

Status = Asset.Status
HOME, AWAY = {"address": "1 Quay Street", "postcode": "FY1 2AB"}, {"address": "9 Hidden Lane", "postcode": "FY9 9ZZ"}


@pytest.fixture
def pair(make_asset):
    """Two public entries of one place."""
    return make_asset(summary="Food", cost="£2"), make_asset(
        "The Seaholme Pantry", summary="Warm food", town="Seaholme"
    )


@pytest.fixture
def merge(curator):
    """Merge the second of a pair into the first, taking over these columns of it."""

    def merged(pair, columns=(), by=curator):
        kept, loser = (Asset.objects.get(pk=entry.pk) for entry in pair)
        if columns:
            kept = with_columns(kept, values_of(loser, columns))
        return joining.merge(kept, loser, by, list(columns))

    return merged


def fresh(asset):
    return Asset.objects.get(pk=asset.pk)


def steps(asset):
    return list(asset.decisions.values_list("step", flat=True))


# ── Merging ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_is_kept_and_the_other_is_merged_into_it(merge, pair):
    kept, loser = pair
    merge(pair)
    assert (fresh(loser).status, fresh(loser).merged_into, fresh(kept).status) == (
        Status.MERGED,
        kept,
        Status.PUBLISHED,
    )
    assert not PublicAsset.objects.filter(pk=loser.pk).exists()


def test_what_is_chosen_is_taken_over_and_nothing_else(merge, pair):
    merge(pair, ["summary"])
    kept = fresh(pair[0])
    assert (kept.summary, kept.cost, kept.town) == ("Warm food", "£2", "")


def test_both_histories_say_so(merge, pair):
    merge(pair)
    assert (steps(pair[0]), steps(pair[1])) == (["take_in"], ["merge"])


def test_the_source_of_the_other_stays_findable(merge, make_asset):
    pair = make_asset(), make_asset(source="Harbour list", source_id="12")
    merge(pair)
    assert Asset.objects.get(source="Harbour list", source_id="12").merged_into == pair[0]


def test_projects_of_the_other_count_for_the_one_that_is_kept(merge, make_project, make_asset, curator):
    pair, project, later = (make_asset(), make_asset()), make_project(), make_project()
    project.links.create(asset=pair[1], effect="identified")
    made = merge(pair)
    later.links.create(asset=pair[1], effect="identified")
    assert PublicAsset.objects.get(pk=pair[0].pk).project_ids == [project.pk, later.pk]
    joining.unmerge(made, curator)
    assert (fresh(pair[0]).project_ids, fresh(pair[1]).project_ids) == ([], [project.pk, later.pk])


def test_what_was_suggested_of_the_other_is_ended(merge, pair, contributor):
    proposal = workflow.suggest(pair[1], contributor, {"cost": ""}, {"cost": "Free"})
    merge(pair)
    assert Proposal.objects.get(pk=proposal.pk).state == Proposal.State.DECIDED


def test_what_was_suggested_of_the_other_is_open_again_when_it_is_undone(merge, pair, contributor, curator):
    proposal = workflow.suggest(pair[1], contributor, {"cost": ""}, {"cost": "Free"})
    joining.unmerge(merge(pair), curator)
    assert Proposal.objects.get(pk=proposal.pk).state == Proposal.State.WAITING


def test_who_entered_the_other_is_told_and_learns_nothing_of_the_one_that_is_kept(
    merge, make_asset, contributor, mailoutbox, django_capture_on_commit_callbacks
):
    pair = make_asset("Xylophane", visibility="private"), make_asset(created_by=contributor)
    with django_capture_on_commit_callbacks() as callbacks:
        merge(pair)
    assert len(callbacks) == 1
    tell(pair[1].decisions.get().pk, "contributor")
    assert "is listed twice" in mailoutbox[0].body
    assert "Xylophane" not in mailoutbox[0].body


@pytest.mark.parametrize("status", ["draft", "declined", "closed", "merged"])
def test_only_what_waits_or_is_published_is_merged(merge, make_asset, status):
    with pytest.raises(workflow.StatusChanged):
        merge((make_asset(), make_asset(status=status)))


def test_a_published_entry_does_not_vanish_into_one_that_waits(merge, make_asset):
    with pytest.raises(workflow.StatusChanged):
        merge((make_asset(status=Status.SUBMITTED), make_asset()))


def test_what_was_changed_since_it_was_read_is_not_merged(pair, curator):
    kept, loser = map(fresh, pair)
    Asset.objects.filter(pk=loser.pk).update(summary="Changed meanwhile")
    with pytest.raises(workflow.StatusChanged):
        joining.merge(kept, loser, curator, [])
    assert fresh(loser).status == Status.PUBLISHED


# ── What is chosen beforehand ─────────────────────────────────────────────────────────────────────────────────────────


def likely(*pair):
    return {part.name: part.likely for part in Comparison(*pair).parts}


def test_the_one_that_stays_has_its_word_unless_it_says_nothing(pair):
    kept, other = pair
    assert likely(kept, other) == {"name": kept, "town": other, "summary": kept, "cost": kept}


@pytest.mark.parametrize("disclosure", ["withheld", "area"])
def test_a_hidden_place_stays_hidden_with_all_that_tells_it(make_asset, make_area, disclosure):
    make_area("msoa")
    shown, hidden = make_asset(**HOME), make_asset(disclosure=disclosure, lon=-2.01, **AWAY)
    (part,) = Comparison(shown, hidden).parts
    assert {"disclosure", "location", "address", "postcode"} <= set(part.columns)
    assert (part.likely, likely(hidden, shown)[part.name]) == (hidden, hidden)


def test_the_stricter_visibility_is_chosen_and_its_words_stay_where_they_are(make_asset):
    shown, private = make_asset(), make_asset(visibility="private", story="Only for us")
    assert likely(shown, private) == {"visibility": private, "story": shown}


def test_who_runs_the_other_is_not_chosen_for_one_that_is_hidden(make_asset, organisation):
    hidden = make_asset("Choir", disclosure="withheld", organisation=None)
    shown = make_asset("Choir", disclosure="withheld", organisation=organisation)
    assert likely(hidden, shown)["organisation_id"] == hidden


def test_who_runs_the_other_is_chosen_where_nobody_runs_the_one_that_stays(make_asset, organisation):
    kept, other = make_asset("Choir", organisation=None), make_asset("Choir", organisation=organisation)
    assert likely(kept, other)["organisation_id"] == other


def test_only_a_published_one_can_stay_where_one_is(make_asset):
    waiting, published = make_asset(status=Status.SUBMITTED), make_asset()
    assert Comparison(waiting, published).keepable == [published]


# ── The old address ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("reader", ["visitor", "stranger", "curator"])
def test_the_old_address_leads_to_the_one_that_is_kept(merge, pair, signed_in, request, reader):
    merge(pair)
    client = signed_in(request.getfixturevalue(reader))
    for address in (pair[1].get_absolute_url(), reverse("assets:short", args=[pair[1].pk])):
        answer = client.get(address)
        assert (answer.status_code, answer.url) == (302, pair[0].get_absolute_url())


@pytest.mark.real_roles
def test_visitors_are_led_with_their_own_rights(merge, pair, client):
    merge(pair)
    assert client.get(pair[1].get_absolute_url()).url == pair[0].get_absolute_url()


def test_a_hidden_place_is_never_chosen_for_an_entry_of_others(make_asset, make_organisation, consortium):
    kept = make_asset(disclosure="withheld", lon=None, organisation=make_organisation("Others", consortium))
    other = make_asset(disclosure="withheld", organisation=make_organisation("Refuge", consortium), **AWAY)
    assert {part.likely for part in Comparison(kept, other).parts if "address" in part.columns} == {kept}


@pytest.mark.parametrize("hidden", [{"visibility": "private"}, {"status": "submitted"}])
def test_the_address_of_one_that_was_never_public_leads_visitors_nowhere(merge, make_asset, client, hidden):
    pair = make_asset(), make_asset(**hidden)
    merge(pair)
    assert client.get(pair[1].get_absolute_url()).status_code == 404
    assert not Forwarding.objects.exists()


def test_it_does_not_lead_to_one_that_is_not_public(merge, pair, client, stranger, signed_in):
    merge(pair)
    Asset.objects.filter(pk=pair[0].pk).update(visibility="private")
    assert client.get(pair[1].get_absolute_url()).status_code == 404
    assert signed_in(stranger).get(pair[1].get_absolute_url()).status_code == 404


def test_it_leads_over_several_merges(merge, pair, make_asset, client):
    merge(pair)
    last = make_asset("Pantry")
    merge((last, pair[0]))
    assert client.get(pair[1].get_absolute_url()).url == last.get_absolute_url()


# ── Undoing ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_undoing_puts_both_back(merge, pair, curator, client):
    columns = ["name", "town", "summary"]
    joining.unmerge(merge(pair, columns), curator)
    assert [values_of(fresh(entry), columns) for entry in pair] == [values_of(entry, columns) for entry in pair]
    assert (fresh(pair[1]).status, fresh(pair[1]).merged_into) == (Status.PUBLISHED, None)
    assert client.get(pair[1].get_absolute_url()).status_code == 200
    assert (steps(pair[0]), steps(pair[1])) == (["take_in", "unmerge"], ["merge", "unmerge"])


def test_one_that_waited_waits_again(merge, make_asset, curator):
    pair = make_asset(), make_asset(status=Status.SUBMITTED)
    joining.unmerge(merge(pair), curator)
    assert fresh(pair[1]).status == Status.SUBMITTED


def test_what_was_changed_since_stays(merge, pair, curator):
    made = merge(pair, ["town", "summary"])
    Asset.objects.filter(pk=pair[0].pk).update(summary="Food, warm or cold")
    joining.unmerge(made, curator)
    assert (fresh(pair[0]).summary, fresh(pair[0]).town) == ("Food, warm or cold", "")


def test_a_place_that_was_hidden_since_is_not_shown_by_undoing(merge, make_asset, curator):
    pair = make_asset(**HOME), make_asset(disclosure="withheld")
    made = merge(pair, ["disclosure"])
    Asset.objects.filter(pk=pair[0].pk).update(**AWAY)
    joining.unmerge(made, curator)
    assert (fresh(pair[0]).disclosure, fresh(pair[0]).address) == ("withheld", AWAY["address"])


@pytest.mark.parametrize("before", [{"disclosure": "withheld"}, {"visibility": "private"}])
def test_nothing_comes_back_once_more_people_see_it(merge, make_asset, curator, before):
    pair = make_asset(story="Only for us", **before, **AWAY), make_asset(story="For all", **before, **HOME)
    made = merge(pair, ["story", "address", "postcode"])
    Asset.objects.filter(pk=pair[0].pk).update(disclosure="exact", visibility="public")
    joining.unmerge(made, curator)
    assert (fresh(pair[0]).story, fresh(pair[0]).address) == ("For all", HOME["address"])


@pytest.mark.parametrize("since", [{"disclosure": "withheld"}, {"visibility": "private"}, {"status": "closed"}])
def test_where_fewer_people_see_the_one_that_was_kept_the_other_waits_for_a_curator(merge, pair, curator, since):
    made = merge(pair)
    Asset.objects.filter(pk=pair[0].pk).update(**since)
    joining.unmerge(made, curator)
    assert fresh(pair[1]).status == Status.SUBMITTED


PHONE = {"contact_phone": "01632 960001", "contact_phone_is_public": True}


def test_a_contact_that_was_withdrawn_since_is_not_public_again(merge, make_asset, curator):
    pair = make_asset(**PHONE), make_asset(**PHONE)
    made = merge(pair)
    Asset.objects.filter(pk=pair[0].pk).update(contact_phone_is_public=False)
    joining.unmerge(made, curator)
    assert fresh(pair[1]).status == Status.SUBMITTED


def test_a_contact_of_the_other_alone_is_public_again(merge, make_asset, curator):
    pair = make_asset(), make_asset(**PHONE)
    joining.unmerge(merge(pair), curator)
    assert fresh(pair[1]).status == Status.PUBLISHED


def test_private_words_do_not_come_back_into_what_the_merge_made_public(merge, make_asset, curator):
    pair = make_asset(visibility="private", story="Only for us"), make_asset(story="For all")
    made = merge(pair, ["visibility", "story"])
    Asset.objects.filter(pk=pair[0].pk).update(name="Pantry")
    joining.unmerge(made, curator)
    assert fresh(pair[0]).story == "For all"


def test_a_merge_is_undone_once(merge, pair, curator):
    made = merge(pair)
    joining.unmerge(made, curator)
    with pytest.raises(workflow.StatusChanged):
        joining.unmerge(made, curator)


def test_a_later_merge_is_undone_first(merge, pair, make_asset, curator):
    made = merge(pair)
    merge((make_asset(), pair[0]))
    with pytest.raises(workflow.StatusChanged):
        joining.unmerge(made, curator)


# ── The pages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def compare(pair):
    return reverse("assets:duplicate", args=sorted(entry.pk for entry in pair))


@pytest.fixture
def send(signed_in, curator):
    """The form of a pair as the page fills it, with other answers on top."""

    def answer(pair, by=curator, **answers):
        client = signed_in(by)
        form = client.get(compare(pair)).context["form"]
        filled = {name: form[name].value() for name in form.fields}
        return client.post(compare(pair), filled | {"step": "merge"} | answers)

    return answer


def test_the_form_merges_as_it_is_filled(send, pair):
    answer = send(pair)
    kept = fresh(pair[0])
    assert (kept.name, kept.town, fresh(pair[1]).merged_into) == ("Seaholme Pantry", "Seaholme", kept)
    assert answer.url == kept.merges.get().get_absolute_url()


def test_the_other_may_stay_and_the_words_of_either(send, pair):
    stays = {"kept": pair[1].pk, "chosen_for": pair[1].pk}
    send(pair, **stays, **{"part-summary": pair[0].pk, "part-cost": pair[1].pk})
    kept = fresh(pair[1])
    assert (kept.summary, kept.cost, kept.town, fresh(pair[0]).status) == ("Food", "", "Seaholme", Status.MERGED)


def test_who_runs_it_is_a_partner_of_those_who_look_after_it(
    send, make_asset, administrator, make_consortium, make_organisation
):
    elsewhere = make_consortium("Elsewhere")
    far = make_asset("Choir", consortium=elsewhere, organisation=make_organisation("Far Trust", elsewhere))
    kept = make_asset("Choir", organisation=None)
    answer = send((kept, far), by=administrator, kept=kept.pk, chosen_for=kept.pk, **{"part-organisation_id": far.pk})
    assert f"Far Trust has not joined {kept.consortium}" in answer.text
    assert fresh(far).status == Status.PUBLISHED


def test_the_form_as_it_is_filled_publishes_nothing_hidden(send, make_asset):
    pair = make_asset(**HOME), make_asset(disclosure="withheld", lon=-2.01, **AWAY)
    send(pair)
    shown = PublicAsset.objects.get(pk=pair[0].pk)
    assert (shown.public_location, shown.address, shown.postcode) == (None, "", "")


def test_where_the_other_is_to_stay_the_words_are_chosen_anew(send, make_asset):
    pair = make_asset(visibility="private", story="Only for us"), make_asset(story="For all")
    answer = send(pair, kept=pair[1].pk)
    assert "look once more whose words are right" in answer.text
    assert (answer.context["form"]["part-story"].value(), fresh(pair[0]).status) == (pair[1].pk, Status.PUBLISHED)


def test_what_was_changed_meanwhile_is_shown_again_and_can_then_be_merged(send, pair):
    answer = send(pair, lower_version=pair[0].version - 1)
    assert "look at them once more" in answer.text
    assert fresh(pair[1]).status == Status.PUBLISHED
    assert answer.context["form"]["lower_version"].value() == pair[0].version


@pytest.mark.parametrize("answers", [{"kept": ""}, {"kept": "0"}, {"part-summary": "x"}, {"lower_version": "\0"}])
def test_answers_that_cannot_be_change_nothing(send, pair, answers):
    assert send(pair, **answers).status_code == 200
    assert fresh(pair[1]).status == Status.PUBLISHED


def test_who_curates_one_sees_of_the_other_what_it_discloses(signed_in, curator, make_asset, make_consortium):
    other = make_asset(consortium=make_consortium("Elsewhere"), disclosure="withheld", **AWAY)
    pair = make_asset(**HOME), other
    page = signed_in(curator).get(compare(pair)).text
    assert HOME["address"] in page
    assert AWAY["address"] not in page
    assert "Merge them" not in page


def test_who_curates_both_sees_them_on_a_map(signed_in, curator, make_asset):
    pair = make_asset(lon=-2, lat=53), make_asset(lon=-2.0004, lat=53)
    assert [pin["lon"] for pin in signed_in(curator).get(compare(pair)).context["comparison"].pins] == [-2, -2.0004]


def test_without_both_pins_there_is_no_map(signed_in, curator, make_asset):
    assert 'id="map"' not in signed_in(curator).get(compare((make_asset(), make_asset(lon=None)))).text


def test_who_curates_one_sees_no_map(signed_in, curator, make_asset, make_consortium):
    pair = make_asset(), make_asset(consortium=make_consortium("Elsewhere"))
    assert 'id="map"' not in signed_in(curator).get(compare(pair)).text


def test_and_cannot_merge_them(signed_in, curator, make_asset, make_consortium):
    pair = make_asset(), make_asset(consortium=make_consortium("Elsewhere"))
    data = {"step": "merge", "kept": pair[0].pk, "lower_version": pair[0].version, "upper_version": pair[1].version}
    signed_in(curator).post(compare(pair), data)
    assert fresh(pair[1]).status == Status.PUBLISHED


def test_an_administrator_merges_entries_of_two_consortia(send, administrator, make_asset, make_consortium):
    pair = make_asset(), make_asset(consortium=make_consortium("Elsewhere"))
    send(pair, by=administrator)
    assert fresh(pair[1]).merged_into == pair[0]


def test_the_pages_are_for_curators_of_these_entries(
    signed_in, merge, make_asset, pair, visitor, contributor, stranger
):
    twice = make_asset(), make_asset()
    pages = [compare(pair), merge(twice).get_absolute_url()]
    for user, status in {visitor: 302, contributor: 403, stranger: 404}.items():
        assert [signed_in(user).get(page).status_code for page in pages] == [status, status]


def test_its_page_says_what_stays_and_undoes_the_rest(signed_in, curator, merge, pair):
    made = merge(pair, ["town", "summary"])
    Asset.objects.filter(pk=pair[0].pk).update(summary="Food, warm or cold")
    client, version = signed_in(curator), fresh(pair[0]).version
    assert "nothing hidden gets out: Summary." in client.get(made.get_absolute_url()).text
    client.post(made.get_absolute_url(), {"version": version - 1})
    assert fresh(pair[1]).status == Status.MERGED
    client.post(made.get_absolute_url(), {"version": version})
    assert (fresh(pair[1]).status, fresh(pair[0]).town) == (Status.PUBLISHED, "")


def test_a_merge_decides_on_the_pair_and_undoing_it_asks_again(merge, pair, curator):
    found = Duplicate.objects.create(lower=pair[0], upper=pair[1], lower_version=1, upper_version=1, score=90, alike=1)
    made = merge(pair)
    found.refresh_from_db()
    assert (found.state, found.decided_by) == ("merged", curator)
    joining.unmerge(made, curator)
    found.refresh_from_db()
    assert found.state == "waiting"


@pytest.mark.browser
def test_a_duplicate_is_merged_its_address_leads_on_and_the_merge_is_undone(signed_in_page, curator, live_server, pair):
    Asset.objects.filter(pk=pair[1].pk).update(location=Point(-2.0004, 53, srid=4326))  # 27 metres
    page = signed_in_page(curator)
    page.goto(live_server.url + compare(pair))
    expect(markers(page)).to_have_count(2)
    page.get_by_role("group", name="Summary").get_by_label("Warm food").check()
    page.get_by_role("button", name="Merge them").click()
    page.goto(live_server.url + pair[1].get_absolute_url())
    assert page.url == live_server.url + pair[0].get_absolute_url()
    assert "Warm food" in page.locator("main").inner_text()
    page.get_by_role("link", name="merged into this entry").click()
    page.get_by_role("button", name="Undo the merge").click()
    page.goto(live_server.url + pair[1].get_absolute_url())
    assert page.get_by_role("heading", level=1).inner_text() == "The Seaholme Pantry"


def test_a_list_of_somebody_leads_to_the_entry_that_is_kept(merge, pair, client):
    kept, loser = pair
    merge(pair)
    page = client.get(reverse("assets:kept"), {"ids": f"{loser.pk},{kept.pk}"})
    assert [entry.place.pk for entry in page.context["kept"].entries] == [kept.pk]
