"""The pages of projects and of the programme, as a visitor reads them."""

import json
import re

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from projects.loading import load_programme
from projects.models import ProjectAsset

IN_SEAHOLME = Point(-2.0, 53.0, srid=4326)


@pytest.fixture
def read(client):
    """The words of a project's page."""
    return lambda project: client.get(project.get_absolute_url()).content.decode()


@pytest.fixture
def read_list(client):
    return lambda query="": client.get(reverse("projects:list") + query).content.decode()


@pytest.fixture
def read_programme(client):
    return lambda: " ".join(client.get(reverse("projects:programme")).content.decode().split())


def link(project, asset, effect="identified"):
    return ProjectAsset.objects.create(project=project, asset=asset, effect=effect)


def points_of(page):
    return json.loads(re.search(r'id="map-points"[^>]*>(.*?)</script>', page)[1])


def test_a_project_says_its_aim_lead_and_phase(read, make_project, organisation):
    page = read(make_project(aim="To walk more.", lead=organisation, phase=3))
    assert "To walk more." in page
    assert organisation.get_absolute_url() in page
    assert "Phase 3" in page


def test_an_inferred_phase_is_marked(read, make_project):
    assert "Inferred" in read(make_project(phase_membership="inferred"))


def test_a_stated_phase_is_not_marked(read, make_project):
    assert "Inferred" not in read(make_project())


def test_a_date_known_to_the_day_is_said_to_the_day(read, make_project):
    assert "1 February 2024" in read(make_project(starts_on="2024-02-01", starts_precision="day"))


def test_a_date_known_to_the_month_is_said_to_the_month(read, make_project):
    page = read(make_project(starts_on="2024-02-01", starts_precision="month"))
    assert "February 2024" in page
    assert "1 February 2024" not in page


def test_an_award_is_said_with_its_basis(read, make_project):
    page = read(make_project(award_gbp=198000, award_basis="Rounded figure from news pages"))
    assert "£198,000" in page
    assert "Rounded figure from news pages" in page


def test_what_is_not_known_is_said_to_be_not_known(read, make_project):
    assert read(make_project()).count("Not known") >= 10


def test_an_outcome_is_said_with_its_source(read, make_project):
    page = read(make_project(outcomes=[{"text": "Two gardens were saved", "source": "https://example.org/gardens"}]))
    assert "Two gardens were saved" in page
    assert 'href="https://example.org/gardens"' in page


def test_a_project_links_to_the_one_it_continues_and_back(read, make_project):
    first = make_project("First")
    second = make_project("Second", continues_from=first)
    assert second.get_absolute_url() in read(first)
    assert first.get_absolute_url() in read(second)


def test_a_project_lists_the_public_places_it_worked_with(read, make_project, make_asset):
    project, asset = make_project(), make_asset()
    link(project, asset)
    assert asset.get_absolute_url() in read(project)


@pytest.mark.parametrize("hidden", [{"visibility": "consortium"}, {"visibility": "private"}, {"status": "draft"}])
def test_a_project_lists_public_places_alone(read, make_project, make_asset, hidden):
    project = make_project()
    link(project, make_asset("Hidden Haven", **hidden))
    assert "Hidden Haven" not in read(project)


def test_the_place_of_a_withheld_asset_is_not_on_the_map_of_a_project(read, make_project, make_asset):
    project = make_project(location=Point(-3, 54, srid=4326))
    link(project, make_asset(disclosure="withheld"))
    assert [(point["lon"], point["lat"]) for point in points_of(read(project))] == [(-3, 54)]


def test_a_project_without_a_place_has_no_map(read, make_project):
    assert 'id="map"' not in read(make_project())


def test_there_is_no_page_of_an_unknown_project(client):
    assert client.get(reverse("projects:detail", args=["nothing"])).status_code == 404


def test_the_list_finds_a_project_by_words_of_its_title_and_lead(read_list, make_project, make_organisation):
    make_project("Sea Air", lead=make_organisation("Ulster University"))
    make_project("Sea Water")
    page = read_list("?q=sea+ulster")
    assert "Sea Air" in page
    assert "Sea Water" not in page


