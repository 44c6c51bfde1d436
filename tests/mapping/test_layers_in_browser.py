"""Layers of the map in a real browser: by keyboard, with a legend, and in words."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from places.models import Indicator
from tests.test_pages import SIZES, problems_of

pytestmark = pytest.mark.browser


@pytest.fixture
def measured(make_area, make_asset):
    """A neighbourhood around the one place on the map, in the second tenth of England."""
    make_asset()
    indicator = Indicator.objects.create(
        code="deprivation-2025-england-imd", name="Deprivation overall", nation="england", year=2025, area_kind="lsoa",
        area_edition="2021", source="English Indices of Deprivation 2025",
    )  # fmt: skip
    area = make_area("lsoa", "Seaholme 001A")
    indicator.values.create(area=area, decile=2)
    return area


@pytest.fixture
def explore(page, live_server):
    def open_map(zoom=14, on=page):
        on.goto(f"{live_server.url}{reverse('assets:list')}#map={zoom}/53.00100/-2.00100")
        return on

    return open_map


def button(page):
    return page.get_by_role("button", name="Layers")


def deprivation(page):
    return page.get_by_label("Deprivation")


def turn_on(page):
    button(page).click()
    deprivation(page).check()
    return page


def said(page, words):
    return page.get_by_role("status").filter(has_text=words)


def test_the_list_of_layers_opens_and_closes_by_keyboard(explore, measured):
    page = explore()
    button(page).press("Enter")
    expect(button(page)).to_have_attribute("aria-expanded", "true")
    deprivation(page).press("Space")
    expect(deprivation(page)).to_be_checked()
    page.keyboard.press("Escape")
    expect(deprivation(page)).to_be_hidden()
    expect(button(page)).to_be_focused()


def test_deprivation_comes_with_nation_year_and_source(explore, measured):
    page = turn_on(explore())
    expect(said(page, "Deprivation, England 2025: shown.")).to_be_attached()
    key = page.locator(".layer-key")
    expect(key).to_contain_text("Deprivation: England 2025")
    expect(key).to_contain_text("English Indices of Deprivation 2025")
    expect(key.get_by_role("listitem").nth(1)).to_have_text("2 2nd tenth")


def test_enter_tells_what_is_in_the_middle_of_the_map(explore, measured):
    page = turn_on(explore())
    expect(page.locator(".layer-key")).to_contain_text("England 2025")
    page.locator(".leaflet-container").press("Enter")
    popup = page.get_by_role("dialog", name="Seaholme 001A")
    expect(popup).to_contain_text("Class 2 of 10 in England 2025, where 1 is the most deprived tenth")
    popup.get_by_role("link", name="Seaholme 001A").click()
    expect(page).to_have_url(re.compile(re.escape(measured.get_absolute_url())))


def test_from_too_far_it_says_so_and_goes_nearer(explore, measured):
    page = turn_on(explore(zoom=9))
    expect(said(page, "Deprivation, England 2025: go nearer to see it.")).to_be_attached()
    page.get_by_role("button", name="Go nearer to see: Deprivation").click()
    expect(said(page, "Deprivation, England 2025: shown.")).to_be_attached()


def test_the_choice_stays_in_the_tab(explore, measured):
    page = turn_on(explore())
    page.reload()
    expect(page.locator(".layer-key")).to_contain_text("Deprivation: England 2025")
    assert page.context.cookies() == []


@pytest.mark.parametrize(("scheme", "size"), [("light", "desk"), ("dark", "phone")])
def test_axe_finds_nothing_in_the_list_and_the_key(watched, explore, measured, scheme, size):
    page = turn_on(explore(on=watched(color_scheme=scheme, viewport=SIZES[size])))
    expect(page.locator(".layer-key")).to_contain_text("England 2025")
    assert problems_of(page) == []
