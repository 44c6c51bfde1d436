"""From a partner's form to the researcher's file, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
NAME = "Layfield Reading Room"


@pytest.fixture
def ward(make_area):
    return make_area("ward", "Layfield")


@pytest.fixture
def published(watched, client, contributor, curator, ward, live_server):
    """A visitor's page, after a contributor has added a library and a curator has published it."""

    def signed_in(user):
        client.force_login(user)
        page = watched()
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    page = signed_in(contributor)
    page.goto(live_server.url + reverse("assets:add"))
    page.get_by_label("Name", exact=True).fill(NAME)
    page.get_by_label("Learning and libraries").check()
    page.locator("input[name=location]").fill("53.0, -2.0")
    page.get_by_label("Or say it in your own words").fill("Everyone")
    page.locator("[name=licence_agreed]").check()
    page.locator("[name=people_agreed]").check()
    page.get_by_role("button", name="Send to the curators").click()
    expect(page.get_by_text(NAME).first).to_be_visible()

    page = signed_in(curator)
    page.goto(live_server.url + reverse("assets:review"))
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status").or_(page.get_by_role("alert")).first).to_contain_text(NAME)
    return watched()


def test_it_is_in_the_list_and_on_the_map(published, live_server, ward):
    published.goto(f"{live_server.url}{reverse('assets:list')}?category=learning&area={ward.code}")
    expect(published.locator(".result").get_by_role("link", name=NAME, exact=True)).to_be_visible()
    expect(published.locator(".leaflet-marker-pane").get_by_role("button", name=NAME)).to_be_visible()


def test_it_is_on_the_page_of_its_area(published, live_server, ward):
    published.goto(live_server.url + ward.get_absolute_url())
    expect(published.locator("#main").get_by_role("link", name=NAME, exact=True).first).to_be_visible()


def test_it_is_in_the_file_of_the_same_filter(published, live_server, ward):
    published.goto(f"{live_server.url}{reverse('assets:list')}?q=reading+room&area={ward.code}")
    with published.expect_download() as download:
        published.get_by_role("link", name="as CSV").click()
    assert NAME in download.value.path().read_text()
