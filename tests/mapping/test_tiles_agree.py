"""The map counts what list, file and embed count: at every zoom, for every search and reader, whatever happens."""

from io import StringIO
from itertools import product

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.filters import AssetFilter
from assets.models import Asset, Category, PublicAsset
from assets.register import Register
from mapping.cells import DEEPEST_ZOOM
from mapping.tasks import fold_cells
from mapping.tiles import latitude, longitude
from tests.mapping.counted import ZOOMS, asked, ready, total_of, totals
from tests.searches import PLACES, entered, ids_of_list, point, queries, rows, rows_of_file, take_back, written

SMALLEST_CELLS = 23  # their zoom, if they were tiles
ENDS_OF_THE_EARTH = [
    (0.0, 0.0),
    (-61.5, 1.2e-38),
    (1e-38, -1e-300),
    *product([-180.0, 180.0], [-90.0, 0.0, 90.0]),
    (10.0, 90.0),
    (10.0, 86.0),
]
some_examples = settings(database=None, print_blob=True, suppress_health_check=list(HealthCheck))


@pytest.fixture
def few(monkeypatch):
    """Sets up to how many places of a tile are read one by one."""
    return lambda number: monkeypatch.setattr("mapping.clusters.FEW", number)


def corner(zoom, column, row):
    return longitude(column, zoom), latitude(row, zoom)


def corners():
    """Corners of the tiles and cells of any zoom, as degrees."""
    return st.integers(0, SMALLEST_CELLS).flatmap(
        lambda zoom: st.builds(corner, st.just(zoom), st.integers(0, 2**zoom), st.integers(0, 2**zoom))
    )


def places():
    anywhere = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
    return st.one_of(st.sampled_from(PLACES), corners(), st.sampled_from(ENDS_OF_THE_EARTH), anywhere)


def viewports():
    """Query strings of boxes of any size."""
    longitudes, latitudes = (st.tuples(*[st.floats(-most, most)] * 2).map(sorted) for most in (180, 90))
    return st.builds("bbox={0[0]},{1[0]},{0[1]},{1[1]}".format, longitudes, latitudes)


def searches(ground):
    """Searches that are counted ahead, viewports, and all others, with a viewport and without."""
    kinds = st.sampled_from(ground["category_codes"]).map(lambda code: written([("category", code)]))
    others = queries(ground)
    return st.one_of(st.just(""), kinds, viewports(), others, st.builds("{}&{}".format, others, viewports()))


def agree(reader, query, zooms):
    register = Register(reader)
    chosen = AssetFilter(QueryDict(query), register.entries)
    if chosen.problems:
        assert asked(reader, query, 0, 0, 0).status_code == 400
        return
    listed = ids_of_list(chosen)
    placed = sum(entry.pk in listed and entry.public_location is not None for entry in register.shown(chosen.qs))
    assert placed == sum(row["lon"] != "" for row in rows_of_file(register, chosen))
    assert totals(zooms, reader, query) == dict.fromkeys(zooms, placed)
    if register.is_public:
        assert Client().get(f"/embed/?{query}").context["total"].number == len(listed)


def test_list_file_embed_and_map_agree_at_any_zoom(ground, readers, few):
    @settings(some_examples, max_examples=6)
    @given(st.lists(rows(ground, places()), min_size=4, max_size=9), st.data())
    def agreed(register_rows, data):
        def work():
            for fields in register_rows:
                entered(dict(fields))
            for reader in data.draw(st.permutations(readers))[:2]:
                few(data.draw(st.sampled_from([0, 500])))
                agree(reader, data.draw(searches(ground)), [0, *data.draw(st.sets(st.sampled_from(ZOOMS), max_size=2))])

        take_back(work)

    agreed()


def changes(ground):
    """Fields of an entry that somebody may change."""
    fields = {
        "status": st.sampled_from(["published", "published", "draft", "closed", "merged"]),
        "visibility": st.sampled_from(["public", "consortium", "private"]),
        "disclosure": st.sampled_from(["exact", "area", "withheld"]),
        "location": places().map(lambda place: point(*place)),
        "category_ids": st.lists(st.sampled_from(ground["category_ids"]), max_size=3),
        "name": st.sampled_from(["Choir", "Pantry"]),
    }
    return st.one_of([st.fixed_dictionaries({name: values}) for name, values in fields.items()])


def change_one(number, fields):
    ids = Asset.objects.order_by("pk").values_list("pk", flat=True)
    Asset.objects.filter(pk__in=ids[number : number + 1]).update(**fields)


def change_all(fields):
    Asset.objects.update(**fields)


def bring_under(category_id, parent_id):
    Category.objects.filter(pk=category_id).exclude(pk=parent_id).update(parent_id=parent_id)


def rebuild_public():
    call_command("rebuild_public", stdout=StringIO())


def rebuild_cells():
    call_command("rebuild_cells", stdout=StringIO())


def steps(ground):
    """What may happen to a register, as what to call with which arguments."""
    kinds = st.sampled_from(ground["category_ids"])
    return st.one_of(
        st.tuples(st.just(entered), rows(ground, places()).map(dict)),
        st.tuples(st.just(change_one), st.integers(0, 6), changes(ground)),
        st.tuples(st.just(change_all), changes(ground)),
        st.tuples(st.just(bring_under), kinds, st.none() | kinds),
        st.tuples(st.sampled_from([fold_cells, fold_cells, fold_cells, rebuild_public])),
    )


def test_whatever_happens_the_counts_are_those_of_a_rebuild(ground, visitor, few):
    few(0)

    @settings(some_examples, max_examples=20)
    @given(st.lists(steps(ground), min_size=4, max_size=16))
    def happened(steps):
        def work():
            for do, *given_to in steps:
                do(*given_to)
                placed = PublicAsset.objects.filter(public_location__isnull=False).count()
                assert total_of(asked(visitor, "", 0, 0, 0)) == placed
            counted = ready()
            rebuild_cells()
            assert counted == ready()

        take_back(work)

    happened()


@pytest.mark.parametrize(("most", "zooms"), [(0, ZOOMS), (500, range(DEEPEST_ZOOM + 1))])
def test_a_place_on_an_edge_is_counted_once_at_every_zoom(make_asset, visitor, few, most, zooms):
    few(most)
    edges = [*ENDS_OF_THE_EARTH, corner(8, 126, 83), corner(15, 16201, 10674)]
    for lon, lat in edges:
        make_asset(lon=lon, lat=lat)
    assert totals(zooms, visitor) == dict.fromkeys(zooms, len(edges))


def test_a_tile_and_a_list_of_one_viewport_count_the_same(make_asset, visitor):
    make_asset(lon=-2.0)
    make_asset(lon=-1.0)
    make_asset(lon=-1.9, disclosure="withheld")
    agree(visitor, "bbox=-2.5,52,-1.5,54", [0, 8, 20])


def test_what_comes_between_the_count_and_the_names_of_a_tile_is_not_half_in_it(make_asset, visitor, few):
    few(0)
    make_asset()
    newcomers = ["Choir"]

    def come_before_names(execute, sql, values, many, context):
        if newcomers and "named AS" in sql:
            make_asset(newcomers.pop())
        return execute(sql, values, many, context)

    with connection.execute_wrapper(come_before_names):
        assert total_of(asked(visitor, "", 0, 0, 0)) == 1
    assert total_of(asked(visitor, "", 0, 0, 0)) == 2
