"""A member of a partner organisation adds a place or group in three answers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.contrib.gis.geos import Point
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assets import workflow
from assets.forms import wording
from assets.models import Asset, Audience, Feature, Proposal
from consortia.models import Membership, Partnership
from places.models import Postcode

URL = reverse("assets:add")
PARIS = "48.8566, 2.3522"


@pytest.fixture
def answers(kind):
    """The three answers, and the two agreements."""
    return {
        "uid": str(uuid4()),
        "name": "Layfield Walkers",
        "kind": kind("move").pk,
        "location": "53.0, -2.0",
        "eligibility": "Anyone who can walk a mile",
        "disclosure": "exact",
        "visibility": "public",
        "licence_agreed": "on",
        "people_agreed": "on",
    }


@pytest.fixture
def send(signed_in, contributor):
    return lambda answers, by=contributor: signed_in(by).post(URL, answers)


def errors(response, name):
    return " ".join(response.context["form"].errors.get(name, []))


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


# ── Three answers ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_three_answers_are_enough(send, answers):
    send(answers)
    assert Asset.objects.get().status == Asset.Status.SUBMITTED


def test_it_leads_to_my_places_and_says_what_comes_next(send, answers):
    response = send(answers)
    assert response.url == reverse("assets:mine")
    assert "waiting for a curator" in said(response)


def test_the_pin_is_kept_as_longitude_and_latitude(send, answers):
    send({**answers, "location": "53.814200, -3.050300"})
    assert Asset.objects.get().location.coords == (-3.0503, 53.8142)


def test_a_grid_reference_is_a_pin_too(send, answers):
    send({**answers, "location": "SD 305 361"})
    longitude, latitude = Asset.objects.get().location.coords
    assert (round(longitude, 2), round(latitude, 2)) == (-3.06, 53.82)


def test_the_pin_may_be_put_in_the_middle_of_the_postcode(send, answers):
    Postcode.objects.create(code="FY12AB", point=Point(-2.5, 53.5, srid=4326))
    send({**answers, "location": "", "postcode": "fy1 2ab", "pin_at_postcode": "on"})
    assert Asset.objects.get().location.coords == (-2.5, 53.5)


def test_a_pin_that_was_set_stays_whatever_the_postcode(send, answers):
    Postcode.objects.create(code="FY12AB", point=Point(-2.5, 53.5, srid=4326))
    send({**answers, "postcode": "fy1 2ab", "pin_at_postcode": "on"})
    assert Asset.objects.get().location.coords == (-2.0, 53.0)


@pytest.mark.parametrize(
    ("postcode", "words"), [("FY1 2AB", "We do not know where FY1 2AB is"), ("", "Give the postcode")]
)
def test_a_pin_at_a_postcode_that_we_do_not_know_is_explained(send, answers, postcode, words):
    response = send({**answers, "location": "", "postcode": postcode, "pin_at_postcode": "on"})
    assert words in errors(response, "pin_at_postcode")


def test_a_kind_is_kept_as_its_category(send, answers, kind):
    send(answers)
    assert Asset.objects.get().category_ids == [kind("move").pk]


def test_a_finer_category_is_kept_instead_of_its_kind(send, answers, kind):
    send({**answers, "finer": kind("walking").pk})
    assert Asset.objects.get().category_ids == [kind("walking").pk]


def test_a_finer_category_is_enough(send, answers, kind):
    send({**answers, "kind": "", "finer": kind("walking").pk})
    assert Asset.objects.get().category_ids == [kind("walking").pk]


def test_a_finer_category_of_another_kind_is_explained(send, answers, kind):
    response = send({**answers, "finer": kind("library").pk})
    assert "belongs to “Learning and libraries”" in errors(response, "finer")


def test_the_organisation_and_consortium_of_a_member_are_chosen_for_them(send, answers, organisation, consortium):
    send(answers)
    asset = Asset.objects.get()
    assert (asset.organisation, asset.consortium) == (organisation, consortium)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("address", "12 Hill Street"),
        ("postcode", "fy12ab"),
        ("area_served", "All of Layfield"),
        ("location", "53.0, -2.0"),
    ],
)
def test_any_one_way_to_say_where_is_enough(send, answers, where, words):
    send({**answers, "location": "", where: words})
    assert Asset.objects.filter(status="submitted").exists()


def test_an_area_of_the_consortium_can_be_served(send, answers, make_area, consortium):
    area = make_area("neighbourhood", "Layfield")
    consortium.areas.add(area)
    send({**answers, "location": "", "served_areas": [area.pk]})
    assert Asset.objects.get().served_area_ids == [area.pk]


def test_an_area_of_nobody_cannot_be_chosen(send, answers, make_area):
    response = send({**answers, "served_areas": [make_area().pk]})
    assert errors(response, "served_areas") == "Choose from the list."


def test_audiences_are_an_answer_to_who_may_come(send, answers):
    everyone = Audience.objects.get(code="everyone")
    send({**answers, "eligibility": "", "audiences": [everyone.pk]})
    assert Asset.objects.get().audience_ids == [everyone.pk]


@pytest.mark.parametrize(
    ("missing", "name", "words"),
    [
        ("name", "name", "Give the name"),
        ("kind", "kind", "Choose what kind"),
        ("location", "address", "Say where it is"),
        ("eligibility", "audiences", "Choose who may come"),
        ("licence_agreed", "licence_agreed", "Tick that you agree"),
        ("people_agreed", "people_agreed", "Tick that the people named agreed"),
    ],
)
def test_a_missing_answer_is_asked_for(send, answers, missing, name, words):
    del answers[missing]
    assert words in errors(send(answers), name)
    assert not Asset.objects.exists()


def test_the_page_with_errors_says_so_in_its_title(send, answers):
    assert b"<title>Error: " in send({**answers, "name": ""}).content


# ── What is kept besides ──────────────────────────────────────────────────────────────────────────────────────────────


def test_both_agreements_are_kept_with_date_and_wording(send, answers, settings):
    send(answers)
    asset, today = Asset.objects.get(), timezone.localdate()
    assert (asset.licence, asset.licence_agreed_on, asset.licence_wording) == (
        settings.DEFAULT_LICENCE,
        today,
        wording.LICENCE_VERSION,
    )
    assert (asset.people_agreed_on, asset.people_wording) == (today, wording.PEOPLE_VERSION)


def test_the_form_names_the_licence(signed_in, contributor):
    assert b"Open Government Licence v3.0" in signed_in(contributor).get(URL).content


def test_a_new_entry_counts_as_checked_by_who_runs_it(send, answers):
    send(answers)
    asset = Asset.objects.get()
    assert (asset.last_checked_on, asset.checked_by_kind) == (timezone.localdate(), Asset.Checker.HOLDER)


def test_when_it_is_due_again_follows_from_its_kind(send, answers, kind):
    send(answers)
    due = timezone.localdate() + timedelta(days=kind("move").check_interval_days)
    assert Asset.objects.get().next_check_on == due


def test_a_contact_is_not_public_without_consent(send, answers):
    send({**answers, "contact_phone": "01632 960001"})
    assert not Asset.objects.get().contact_phone_is_public


def test_consent_to_publish_a_contact_is_dated(send, answers):
    send({**answers, "contact_phone": "01632 960001", "contact_phone_is_public": "on"})
    assert Asset.objects.get().contact_phone_agreed_on == timezone.localdate()


def test_consent_without_a_phone_is_questioned(send, answers):
    assert "no phone to publish" in errors(
        send({**answers, "contact_phone_is_public": "on"}), "contact_phone_is_public"
    )


def test_features_are_yes_no_or_not_known(send, answers):
    step_free, loop = Feature.objects.get(code="step_free"), Feature.objects.get(code="hearing_loop")
    send({**answers, f"feature_{step_free.pk}": "yes", f"feature_{loop.pk}": "no"})
    asset = Asset.objects.get()
    assert (asset.feature_ids, asset.absent_feature_ids) == ([step_free.pk], [loop.pk])


def test_free_is_not_known_until_somebody_says(send, answers):
    send(answers)
    assert Asset.objects.get().is_free is None


def test_a_place_can_be_withheld(send, answers):
    send({**answers, "disclosure": "withheld", "disclosure_reason": "A refuge"})
    asset = Asset.objects.get()
    assert (asset.disclosure, asset.public_location) == ("withheld", None)


def test_a_postcode_gets_its_space(send, answers):
    send({**answers, "postcode": " fy12ab "})
    assert Asset.objects.get().postcode == "FY1 2AB"


def test_the_history_says_who_entered_it_and_where(send, answers, contributor):
    send(answers)
    context = Asset.objects.get().events.earliest("pgh_id").pgh_context.metadata
    assert context == {"user": contributor.pk, "url": URL}


# ── Drafts ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_name_is_enough_for_a_draft(send):
    send({"uid": str(uuid4()), "name": "Layfield Walkers", "disclosure": "exact", "visibility": "public", "draft": "1"})
    assert Asset.objects.get().status == Asset.Status.DRAFT


def test_a_draft_has_no_decision_yet(send, answers):
    send({**answers, "draft": "1"})
    assert not Asset.objects.get().decisions.exists()


# ── Twice ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_form_sent_twice_makes_one_entry(send, answers):
    send(answers)
    response = send(answers)
    assert Asset.objects.count() == 1
    assert "is here already" in said(response)


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_the_same_moment_makes_one_entry(answers, contributor):
    def post(start):
        client = Client()
        client.force_login(contributor)
        start.wait()
        try:
            return client.post(URL, answers).status_code
        finally:
            connection.close()

    start = Barrier(2)
    with ThreadPoolExecutor(2) as both:
        assert list(both.map(post, [start, start])) == [302, 302]
    assert Asset.objects.count() == 1


def test_what_was_typed_before_sending_again_is_not_lost(send, answers):
    send({**answers, "draft": "1"})
    response = send({**answers, "summary": "A walk by the sea"})
    assert response.context["form"]["summary"].value() == "A walk by the sea"


def test_what_somebody_else_changed_since_it_was_sent_first_stays(send, answers):
    send(answers)
    Asset.objects.update(summary="What the curator wrote")
    form = send({**answers, "eligibility": "Anyone"}).context["form"]
    assert (form["summary"].value(), form["eligibility"].value()) == ("What the curator wrote", "Anyone")


def test_nothing_typed_since_is_nothing_to_save_whoever_changed_it(send, answers):
    send(answers)
    Asset.objects.update(summary="What the curator wrote")
    assert send(answers).url == reverse("assets:mine")


def test_what_was_typed_after_it_was_published_may_be_suggested(send, answers, signed_in, contributor, curator):
    send(answers)
    workflow.publish(Asset.objects.get(), by=curator)
    page = send({**answers, "contact_phone": "01253 000000"})
    form, base = page.context["form"], page.context["base"]
    given = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    given |= {"location": answers["location"], "base_version": base["base_version"].value()}
    signed_in(contributor).post(reverse("assets:edit", args=[Asset.objects.get().pk]), given)
    assert Proposal.objects.get().after["contact_phone"] == "01253 000000"


@pytest.mark.parametrize(("name", "typed"), [("age_from", "seven"), ("cost", "£2 a week")])
def test_nor_is_it_lost_where_the_entry_is_closed(send, answers, name, typed):
    send(answers)
    Asset.objects.update(status=Asset.Status.CLOSED)
    assert typed in send({**answers, name: typed}).text


def test_the_key_of_somebody_elses_entry_opens_nothing(send, answers, make_asset):
    other = make_asset("Harbour Choir")
    assert send({**answers, "uid": str(other.uid)}).status_code == 404


@pytest.mark.parametrize("uid", ["", "rubbish", "\0", "x" * 10_000])
def test_a_form_with_a_broken_key_is_taken_all_the_same(send, answers, uid):
    send({**answers, "uid": uid})
    assert Asset.objects.count() == 1


# ── Who may add, and for whom ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", ["contributor", "curator", "coordinator", "administrator"])
def test_these_may_add(request, signed_in, consortium, role):
    assert signed_in(request.getfixturevalue(role)).get(URL).status_code == 200


def test_a_researcher_may_not_add(signed_in, researcher):
    assert signed_in(researcher).get(URL).status_code == 403


def test_a_member_of_an_organisation_without_a_partnership_may_not_add(signed_in, make_member, make_organisation):
    assert signed_in(make_member(make_organisation("Alone"))).get(URL).status_code == 403


def test_a_member_of_a_former_partner_may_not_add(signed_in, contributor):
    Partnership.objects.update(left_on=timezone.localdate())
    assert signed_in(contributor).get(URL).status_code == 403


def test_a_former_member_may_not_add(signed_in, contributor):
    Membership.objects.update(ended_on=timezone.localdate())
    assert signed_in(contributor).post(URL).status_code == 403


def test_a_visitor_learns_who_adds_and_how(client):
    page = client.get(URL).text
    assert (f'{reverse("account_login")}?next={URL}"' in page, reverse("about:contact") in page) == (True, True)


def test_a_visitor_adds_nothing(client, answers):
    client.post(URL, answers)
    assert not Asset.objects.exists()


def test_a_member_of_two_partners_chooses(send, answers, contributor, make_organisation, consortium):
    other = make_organisation("Harbour Friends", consortium)
    Membership.objects.create(user=contributor, organisation=other)
    assert "Choose the organisation" in errors(send(answers), "organisation")
    send({**answers, "organisation": other.pk})
    assert Asset.objects.get().organisation == other


def test_an_organisation_of_others_cannot_be_chosen(send, answers, contributor, make_organisation, consortium):
    Membership.objects.create(user=contributor, organisation=make_organisation("Second", consortium))
    strange = make_organisation("Strange", consortium)
    assert errors(send({**answers, "organisation": strange.pk}), "organisation") == "Choose from the list."


def test_the_consortium_must_be_one_that_the_organisation_joined(
    send, answers, contributor, make_organisation, make_consortium, organisation
):
    elsewhere = make_consortium("Elsewhere Alliance")
    Membership.objects.create(user=contributor, organisation=make_organisation("Second", elsewhere))
    response = send({**answers, "organisation": organisation.pk, "consortium": elsewhere.pk})
    assert "has not joined Elsewhere Alliance" in errors(response, "consortium")


def test_a_curator_may_add_what_no_partner_runs(send, answers, curator):
    send(answers, by=curator)
    assert Asset.objects.get().organisation is None


# ── Bad input ─────────────────────────────────────────────────────────────────────────────────────────────────────────

RUBBISH = {
    "long": "x" * 10_000,
    "emoji": "🧶👩‍👩‍👧‍👦",
    "right-to-left": "\u202eمرحبا שלום",
    "html": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "nul": "a\0b",
    "words": "rubbish",
}
WORDS = [
    "name",
    "address",
    "town",
    "area_served",
    "eligibility",
    "disclosure_reason",
    "summary",
    "opening_times",
    "story",
]
WORDS += ["cost", "directions", "contact_name", "contact_phone"]
CODES = ["kind", "finer", "disclosure", "visibility", "is_free", "is_online", "is_outreach", "referral", "taking"]
LISTS = ["audiences", "determinants", "served_areas", "languages"]
EXACT = ["postcode", "location", "age_from", "age_to", "website", "contact_email", "contact_phone_agreed_until"]


@pytest.mark.parametrize(("rubbish", "expected"), [("long", "Use at most"), ("nul", "Type the words again")])
def test_words_that_cannot_be_kept_are_explained_at_each_question(send, answers, rubbish, expected):
    response = send(answers | dict.fromkeys(WORDS, RUBBISH[rubbish]))
    assert all(expected in errors(response, name) for name in WORDS)
    assert not Asset.objects.exists()


@pytest.mark.parametrize("rubbish", ["long", "nul"])
def test_words_that_cannot_be_kept_are_shown_again(send, answers, rubbish):
    response = send(answers | dict.fromkeys(WORDS, RUBBISH[rubbish]))
    assert all(response.context["form"][name].value() == RUBBISH[rubbish] for name in WORDS)


@pytest.mark.parametrize("rubbish", ["emoji", "right-to-left", "html"])
def test_words_of_any_script_are_kept_as_they_are(send, answers, rubbish):
    send(answers | dict.fromkeys(WORDS, RUBBISH[rubbish]))
    asset = Asset.objects.get()
    assert all(getattr(asset, name) == RUBBISH[rubbish] for name in WORDS)


@pytest.mark.parametrize("rubbish", [*RUBBISH.values(), "0", "-1", "9" * 30])
def test_a_choice_that_is_not_offered_is_explained_at_each_question(send, answers, rubbish):
    response = send(answers | dict.fromkeys(CODES + LISTS, rubbish))
    assert all(errors(response, name) for name in CODES + LISTS)
    assert not Asset.objects.exists()


@pytest.mark.parametrize("rubbish", RUBBISH.values())
def test_what_cannot_be_read_is_explained_at_each_question(send, answers, rubbish):
    response = send(answers | dict.fromkeys(EXACT, rubbish))
    assert all(errors(response, name) for name in EXACT)
    assert not Asset.objects.exists()


@pytest.mark.parametrize("rubbish", RUBBISH.values())
def test_what_cannot_be_read_is_shown_again(send, answers, rubbish):
    response = send(answers | dict.fromkeys(EXACT, rubbish))
    assert all(response.context["form"][name].value() == rubbish for name in EXACT)


def test_html_that_was_typed_is_not_run(send, answers):
    html = send({**answers, "name": RUBBISH["html"], "kind": ""}).content
    assert b"<script>alert(1)" not in html


def test_no_input_cuts_off_what_is_pasted(signed_in, contributor):
    assert b"maxlength" not in signed_in(contributor).get(URL).content


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("0, 0", "in the sea off Africa"),
        ("-2.0, 53.0", "the wrong way round"),
        ("rubbish", "latitude and longitude with a comma"),
        ("99.5, 200", "no such place on Earth"),
        ("53.0", "latitude and longitude with a comma"),
    ],
)
def test_coordinates_that_cannot_be_are_explained(send, answers, typed, words):
    assert words in errors(send({**answers, "location": typed}), "location")


def test_a_pin_outside_the_united_kingdom_is_asked_about(send, answers):
    response = send({**answers, "location": PARIS})
    assert "outside the United Kingdom" in errors(response, "outside_confirmed")
    assert b'name="outside_confirmed"' in response.content
    assert response.context["form"]["location"].value() == PARIS


def test_a_pin_outside_the_united_kingdom_is_kept_when_confirmed(send, answers):
    send({**answers, "location": PARIS, "outside_confirmed": "on"})
    assert Asset.objects.get().location.coords == (2.3522, 48.8566)


def test_the_question_about_abroad_is_not_asked_at_home(signed_in, contributor):
    assert b"outside_confirmed" not in signed_in(contributor).get(URL).content


def test_ages_in_the_wrong_order_are_explained(send, answers):
    assert "must not be below" in errors(send({**answers, "age_from": 60, "age_to": 18}), "age_to")


def test_consent_that_has_ended_already_is_explained(send, answers):
    response = send({**answers, "contact_phone": "1", "contact_phone_agreed_until": "2020-01-01"})
    assert "This day has passed" in errors(response, "contact_phone_agreed_until")


def test_a_script_is_no_website(send, answers):
    assert errors(send({**answers, "website": "javascript:alert(1)"}), "website")


def test_a_website_may_be_given_without_https(send, answers):
    send({**answers, "website": "example.org"})
    assert Asset.objects.get().website == "https://example.org"


def test_the_form_says_that_streets_are_not_shown(signed_in, contributor):
    assert b"Streets are not shown on this map" in signed_in(contributor).get(URL).content


def test_the_map_names_what_lies_around(signed_in, contributor, consortium, make_area):
    consortium.areas.add(make_area("local_authority", "Seaholme"))
    make_area("ward", "Layfield", box=(-2.01, 52.995, -1.99, 53.005))
    assert b"Layfield" in signed_in(contributor).get(URL).content


def test_the_map_does_not_name_what_is_far_away(signed_in, contributor, consortium, make_area):
    consortium.areas.add(make_area("local_authority", "Seaholme"))
    make_area("ward", "Elsewhere", box=(-3.01, 52.995, -2.99, 53.005))
    assert b"Elsewhere" not in signed_in(contributor).get(URL).content


def test_the_number_of_queries_of_the_form_is_fixed(signed_in, contributor, django_assert_max_num_queries):
    client = signed_in(contributor)
    with django_assert_max_num_queries(24):
        client.get(URL)


def test_a_contact_may_be_agreed_for_today_alone(send, answers):
    response = send({**answers, "contact_phone": "1", "contact_phone_agreed_until": timezone.localdate().isoformat()})
    assert response.status_code == 302


def test_too_many_entries_of_one_person_are_stopped_and_nothing_is_lost(send, answers, settings):
    settings.ENTRIES_AN_HOUR = 0
    page = send(answers).text
    assert "you sent very many in a short time" in page
    assert "Anyone who can walk a mile" in page
    assert not Asset.objects.exists()
