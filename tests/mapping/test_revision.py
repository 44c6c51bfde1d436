"""A tile that has not changed is not sent again: its ETag is the revision of the public copy."""

import pytest
from django.http import QueryDict

from assets.codes import load_codes
from assets.models import Asset, Category
from mapping.cells import kept
from mapping.revision import Known
from mapping.tasks import fold_cells

TILE = "/tiles/clusters/8/126/83.json"


@pytest.fixture
def again(client):
    """Asks for an address, does something and asks again, as a browser does; gives the status of the second answer."""

    def ask(change=lambda: None, address=TILE):
        known = client.get(address)["ETag"]
        change()
        return client.get(address, headers={"if-none-match": known}).status_code

    return ask


def test_the_same_tile_is_not_sent_twice(again, make_asset):
    make_asset()
    assert again() == 304


@pytest.mark.parametrize(
    "fields", [{"name": "New name"}, {"status": "closed"}, {"disclosure": "withheld"}, {"location": None}]
)
def test_a_change_of_an_entry_is_sent(again, make_asset, fields):
    asset = make_asset()
    assert again(lambda: Asset.objects.filter(pk=asset.pk).update(**fields)) == 200


def test_a_change_back_is_sent(again, make_asset):
    asset = make_asset()
    fold_cells()
    entries = Asset.objects.filter(pk=asset.pk)
    assert again(lambda: (entries.update(name="Other"), fold_cells(), entries.update(name=asset.name))) == 200


def test_what_visitors_do_not_see_changes_nothing_for_them(again, make_asset):
    asset = make_asset(visibility="private")
    assert again(lambda: Asset.objects.filter(pk=asset.pk).update(name="New name")) == 304


def test_no_statement_is_made_for_it(client, make_asset, settings, monkeypatch, django_assert_num_queries):
    make_asset()
    settings.MAP_REVISION_SECONDS = 60
    monkeypatch.setattr("mapping.revision.known", Known())
    known = client.get(TILE)["ETag"]
    with django_assert_num_queries(0):
        assert client.get(TILE, headers={"if-none-match": known}).status_code == 304


@pytest.mark.parametrize("query", ["q=pantry", "near=53,-2", "day=now"])
def test_a_search_that_asks_more_than_the_public_copy_is_answered_anew(client, query):
    assert "ETag" not in client.get(f"{TILE}?{query}")


@pytest.mark.parametrize("address", [f"{TILE}?category=nothing", "/tiles/clusters/8/999/999.json"])
def test_a_refusal_has_no_revision(client, address):
    assert "ETag" not in client.get(address)


def test_a_new_category_is_known_at_once(client, make_asset, kind):
    make_asset(category="food")
    client.get(f"{TILE}?category=food")
    hall = Category.objects.create(code="dining_hall", name="Dining hall", parent=kind("food"), position=99)
    make_asset(category_ids=[hall.pk], visibility="consortium")
    assert hall.pk in kept(QueryDict("category=food")).category_ids


def test_somebody_who_has_signed_in_is_answered_anew(signed_in, partner):
    assert "ETag" not in signed_in(partner).get(TILE)


@pytest.mark.parametrize("fields", [{"name": "FOOD BANK OR PANTRY"}, {"code": "food_bank_2"}])
def test_a_new_name_of_a_kind_is_sent(again, make_asset, fields):
    make_asset(category="food_bank")
    assert again(lambda: Category.objects.filter(code="food_bank").update(**fields)) == 200


def test_a_kind_that_stays_as_it_is_changes_nothing(again, make_asset):
    make_asset(category="food_bank")
    assert again(load_codes) == 304
