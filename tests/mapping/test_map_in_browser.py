"""The map in a real browser: places with names, focus in and out of popups, one search for list and map."""

import re

import pytest
from django.contrib.gis.geos import Point
from playwright.sync_api import expect

from tests.mapping.maps import markers, on_the_map, status

pytestmark = pytest.mark.browser


def pantry(page):
    return on_the_map(page, "Seaholme Pantry")


def test_places_are_on_the_map_with_their_names(explore, places):
    page = explore()
    expect(pantry(page)).to_have_accessible_name("Seaholme Pantry, Food bank or pantry")
    expect(on_the_map(page, "Layfield Library")).to_be_visible()


def test_the_map_says_how_much_it_shows(explore, places):
    expect(status(explore())).to_have_text("Showing 2 of 2 places and groups")


def test_the_map_says_how_many_the_list_alone_has(explore, places, make_asset):
    make_asset(name="Refuge", disclosure="withheld")
    expect(status(explore())).to_have_text("Showing 2 of 2 places and groups on the map; 1 more is in the list alone")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_focus_goes_into_a_popup_and_back(explore, places, key):
    page = explore()
    pantry(page).focus()
    page.keyboard.press(key)
    expect(page.get_by_role("dialog", name="Seaholme Pantry").locator(".leaflet-popup-content")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("dialog").get_by_role("link", name="Seaholme Pantry")).to_be_focused()
    page.keyboard.press("Escape")
    expect(pantry(page)).to_be_focused()


def test_a_place_leads_to_its_page(explore, places):
    page = explore()
    pantry(page).click()
    page.get_by_role("dialog").get_by_role("link", name="Seaholme Pantry").click()
    expect(page).to_have_url(re.compile(re.escape(places[0].get_absolute_url())))


def test_the_map_follows_the_filter_of_the_list(explore, places):
    page = explore()
    page.get_by_label("Learning and libraries").check()
    expect(page.locator(".result")).to_have_count(1)
    expect(markers(page)).to_have_count(1)
    expect(on_the_map(page, "Layfield Library")).to_be_visible()


def test_the_back_button_takes_list_map_and_form_back(explore, places):
    page = explore()
    page.get_by_label("Learning and libraries").check()
    expect(markers(page)).to_have_count(1)
    page.go_back()
    expect(page.locator(".result")).to_have_count(2)
    expect(markers(page)).to_have_count(2)
    expect(page.get_by_label("Learning and libraries")).not_to_be_checked()


def test_forward_brings_the_filter_again(explore, places):
    page = explore()
    page.get_by_label("Learning and libraries").check()
    expect(markers(page)).to_have_count(1)
    page.go_back()
    expect(markers(page)).to_have_count(2)
    page.go_forward()
    expect(markers(page)).to_have_count(1)
    expect(page.get_by_label("Learning and libraries")).to_be_checked()


def test_an_address_with_a_filter_shows_that_filter(explore, places):
    expect(markers(explore("?category=learning"))).to_have_count(1)


def test_show_on_map_opens_the_place(explore, places):
    page = explore()
    page.locator(".result", has_text="Layfield Library").get_by_role("link", name="Show on map").click()
    expect(page.get_by_role("dialog", name="Layfield Library")).to_be_visible()


def test_a_count_goes_nearer_and_keeps_the_focus_on_the_map(explore, places, make_asset):
    make_asset(name="Seaholme Choir", lon=-2.001)
    page = explore()
    page.get_by_role("button", name="2 places and groups. Go nearer").press("Enter")
    expect(on_the_map(page, "Seaholme Choir")).to_be_visible()
    expect(page.locator(".leaflet-container")).to_be_focused()


def test_places_at_one_spot_are_a_list(explore, places, make_asset):
    make_asset(name="Seaholme Choir", category="singing")
    page = explore()
    page.get_by_role("button", name="2 at this spot").click()
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_contain_text(
        ["Seaholme Choir · Choir or music group", "Seaholme Pantry · Food bank or pantry"]
    )


