"""List and map point at each other, and the keyboard alone goes from the map to a place and back."""

import re

import pytest
from playwright.sync_api import expect

from tests.mapping.maps import markers, on_the_map, status

pytestmark = pytest.mark.browser


def row(page, name):
    return page.locator(".result", has_text=name)


def test_a_row_marks_its_place_while_it_has_the_focus(explore, places):
    page = explore()
    expect(markers(page)).to_have_count(2)
    row(page, "Layfield Library").get_by_role("link", name="Layfield Library").first.focus()
    expect(on_the_map(page, "Layfield Library")).to_have_class(re.compile("marked"))
    expect(page.locator(".marked")).to_have_count(1)


def test_a_row_marks_its_place_while_it_is_pointed_at(explore, places):
    page = explore()
    expect(markers(page)).to_have_count(2)
    row(page, "Layfield Library").hover()
    expect(on_the_map(page, "Layfield Library")).to_have_class(re.compile("marked"))
    page.get_by_role("heading", level=1).hover()
    expect(page.locator(".marked")).to_have_count(0)


def test_a_popup_leads_to_its_row(explore, places):
    page = explore()
    on_the_map(page, "Layfield Library").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Show in the list").press("Enter")
    expect(row(page, "Layfield Library").get_by_role("heading").get_by_role("link")).to_be_focused()


def test_a_popup_leads_to_no_row_that_is_not_on_the_page(page, live_server, places):
    page.goto(live_server.url + places[0].get_absolute_url())
    on_the_map(page, "Seaholme Pantry").click()
    expect(page.get_by_role("dialog", name="Seaholme Pantry")).to_be_visible()
    expect(page.get_by_role("button", name="Show in the list")).to_have_count(0)


def test_the_keyboard_alone_goes_to_a_place_and_back_to_the_view(explore, places):
    page = explore()
    expect(markers(page)).to_have_count(2)
    page.locator(".leaflet-container").focus()
    page.keyboard.press("+")
    expect(page).to_have_url(re.compile("#map="))
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.ariaLabel") == "Seaholme Pantry, Food bank or pantry":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Seaholme Pantry").locator(".leaflet-popup-content")).to_be_focused()
    page.keyboard.press("Tab")
    page.evaluate("addEventListener('pagehide', () => { sessionStorage.left = location.hash })")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(places[0].get_absolute_url())))
    page.go_back()
    expect(status(page)).to_have_text(re.compile("^Showing"))
    assert page.evaluate("location.hash === sessionStorage.left")
    expect(on_the_map(page, "Seaholme Pantry")).to_be_visible()
