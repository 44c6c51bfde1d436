"""`manage.py load_programme`: facts go in once, and none is lost."""

from copy import deepcopy
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.gis.geos import MultiPolygon, Point
from django.core.management import call_command

from consortia.models import Consortium, Organisation, Partnership
from places.models import Area
from projects.facts import programme_facts
from projects.loading import load_programme
from projects.models import Project

TRACKED = [
    "consortia.OrganisationEvent",
    "consortia.ConsortiumEvent",
    "consortia.PartnershipEvent",
    "projects.ProjectEvent",
]


def history():
    return [apps.get_model(label).objects.count() for label in TRACKED]


def make_southampton(edition, **fields):
    shape = Point(-1.4, 50.9, srid=4326).buffer(0.1)
    values = {"kind": Area.Kind.LOCAL_AUTHORITY, "code": "E06000045", "name": "Southampton", "edition": edition}
    Area.objects.create(boundary=MultiPolygon(shape, srid=4326), label_point=shape.centroid, **values, **fields)


@pytest.fixture(scope="module", autouse=True)
def said(taken_back):
    """What the command said when it loaded the facts, once for all tests here, beside two editions of one area."""
    with taken_back():
        make_southampton("2015", valid_to="2016-01-01")
        make_southampton("2023")
        said = StringIO()
        call_command("load_programme", stdout=said)
        yield said.getvalue()


@pytest.fixture
def facts():
    return deepcopy(programme_facts())


def test_every_project_of_the_file_is_loaded(facts):
    assert Project.objects.count() == len(facts["projects"])


def test_every_partner_of_a_consortium_is_loaded(facts):
    assert Partnership.objects.count() == len(facts["partnerships"])


def test_a_second_run_changes_nothing():
    before = history()
    loaded = load_programme()
    assert (loaded.added, loaded.changed, loaded.kept, history()) == ([], [], [], before)


def test_the_command_says_how_much_it_loaded(said):
    assert "0 changed" in said


def test_what_is_unknown_stays_unknown(facts):
    fact = next(fact for fact in facts["projects"] if fact["award_gbp"] is None)
    assert Project.objects.get(slug=fact["slug"]).award_gbp is None


def test_an_inferred_phase_is_marked(facts):
    inferred = {fact["slug"] for fact in facts["projects"] if fact["phase_membership"] == "inferred"}
    assert set(Project.objects.filter(phase_membership="inferred").values_list("slug", flat=True)) == inferred


def test_a_later_project_continues_the_earlier_one():
    assert Project.objects.get(slug="choice-phase-3").continues_from.slug == "choice-phase-2"


def test_a_changed_fact_is_written_and_said(facts):
    facts["organisations"][0]["name"] = "Renamed Trust"
    loaded = load_programme(facts)
    assert loaded.changed == ["Renamed Trust: name"]


def test_a_guess_that_replaces_a_certainty_is_written(facts):
    sure = next(fact for fact in facts["organisations"] if fact["sector_sure"])
    sure["sector_sure"] = False
    load_programme(facts)
    assert not Organisation.objects.get(slug=sure["slug"]).sector_is_sure


def test_a_fact_that_left_the_file_is_kept_and_said(facts):
    fact = next(fact for fact in facts["projects"] if fact["award_gbp"])
    award, fact["award_gbp"] = fact["award_gbp"], None
    loaded = load_programme(facts)
    project = Project.objects.get(slug=fact["slug"])
    assert (project.award_gbp, loaded.kept) == (award, [f"{project}: award_gbp"])


def test_a_project_that_left_the_file_is_kept(facts):
    gone = facts["projects"].pop()["slug"]
    load_programme(facts)
    assert Project.objects.filter(slug=gone).exists()


def test_a_partnership_that_ended_is_not_begun_again():
    Partnership.objects.filter(role="Lead organisation").update(left_on="2026-01-01")
    before = Partnership.objects.count()
    load_programme()
    assert Partnership.objects.count() == before


def test_a_project_lies_in_the_current_edition_of_its_areas():
    (area,) = Project.objects.get(slug="pathways-to-health").areas.all()
    assert (area.code, area.edition) == ("E06000045", "2023")


def test_a_new_edition_takes_the_place_of_the_old_one(make_area):
    Area.objects.filter(edition="2023").update(valid_to="2024-01-01")
    new = make_area(code="E06000045", edition="2024")
    load_programme()
    assert list(Consortium.objects.get(slug="pathways-to-health").areas.all()) == [new]


def test_history_says_which_command_wrote_a_project():
    events = apps.get_model("projects.ProjectEvent").objects.select_related("pgh_context")
    assert {event.pgh_context.metadata["command"] for event in events} == {"load_programme"}
