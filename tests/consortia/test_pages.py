"""The pages of organisations and consortia, as a visitor reads them."""

import pytest
from django.urls import reverse

from consortia.models import Membership, Partnership


@pytest.fixture
def read(client):
    """The words of a page."""
    return lambda page: client.get(page.get_absolute_url()).content.decode()


def test_an_organisation_says_its_sector(read, make_organisation):
    assert "Arts, culture and heritage" in read(make_organisation(sector="culture"))


def test_a_guessed_sector_is_marked(read, make_organisation):
    assert "as far as we know" in read(make_organisation(sector_is_sure=False))


def test_a_stated_sector_is_not_marked(read, make_organisation):
    assert "as far as we know" not in read(make_organisation())


def test_an_organisation_says_where_it_is_partner_and_since_when(read, organisation, consortium):
    organisation.partnerships.update(joined_on="2025-03-01")
    page = read(organisation)
    assert consortium.get_absolute_url() in page
    assert "since 1 March 2025" in page


def test_an_organisation_lists_the_places_that_it_runs(read, organisation, make_asset):
    place = make_asset(organisation=organisation)
    assert place.get_absolute_url() in read(organisation)


@pytest.mark.parametrize("hidden", [{"visibility": "consortium"}, {"visibility": "private"}, {"status": "draft"}])
def test_an_organisation_lists_public_places_alone(read, organisation, make_asset, hidden):
    make_asset(name="Hidden Haven", organisation=organisation, **hidden)
    assert "Hidden Haven" not in read(organisation)


def test_an_organisation_lists_the_projects_that_it_leads(read, organisation, make_project):
    project = make_project(lead=organisation)
    assert project.get_absolute_url() in read(organisation)


def test_an_organisation_names_its_sources(read, make_organisation):
    assert 'href="https://example.org/source"' in read(make_organisation(sources=["https://example.org/source"]))


def test_who_acts_for_an_organisation_is_not_said(read, organisation, contributor):
    assert Membership.objects.filter(organisation=organisation, user=contributor).exists()
    assert contributor.email not in read(organisation)


def test_there_is_no_page_of_an_unknown_organisation(client):
    assert client.get(reverse("organisations:detail", args=["nobody"])).status_code == 404


def test_the_list_of_consortia_counts_the_partners_of_today(client, consortium, make_organisation):
    make_organisation("One", consortium)
    left = make_organisation("Two", consortium)
    left.partnerships.update(left_on="2025-01-01")
    assert "1 partner on record" in client.get(reverse("consortia:list")).content.decode()


def test_the_list_of_consortia_marks_the_example(client, make_consortium):
    make_consortium(is_example=True)
    assert "Example" in client.get(reverse("consortia:list")).content.decode()


def test_the_list_of_consortia_is_in_order_of_their_names(client, make_consortium):
    for name in ("Cove", "Abbey", "Bay"):
        make_consortium(name)
    page = client.get(reverse("consortia:list")).content.decode()
    assert page.index("Abbey") < page.index("Bay") < page.index("Cove")


def test_a_list_without_consortia_says_so(client):
    assert "No consortium is on record yet" in client.get(reverse("consortia:list")).content.decode()


def test_a_consortium_counts_its_partners_by_sector(read, consortium, make_organisation):
    make_organisation("One", consortium, sector="health")
    make_organisation("Two", consortium, sector="health")
    page = read(consortium)
    assert "2 partners" in page
    assert "Health: 2" in " ".join(page.split())


def test_a_partner_that_has_left_is_listed_apart(read, consortium, make_organisation):
    left = make_organisation("Gone Elsewhere", consortium)
    left.partnerships.update(left_on="2025-01-01")
    page = read(consortium)
    assert "0 partners" in page
    assert "Gone Elsewhere" in page.partition("Earlier partners")[2]


def test_why_a_partner_left_is_not_said(read, consortium, make_organisation):
    left = make_organisation("Gone Elsewhere", consortium)
    partnership = Partnership.objects.get(organisation=left)
    type(partnership).departure.related.related_model.objects.create(partnership=partnership, reason="A quarrel")
    assert "A quarrel" not in read(consortium)


def test_a_consortium_says_not_known_of_what_is_not_known(read, consortium):
    assert read(consortium).count("Not known") >= 4


def test_a_consortium_links_to_its_places_in_list_and_file(read, consortium, make_asset):
    make_asset()
    page = read(consortium)
    assert f"{reverse('assets:list')}?consortium={consortium.slug}" in page
    assert f"{reverse('assets:csv')}?consortium={consortium.slug}" in page


def test_a_consortium_lists_its_areas_and_projects(read, consortium, make_area, make_project):
    area, project = make_area(), make_project()
    consortium.areas.add(area)
    page = read(consortium)
    assert area.get_absolute_url() in page
    assert project.get_absolute_url() in page


def test_there_is_no_page_of_an_unknown_consortium(client):
    assert client.get(reverse("consortia:detail", args=["nobody"])).status_code == 404


@pytest.mark.parametrize("many", [1, 5])
def test_the_page_of_a_consortium_asks_the_same_number_of_questions(
    client, consortium, make_organisation, make_asset, make_project, many, django_assert_num_queries
):
    for number in range(many):
        make_asset(name=f"Place {number}", organisation=make_organisation(f"Partner {number}", consortium))
        make_project(f"Project {number}", lead=make_organisation())
    with django_assert_num_queries(8):
        client.get(consortium.get_absolute_url())


@pytest.mark.parametrize("many", [1, 5])
def test_the_page_of_an_organisation_asks_the_same_number_of_questions(
    client, organisation, make_consortium, make_asset, make_project, many, django_assert_num_queries
):
    for number in range(many):
        Partnership.objects.create(organisation=organisation, consortium=make_consortium())
        make_asset(name=f"Place {number}", organisation=organisation)
        make_project(f"Project {number}", lead=organisation)
    with django_assert_num_queries(7):
        client.get(organisation.get_absolute_url())


@pytest.mark.parametrize("many", [1, 5])
def test_the_list_of_consortia_asks_one_question(client, make_consortium, many, django_assert_num_queries):
    for _ in range(many):
        make_consortium()
    with django_assert_num_queries(1):
        client.get(reverse("consortia:list"))


@pytest.mark.real_roles
@pytest.mark.parametrize("page", ["organisation", "consortium"])
def test_a_visitor_may_read_all_of_the_page(read, organisation, consortium, make_asset, make_area, make_project, page):
    consortium.areas.add(make_area())
    make_project(lead=organisation).partners.add(organisation)
    place = make_asset(organisation=organisation)
    assert place.get_absolute_url() in read({"organisation": organisation, "consortium": consortium}[page])
