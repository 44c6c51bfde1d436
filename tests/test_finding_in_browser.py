"""What a link worker types gives what is expected: by keyboard alone, on a small phone, with and without script."""

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse
from playwright.sync_api import expect

from assets.words import refresh_words
from places.models import Area, Postcode

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
AUTHORITIES = {
    "Bolton": (-2.63, 53.52, -2.34, 53.65),
    "Wigan": (-2.73, 53.44, -2.63, 53.6),
    "Manchester": (-2.32, 53.34, -2.15, 53.54),
}
POSTCODES = {"M11AE": (-2.2364, 53.4808), "M139PL": (-2.2330, 53.4668)}
PLACES = {
    "Town Hall Reading Room": ("library", -2.2445, 53.4783),
    "Station Breakfast": ("pub_cafe", -2.2360, 53.4805),
    "Oxford Road Pantry": ("food_bank", -2.2345, 53.4660),
    "Halliwell Reading Room": ("library", -2.44, 53.59),
    "Standish Reading Room": ("library", -2.66, 53.58),
    "Inspire": ("community_centre", -2.19, 53.44),
    "Tools and Tea": ("peer_support", -2.4, 53.55),
    "Seaholme Pantry": ("food_bank", -3.05, 53.81),
}
EXPECTED = {
    "M1 1AE": "Station Breakfast",
    "bolton": "Halliwell Reading Room",
    "SJ 838 980": "Town Hall Reading Room",
    "Levenshulme": "Inspire",
    "libary in Wigan": "Standish Reading Room",
    "food bank near M13 9PL": "Oxford Road Pantry",
    "men's shed": "Tools and Tea",
}
FAR = "Seaholme Pantry"


@pytest.fixture
def town(make_area, make_asset):
    """A few places of Greater Manchester, and one by the sea."""
    for name, box in AUTHORITIES.items():
        make_area(name=name, box=box)
    make_area(Area.Kind.WARD, "Levenshulme", (-2.2, 53.43, -2.18, 53.45))
    Postcode.objects.bulk_create(Postcode(code=code, point=Point(*spot)) for code, spot in POSTCODES.items())
    for name, (category, lon, lat) in PLACES.items():
        make_asset(name, category, lon, lat)
    refresh_words()


def ask(page, live_server, words):
    """Open the list, go to the box with the Tab key, type the words and send them off."""
    page.goto(live_server.url + reverse("assets:list"))
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    return page.locator(".result-name")


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "plain"])
def test_what_is_typed_gives_what_is_expected(watched, live_server, town, has_script):
    page = watched(viewport=PHONE, java_script_enabled=has_script)
    for words, expected in EXPECTED.items():
        names = ask(page, live_server, words)
        expect(names.first, words).to_contain_text(expected)
        expect(names.filter(has_text=FAR), words).to_have_count(0)


def test_no_page_of_results_is_wider_than_a_phone(watched, live_server, town):
    page = watched(viewport=PHONE)
    ask(page, live_server, "food bank near M13 9PL")
    expect(page.locator(".result-name").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
