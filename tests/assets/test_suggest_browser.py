"""The box with suggestions, by keyboard alone, by touch, and as a plain field without script."""

import pytest
from django.core.cache import cache

from tests.test_pages import problems_of

pytestmark = pytest.mark.browser
BOXES = {"/": "#home-q", "/assets/": "#id_q"}
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def there(make_asset, make_area):
    cache.clear()
    make_area(name="Librarytown")
    return make_asset("Library by the sea", category="library", town="Seaholme")


@pytest.fixture
def typing(live_server, there):
    """A page on which these letters were typed into the box and suggestions wait."""

    def type_into(page, letters="libr", address="/"):
        page.goto(live_server.url + address)
        page.locator(BOXES[address]).focus()
        page.keyboard.type(letters)
        page.get_by_role("listbox", name="Suggestions").wait_for()
        return page

    return type_into


@pytest.mark.parametrize("address", BOXES)
def test_suggestions_are_counted_and_walked_through_with_arrows(page, typing, address):
    typing(page, address=address)
    box = page.locator(BOXES[address])
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    assert box.get_attribute("aria-expanded") == "true"
    count = options.count()
    page.get_by_role("status").filter(has_text=f"{count} suggestions").wait_for(state="attached")
    for key, number in [
        ("ArrowDown", 0),
        ("ArrowDown", 1),
        ("End", count - 1),
        ("Home", 0),
        ("ArrowUp", -1),
        ("ArrowUp", count - 1),
    ]:
        page.keyboard.press(key)
        active = options.nth(number).get_attribute("id") if number >= 0 else None
        assert box.get_attribute("aria-activedescendant") == active
        assert [one.get_attribute("aria-selected") for one in options.all()].count("true") == (number >= 0)


def test_enter_on_an_area_searches_in_it(page, typing):
    typing(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/assets/?area=*")
    assert "Library by the sea" in page.locator("#results").inner_text()


def test_enter_on_a_kind_keeps_what_was_chosen_before(page, typing, live_server):
    typing(page, address="/assets/")
    page.goto(f"{live_server.url}/assets/?free=yes")
    page.locator("#id_q").press_sequentially("libr")
    page.get_by_role("option", name="Library Kind of place").click()
    page.wait_for_url("**/assets/?*category=library*")
    assert "free=yes" in page.url
    assert "q=" not in page.url


def test_a_name_leads_to_the_entry(page, typing, there):
    typing(page, "library by")
    page.get_by_role("option", name="Library by the sea").click()
    page.wait_for_url(f"**{there.get_absolute_url()}")


def test_enter_without_a_choice_submits_what_was_typed(page, typing):
    typing(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/assets/?q=libr")


def test_escape_closes_and_keeps_what_was_typed(page, typing):
    typing(page)
    page.keyboard.press("Escape")
    box = page.locator("#home-q")
    assert page.get_by_role("listbox").count() == 0
    assert (box.input_value(), box.get_attribute("aria-expanded")) == ("libr", "false")


def test_leaving_the_box_closes_them(page, typing):
    typing(page)
    page.keyboard.press("Tab")
    assert page.get_by_role("listbox").count() == 0


def test_what_is_typed_quickly_is_asked_once(page, live_server, there):
    asked = []
    page.on("request", lambda request: "/suggest/" in request.url and asked.append(request.url))
    page.goto(live_server.url)
    page.locator("#home-q").press_sequentially("library", delay=20)
    page.get_by_role("listbox").wait_for()
    assert [url.partition("?")[2] for url in asked] == ["q=library"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", BOXES)
def test_axe_finds_nothing_while_they_are_shown_on_a_phone(watched, typing, scheme, address):
    page = typing(watched(color_scheme=scheme, viewport=PHONE), address=address)
    page.keyboard.press("ArrowDown")
    assert problems_of(page) == []


def test_touch_chooses(watched, typing):
    page = typing(watched(viewport=PHONE, has_touch=True))
    page.get_by_role("option").first.tap()
    page.wait_for_url("**/assets/?area=*")


def test_without_script_the_box_is_a_plain_field(watched, live_server, there):
    page = watched(java_script_enabled=False)
    page.goto(live_server.url)
    page.get_by_label("What are you looking for, and where?").fill("library")
    page.keyboard.press("Enter")
    page.wait_for_url("**/assets/?q=library")
    assert "Library by the sea" in page.locator("#results").inner_text()
