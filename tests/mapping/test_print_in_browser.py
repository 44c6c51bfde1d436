"""What comes out of the printer: a PDF by a real browser."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

pytestmark = pytest.mark.browser


@pytest.fixture
def address(live_server, make_asset):
    make_asset("Seaholme Pantry", address="1 Hill Street", town="Seaholme")
    make_asset("Harbour Choir", "singing", lon=-2.02)
    make_asset("Refuge", "refuge", disclosure="withheld")
    return f"{live_server.url}{reverse('print')}?q=seaholme+or+harbour+or+refuge"


def test_the_paper_has_the_list_and_one_code_but_nothing_of_the_site_around_them(page, address):
    page.goto(address)
    sheets = PdfReader(io.BytesIO(page.pdf())).pages
    words = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    for printed in ["Seaholme Pantry", "Harbour Choir", "Refuge", "1 Hill Street", "to keep people safe", "q=seaholme"]:
        assert printed in words
    for kept_off in ["Leave this page", "Print this page", "Sign in", "Add a place"]:
        assert kept_off not in words
    page.emulate_media(media="print")
    assert page.locator("svg.code:visible").count() == 1


def test_a_dark_screen_prints_light(watched, address):
    page = watched(color_scheme="dark")
    page.goto(address)
    ink = "getComputedStyle(document.body).color"
    on_screen = page.evaluate(ink)
    page.emulate_media(media="print", color_scheme="dark")
    assert (on_screen, page.evaluate(ink)) == ("rgb(237, 239, 234)", "rgb(23, 38, 43)")


def test_without_script_the_page_has_its_map_and_no_button(watched, address):
    page = watched(java_script_enabled=False)
    page.goto(address)
    assert page.get_by_role("img", name="Map of this list").is_visible()
    assert page.get_by_role("button", name="Print this page").count() == 0


def test_the_button_prints(page, address):
    page.add_init_script("window.print = () => { document.title = 'printed' }")
    page.goto(address)
    page.get_by_role("button", name="Print this page").click()
    assert page.title() == "printed"
