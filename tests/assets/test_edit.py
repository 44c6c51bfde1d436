"""An entry is changed by who entered it until it is published, and by curators after that."""

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.contrib.messages import get_messages
from django.urls import reverse

from assets import workflow
from assets.models import Asset, Category, Decision, Feature
from consortia.models import Appointment, Membership, Partnership
from tests.assets.filled import as_given

Status = Asset.Status


@pytest.fixture
def make_own(make_asset, contributor, organisation, kind):
    def make(status=Status.DRAFT, **fields):
        values = {"created_by": contributor, "organisation": organisation, "eligibility": "Anyone", **fields}
        return make_asset("Layfield Walkers", status=status, **values)

    return make


@pytest.fixture
def change(signed_in, contributor):
    """Send the form as the page gave it, with these changes."""

    def post(asset, by=contributor, **changes):
        return signed_in(by).post(address(asset), {**as_given(asset, by), **changes})

    return post


def address(asset):
    return reverse("assets:edit", args=[asset.pk])


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def fresh(asset):
    return Asset.objects.get(pk=asset.pk)


# ── Who may ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED])
def test_a_contributor_changes_their_own_before_it_is_published(change, make_own, status):
    asset = make_own(status)
    change(asset, summary="By the sea", draft="1")
    assert fresh(asset).summary == "By the sea"


@pytest.mark.parametrize("status", [Status.CLOSED, Status.MERGED])
def test_a_contributor_is_sent_to_the_curator_afterwards(change, make_own, status):
    response = change(make_own(status), summary="By the sea")
    assert response.status_code == 403
    assert b"Only a curator may change it now" in response.content


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.PUBLISHED])
def test_a_curator_changes_what_was_sent_and_what_is_published(change, make_own, curator, status):
    asset = make_own(status)
    change(asset, by=curator, summary="By the sea")
    assert fresh(asset).summary == "By the sea"


def test_a_coordinator_sees_it_but_does_not_change_it(change, make_own, coordinator):
    assert change(make_own(Status.SUBMITTED), by=coordinator).status_code == 403


@pytest.mark.parametrize("person", ["partner", "stranger", "researcher"])
def test_an_entry_of_others_is_not_found(request, change, make_own, person):
    assert change(make_own(), by=request.getfixturevalue(person)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, make_own):
    assert client.get(address(make_own())).url.startswith(reverse("account_login"))


# ── What is kept ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_sending_the_form_as_it_was_changes_nothing(change, make_own, curator):
    asset = make_own(
        Status.PUBLISHED,
        lon=-2.0123456789,
        category_ids=list(
            Category.objects.filter(code__in=["library", "choir", "singing"]).values_list("pk", flat=True)
        ),
        languages=["cy"],
        is_free=True,
        age_from=18,
        contact_phone_is_public=True,
        contact_phone="01632 960001",
        website="https://example.org",
    )
    change(asset, by=curator)
    assert fresh(asset).version == asset.version


def test_ends_of_lines_are_no_change(change, make_own, curator):
    asset = make_own(Status.PUBLISHED, story="Every Tuesday.\n\nRound the bay.")
    change(asset, by=curator, story="Every Tuesday.\r\n\r\nRound the bay.")
    assert fresh(asset).version == asset.version


def test_nothing_is_recorded_when_nothing_changed(change, make_own, curator):
    asset = make_own(Status.PUBLISHED)
    change(asset, by=curator)
    assert not asset.decisions.exists()


def test_a_curators_change_of_a_published_entry_is_recorded(change, make_own, curator):
    asset = make_own(Status.PUBLISHED)
    change(asset, by=curator, summary="By the sea")
    assert asset.decisions.get().step == Decision.Step.EDIT


def test_the_history_says_who_changed_it_and_where(change, make_own, contributor):
    asset = make_own()
    change(asset, summary="By the sea", draft="1")
    context = asset.events.latest("pgh_id").pgh_context.metadata
    assert context == {"user": contributor.pk, "url": address(asset)}


def test_a_draft_is_sent(change, make_own):
    asset = make_own()
    change(asset, licence_agreed="on", people_agreed="on")
    assert fresh(asset).status == Status.SUBMITTED


def test_a_draft_is_not_sent_without_the_agreements(change, make_own):
    asset = make_own()
    change(asset)
    assert fresh(asset).status == Status.DRAFT


