"""Days and times in a browser, on a phone of 360 pixels: with script, by keyboard, and without."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assets.models import Asset
from tests.test_pages import AXE, RULES

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def when(make_asset, contributor, organisation, live_server):
    """The page on which a draft says when it is open."""
    fields = {"status": Asset.Status.DRAFT, "created_by": contributor, "organisation": organisation}
    return live_server.url + reverse("assets:part", args=[make_asset(**fields).pk, "when"])


@pytest.fixture
def phone(signed_in_page, contributor, when):
    page = signed_in_page(contributor)
    page.set_viewport_size(PHONE)
    page.goto(when)
    return page


@pytest.fixture
def without_script(watched, client, contributor, live_server, when):
    client.force_login(contributor)
    page = watched(java_script_enabled=False, viewport=PHONE)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(when)
    return page


def fill(page, number, day, opens, closes):
    row = page.locator(f"#id_sessions_{number}")
    row.get_by_label(day).check()
    row.get_by_label("From").fill(opens)
    row.get_by_label("To").fill(closes)


def send(page):
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url(re.compile("/parts/cost/"))


def test_rows_are_added_without_script_and_nothing_is_lost(without_script):
    fill(without_script, 0, "Tuesday", "9.30am", "1pm")
    without_script.get_by_role("button", name="Add another row").click()
    expect(without_script.locator("#id_sessions_1")).to_be_focused()
    assert without_script.locator("#id_sessions_0_opens").input_value() == "9.30am"
    fill(without_script, 1, "Friday", "22:00", "2am")
    send(without_script)
    assert [row["weekday"] for row in Asset.objects.get().sessions] == [2, 5]


def test_without_script_enter_sends_the_form(without_script):
    fill(without_script, 0, "Tuesday", "early", "1pm")
    without_script.get_by_label("From").press("Enter")
    expect(without_script.locator(".error-summary")).to_be_visible()


def test_with_script_another_row_comes_without_leaving_the_page_and_has_the_focus(phone):
    phone.evaluate("window.stayed = true")
    fill(phone, 0, "Tuesday", "9.30am", "1pm")
    phone.get_by_role("button", name="Add another row").press("Enter")
    expect(phone.locator("#id_sessions_1")).to_be_focused()
    assert phone.evaluate("window.stayed")
    assert phone.locator("#id_sessions_0_opens").input_value() == "9.30am"


def test_a_row_is_added_to_what_is_shown_after_a_conflict(phone):
    phone.goto(phone.url.replace("when", "cost"))
    Asset.objects.update(cost="£2")
    phone.get_by_label("Cost").fill("£3")
    phone.get_by_role("button", name="Save and go on").click()
    phone.locator("details:has(#id_sessions) summary").click()
    phone.get_by_role("button", name="Add another row").click()
    expect(phone.locator("#id_sessions_1")).to_be_focused()


def test_with_script_it_is_said_how_it_will_read(phone):
    fill(phone, 0, "Friday", "22:00", "2am")
    expect(phone.locator(".sessions-preview")).to_contain_text("Friday 10pm to 2am the next day")


def test_with_script_a_row_is_taken_away(phone):
    fill(phone, 0, "Friday", "22:00", "2am")
    phone.get_by_role("button", name="Add another row").click()
    fill(phone, 1, "Monday", "9am", "10am")
    phone.get_by_role("button", name="Take away row 1").click()
    expect(phone.locator(".session")).to_have_count(1)
    assert phone.locator("#id_sessions_0_opens").input_value() == "9am"


def test_the_focus_goes_to_the_row_that_took_the_place(phone):
    for number, day in enumerate(["Friday", "Monday", "Tuesday"]):
        fill(phone, number, day, "9am", "10am")
        phone.get_by_role("button", name="Add another row").click()
        expect(phone.locator(".session")).to_have_count(number + 2)
    phone.get_by_role("button", name="Take away row 1").press("Enter")
    expect(phone.locator("#id_sessions_0")).to_be_focused()


def test_the_rows_fit_a_phone_and_axe_finds_nothing(phone):
    phone.get_by_role("button", name="Add another row").click()
    expect(phone.locator(".session")).to_have_count(2)
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    phone.evaluate(AXE)
    options = {"preload": False, "runOnly": RULES}
    found = phone.evaluate("options => axe.run('.sessions', options)", options)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
