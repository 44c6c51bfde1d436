"""What the page with the map weighs, and how long it keeps a browser from answering. Asked of a real Chromium."""

import http.client
import json
import os
import sys
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

from bench.web import SITE

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WIDTH, HEIGHT = 1280, 900
COUNTED = {"script", "stylesheet"}
ZOOMS = range(6, 17)
DRAGS = [(-300, 0), (0, -200), (300, 200)]  # pixels: there and back
TRACED = ["toplevel", "blink.user_timing"]
MARK = "page of the map"


def kilobytes():
    """The scripts and style sheets that Chromium loads for `/assets/`, each as it is served to who takes gzip."""
    addresses = set()
    with opened() as page:
        page.on("response", lambda answer: answer.request.resource_type in COUNTED and addresses.add(answer.url))
        page.goto(f"{SITE.geturl()}/assets/", wait_until="networkidle")
    sizes = {address: size(address) for address in addresses}
    for address, bytes_sent in sorted(sizes.items(), key=lambda one: -one[1])[:5]:
        print(f"  {bytes_sent / 1000:.1f} kB {address.removeprefix(SITE.geturl())}", file=sys.stderr)
    return sum(sizes.values()) / 1000


def size(address):
    """The bytes of an answer's body, compressed where the site does so."""
    connection = http.client.HTTPConnection(SITE.hostname, SITE.port, timeout=60)
    connection.request("GET", address.removeprefix(SITE.geturl()), headers={"Accept-Encoding": "gzip"})
    return len(connection.getresponse().read())


def longest_block():
    """The longest task of the main thread, in ms, from the start of the page on, as its map is zoomed and dragged.

    Counted is the time that the thread works, so that a busy machine makes no task longer.
    """
    with opened() as page:
        page.context.browser.start_tracing(page=page, categories=TRACED)
        page.goto(f"{SITE.geturl()}/assets/#map={ZOOMS[0]}/53.4/-2.2", wait_until="networkidle")
        page.evaluate("(mark) => performance.mark(mark)", MARK)
        view = page.locator(".leaflet-container")
        view.scroll_into_view_if_needed()
        for key in ["+"] * len(ZOOMS) + ["-"] * len(ZOOMS):
            view.focus()
            page.keyboard.press(key)
            rest(page)
            drag(page, view.bounding_box())
        return longest_task(json.loads(page.context.browser.stop_tracing())["traceEvents"])


def longest_task(events):
    """Of the main thread of the page: a browser has other pages of its own."""
    (marked,) = [event for event in events if event["name"] == MARK]
    thread = marked["pid"], marked["tid"]
    tasks = [event for event in events if (event["pid"], event["tid"]) == thread and "tdur" in event]
    longest = max(tasks, key=lambda task: task["tdur"])
    began = "before" if longest["ts"] < marked["ts"] else "after"
    print(
        f"  the longest task took {longest['dur'] / 1000:.0f} ms and began {began} the page was there", file=sys.stderr
    )
    return longest["tdur"] / 1000


def drag(page, box):
    for right, down in DRAGS:
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] / 2 + right, box["y"] + box["height"] / 2 + down, steps=10)
        page.mouse.up()
        rest(page)


def rest(page):
    """Until the tiles are there and drawn."""
    page.wait_for_timeout(300)


@contextmanager
def opened():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        yield chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        chromium.close()
