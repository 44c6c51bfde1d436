import pytest
from django.urls import reverse

ABOUT_10_KM_EAST = -1.85


@pytest.fixture
def places(make_asset):
    return make_asset(name="Seaholme Pantry", category="food_bank"), make_asset(
        name="Layfield Library", category="library", lon=ABOUT_10_KM_EAST
    )


@pytest.fixture
def explore(page, live_server):
    """Opens the list with its map: `explore("?category=food#map=12/53/-2", on=another_page)`."""

    def open_list(query="", on=page):
        on.goto(f"{live_server.url}{reverse('assets:list')}{query}")
        return on

    return open_list
