"""What somebody types is saved while they type, and is not lost with the connection."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assets.models import Asset
from tests.assets.test_add_browser import PHONE

pytestmark = pytest.mark.browser
SAVED = re.compile("^Saved at ")


@pytest.fixture
def phone(signed_in_page, contributor, live_server):
    page = signed_in_page(contributor)
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + reverse("assets:add"))
    return page


def test_what_is_typed_on_a_phone_goes_on_at_a_desk(phone, live_server):
    phone.get_by_label("Name", exact=True).fill("Layfield Walkers")
    expect(phone.locator(".typing-status")).to_have_text(SAVED)
    phone.get_by_label("Or say it in your own words").fill("Anyone who can walk a mile")
    phone.get_by_label("Address", exact=True).fill("1 Station Road")
    with phone.expect_response(re.compile("/edit/$")):
        phone.get_by_label("Town or village").fill("Layfield")
    phone.goto(live_server.url + reverse("assets:mine"))
    phone.get_by_role("link", name="Finish and send it").click()
    phone.get_by_role("link", name="Where it is, or whom it serves").click()
    expect(phone.get_by_label("Address", exact=True)).to_have_value("1 Station Road")
    phone.get_by_label("Town or village").fill("Upper Layfield")
    expect(phone.locator(".typing-status")).to_have_text(SAVED)
    assert Asset.objects.get().town == "Upper Layfield"


def test_a_form_that_saved_itself_is_sent_as_one_entry(phone):
    phone.get_by_label("Name", exact=True).fill("Layfield Walkers")
    expect(phone.locator(".typing-status")).to_have_text(SAVED)
    phone.get_by_label("Sport and movement").check()
    phone.get_by_label("Address", exact=True).fill("1 Station Road")
    phone.get_by_label("Or say it in your own words").fill("Everyone")
    phone.locator("[name=licence_agreed]").check()
    phone.locator("[name=people_agreed]").check()
    phone.get_by_role("button", name="Send to the curators").click()
    phone.wait_for_url(re.compile(reverse("assets:mine")))
    asset = Asset.objects.get()
    assert (asset.status, asset.address) == (Asset.Status.SUBMITTED, "1 Station Road")


def test_nothing_is_lost_with_the_connection(phone):
    phone.context.set_offline(True)
    phone.get_by_label("Name", exact=True).fill("Layfield Walkers")
    phone.get_by_role("button", name="Save and say more").click()
    expect(phone.locator(".typing-status")).to_contain_text("No connection. Nothing was sent")
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Save and say more").click()
    phone.wait_for_url(re.compile("/parts/$"))
    assert Asset.objects.get().name == "Layfield Walkers"
