"""The steps of a review stand at hand on a phone, and hide nothing that has the focus."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 640}


@pytest.fixture
def item(signed_in_page, live_server, curator, contributor, make_asset):
    make_asset("First", status="submitted")
    asset = make_asset("Layfield Walkers", status="submitted", created_by=contributor)
    page = signed_in_page(curator)
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + reverse("assets:review_item", args=[asset.pk]))
    return page


def test_a_step_opens_with_its_first_field_above_the_bar(item):
    item.get_by_role("link", name="Ask for more").click()
    question = item.get_by_label("What do you need to know?")
    expect(question).to_be_focused()
    bar = item.locator(".action-bar").bounding_box()
    field = question.bounding_box()
    assert bar["height"] < 144
    assert field["y"] + field["height"] <= bar["y"]
    item.get_by_role("link", name="Do not add it").press("Enter")
    expect(item.get_by_label("It is listed already")).to_be_focused()
