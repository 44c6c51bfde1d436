"""Vector tiles of areas: GDAL reads in them the areas of one kind, and what is measured of them."""

import pytest
from django.contrib.gis.geos import MultiPolygon, Point
from django.urls import reverse

from mapping.vector.areas import FIELDS, FIRST
from places.models import Area, Indicator, IndicatorValue
from tests.mapping.vector_tiles import read, tile_at

SEAHOLME = (-2.0, 53.0)
AROUND_SEAHOLME = (9, 253, 166)


@pytest.fixture
def answer(client):
    def get(kind="ward", numbers=AROUND_SEAHOLME, **query):
        return client.get(reverse("area_mvt", args=(kind, *numbers)), query)

    return get


@pytest.fixture
def tile(answer, tmp_path):
    """The areas of a tile as GDAL reads them; none for an empty one."""

    def get(kind="ward", numbers=AROUND_SEAHOLME, **query):
        response = answer(kind, numbers, **query)
        assert response.status_code in {200, 204}
        return read(tmp_path, response.content, *numbers)[kind] if response.content else []

    return get


@pytest.fixture
def measure(make_area):
    """An indicator of wards, and a ward of an older edition with what it says of it."""
    fields = {"nation": "england", "year": 2025, "area_kind": "ward", "area_edition": "2019", "source": "Ministry"}
    indicator = Indicator.objects.create(
        code="need-2025", name="Need", unit="score", attribution="© Ministry", **fields
    )
    measured = make_area("ward", "Old Quay", edition="2019", valid_to="2020-01-01")
    IndicatorValue.objects.create(indicator=indicator, area=measured, value=3.5, rank=7, decile=1)
    return indicator


@pytest.mark.parametrize("kind", FIRST)
def test_an_area_of_each_kind_is_in_its_layer(tile, make_area, kind):
    area = make_area(kind, "Seaholme", box=(-2.5, 52.5, -1.5, 53.5))
    (shown,) = tile(kind, tile_at(*SEAHOLME, FIRST[kind]))
    facts = {name: shown[name] for name in FIELDS}
    assert facts == {"code": area.code, "name": "Seaholme", "edition": "2026", "kind": kind}


def test_its_outline_is_where_it_is(tile, make_area):
    make_area("ward", box=(-2.1, 52.95, -1.95, 53.05))
    (shown,) = tile()
    assert shown["shape"].extent == pytest.approx((-2.1, 52.95, -1.95, 53.05), abs=0.001)


def test_an_area_that_reaches_beyond_the_tile_is_clipped(tile, make_area):
    make_area("nation", box=(-8, 50, 2, 60))
    (shown,) = tile("nation", tile_at(*SEAHOLME, 12))
    west, south, east, north = shown["shape"].extent
    assert (east - west, north - south) == pytest.approx((360 / 2**12, 0.053), abs=0.001)


def test_neighbouring_tiles_leave_no_gap(tile, make_area):
    make_area("nation", box=(-8, 50, 2, 60))
    z, x, y = tile_at(*SEAHOLME, 12)
    ((one,), (other,)) = tile("nation", (z, x, y)), tile("nation", (z, x + 1, y))
    assert one["shape"].extent[2] == pytest.approx(other["shape"].extent[0], abs=1e-9)


def test_from_far_away_a_wide_area_has_few_corners(tile, make_area):
    area = make_area("nation", box=(-4, 52, 0, 54))
    round_one = MultiPolygon(Point(*SEAHOLME).buffer(2, quadsegs=500), srid=4326)
    Area.objects.filter(pk=area.pk).update(boundary=round_one)
    (shown,) = tile("nation", (0, 0, 0))
    assert shown["shape"].num_coords < 50


def test_the_newest_edition_of_a_code_is_shown(tile, make_area):
    make_area("ward", "Old", code="E05000001", edition="2019")
    make_area("ward", "New", code="E05000001", edition="2024")
    assert [area["name"] for area in tile()] == ["New"]


def test_an_area_that_ended_is_not(tile, make_area):
    make_area("ward", valid_to="2020-01-01")
    assert tile() == []


def test_an_indicator_shows_the_areas_that_it_measures(tile, make_area, measure):
    make_area("ward", "New Quay")
    (shown,) = tile(indicator="need-2025")
    assert {name: shown[name] for name in ("name", "edition", "value", "rank", "decile")} == {
        "name": "Old Quay",
        "edition": "2019",
        "value": 3.5,
        "rank": 7,
        "decile": 1,
    }


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ({"indicator": "nonsense"}, "indicator", "There are: need-2025"),
        ({"colour": "red"}, "colour", "There is: indicator"),
    ],
)
def test_what_is_wrong_is_named(answer, measure, query, name, words):
    response = answer(**query)
    assert response.status_code == 400
    assert words in response.json()["problems"][name]


def test_an_indicator_of_other_areas_is_refused(answer, measure):
    assert answer("msoa", indicator="need-2025").json()["problems"] == {
        "indicator": "Areas of this kind are not measured."
    }


@pytest.mark.parametrize(
    ("kind", "numbers", "name"),
    [
        ("street", (9, 0, 0), "kind"),
        ("ward", (8, 0, 0), "tile"),
        ("ward", (15, 0, 0), "tile"),
        ("ward", (9, 512, 0), "tile"),
    ],
)
def test_what_is_not_there_is_explained(answer, kind, numbers, name):
    response = answer(kind, numbers)
    assert (response.status_code, list(response.json()["problems"])) == (404, [name])


def test_an_empty_tile_has_no_content(answer):
    response = answer()
    assert (response.status_code, response.content) == (204, b"")


def test_a_tile_may_be_kept_and_read_by_any_page(answer, make_area):
    make_area("ward")
    response = answer()
    assert response["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert "public" in response["Cache-Control"]
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.real_roles
def test_the_role_of_visitors_may_read_all_that_a_tile_shows(tile, measure):
    assert len(tile(indicator="need-2025")) == 1