def test_what_was_agreed_to_is_not_asked_again(signed_in, contributor, change, make_own, curator):
    asset = make_own()
    change(asset, licence_agreed="on", people_agreed="on")
    workflow.ask(fresh(asset), by=curator, note="When is it?")
    assert "licence_agreed" not in signed_in(contributor).get(address(asset)).context["form"].fields


def test_a_curator_does_not_agree_for_the_contributor(signed_in, make_own, curator):
    form = signed_in(curator).get(address(make_own(Status.SUBMITTED))).context["form"]
    assert "people_agreed" not in form.fields


def test_other_categories_stay_when_the_first_is_changed(change, make_own, curator, kind):
    asset = make_own(Status.PUBLISHED, category_ids=[kind("walking").pk, kind("library").pk])
    change(asset, by=curator, finer="", kind=kind("arts").pk)
    assert fresh(asset).category_ids == [kind("arts").pk, kind("library").pk]


def test_consent_that_is_taken_back_loses_its_date(change, make_own):
    asset = make_own(contact_phone="01632 960001", contact_phone_is_public=True, contact_phone_agreed_on="2026-01-01")
    data = {"contact_phone_is_public": "", "draft": "1"}
    change(asset, **data)
    assert (fresh(asset).contact_phone_is_public, fresh(asset).contact_phone_agreed_on) == (False, None)


def test_an_import_without_an_audience_can_be_mended_by_a_curator(change, make_asset, curator):
    asset = make_asset("Imported park", category="park")
    change(asset, by=curator, summary="Open all day")
    assert fresh(asset).summary == "Open all day"


def test_a_place_abroad_that_was_confirmed_is_not_questioned_again(change, make_own):
    asset = make_own(lon=2.35, lat=48.85)
    change(asset, summary="By the Seine", draft="1")
    assert fresh(asset).summary == "By the Seine"


def test_a_boundary_keeps_its_pin(change, make_own, curator):
    box = MultiPolygon(Polygon.from_bbox((-2.1, 52.9, -1.9, 53.1)), srid=4326)
    response = change(make_own(Status.PUBLISHED, boundary=box), by=curator, location="")
    assert "so it needs a pin" in response.context["form"].errors["location"][0]


def test_a_curator_comes_back_to_the_review(change, make_own, curator):
    asset = make_own(Status.SUBMITTED)
    response = change(asset, by=curator, summary="By the sea")
    assert response.url == reverse("assets:review_item", args=[asset.pk])
    assert "is changed" in said(response)


def test_a_wrong_answer_is_shown_again(change, make_own):
    response = change(make_own(), summary="Kept words", postcode="rubbish", draft="1")
    assert response.context["form"]["summary"].value() == "Kept words"


@pytest.mark.parametrize("version", ["", "rubbish", "0", "\0", "9" * 30])
def test_a_form_without_its_version_is_not_saved(change, make_own, version):
    asset = make_own()
    response = change(asset, summary="Kept words", base_version=version, draft="1")
    assert b"Kept words" in response.content
    assert fresh(asset).summary == ""


# ── Two at once ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def both(change, make_own, curator):
    """The curator changed the summary and the opening times while the contributor typed another summary."""
    asset = make_own(Status.SUBMITTED, opening_times="Mondays")
    change(asset, by=curator, summary="What the curator wrote", opening_times="Tuesdays")
    response = change(asset, summary="What I typed", opening_times="Mondays", base_version=asset.version)
    return asset, response


def test_the_first_change_is_not_overwritten(both):
    asset, _ = both
    assert fresh(asset).summary == "What the curator wrote"


def test_what_the_second_typed_is_not_lost(both):
    assert both[1].context["form"]["summary"].value() == "What I typed"


def test_what_only_the_first_changed_is_taken_over(both):
    assert both[1].context["form"]["opening_times"].value() == "Tuesdays"


def test_the_second_sees_what_changed_and_who_did_it(both):
    html = both[1].content.decode()
    assert "<ins>What the curator wrote</ins>" in html
    assert "Curator changed this entry" in html


def test_who_saved_it_in_another_tab_is_told_so(change, make_own):
    asset = make_own()
    change(asset, summary="What I typed first", draft="1")
    page = change(asset, summary="What I typed", base_version=asset.version, draft="1").text
    assert ("You saved this entry before" in page, "changed this entry" in page) == (True, False)


