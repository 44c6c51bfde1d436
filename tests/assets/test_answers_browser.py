"""A curator asks, who entered it answers, the curator publishes: as people do it, on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assets.models import Asset

pytestmark = pytest.mark.browser


def test_a_question_is_answered_and_the_entry_published(
    signed_in_page, live_server, make_asset, contributor, curator, organisation
):
    fields = {"created_by": contributor, "organisation": organisation, "eligibility": "Anyone"}
    asset = make_asset("Layfield Walkers", status=Asset.Status.SUBMITTED, **fields)
    review = live_server.url + reverse("assets:review_item", args=[asset.pk])
    page = signed_in_page(curator)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(review)
    page.get_by_text("Ask for more").first.click()
    page.get_by_label("What do you need to know?").fill("When is it?")
    page.get_by_role("button", name="Give it back with this question").click()
    expect(page.get_by_text("asked for more").first).to_be_visible()

    page = signed_in_page(contributor)
    page.goto(live_server.url + reverse("assets:mine"))
    page.get_by_role("link", name="Answer and send it again").click()
    expect(page.get_by_role("region", name="Curator asks")).to_contain_text("When is it?")
    page.get_by_label("Your answer").fill("On Tuesdays at ten")
    page.locator("[name=licence_agreed]").check()
    page.locator("[name=people_agreed]").check()
    page.get_by_role("button", name="Send to the curators").click()
    expect(page.get_by_text("is waiting for a curator")).to_be_visible()

    page = signed_in_page(curator)
    page.goto(review)
    expect(page.get_by_role("region", name="What happened so far")).to_contain_text("On Tuesdays at ten")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("“Layfield Walkers”: published")).to_be_visible()
    page.context.clear_cookies()
    page.goto(live_server.url + asset.get_absolute_url())
    expect(page.get_by_role("heading", name="Layfield Walkers", level=1)).to_be_visible()