def test_the_list_shows_the_projects_of_a_phase(read_list, make_project):
    make_project("Sea Air", phase=1)
    make_project("Sea Water", phase=2)
    make_project("Sea Salt", phase=3)
    page = read_list("?phase=1&phase=3")
    assert "2 projects" in page
    assert "Sea Water" not in page


@pytest.mark.parametrize(
    "query", ["?phase=9", "?phase=<script>", "?q=%00", "?q=" + "x" * 10_000, "?q=🐚", "?page=rubbish"]
)
def test_rubbish_in_the_query_still_shows_the_list(client, query):
    assert client.get(reverse("projects:list") + query).status_code == 200


def test_an_unknown_phase_is_told(read_list):
    assert "There is a problem" in read_list("?phase=9")


def test_a_long_list_comes_in_pages(read_list, make_project):
    for number in range(51):
        make_project(f"Project {number:02}")
    assert "Project 50" in read_list("?page=2")


def test_the_programme_counts_funded_and_recorded_projects(read_programme, make_project):
    make_project(phase=2)
    make_project(phase=2, phase_membership="inferred")
    page = read_programme()
    assert "16 Phase 2 projects were funded, 2 are recorded</strong>, 1 of those by inference" in page
    assert "14 of 16 projects are not recorded" in page


def test_an_invented_project_does_not_count_as_the_programmes(read_programme, make_project):
    make_project("Invented", is_example=True)
    page = read_programme()
    assert "16 Phase 2 projects were funded, 0 are recorded" in page
    assert "Invented" not in page


def test_the_table_of_the_programme_says_what_its_map_says(read_programme, make_project):
    make_project("Sea Air", location=IN_SEAHOLME)
    page = read_programme()
    assert [point["name"] for point in points_of(page)] == ["Sea Air"]
    assert "Sea Air" in page.partition("<tbody>")[2]


def test_the_programme_names_its_sources(read_programme):
    assert 'href="https://www.ukri.org/' in read_programme()


def test_every_loaded_project_has_a_page(client):
    load_programme()
    pages = re.findall(r'<th scope="row"><a href="([^"]+)"', client.get(reverse("projects:programme")).content.decode())
    assert len(pages) == 29
    assert {client.get(page).status_code for page in pages} == {200}


@pytest.mark.parametrize("many", [1, 5])
def test_the_page_of_a_project_asks_the_same_number_of_questions(
    client, make_project, make_asset, make_area, organisation, many, django_assert_num_queries
):
    project = make_project(lead=organisation)
    for number in range(many):
        link(project, make_asset(f"Place {number}", feature_ids=[]))
        project.areas.add(make_area(box=(number, 50, number + 1, 51)))
        project.partners.add(organisation)
    with django_assert_num_queries(7):
        client.get(project.get_absolute_url())


@pytest.mark.parametrize("many", [1, 5])
def test_the_list_of_projects_asks_two_questions(client, make_project, many, django_assert_num_queries):
    for _ in range(many):
        make_project()
    with django_assert_num_queries(2):
        client.get(reverse("projects:list"))


@pytest.mark.parametrize("many", [1, 5])
def test_the_page_of_the_programme_asks_one_question(client, make_project, many, django_assert_num_queries):
    for _ in range(many):
        make_project(location=IN_SEAHOLME)
    with django_assert_num_queries(1):
        client.get(reverse("projects:programme"))


@pytest.mark.real_roles
def test_a_visitor_may_read_all_of_a_project(read, make_project, make_asset, make_area, organisation):
    project, asset = make_project(lead=organisation, continues_from=make_project("First")), make_asset()
    project.areas.add(make_area())
    project.partners.add(organisation)
    link(project, asset)
    assert asset.get_absolute_url() in read(project)


@pytest.mark.real_roles
def test_a_visitor_may_read_all_of_the_list_and_the_programme(read_list, read_programme, make_project):
    project = make_project()
    assert project.get_absolute_url() in read_list("?q=Pathways")
    assert project.get_absolute_url() in read_programme()