def test_what_was_agreed_to_is_ticked_still(change, make_own):
    asset = make_own()
    Asset.objects.update(opening_times="Mondays")
    form = change(asset, licence_agreed="on").context["form"]
    assert (form["licence_agreed"].value(), form["people_agreed"].value()) == (True, False)


def test_saving_once_more_is_possible(both, signed_in, contributor):
    asset, response = both
    data = {**as_given(asset, contributor), "summary": "What I typed"}
    signed_in(contributor).post(address(asset), {**data, "base_version": response.context["asset"].version})
    assert fresh(asset).summary == "What I typed"


def test_of_a_choice_of_many_each_keeps_what_the_other_chose(change, make_own, curator):
    asset = make_own(Status.SUBMITTED, languages=["en"])
    change(asset, by=curator, languages=["en", "cy"])
    response = change(asset, languages=["en", "ur"], base_version=asset.version)
    assert response.context["asset"].languages == ["en", "cy", "ur"]


def test_of_access_the_last_word_on_each_counts(change, make_own, curator):
    loop, ramp = (feature.pk for feature in Feature.objects.all()[:2])
    asset = make_own(Status.SUBMITTED)
    change(asset, by=curator, **{f"feature_{loop}": "no", f"feature_{ramp}": "yes"})
    response = change(asset, **{f"feature_{loop}": "yes", f"feature_{ramp}": ""}, base_version=asset.version)
    merged = response.context["asset"]
    assert (sorted(merged.feature_ids), merged.absent_feature_ids) == (sorted([loop, ramp]), [])


def test_who_typed_while_it_was_published_suggests_it(make_own, curator, contributor, signed_in):
    asset = make_own(Status.SUBMITTED)
    typed = {**as_given(asset, contributor), "summary": "What I typed"}
    workflow.publish(asset, by=curator)
    signed_in(contributor).post(address(asset), typed)
    assert asset.proposals.get().after == {"summary": "What I typed"}
    assert fresh(asset).summary == ""


def test_who_typed_while_it_was_declined_keeps_the_words(make_own, curator, contributor, signed_in):
    asset = make_own(Status.SUBMITTED)
    typed = {**as_given(asset, contributor), "summary": "What I typed"}
    workflow.decline(asset, by=curator, reason="other")
    assert b"What I typed" in signed_in(contributor).post(address(asset), typed).content
    assert fresh(asset).summary == ""


def test_the_queries_of_the_form_are_counted(signed_in, contributor, make_own, django_assert_max_num_queries):
    asset, client = make_own(), signed_in(contributor)
    with django_assert_max_num_queries(26):
        client.get(address(asset))


# ── Which consortium looks after it ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def elsewhere(make_consortium, organisation):
    """Another consortium that the organisation has joined."""
    consortium = make_consortium("Elsewhere Alliance")
    Partnership.objects.create(organisation=organisation, consortium=consortium)
    return consortium


def appoint(user, consortium):
    Appointment.objects.create(user=user, consortium=consortium, role=Appointment.Role.CURATOR)


def test_a_draft_moves_to_another_consortium_of_its_organisation(change, make_own, elsewhere):
    asset = make_own()
    change(asset, consortium=elsewhere.pk, draft="1")
    assert fresh(asset).consortium == elsewhere


def test_a_contributor_does_not_move_what_was_sent(change, make_own, consortium, elsewhere):
    asset = make_own(Status.SUBMITTED)
    change(asset, consortium=elsewhere.pk)
    assert fresh(asset).consortium == consortium


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.PUBLISHED])
def test_a_curator_does_not_move_an_entry_to_where_they_are_only_a_partner(
    change, make_own, curator, consortium, organisation, elsewhere, status
):
    Membership.objects.create(user=curator, organisation=organisation)
    asset = make_own(status)
    change(asset, by=curator, consortium=elsewhere.pk)
    assert fresh(asset).consortium == consortium


def test_a_contributor_who_curates_another_consortium_does_not_take_what_was_sent(
    change, make_own, contributor, consortium, elsewhere
):
    appoint(contributor, elsewhere)
    asset = make_own(Status.SUBMITTED)
    change(asset, consortium=elsewhere.pk)
    assert fresh(asset).consortium == consortium


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.PUBLISHED])
def test_who_curates_both_consortia_moves_an_entry(change, make_own, curator, elsewhere, status):
    appoint(curator, elsewhere)
    asset = make_own(status)
    change(asset, by=curator, consortium=elsewhere.pk)
    assert fresh(asset).consortium == elsewhere
