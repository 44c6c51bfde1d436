"""What `manage.py demo` makes: an invented town with everything in it, and accounts to try it with."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Count
from django.test import override_settings

from accounts.models import User
from assets.models import Asset, Category, Decision, Proposal, PublicAsset, Report
from assets.sessions import sessions_of
from consortia.models import Appointment, Consortium, CouncilContact, Organisation
from places.models import Area
from projects.management.commands.demo import keep
from projects.models import Project, ProjectAsset

PASSWORD = "harbour lights"


def demo(*options):
    said = StringIO()
    call_command("demo", *options, stdout=said)
    return said.getvalue()


@pytest.fixture(autouse=True)
def _kept_elsewhere(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    keep(PASSWORD)


@pytest.fixture(scope="module", autouse=True)
def _made(taken_back, tmp_path_factory):
    """The demonstration, made once for all tests here."""
    with override_settings(BASE_DIR=tmp_path_factory.mktemp("demo")), taken_back():
        demo("--password", PASSWORD)
        yield


@pytest.fixture(scope="module")
def town(_made):
    """What the demonstration wrote, read once for all tests that only look."""
    return all_rows()


def all_rows():
    models = [Asset, PublicAsset, Area, Organisation, Consortium, Project, Decision, Proposal, Report, CouncilContact]
    rows = {model.__name__: list(model.objects.all()) for model in models}
    curator, contributor = (User.objects.get(email=f"{part}@example.org") for part in ("curator", "contributor"))
    return SimpleNamespace(
        **rows,
        kinds={
            category.pk: (category.parent or category).code for category in Category.objects.select_related("parent")
        },
        links=list(ProjectAsset.objects.values("project").annotate(many=Count("id"))),
        commands=set(
            apps.get_model("assets.AssetEvent").objects.values_list("pgh_context__metadata__command", flat=True)
        ),
        known={user.email.partition("@")[0] for user in User.objects.all() if user.check_password(PASSWORD)},
        waiting=list(Asset.objects.reviewable_by(curator).waiting()),
        leads=Appointment.objects.get(role="safeguarding").consortium_id,
        held=list(Asset.objects.held_by(contributor)),
    )


def of_kind(town, kind):
    return [area for area in town.Area if area.kind == kind]


def test_there_are_about_four_hundred_places(town):
    assert 380 <= len(town.Asset) <= 420


def test_some_places_have_photos(town):
    assert 5 < len([place for place in town.PublicAsset if place.photos]) < 20


def test_every_kind_has_places(town):
    assert {town.kinds[place.category_ids[0]] for place in town.PublicAsset} == set(town.kinds.values())


@pytest.mark.parametrize("column", ["disclosure", "visibility"])
def test_every_disclosure_and_visibility_occurs(town, column):
    assert {getattr(asset, column) for asset in town.Asset} == set(dict(Asset._meta.get_field(column).choices))


def test_states_of_life_occur(town):
    assert {asset.status for asset in town.Asset} == {"draft", "submitted", "published", "declined", "closed"}


@pytest.mark.parametrize("disclosure", ["exact", "area", "withheld"])
def test_each_disclosure_occurs_in_review_and_among_drafts_and_for_each_circle(town, disclosure):
    theirs = [asset for asset in town.Asset if asset.disclosure == disclosure]
    assert {"draft", "submitted", "published"} <= {asset.status for asset in theirs}
    published = {asset.visibility for asset in theirs if asset.status == "published"}
    assert published == set(Asset.Visibility.values)


@pytest.mark.parametrize(("status", "visibility"), [("submitted", "consortium"), ("draft", "private")])
def test_what_is_not_for_everyone_occurs_before_it_is_published(town, status, visibility):
    assert any((asset.status, asset.visibility) == (status, visibility) for asset in town.Asset)


def test_most_places_say_when_they_are_open_and_some_with_a_circumstance(town):
    known = [asset for asset in town.Asset if asset.sessions]
    sessions = [session for asset in known for session in sessions_of(asset.sessions)]
    assert len(known) > len(town.Asset) / 2
    for circumstance in ("term_time", "by_arrangement", "is_overnight"):
        assert any(getattr(session, circumstance) for session in sessions)


def test_no_word_of_a_hidden_place_tells_where_it_is(town):
    names = {area.pk: area.name for area in town.Area}
    for asset in town.Asset:
        if asset.disclosure != "exact":
            parts = [names[pk] for pk in asset.area_ids if pk not in asset.public_area_ids]
            hidden = [*parts, asset.town, asset.address.partition(" ")[2], asset.postcode]
            said = " ".join(
                [asset.name, asset.summary, asset.story, asset.area_served, asset.eligibility, asset.website]
            )
            assert [words for words in hidden if words.lower() in said.lower()] == []


def test_a_place_shown_by_area_has_the_point_of_its_area(town):
    labels = {area.label_point.coords for area in of_kind(town, "msoa")}
    assert {place.public_location.coords for place in town.PublicAsset if place.disclosure == "area"} <= labels


def test_every_place_lies_in_one_neighbourhood(town):
    neighbourhoods = {area.pk for area in of_kind(town, "neighbourhood")}
    assert {len(neighbourhoods & set(asset.area_ids)) for asset in town.Asset} == {1}


def test_the_neighbourhoods_neither_overlap_nor_leave_a_gap(town):
    (whole,) = of_kind(town, "local_authority")
    parts = [area.boundary.area for area in of_kind(town, "neighbourhood")]
    assert (len(parts), sum(parts)) == (12, pytest.approx(whole.boundary.area))


def test_every_invented_organisation_says_so_in_its_name(town):
    invented = [organisation for organisation in town.Organisation if organisation.is_example]
    assert len(invented) >= 15
    assert all(organisation.name.startswith("Example Harbour") for organisation in invented)


def test_the_consortium_and_two_projects_are_marked_as_invented(town):
    marked = [row.slug for row in [*town.Consortium, *town.Project] if row.is_example]
    assert marked == ["example-harbour", "example-walks-to-health", "example-room-to-grow"]


def test_the_invented_projects_worked_with_places(town):
    assert [link["many"] >= 5 for link in town.links] == [True, True]


def test_the_facts_of_the_programme_are_loaded_too(town):
    assert len([project for project in town.Project if not project.is_example]) == 29


def test_one_draft_has_been_asked_about(town):
    (asked,) = [decision.asset_id for decision in town.Decision if decision.step == "ask"]
    assert {asset.pk: asset.status for asset in town.Asset}[asked] == "draft"


def test_history_says_that_the_demonstration_wrote_the_places(town):
    assert town.commands == {"demo"}


def test_there_is_an_account_of_each_role_with_the_password_that_was_said(town):
    assert town.known == {"contributor", "curator", "coordinator", "researcher", "safeguarding", "administrator"}


def test_the_curator_finds_places_waiting(town):
    assert len(town.waiting) == 8


def test_the_curator_finds_a_suggested_change(town):
    (suggested,) = town.Proposal
    assert (suggested.state, suggested.after["taking"]) == ("waiting", "full")


def test_the_curator_finds_what_somebody_told_us(town):
    (told,) = town.Report
    assert (told.state, told.kind, told.name) == ("waiting", "changed", "A neighbour")


def test_there_is_a_number_to_call_and_somebody_who_reads_concerns(town):
    (council,) = town.CouncilContact
    assert (council.council, council.consortium_id) == ("Example Harbour Council, adults and children", town.leads)


def test_the_contributor_finds_drafts_of_their_own(town):
    assert any(asset.status == "draft" for asset in town.held)


def test_a_second_run_changes_nothing():
    before = apps.get_model("assets.AssetEvent").objects.count(), User.objects.count()
    assert "there already" in demo()
    assert (apps.get_model("assets.AssetEvent").objects.count(), User.objects.count()) == before


def test_the_accounts_are_said_again():
    said = demo("--accounts")
    assert "curator@example.org" in said
    assert PASSWORD in said


def test_the_password_of_another_database_is_not_said():
    keep("of another place")
    assert "of another place" not in demo("--accounts")


def test_another_password_can_be_set(client):
    demo("--accounts", "--password", "low tide again")
    assert client.login(email="curator@example.org", password="low tide again")
