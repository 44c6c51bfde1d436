"""Adding a place on a phone of 360 pixels: by keyboard alone, by touch, without script."""

import re
from itertools import combinations

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse
from playwright.sync_api import expect

from assets.models import Asset
from places.models import Postcode
from places.notation import read_coordinates

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
ADD = reverse("assets:add")
PIN = "input[name=location]"


@pytest.fixture
def phone(signed_in_page, contributor, consortium, make_area, live_server):
    consortium.areas.add(make_area("neighbourhood", "Layfield", box=(-2.01, 52.995, -1.99, 53.005)))
    page = signed_in_page(contributor)
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + ADD)
    return page


def tab_to(page, selector):
    """Press Tab until the focus is there, as somebody without a mouse does."""
    target = page.locator(selector)
    for _ in range(150):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector}")


def pin_of(page):
    return read_coordinates(page.locator(PIN).input_value())


def type_numbers(page, numbers):
    page.locator(PIN).fill(numbers)
    page.locator(PIN).press("Enter")


def send(page):
    page.get_by_role("button", name="Send to the curators").click()
    page.wait_for_url(re.compile(reverse("assets:mine")))


def test_a_place_is_added_by_keyboard_alone(phone):
    tab_to(phone, "[name=name]")
    phone.keyboard.type("Layfield Walkers")
    tab_to(phone, "[name=kind] >> nth=0")
    phone.keyboard.press("ArrowDown")
    tab_to(phone, "[data-move='0,-1']")
    phone.keyboard.press("Enter")
    tab_to(phone, "[name=eligibility]")
    phone.keyboard.type("Everyone")
    tab_to(phone, "[name=licence_agreed]")
    phone.keyboard.press("Space")
    tab_to(phone, "[name=people_agreed]")
    phone.keyboard.press("Space")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    phone.wait_for_url(re.compile(reverse("assets:mine")))
    asset = Asset.objects.get()
    assert (asset.name, asset.status) == ("Layfield Walkers", Asset.Status.SUBMITTED)
    assert asset.location.distance(Point(-2, 53, srid=4326)) < 0.01


def test_a_button_moves_the_pin_its_way(phone):
    moves = {button: moved_by(phone, button) for button in ("North", "South", "East", "West")}
    assert moves == {"North": (0, 1), "South": (0, -1), "East": (1, 0), "West": (-1, 0)}


def moved_by(phone, button):
    type_numbers(phone, "53.0, -2.0")
    phone.get_by_role("button", name=button, exact=True).click()
    moved = pin_of(phone)
    return (moved.x > -2) - (moved.x < -2), (moved.y > 53) - (moved.y < 53)


def test_typed_numbers_are_kept_until_they_can_be_read_then_move_the_pin_and_do_not_send_the_form(phone):
    phone.locator(PIN).fill("somewhere")
    phone.locator(PIN).press("Tab")
    expect(phone.locator(".pin-status")).to_contain_text("cannot be read yet")
    assert phone.locator(PIN).input_value() == "somewhere"
    type_numbers(phone, "53.003, -2.0")
    expect(phone.locator(".pin-status")).to_have_text(
        "The pin is at 53.0030, -2.0000, 350 metres north of the middle of Layfield."
    )
    expect(phone.locator(".pin")).to_be_visible()
    assert phone.url.endswith(ADD)


def test_the_map_goes_to_the_postcode_and_says_how_far_the_pin_is_from_it(phone):
    Postcode.objects.create(code="FY12AB", point=Point(-2.0, 53.0, srid=4326))
    phone.locator("[name=postcode]").fill("fy1 2ab")
    phone.locator("[name=postcode]").press("Tab")
    expect(phone.locator(".pin-status")).to_contain_text("The map shows FY1 2AB.")
    type_numbers(phone, "53.003, -2.0")
    expect(phone.locator(".pin-status")).to_contain_text("It is 350 metres from the middle of FY1 2AB.")


def test_the_map_goes_to_the_area_that_is_named(phone):
    phone.locator("[name=town]").fill("layfield")
    phone.locator("[name=town]").press("Tab")
    expect(phone.locator(".pin-status")).to_contain_text("The map shows Layfield.")


def test_the_pin_is_put_on_the_map_dragged_and_taken_away_by_hand(phone):
    phone.locator(".map").click(position={"x": 200, "y": 100})
    assert pin_of(phone).distance(Point(-2, 53, srid=4326)) < 0.1
    type_numbers(phone, "53.0, -2.0")
    drag(phone, phone.locator(".pin"))
    assert pin_of(phone).x > -2
    phone.get_by_role("button", name="Take the pin away").click()
    assert phone.locator(PIN).input_value() == ""


def drag(page, pin):
    """Pull it 40 pixels to the east."""
    pin.scroll_into_view_if_needed()
    box = pin.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 20, steps=4)
    page.mouse.up()


def test_the_page_does_not_scroll_sideways_and_the_focus_goes_to_what_is_missing(phone):
    phone.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    phone.get_by_role("button", name="Send to the curators").click()
    expect(phone.locator(".error-summary")).to_be_focused()


def test_a_place_is_added_without_script(watched, client, contributor, live_server):
    client.force_login(contributor)
    page = watched(java_script_enabled=False, viewport=PHONE)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(live_server.url + ADD)
    page.get_by_label("Name", exact=True).fill("Layfield Walkers")
    page.get_by_label("Sport and movement").check()
    page.locator(PIN).fill("53.0, -2.0")
    page.get_by_label("Or say it in your own words").fill("Everyone")
    page.locator("[name=licence_agreed]").check()
    page.locator("[name=people_agreed]").check()
    send(page)
    assert Asset.objects.get().location.coords == (-2, 53)


def test_a_curator_publishes_and_comes_to_the_next(signed_in_page, curator, make_asset, live_server, watched):
    first = make_asset("First walk", status=Asset.Status.SUBMITTED)
    second = make_asset("Second walk", status=Asset.Status.SUBMITTED)
    page = signed_in_page(curator)
    page.goto(live_server.url + reverse("assets:review_item", args=[first.pk]))
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(re.compile(reverse("assets:review_item", args=[second.pk])))
    assert Asset.objects.get(pk=first.pk).status == Asset.Status.PUBLISHED


def test_the_bar_leads_to_the_reasons(signed_in_page, curator, make_asset, live_server):
    asset = make_asset(status=Asset.Status.SUBMITTED)
    page = signed_in_page(curator)
    page.goto(live_server.url + reverse("assets:review_item", args=[asset.pk]))
    page.get_by_role("link", name="Do not add it").click()
    page.get_by_label("It is listed already").check()
    page.get_by_role("button", name="Do not add it").click()
    expect(page.get_by_text("“Seaholme Pantry”: not added")).to_be_visible()
    assert Asset.objects.get().status == Asset.Status.DECLINED


def test_names_on_the_map_of_the_pin_do_not_cover_one_another(phone, make_area, consortium, live_server):
    for number in range(4):
        consortium.areas.add(make_area("neighbourhood", f"Old Harbour {number}", box=(-2.002, 52.999, -1.998, 53.001)))
    phone.goto(live_server.url + ADD)
    expect(phone.locator(".place-name").first).to_be_visible()
    boxes = [name.bounding_box() for name in phone.locator(".place-name").all()]
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))


def overlap(one, other):
    sides = [("x", "width"), ("y", "height")]
    return all(one[at] < other[at] + other[size] and other[at] < one[at] + one[size] for at, size in sides)
