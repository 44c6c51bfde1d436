"""Drawing in a real browser: by mouse, by keyboard alone on a phone, without script, and with ten thousand corners."""

import json
from math import cos, pi, sin

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from places.models import Area
from places.shapes import read_shape

pytestmark = pytest.mark.browser
BOW = "POLYGON ((-2.01 52.99, -1.99 53.01, -1.99 52.99, -2.01 53.01, -2.01 52.99))"
CORNERS = "52.99, -2.01\n52.99, -1.99\n53.01, -1.99\n53.01, -2.01"
TEXTS = [
    CORNERS,
    BOW,
    "SRID=4326;MULTIPOLYGON Z (((-2 53 1, -1.9 53 1, -1.9 53.1 1, -2 53 1)))",
    json.dumps(
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [[[-2, 53], [-1.9, 53], [-1.9, 53.1], [-2, 53]]]},
        }
    ),
    "LINESTRING (-2 53, -1.9 53.1, -1.8 53)",
    "53, -2\n53.1, -1.9",
]
READ = """async ([module, text]) => {
  const { readShape, writeShape } = await import(module);
  return writeShape(readShape(text, true));
}"""


@pytest.fixture
def address(consortium, make_area, live_server):
    consortium.areas.add(make_area(name="Seaholme", box=(-2.02, 52.98, -1.98, 53.02)))
    return live_server.url + reverse("consortia:draw", args=[consortium.slug])


@pytest.fixture
def drawn(consortium):
    """The neighbourhood that was saved."""
    return lambda: consortium.areas.get(kind=Area.Kind.NEIGHBOURHOOD)


def press(page, *spots):
    """Press the map at these parts of its width and height."""
    box = page.locator(".map").bounding_box()
    for across, down in spots:
        page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])


def save(page):
    page.locator(".form-actions").get_by_role("button", name="Save").click()


def test_a_neighbourhood_is_drawn_by_mouse(signed_in_page, coordinator, address, drawn):
    page = signed_in_page(coordinator)
    page.goto(address)
    page.get_by_label("Name", exact=True).fill("The Terraces")
    page.locator(".map").scroll_into_view_if_needed()
    page.get_by_role("button", name="Draw an outline").click()
    press(page, (0.3, 0.3), (0.7, 0.3), (0.7, 0.7), (0.3, 0.7), (0.1, 0.1))
    page.get_by_role("button", name="Take the last corner back").click()
    page.get_by_role("button", name="Finish").click()
    expect(page.locator(".shape-status")).to_contain_text("One outline")
    page.get_by_role("button", name="Cut out").click()
    press(page, (0.4, 0.4), (0.5, 0.4), (0.5, 0.5))
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Move corners").click()
    corner = page.locator(".marker-icon:not(.marker-icon-middle)").first.bounding_box()
    page.mouse.move(corner["x"] + 10, corner["y"] + 10)
    page.mouse.down()
    page.mouse.move(corner["x"] - 30, corner["y"] - 30, steps=4)
    page.mouse.up()
    save(page)
    expect(page.get_by_text("“The Terraces” is saved")).to_be_visible()
    (outline,) = drawn().boundary
    assert (len(outline), outline.num_points) == (2, 9)


def test_without_script_a_shape_is_typed_mended_and_saved(watched, client, coordinator, address, live_server, drawn):
    page = watched(java_script_enabled=False, viewport={"width": 360, "height": 740})
    client.force_login(coordinator)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(address)
    page.get_by_label("Name", exact=True).fill("The Terraces")
    page.get_by_label("As text", exact=True).fill(BOW)
    save(page)
    page.get_by_role("button", name="Use the mended shape").click()
    expect(page.get_by_text("nothing is saved yet")).to_be_visible()
    save(page)
    assert len(drawn().boundary) == 2


def test_by_keyboard_alone_corners_are_typed(signed_in_page, coordinator, address, drawn):
    page = signed_in_page(coordinator)
    page.goto(address)
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("The Terraces")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator("textarea[name=shape]").evaluate("element => element === document.activeElement"):
            break
    page.keyboard.type(CORNERS)
    page.keyboard.press("Tab")
    expect(page.locator(".shape-status")).to_contain_text("One outline")
    expect(page.locator("path.drawn")).to_have_count(1)
    page.get_by_label("Name", exact=True).press("Enter")
    expect(page.get_by_text("“The Terraces” is saved")).to_be_visible()
    assert drawn().boundary.area == pytest.approx(0.0004)


def test_ten_thousand_corners_are_shown_and_not_dragged(signed_in_page, coordinator, address, drawn):
    page = signed_in_page(coordinator)
    page.goto(address)
    turns = [2 * pi * step / 9_998 for step in range(9_998)]
    ring = [f"{-2 + 0.01 * cos(turn)} {53 + 0.01 * sin(turn)}" for turn in turns]
    page.get_by_label("Name", exact=True).fill("The Terraces")
    page.get_by_label("As text", exact=True).fill(f"POLYGON (({', '.join([*ring, ring[0]])}))")
    page.get_by_role("button", name="Move corners").click()
    expect(page.locator(".shape-status")).to_contain_text("9,998 corners, too many")
    save(page)
    expect(page.get_by_text("“The Terraces” is saved")).to_be_visible()
    assert drawn().boundary.num_coords == 9_999


def test_the_map_reads_a_text_as_the_server_does(signed_in_page, coordinator, address):
    page = signed_in_page(coordinator)
    page.goto(address)
    for text in TEXTS:
        read = page.evaluate(READ, ["/static/js/draw/shapes.js", text])
        if text == BOW:
            assert read == BOW.replace("POLYGON (", "MULTIPOLYGON ((") + ")"
        else:
            assert read_shape(read, routes=True).equals_exact(read_shape(text, routes=True), 1e-9)
