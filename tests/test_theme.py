"""The choice between light and dark, kept in the reader's own browser."""

import pytest

pytestmark = pytest.mark.browser
LIGHT, DARK = "rgb(251, 249, 245)", "rgb(16, 25, 28)"


def paper(page):
    return page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")


@pytest.mark.parametrize(("scheme", "colour"), [("light", LIGHT), ("dark", DARK)])
def test_a_page_follows_the_device(watched, live_server, scheme, colour):
    page = watched(color_scheme=scheme)
    page.goto(f"{live_server.url}/about/privacy/")
    assert paper(page) == colour


def test_a_chosen_theme_holds_on_the_next_page(page, live_server):
    page.goto(f"{live_server.url}/about/privacy/")
    page.get_by_label("Dark").check()
    page.goto(f"{live_server.url}/about/contact/")
    assert paper(page) == DARK


def test_the_device_decides_again_when_asked_to(page, live_server):
    page.goto(f"{live_server.url}/about/privacy/")
    page.get_by_label("Dark").check()
    page.get_by_label("As my device").check()
    assert paper(page) == LIGHT


def test_without_script_no_dead_switch_is_shown(watched, live_server):
    page = watched(java_script_enabled=False)
    page.goto(f"{live_server.url}/about/privacy/")
    assert not page.get_by_label("Dark").is_visible()
