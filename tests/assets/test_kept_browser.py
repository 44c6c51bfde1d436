"""Keeping a list in the browser, without account: by keyboard, on a phone, printed, and not without script."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
LIST, KEPT = reverse("assets:list"), reverse("assets:kept")
HEAD = "Your list"


@pytest.fixture
def places(make_asset):
    return [make_asset(name, address="1 Example Street") for name in ["Allotment", "Boxing", "Choir"]]


@pytest.fixture
def results(page, live_server, places):
    page.goto(live_server.url + LIST)
    return page


def save(page, name):
    page.get_by_role("button", name=f"Save {name}").click()


def your_list(page):
    return page.get_by_role("link", name=HEAD)


def test_places_are_saved_and_taken_off_in_the_list_and_the_head_leads_to_them(results, places):
    save(results, "Choir")
    expect(results.get_by_role("button", name="Saved Choir")).to_have_attribute("aria-pressed", "true")
    expect(your_list(results)).to_have_text("Your list (1)")
    assert results.evaluate("JSON.stringify({...localStorage})") == f'{{"kept":"[{places[2].pk}]"}}'  # numbers alone
    results.get_by_role("button", name="Saved Choir").click()
    expect(your_list(results)).to_be_hidden()
    results.get_by_role("button", name="Save Choir").focus()
    results.keyboard.press("Enter")
    expect(your_list(results)).to_have_text("Your list (1)")
    save(results, "Allotment")
    your_list(results).click()
    results.wait_for_url(f"**{KEPT}?ids={places[2].pk},{places[0].pk}")
    expect(results.locator(".kept h2")).to_have_text(["Choir", "Allotment"])


def test_results_that_come_later_can_be_saved_too_and_a_place_from_its_own_page(results, live_server, places):
    results.locator("#id_q").fill("boxing")
    results.keyboard.press("Enter")
    expect(results.locator(".result")).to_have_count(1)
    save(results, "Boxing")
    expect(your_list(results)).to_have_text("Your list (1)")
    results.goto(live_server.url + places[0].get_absolute_url())
    save(results, "Allotment")
    expect(your_list(results)).to_have_text("Your list (2)")


@pytest.fixture
def own_list(results):
    for name in ["Allotment", "Boxing", "Choir"]:
        save(results, name)
    your_list(results).click()
    results.wait_for_url("**ids=**")
    return results


def test_a_place_is_moved_or_taken_out_and_the_list_is_cleared(own_list, live_server):
    own_list.get_by_role("link", name="Move up Choir").click()
    own_list.wait_for_url("**ids=**")
    own_list.goto(live_server.url + KEPT)
    expect(own_list.locator(".kept h2")).to_have_text(["Allotment", "Choir", "Boxing"])
    own_list.get_by_role("link", name="Take out Boxing").click()
    expect(own_list.locator(".kept h2")).to_have_text(["Allotment", "Choir"])
    expect(your_list(own_list)).to_have_text("Your list (2)")
    own_list.get_by_role("button", name="Clear the list").click()
    expect(own_list.get_by_role("heading", name="Nothing is in this list yet")).to_be_visible()
    assert own_list.evaluate("localStorage.length") == 0


def test_somebody_elses_list_does_not_change_ones_own(own_list, live_server, places):
    own_list.goto(f"{live_server.url}{KEPT}?ids={places[0].pk},{places[1].pk}")
    expect(own_list.get_by_role("button", name="Clear the list")).to_be_hidden()
    own_list.get_by_role("link", name="Take out Boxing").click()
    own_list.wait_for_url(f"**ids={places[0].pk}")
    expect(your_list(own_list)).to_have_text("Your list (3)")


def test_but_can_be_taken_over(page, live_server, places):
    page.goto(f"{live_server.url}{KEPT}?ids={places[0].pk},{places[1].pk}")
    page.get_by_role("button", name="Save all of these").click()
    expect(your_list(page)).to_have_text("Your list (2)")


def test_the_link_is_copied_and_on_paper_stand_the_address_and_not_the_buttons(own_list, places, settings):
    own_list.context.grant_permissions(["clipboard-read", "clipboard-write"])
    own_list.get_by_role("button", name="Copy the link").click()
    expect(own_list.get_by_role("button", name="Link copied")).to_be_visible()
    ids = ",".join(str(asset.pk) for asset in places)
    assert own_list.evaluate("navigator.clipboard.readText()").endswith(f"{KEPT}?ids={ids}")
    own_list.emulate_media(media="print")
    expect(own_list.get_by_text(f"{settings.SITE_URL}/assets/{places[0].pk}/", exact=True)).to_be_visible()
    expect(own_list.locator("main button:visible")).to_have_count(0)


def test_without_script_a_shared_list_is_read_in_larger_text_and_nothing_dead_is_shown(watched, live_server, places):
    page = watched(java_script_enabled=False)
    page.goto(f"{live_server.url}{KEPT}?ids={places[1].pk},{places[0].pk}")
    expect(page.locator(".kept h2")).to_have_text(["Boxing", "Allotment"])
    expect(page.locator("main button:visible")).to_have_count(0)
    page.get_by_role("link", name="Take out Boxing").click()
    expect(page.locator(".kept h2")).to_have_text(["Allotment"])
    before = font_size(page)
    page.get_by_role("link", name="Largest").click()
    page.wait_for_url(re.compile("size=largest"))
    assert font_size(page) > before * 1.3


def font_size(page):
    return page.locator(".kept dd").first.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