def test_an_area_only_place_is_a_ring_that_says_so(explore, make_asset, make_area):
    make_area("msoa")
    make_asset(name="Home group", disclosure="area")
    page = explore()
    page.locator(".ring").click()
    expect(page.get_by_role("dialog")).to_contain_text("the exact place is not shown")


def test_a_moved_map_is_in_the_address_and_comes_back(explore, places, page):
    explore()
    expect(markers(page)).to_have_count(2)
    page.get_by_role("button", name="Zoom in on map").click()
    expect(page).to_have_url(re.compile(r"#map=\d+/53\.\d+/-1\.\d+$"))
    address = page.url
    page.reload()
    expect(status(page)).not_to_be_empty()
    assert page.url == address


def test_the_wheel_scrolls_the_page_until_the_map_is_in_use(explore, places, page):
    explore()
    expect(markers(page)).to_have_count(2)
    before = markers(page).first.bounding_box()
    page.mouse.move(900, 300)
    page.mouse.wheel(0, -300)
    page.wait_for_function("document.readyState == 'complete'")
    assert markers(page).first.bounding_box()["width"] == before["width"]
    expect(page).to_have_url(re.compile(r"/assets/$"))


def test_the_zoom_buttons_say_what_they_zoom(explore, places):
    page = explore()
    expect(page.get_by_role("button", name="Zoom in on map")).to_be_visible()
    expect(page.get_by_role("button", name="Zoom out of map")).to_be_visible()


def test_without_script_the_list_is_there_and_the_map_says_so(watched, explore, places):
    page = explore(on=watched(java_script_enabled=False))
    expect(page.locator(".result")).to_have_count(2)
    expect(page.locator(".map noscript p")).to_have_text("The map needs JavaScript. The list shows the same.")
    expect(page.locator(".map noscript p")).to_be_visible()


def test_an_area_page_has_its_outline_and_its_places(page, live_server, make_area, places):
    area = make_area(box=(-2.1, 52.9, -1.95, 53.1))
    page.goto(live_server.url + area.get_absolute_url())
    expect(page.locator("path.area-line")).to_have_count(1)
    expect(markers(page)).to_have_count(1)
    page.locator(".result", has_text="Seaholme Pantry").get_by_role("link", name="Show on map").click()
    expect(page.get_by_role("dialog", name="Seaholme Pantry")).to_be_visible()


def test_the_page_of_one_place_has_it_on_a_map(page, live_server, places):
    page.goto(live_server.url + places[0].get_absolute_url())
    expect(on_the_map(page, "Seaholme Pantry")).to_be_visible()


def test_partners_stand_on_the_map_of_an_area_beside_its_places(
    page, live_server, places, make_area, make_organisation
):
    partner = make_organisation("Harbour Friends", places[0].consortium, location=Point(-2.05, 53.05))
    area = make_area()
    area.consortia.add(places[0].consortium)
    page.goto(live_server.url + area.get_absolute_url())
    expect(pantry(page)).to_be_visible()
    page.get_by_role("button", name="Harbour Friends, Partner").click()
    link = page.get_by_role("dialog").get_by_role("link", name="Harbour Friends")
    expect(link).to_have_attribute("href", partner.get_absolute_url())


@pytest.mark.parametrize("failure", [lambda route: route.abort(), lambda route: route.fulfill(status=500)])
def test_a_list_that_could_not_be_loaded_says_so(explore, places, failure, browser, browser_context_args):
    page = explore(on=browser.new_page(**browser_context_args))  # which may meet errors, as no other page may
    page.route("**/assets/?*", failure)
    page.get_by_label("Learning and libraries").check()
    expect(page.get_by_role("alert")).to_contain_text("This could not be loaded")
    page.unroute("**/assets/?*")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".result")).to_have_count(1)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.close()
