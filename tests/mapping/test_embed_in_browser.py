"""The frame on another site: shown where it is on the list, without cookies, and not in the way of scrolling."""

from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><meta name="viewport" content="width=device-width"><title>Elsewhere</title><h1>Elsewhere</h1>
<iframe title="Places" width="340" height="720" {more} src="{address}"></iframe><p style="height: 2000px">"""
OVER_THE_MAP = {"x": 150, "y": 350}
SCROLLED = "scrollY > 100"
PLACED = "element => element.closest('.leaflet-map-pane').style.transform"


class Elsewhere(BaseHTTPRequestHandler):
    """A page of another site: whatever was put into it."""

    def __init__(self, content, *arguments):
        self.content = content
        super().__init__(*arguments)

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.content["page"].encode())

    def log_message(self, *said):
        """Nothing: pytest shows what matters."""


@pytest.fixture
def elsewhere(live_server, settings):
    """Another site, whose page frames ours; it is on the list unless a test empties that."""
    content = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Elsewhere, content))
    Thread(target=server.serve_forever, daemon=True).start()
    settings.EMBED_HOSTS = [f"127.0.0.1:{server.server_port}"]

    def open_on(page, query="", more=""):
        content["page"] = PAGE.format(address=f"{live_server.url}{reverse('embed')}?{query}", more=more)
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        return page.frame_locator("iframe")

    yield open_on
    server.shutdown()
    server.server_close()


@pytest.fixture
def pantry(make_asset):
    return make_asset()


def test_it_is_shown_there_and_stores_nothing(page, elsewhere, pantry):
    frame = elsewhere(page, "category=food")
    expect(frame.get_by_role("link", name="Seaholme Pantry")).to_be_visible()
    frame.get_by_role("link", name="Map").click()
    expect(frame.get_by_role("button", name="Seaholme Pantry")).to_be_visible()
    assert page.context.storage_state() == {"cookies": [], "origins": []}


def test_a_place_on_its_map_opens_in_a_tab_of_its_own(page, elsewhere, pantry):
    frame = elsewhere(page, "view=map")
    frame.get_by_role("button", name="Seaholme Pantry").click()
    with page.context.expect_page() as opened:
        frame.get_by_role("dialog").get_by_role("link", name="Seaholme Pantry").click()
    expect(opened.value).to_have_title("Seaholme Pantry · Hereabouts")
    assert opened.value.evaluate("opener") is None


def test_a_site_not_on_the_list_shows_how_to_ask(page, elsewhere, pantry, settings):
    settings.EMBED_HOSTS = []
    frame = elsewhere(page)
    expect(frame.get_by_role("heading", level=1)).to_contain_text("may not show this list yet")
    expect(frame.get_by_text("Seaholme Pantry")).to_have_count(0)


def test_where_it_hides_its_name_the_browser_refuses(browser, elsewhere, pantry, settings):
    settings.EMBED_HOSTS = []
    page = browser.new_page()
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        frame = elsewhere(page, more='referrerpolicy="no-referrer"')
    expect(frame.get_by_role("heading")).to_have_count(0)
    page.context.close()


def test_the_wheel_scrolls_the_page_around_a_map_in_use(page, elsewhere, pantry):
    frame = elsewhere(page, "view=map")
    expect(frame.get_by_role("button", name="Seaholme Pantry")).to_be_visible()
    page.mouse.click(**OVER_THE_MAP)
    page.mouse.move(**OVER_THE_MAP)
    page.mouse.wheel(0, 600)
    page.mouse.wheel(0, 600)
    page.wait_for_function(SCROLLED)


def swipe_up(page, x, y):
    finger = page.context.new_cdp_session(page)
    for kind, points in [
        ("touchStart", [{"x": x, "y": y}]),
        *[("touchMove", [{"x": x, "y": y - distance}]) for distance in range(20, 320, 20)],
        ("touchEnd", []),
    ]:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_one_finger_scrolls_the_page_around(watched, elsewhere, pantry):
    page = watched(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 700})
    frame = elsewhere(page, "view=map")
    place = frame.get_by_role("button", name="Seaholme Pantry")
    expect(place).to_be_visible()
    before = place.evaluate(PLACED)
    swipe_up(page, **OVER_THE_MAP)
    page.wait_for_function(SCROLLED)
    assert place.evaluate(PLACED) == before


def test_leaving_leaves_the_page_around_too(page, elsewhere, make_asset, settings, live_server):
    settings.WAY_OUT_URL = f"{live_server.url}{reverse('about:contact')}"
    make_asset("Quiet Door", "refuge", disclosure="withheld")
    frame = elsewhere(page, "category=refuge")
    expect(frame.get_by_text("Or press Esc three times")).to_be_hidden()
    frame.get_by_role("link", name="Leave this page").click()
    page.wait_for_url(settings.WAY_OUT_URL)


def test_the_code_is_copied(page, live_server, pantry):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}{reverse('embed_code')}?category=food")
    page.get_by_role("button", name="Copy the code").click()
    expect(page.get_by_role("status")).to_have_text("Code copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("<iframe title=")
    expect(page.frame_locator("iframe").get_by_role("link", name="Seaholme Pantry")).to_be_visible()
