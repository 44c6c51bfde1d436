"""Markers on the map in a real browser: they never overlap, count everything once, and have an order."""

import re
from itertools import combinations
from random import Random

import pytest
from playwright.sync_api import expect

from tests.mapping.maps import markers, on_the_map, status

pytestmark = pytest.mark.browser
ABOUT_10_M_EAST = -1.99985
ABOUT_20_M_EAST = -1.9997
ABOUT_30_M_EAST = -1.99955
EDGE_BETWEEN_THEM = -1.8556  # the middle of a view of zoom 12 that begins between -2.002 and -2


def boxes(page):
    return page.evaluate("""() => [...document.querySelectorAll(".leaflet-marker-icon")].map((marker) => {
      const { left, right, top, bottom } = marker.getBoundingClientRect()
      return { left, right, top, bottom }
    })""")


def are_apart(one, other):
    return (
        one["left"] >= other["right"]
        or other["left"] >= one["right"]
        or one["top"] >= other["bottom"]
        or other["top"] >= one["bottom"]
    )


def names(page):
    return [marker.get_attribute("aria-label") for marker in markers(page).all()]


def counts(page):
    """How many places each marker stands for."""
    return [int(found[0]) if (found := re.match(r"\d+(?= )", name)) else 1 for name in names(page)]


def rest(page):
    """Waits until the map has said what is in view."""
    expect(status(page)).to_have_text(re.compile("^Showing"))


@pytest.fixture
def town(make_asset):
    random = Random(4)
    for number in range(60):
        make_asset(name=f"Place {number}", lon=-2 + random.gauss(0, 0.01), lat=53 + random.gauss(0, 0.006))


def test_no_marker_covers_another_and_each_place_counts_once(explore, town):
    page = explore("#map=13/53/-2")
    rest(page)
    assert all(are_apart(one, other) for one, other in combinations(boxes(page), 2))
    assert sum(counts(page)) == 60


def test_as_near_as_the_map_goes_places_too_close_are_listed(explore, places, make_asset):
    make_asset(name="Seaholme Choir", category="singing", lon=ABOUT_10_M_EAST)
    page = explore("#map=18/53/-2")
    on_the_map(page, "2 close together").click()
    expect(page.get_by_role("dialog").get_by_role("link")).to_have_text(["Seaholme Choir", "Seaholme Pantry"])


def test_the_focus_goes_through_the_map_as_one_reads(explore, make_asset):
    make_asset(name="Last", lon=-1.9, lat=52.9)
    make_asset(name="Second", lon=-1.9, lat=53.0999)
    make_asset(name="Third", lon=-2.1, lat=52.9)
    make_asset(name="First", lon=-2.1, lat=53.1)
    page = explore()
    expect(markers(page)).to_have_count(4)
    on_the_map(page, "First").focus()
    for name in ["Second", "Third", "Last"]:
        page.keyboard.press("Tab")
        expect(on_the_map(page, name)).to_be_focused()


def test_only_what_is_in_view_is_in_the_page(explore, places):
    page = explore("#map=15/53/-2")
    expect(markers(page)).to_have_count(1)
    expect(status(page)).to_have_text("Showing 1 of 2 places and groups")


def test_a_popup_stays_open_while_the_map_is_drawn_anew(explore, places, make_asset):
    make_asset(name="Seaholme Choir", lon=ABOUT_20_M_EAST)
    page = explore("#map=18/53/-2")
    on_the_map(page, "Seaholme Pantry").click()
    page.get_by_role("button", name="Zoom out of map").click()
    expect(page).to_have_url(re.compile("#map=17"))
    expect(page.get_by_role("dialog", name="Seaholme Pantry")).to_be_visible()
    assert are_apart(*boxes(page))


def test_a_number_counts_no_place_that_stands_open_beside_it(explore, places, make_asset):
    make_asset(name="Seaholme Choir", lon=ABOUT_20_M_EAST)
    make_asset(name="Seaholme Club", lon=ABOUT_30_M_EAST)
    page = explore("#map=18/53/-2")
    on_the_map(page, "Seaholme Pantry").click()
    page.locator(".leaflet-container").focus()
    page.keyboard.press("Shift+-")
    expect(on_the_map(page, "2 places and groups")).to_be_visible()
    expect(page.get_by_role("dialog", name="Seaholme Pantry")).to_be_visible()


def test_a_place_that_is_shown_stands_for_itself_beside_its_neighbours(explore, places, make_asset):
    make_asset(name="Seaholme Choir", category="singing", lon=ABOUT_10_M_EAST)
    page = explore()
    page.locator(".result", has_text="Seaholme Choir").get_by_role("link", name="Show on map").click()
    expect(page.get_by_role("dialog", name="Seaholme Choir")).to_be_visible()
    expect(markers(page)).to_have_count(2)
    assert are_apart(*boxes(page))


def test_a_number_at_the_edge_of_the_view_is_said_to_be_about(explore, make_asset):
    for number in range(3):
        make_asset(name=f"Place {number}", lon=-2 - number / 1000)
    make_asset(name="Far away", lat=55)
    page = explore(f"#map=12/53/{EDGE_BETWEEN_THEM}")
    expect(status(page)).to_have_text(re.compile(r"^Showing about \d of 4 places and groups$"))


def test_a_late_answer_of_an_older_search_is_not_drawn(explore, places):
    page = explore()
    expect(markers(page)).to_have_count(2)
    held = []

    def hold(route):
        held.append(route)

    page.route(re.compile("/tiles/clusters/.*food"), hold)
    page.get_by_label("Food, money, home and advice").check()
    expect(page.locator(".result")).to_have_count(1)
    page.get_by_label("Food, money, home and advice").uncheck()
    page.get_by_label("Learning and libraries").check()
    expect(markers(page)).to_have_count(1)
    assert held
    for route in held:
        route.continue_()
    expect(on_the_map(page, "Layfield Library")).to_be_visible()
    expect(markers(page)).to_have_count(1)


def test_an_answer_that_fails_leaves_nothing_of_an_older_search(explore, places, browser, browser_context_args):
    page = explore(on=browser.new_page(**browser_context_args))  # which may meet errors, as no other page may
    expect(markers(page)).to_have_count(2)
    page.route("**/tiles/clusters/**", lambda route: route.fulfill(status=500))
    page.get_by_label("Learning and libraries").check()
    expect(status(page)).to_have_text("The map could not be filled. The list shows the same.")
    expect(markers(page)).to_have_count(0)
    page.close()
