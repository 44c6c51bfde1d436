"""Pages on abuse, crisis and who somebody is: "Leave this page", by touch, by keyboard and without script."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assets.models import Asset, Audience
from projects.models import ProjectAsset

LIST, URGENT = reverse("assets:list"), reverse("about:help")
LEAVE = 'id="way-out"'
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def refuge(make_asset):
    return make_asset("Quiet Door", "refuge", disclosure="withheld")


def offers_way_out(answer):
    return LEAVE in answer.text


def test_a_place_of_such_a_kind_offers_it(client, refuge):
    assert offers_way_out(client.get(refuge.get_absolute_url()))


def test_a_place_for_such_people_offers_it(client, make_asset):
    survivors = Audience.objects.get(code="abuse")
    assert offers_way_out(client.get(make_asset(audience_ids=[survivors.pk]).get_absolute_url()))


def test_other_places_do_not(client, make_asset):
    assert not offers_way_out(client.get(make_asset().get_absolute_url()))


@pytest.mark.parametrize(
    "query",
    ["category=refuge", "category=refuge&category=food", "audience=abuse", "q=domestic+abuse", "q=Refuges",
     "q=refuge+in+Wigan", "q=abuse", "q=women's+aid", "q=suicide"],
)  # fmt: skip
def test_a_search_for_such_places_offers_it_whatever_it_finds(client, query):
    assert offers_way_out(client.get(f"{LIST}?{query}"))


def test_a_search_whose_words_find_such_a_place_offers_it(client, refuge):
    assert offers_way_out(client.get(LIST, {"q": "quiet door"}))


@pytest.fixture
def pages(organisation, consortium, make_project, make_area, refuge):
    """The other pages that name the refuge."""
    project, area = make_project(), make_area()
    ProjectAsset.objects.create(project=project, asset=refuge)
    Asset.objects.filter(pk=refuge.pk).update(organisation=organisation, served_area_ids=[area.pk])
    return {"organisation": organisation, "consortium": consortium, "project": project, "area": area}


@pytest.mark.parametrize("name", ["organisation", "consortium", "project", "area"])
def test_other_pages_that_name_such_a_place_offer_it(client, pages, refuge, name):
    answer = client.get(pages[name].get_absolute_url())
    assert refuge.name in answer.text
    assert offers_way_out(answer)
    assert "no-store" in answer["Cache-Control"]


def test_an_organisation_of_other_places_does_not(client, organisation, make_asset):
    make_asset(organisation=organisation)
    assert not offers_way_out(client.get(organisation.get_absolute_url()))


@pytest.mark.parametrize("query", ["", "category=food", "q=library", "q=food+bank", "q=%22%3A%25%27"])
def test_other_searches_do_not(client, make_asset, query):
    make_asset()
    assert not offers_way_out(client.get(f"{LIST}?{query}"))


def test_the_page_of_urgent_help_offers_it(client):
    assert offers_way_out(client.get(URGENT))


@pytest.mark.parametrize("address", [URGENT, f"{LIST}?category=refuge"])
def test_browsers_do_not_keep_such_a_page(client, address):
    assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize("address", [URGENT, f"{LIST}?category=refuge"])
def test_other_sites_do_not_learn_its_address(client, address):
    assert client.get(address)["Referrer-Policy"] == "same-origin"


def test_the_tab_does_not_name_such_a_place(client, refuge):
    page = client.get(refuge.get_absolute_url()).text
    assert "<title>A place or group · " in page


def test_results_that_need_it_come_as_a_whole_page(client):
    answer = client.get(LIST, {"q": "domestic abuse"}, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == f"{LIST}?q=domestic+abuse"


@pytest.fixture
def elsewhere(live_server, settings):
    """A page to go to that is no other site's."""
    settings.WAY_OUT_URL = f"{live_server.url}/healthz"
    return settings.WAY_OUT_URL


@pytest.mark.browser
def test_it_is_reached_first_by_keyboard(page, live_server):
    page.goto(live_server.url + URGENT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "way-out"


@pytest.mark.browser
def test_it_leads_away_without_script(watched, live_server, elsewhere):
    page = watched(java_script_enabled=False)
    page.goto(live_server.url + URGENT)
    page.get_by_role("link", name="Leave this page").click()
    page.wait_for_url(elsewhere)


@pytest.mark.browser
def test_back_does_not_lead_to_the_page_that_was_left(page, live_server, elsewhere):
    page.goto(f"{live_server.url}/about/privacy/")
    page.goto(live_server.url + URGENT)
    page.get_by_role("link", name="Leave this page").click()
    page.wait_for_url(elsewhere)
    page.go_back()
    page.wait_for_url("**/about/privacy/")


@pytest.mark.browser
def test_esc_pressed_three_times_leads_away(page, live_server, elsewhere):
    page.goto(live_server.url + URGENT)
    page.keyboard.press("Escape")
    expect(page.locator("#way-out-status")).to_have_text("Press Esc twice more to leave this page.")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url(elsewhere)


@pytest.mark.browser
def test_it_stays_in_sight_on_a_phone(watched, live_server, make_asset):
    page = watched(viewport=PHONE)
    page.goto(live_server.url + make_asset("Quiet Door", "refuge", story="Long. " * 500).get_absolute_url())
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.get_by_role("link", name="Leave this page")).to_be_in_viewport()
