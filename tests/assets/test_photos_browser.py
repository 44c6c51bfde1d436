"""A draft with a photo is begun on a phone by keyboard alone, and sent at a desk."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assets.models import Asset
from tests.assets.test_add_browser import PHONE, tab_to
from tests.photographs import photograph

pytestmark = pytest.mark.browser
DESK = {"width": 1280, "height": 900}
HERE = "element => element === document.activeElement"


def tab_to_link(page, name):
    """Press Tab until this link has the focus, and follow it."""
    link = page.get_by_role("link", name=name).first
    for _ in range(150):
        if link.evaluate(HERE):
            return page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {name}")


def test_begun_on_a_phone_by_keyboard_and_sent_at_a_desk(
    signed_in_page, contributor, consortium, live_server, make_area
):
    consortium.areas.add(make_area("neighbourhood", "Layfield", box=(-2.01, 52.995, -1.99, 53.005)))
    page = signed_in_page(contributor)
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + reverse("assets:add"))
    tab_to(page, "[name=name]")
    page.keyboard.type("Layfield Walkers")
    tab_to(page, "button[name=draft]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/parts/$"))

    tab_to_link(page, "Photos")
    with page.expect_file_chooser() as chooser:  # from before the keys: asked for with them, it may come too late
        tab_to(page, "[name=photo]")
        page.keyboard.press("Enter")
    content = photograph(size=(1200, 900)).read()
    chooser.value.set_files({"name": "IMG_1.JPG", "mimeType": "image/jpeg", "buffer": content})
    tab_to(page, "button[value=add]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Describe the photo")
    tab_to(page, "[name=alt]")
    page.keyboard.type("Ten people set out from the station")
    tab_to(page, "[name=agreed]")
    page.keyboard.press("Space")
    tab_to(page, "button[value=add]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The photo is added")).to_be_visible()
    shown = page.get_by_role("img", name="Ten people set out from the station")
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0

    page.set_viewport_size(DESK)
    page.goto(live_server.url + reverse("assets:mine"))
    page.get_by_role("link", name="Finish and send it").click()
    page.get_by_role("link", name="What it is").click()
    page.get_by_label("Food, money, home and advice").check()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Address", exact=True).fill("1 Station Road")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Or say it in your own words").fill("Everyone")
    page.get_by_role("button", name="Save and see all parts").click()
    page.get_by_role("link", name="Check and send").first.click()
    page.locator("[name=licence_agreed]").check()
    page.locator("[name=people_agreed]").check()
    page.get_by_role("button", name="Send to the curators").click()
    page.wait_for_url(re.compile(reverse("assets:mine")))
    asset = Asset.objects.get()
    assert (asset.status, [photo["alt"] for photo in asset.photos]) == (
        Asset.Status.SUBMITTED,
        ["Ten people set out from the station"],
    )
