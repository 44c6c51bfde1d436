"""An entry may have an outline or a route: what is kept, what others see of it, and what the history says."""

import pytest
from django.contrib.gis.geos import GEOSGeometry, MultiLineString, MultiPolygon, Point
from django.db import IntegrityError, transaction

from assets.facts import differences
from assets.models import Asset, PublicAsset

PARK = "MULTIPOLYGON (((-2.01 52.99, -1.99 52.99, -1.99 53.01, -2.01 53.01, -2.01 52.99)))"
ROUTE = "MULTILINESTRING ((-2 53, -1.99 53.01))"


def shape(text):
    return GEOSGeometry(text, srid=4326)


@pytest.mark.parametrize(("text", "kind"), [(PARK, MultiPolygon), (ROUTE, MultiLineString)])
def test_an_entry_has_an_outline_or_a_route(make_asset, text, kind):
    asset = make_asset(boundary=shape(text))
    assert isinstance(asset.boundary, kind)
    assert PublicAsset.objects.get(pk=asset.pk).boundary.equals_exact(shape(text))


@pytest.mark.parametrize(
    "text",
    [
        "POINT (-2 53)",
        "POLYGON ((-2 53, -1 53, -1 54, -2 53))",
        "LINESTRING (-2 53, -1 53)",
        "GEOMETRYCOLLECTION (POINT (-2 53))",
        "MULTILINESTRING ((-2 53, -2 53))",
        "MULTIPOLYGON (((-2 53, -1 54, -1 53, -2 54, -2 53)))",
        "MULTIPOLYGON EMPTY",
    ],
)
def test_the_database_keeps_nothing_else(make_asset, text):
    with pytest.raises(IntegrityError, match="asset_boundary_is"), transaction.atomic():
        make_asset(boundary=shape(text))


@pytest.mark.parametrize("disclosure", ["area", "withheld"])
@pytest.mark.parametrize("text", [PARK, ROUTE])
def test_others_see_it_only_where_they_see_the_exact_place(make_asset, make_area, text, disclosure):
    make_area("msoa")
    asset = make_asset(boundary=shape(text), disclosure=disclosure)
    assert PublicAsset.objects.get(pk=asset.pk).boundary is None


def test_the_history_holds_every_outline(make_asset):
    asset = make_asset(boundary=shape(PARK))
    Asset.objects.filter(pk=asset.pk).update(boundary=shape(ROUTE))
    assert [event.boundary.geom_type for event in asset.events.order_by("pgh_id")] == [
        "MultiPolygon",
        "MultiLineString",
    ]


def test_an_outline_that_changes_is_a_new_version(make_asset):
    asset = make_asset()
    Asset.objects.filter(pk=asset.pk).update(boundary=shape(PARK))
    assert Asset.objects.get(pk=asset.pk).version == asset.version + 1


def test_what_differs_is_told_by_size_and_middle(make_asset):
    before, after = make_asset(boundary=shape(PARK)), make_asset(boundary=shape(ROUTE))
    assert differences(before, after) == [
        (
            "Outline or route",
            "2.98 square kilometres, 4 corners around 53.000000, -2.000000",
            "1.30 kilometres long, 2 corners around 53.005000, -1.995000",
        )
    ]


def test_the_pin_stays_where_it_is(make_asset):
    assert make_asset(boundary=shape(PARK)).location.equals_exact(Point(-2, 53))
