"""Of the editions of an area the newest counts, and none once its code has ended."""

import pytest
from django.urls import reverse
from django.utils import timezone

from assets.presentation import described
from assets.register import Register
from places.models import Area


@pytest.fixture
def editions(make_area):
    """Two editions of one local authority, of which nobody has said that the older ended."""
    return [make_area(code="E06000045", name=f"Seaholme {year}", edition=year) for year in ("2018", "2023")]


def test_the_newest_edition_is_current(editions):
    assert list(Area.objects.current()) == editions[1:]


def test_of_an_area_that_ended_none_is_current(editions):
    Area.objects.filter(edition="2023").update(valid_to="2025-01-01")
    assert list(Area.objects.current()) == []


def test_an_area_is_current_on_its_last_day(make_area):
    area = make_area(valid_to=timezone.localdate())
    assert list(Area.objects.current()) == [area]


def test_an_edition_that_has_not_begun_leaves_the_older_current(editions):
    Area.objects.filter(edition="2023").update(valid_from="2999-01-01")
    assert list(Area.objects.current()) == editions[:1]


def test_a_code_of_both_editions_is_current_in_the_newer_though_the_older_ended(editions):
    Area.objects.filter(edition="2018").update(valid_to="2022-12-31")
    assert list(Area.objects.current()) == editions[1:]


def test_each_area_is_current_by_itself(editions, make_area):
    other = make_area(edition="2011")
    assert set(Area.objects.current()) == {editions[1], other}


@pytest.mark.parametrize("address", [reverse("home"), reverse("areas:list"), reverse("assets:list")])
def test_a_page_names_each_area_once(client, editions, make_asset, address):
    make_asset()
    page = client.get(address).text
    assert ("Seaholme 2018" in page, "Seaholme 2023" in page) == (False, True)


def test_an_entry_names_each_area_once(visitor, editions, make_asset):
    make_asset()
    register = Register(visitor)
    (entry,) = described(register.shown(register.entries))
    assert entry.where == ["Seaholme 2023"]


def test_the_outline_of_each_area_is_drawn_once(client, editions):
    tile = client.get("/tiles/areas/6/31/20.json").json()
    assert [feature["properties"]["edition"] for feature in tile["features"]] == ["2023"]
