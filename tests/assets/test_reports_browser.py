"""Somebody without an account tells of a change, confirms it by the link of an e-mail, and a curator ends it."""

import re

import pytest
from playwright.sync_api import expect

from assets.models import Report
from assets.tasks import ask_to_confirm, tell_reporter

pytestmark = pytest.mark.browser


def test_a_stranger_tells_and_a_curator_ends_it(signed_in_page, page, live_server, make_asset, curator, mailoutbox):
    asset = make_asset("Layfield Walkers")
    page.goto(live_server.url + asset.get_absolute_url())
    page.get_by_role("link", name="Tell us what is not").click()
    page.get_by_label("Something has changed").check()
    page.get_by_label("What should we know?").fill("They meet at ten now")
    page.get_by_label("Your e-mail address").fill("robin@example.org")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()

    ask_to_confirm(Report.objects.get().pk)
    page.goto(live_server.url + re.search(r"/tell/confirm/\S+", mailoutbox[0].body)[0])
    page.get_by_role("button", name="Yes, send it to the curators").click()
    expect(page.get_by_role("heading", name="The curators have it now")).to_be_visible()

    page = signed_in_page(curator)
    page.goto(f"{live_server.url}/review/")
    page.get_by_role("link", name="Read what waits").click()
    page.get_by_role("link", name="Layfield Walkers").click()
    page.get_by_label("What do you tell them?").fill("Thank you, it is changed.")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("“Layfield Walkers”: done.")).to_be_visible()
    tell_reporter(Report.objects.get().pk)
    assert "Thank you, it is changed." in mailoutbox[1].body
