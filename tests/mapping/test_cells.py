"""The counts that are kept for the map: they follow the public copy, and folding changes none of them."""

import pytest
from django.core.management import call_command
from django.db import connection

from assets.models import Asset, Category
from mapping.models import Cell, CellChange
from mapping.tasks import fold_cells

CELL = ["level", "category_id", "column", "row", "places", "lon_sum", "lat_sum"]


@pytest.fixture(autouse=True)
def _counts_alone(monkeypatch):
    """However few there are, they are counted and not read one by one."""
    monkeypatch.setattr("mapping.clusters.FEW", 0)


@pytest.fixture
def tile(client):
    def get(numbers=(0, 0, 0), **query):
        z, x, y = numbers
        return client.get(f"/tiles/clusters/{z}/{x}/{y}.json", query).json()

    return get


def folded():
    fold_cells()
    return set(Cell.objects.values_list(*CELL))


def test_what_is_published_is_counted_at_once(tile, make_asset):
    make_asset()
    assert tile()["total"] == 1


def test_folding_changes_no_count(tile, make_asset):
    make_asset()
    make_asset(lon=-1.5)
    before = tile((8, 126, 83))
    fold_cells()
    assert tile((8, 126, 83)) == before


def test_what_is_folded_is_gone_from_the_changes(make_asset):
    make_asset()
    fold_cells()
    assert not CellChange.objects.exists()


@pytest.mark.parametrize("fields", [{"status": "closed"}, {"visibility": "private"}, {"disclosure": "withheld"}])
def test_what_is_taken_down_is_not_counted(tile, make_asset, fields):
    asset = make_asset()
    fold_cells()
    Asset.objects.filter(pk=asset.pk).update(**fields)
    assert tile()["total"] == 0


def test_no_cell_is_left_of_what_is_gone(make_asset):
    asset = make_asset()
    fold_cells()
    Asset.objects.filter(pk=asset.pk).update(status="closed")
    assert folded() == set()


def test_the_counts_are_those_of_a_rebuild(make_asset):
    moved, closed = make_asset(lon=-2.0), make_asset(category="library", lon=-1.0)
    make_asset(category="park", lat=55.1)
    fold_cells()
    Asset.objects.filter(pk=moved.pk).update(location="SRID=4326;POINT(-3.2 51.5)")
    Asset.objects.filter(pk=closed.pk).update(status="closed")
    cells = folded()
    call_command("rebuild_cells")
    assert cells == set(Cell.objects.values_list(*CELL))


def test_the_counts_follow_a_rebuild_of_the_public_copy(make_asset):
    make_asset()
    cells = folded()
    call_command("rebuild_public")
    assert folded() == cells


@pytest.mark.parametrize(("category", "total"), [("food", 2), ("food_bank", 1), ("learning", 0)])
def test_a_kind_counts_the_finer_ones_below_it_once(tile, make_asset, kind, category, total):
    make_asset(category_ids=[kind("food").pk, kind("food_bank").pk])
    make_asset(category="food")
    assert tile(category=category)["total"] == total


def test_a_category_that_comes_under_another_kind_is_counted_there(tile, make_asset, kind):
    make_asset(category="food_bank")
    Category.objects.filter(code="food_bank").update(parent=kind("learning"))
    assert (tile(category="food")["total"], tile(category="learning")["total"]) == (0, 1)


def test_what_stands_alone_in_its_cell_is_named(tile, make_asset):
    make_asset(name="Choir", lon=-2.0)
    make_asset(name="Pantry", lon=40.0)
    assert {place["name"] for place in tile()["places"]} == {"Choir", "Pantry"}


def test_a_bubble_stands_at_the_mean_of_its_places(tile, make_asset):
    make_asset(lon=-2.0, lat=53.0)
    make_asset(lon=-2.002, lat=53.001)
    assert tile()["clusters"][0][:3] == [-2.001, 53.0005, 2]


def test_the_whole_says_where_all_of_it_is_to_a_few_kilometres(tile, make_asset):
    make_asset(lon=-2.0, lat=53.0)
    make_asset(lon=-1.0, lat=54.0)
    assert tile()["bounds"] == pytest.approx([-2.0, 53.0, -1.0, 54.0], abs=0.1)


@pytest.mark.parametrize("order", ["name", "checked"])
def test_an_order_finds_the_same(tile, make_asset, django_assert_num_queries, order):
    make_asset(lon=-2.0)
    with django_assert_num_queries(4):  # revision, counts, edges, names: no search is made
        assert tile(order=order)["total"] == 1


def test_a_partner_counts_what_the_consortium_shares_too(signed_in, partner, make_asset):
    make_asset(lon=-2.0)
    make_asset(lon=-2.1, visibility="consortium")
    make_asset(lon=-2.2, visibility="private")
    assert signed_in(partner).get("/tiles/clusters/0/0/0.json").json()["total"] == 2


def test_an_administrator_sees_the_name_of_a_private_entry_that_stands_alone(signed_in, administrator, make_asset):
    make_asset(name="Quiet room", visibility="private")
    answer = signed_in(administrator).get("/tiles/clusters/0/0/0.json").json()
    assert [place["name"] for place in answer["places"]] == ["Quiet room"]


@pytest.mark.real_roles
def test_neither_role_may_write_the_counts():
    tables = ["mapping_cell", "mapping_cellchange", "mapping_folding"]
    roles = ["hereabouts_web", "hereabouts_public"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_or(has_table_privilege(role, relation, 'INSERT, UPDATE, DELETE, TRUNCATE')) "
            "FROM unnest(%s) relation, unnest(%s) role",
            [tables, roles],
        )
        assert cursor.fetchone() == (False,)
