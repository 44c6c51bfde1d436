"""The buttons above the map, and what it does without its street tiles."""

from copy import deepcopy

import leaflet
import pytest
from playwright.sync_api import expect

from tests.mapping.maps import markers, on_the_map, tool

pytestmark = pytest.mark.browser
STREETS = "https://tiles.example.org"
SEAHOLME = {"latitude": 53.0, "longitude": -2.0, "accuracy": 35}


def told(page):
    return page.locator(".map-told")


def container(page):
    return page.locator(".leaflet-container")


@pytest.fixture
def streets(settings, monkeypatch):
    """The settings name a provider of street tiles."""
    settings.TILE_URL = f"{STREETS}/{{z}}/{{x}}/{{y}}.png"
    policy = deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["img-src"].append(STREETS)
    settings.CONTENT_SECURITY_POLICY = policy
    credit = {"attribution": "© Example", "referrerPolicy": "strict-origin"}
    monkeypatch.setitem(leaflet.app_settings, "TILES", [("Streets", settings.TILE_URL, credit)])


def test_the_map_shows_where_the_reader_is_when_asked(explore, places, context):
    context.grant_permissions(["geolocation"])
    context.set_geolocation(SEAHOLME)
    page = explore()
    expect(markers(page)).to_have_count(2)
    tool(page, "Where I am").click()
    expect(told(page)).to_have_text(
        "You are in the circle on the map, to within 40 metres. Your place itself is not sent to us."
    )
    expect(on_the_map(page, "Layfield Library")).to_have_count(0)
    assert "#" not in page.url


def test_a_place_that_may_not_be_known_is_explained(explore, places):
    page = explore()
    tool(page, "Where I am").click()
    expect(told(page)).to_contain_text("Your browser does not tell this page where you are.")


def test_the_map_fills_the_screen_and_comes_back(explore, places):
    page = explore()
    tool(page, "Make map full screen").click()
    tool(page, "Leave full screen").click()
    expect(tool(page, "Make map full screen")).to_be_visible()


def test_the_question_mark_lists_the_keys_and_gives_the_focus_back(explore, places):
    page = explore()
    container(page).focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys for the map")).to_be_visible()
    page.keyboard.press("Escape")
    expect(container(page)).to_be_focused()


def test_street_tiles_are_asked_for_with_a_referrer(explore, places, streets, browser, browser_context_args):
    page = browser.new_page(**browser_context_args)  # which may ask elsewhere, as no other page may
    asked = []
    page.route(f"{STREETS}/**", lambda route: (asked.append(route.request), route.fulfill(status=204)))
    explore(on=page)
    expect(markers(page)).to_have_count(2)
    assert asked[0].headers["referer"].endswith("/")
    page.close()


def test_a_map_whose_streets_do_not_come_draws_its_own_ground(explore, places, streets, browser, browser_context_args):
    page = browser.new_page(**browser_context_args)
    page.route(f"{STREETS}/**", lambda route: route.abort())
    explore(on=page)
    expect(page.get_by_text("The streets cannot be shown at present.")).to_be_visible()
    expect(page.locator("path.land").first).to_be_attached()
    expect(page.locator(".leaflet-tile")).to_have_count(0)
    on_the_map(page, "Seaholme Pantry").click()
    expect(page.get_by_role("dialog", name="Seaholme Pantry")).to_be_visible()
    page.close()
