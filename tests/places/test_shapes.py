"""Outlines and routes as people type them: what is read, and what is said where it cannot be."""

import json
import logging
import random
from contextlib import suppress
from math import cos, pi, sin
from time import process_time

import pytest
from django.contrib.gis.geos import GEOSGeometry, Point

from places.shapes import MOST_CORNERS, ShapeTrouble, holds, in_words, read_shape

SQUARE = "POLYGON ((-2 53, -1.9 53, -1.9 53.1, -2 53.1, -2 53))"
ROUTE = "LINESTRING (-2 53, -1.9 53.1)"
BOW = "POLYGON ((-2 53, -1.9 53.1, -1.9 53, -2 53.1, -2 53))"
RING = [[-2, 53], [-1.9, 53], [-1.9, 53.1], [-2, 53.1], [-2, 53]]
SECONDS = 3


def wkt(positions, kind="POLYGON (({}))"):
    return kind.format(", ".join(f"{longitude} {latitude}" for longitude, latitude in positions))


def around(count, radius=0.05):
    """The corners of a circle near (-2, 53), the first once more at the end."""
    ring = [
        (-2 + radius * cos(2 * pi * step / count), 53 + radius * sin(2 * pi * step / count)) for step in range(count)
    ]
    return [*ring, ring[0]]


def scribble(count):
    """Corners anywhere in a box, so that nearly every edge crosses every other."""
    dice = random.Random(1)
    ring = [(-2 + dice.random() / 10, 53 + dice.random() / 10) for _ in range(count)]
    return [*ring, ring[0]]


def comb(teeth):
    ring = [(-2, 53)]
    for tooth in range(teeth):
        west = -2 + tooth * 1e-5
        ring += [(west, 53.1), (west + 2e-6, 53.1), (west + 2e-6, 53.0001), (west + 1e-5, 53.0001)]
    return [*ring, (-2 + teeth * 1e-5, 53), (-2, 53)]


def multi(polygons):
    return f"MULTIPOLYGON ({', '.join(polygons)})"


def geojson(kind, coordinates, **members):
    return json.dumps({"type": kind, "coordinates": coordinates, **members})


def trouble(text, **options):
    with pytest.raises(ShapeTrouble) as caught:
        read_shape(text, **options)
    return caught.value


# ── What is read ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        SQUARE,
        f"  SRID=4326;{SQUARE};\n",
        SQUARE.lower(),
        "POLYGON Z ((-2 53 7, -1.9 53 7, -1.9 53.1 7, -2 53.1 7, -2 53 7))",
        "MULTIPOLYGON(((-2 53,-1.9 53,-1.9 53.1,-2 53.1,-2 53)))",
        geojson("Polygon", [RING]),
        "\ufeff" + geojson("MultiPolygon", [[RING]]),
        json.dumps({"type": "Feature", "properties": None, "geometry": {"type": "Polygon", "coordinates": [RING]}}),
        json.dumps({"type": "FeatureCollection", "features": [json.loads(geojson("Polygon", [RING]))]}),
        geojson("Polygon", [RING], crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}),
        "53, -2\n53, -1.9\n53.1, -1.9\n53.1, -2",
        "53, -2\n\n53, -1.9\n53.1, -1.9\n53.1, -2\n53, -2\n",
        "53 N, 2 W\n53 N, 1.9 W\n53.1 N, 1.9 W\n53.1 N, 2 W",
    ],
)
def test_an_outline_is_read_in_each_way_of_writing_it(text):
    shape = read_shape(text)
    assert shape.geom_type == "MultiPolygon"
    assert shape.equals(GEOSGeometry(SQUARE))
    assert shape.srid == 4326


@pytest.mark.parametrize("text", [ROUTE, geojson("LineString", [[-2, 53], [-1.9, 53.1]]), "53, -2\n53.1, -1.9"])
def test_a_route_is_read_where_routes_are_asked_for(text):
    assert read_shape(text, routes=True).equals(GEOSGeometry(ROUTE))


def test_a_list_of_corners_that_comes_back_to_its_first_is_an_outline():
    assert read_shape("53, -2\n53, -1.9\n53.1, -1.9\n53, -2", routes=True).geom_type == "MultiPolygon"


def test_a_walk_that_comes_back_stays_a_route():
    assert read_shape(wkt(around(5), "LINESTRING ({})"), routes=True).geom_type == "MultiLineString"


def test_an_outline_keeps_its_holes_and_parts():
    hole = "(-1.97 53.03, -1.95 53.03, -1.95 53.05, -1.97 53.03)"
    with_hole = f"{SQUARE.removeprefix('POLYGON ').removesuffix(')')}, {hole})"
    shape = read_shape(f"MULTIPOLYGON ({with_hole}, ((-3 53, -3 54, -2.9 53, -3 53)))")
    assert [len(polygon) for polygon in shape] == [2, 1]


def test_what_is_kept_is_read_again_exactly():
    shape = read_shape(wkt(around(77)))
    assert read_shape(shape.wkt).equals_exact(shape)


def test_ten_thousand_corners_are_kept():
    assert read_shape(wkt(around(MOST_CORNERS - 1))).num_coords == MOST_CORNERS


# ── What is wrong, in words ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("over by the church", "cannot read this as a shape"),
        ("53, -2\nthe church\n53.1, -2", "Line 2 is no corner: “the church”"),
        ("POLYGON ((-2 53, -1.9 53, -1.9 53.1", "stops before its end"),
        ("POLYGON ((-2 53, -1.9 x, -1.9 53.1, -2 53))", "near “"),
        ("POLYGON ((-2 53, -1.9 53, -1.9 53.1, -2 53)", "stops before its end|do not fit together"),
        ("POLYGON (-2 53, -1.9 53, -1.9 53.1, -2 53)", "two numbers|no corners"),
        ("POLYGON EMPTY", "empty"),
        ("POINT (-2 53)", "This is a point"),
        ("CURVEPOLYGON ((-2 53, -1.9 53, -2 53))", "“CURVEPOLYGON” is no shape"),
        ("SRID=27700;POLYGON ((1 2, 3 4, 5 6, 1 2))", "EPSG:27700.*degrees"),
        ('{"type": "Polygon", "coordinates": [[[-2, 53], ', "something is wrong at line 1"),
        ("[[-2, 53], [-1.9, 53]]", "does not say what they are"),
        (geojson("Polygon", [[["-2", "53"]]]), "two numbers"),
        (geojson("Polygon", [[[-2], [53]]]), "two numbers"),
        (geojson("Polygon", [[[True, False]]]), "two numbers"),
        (geojson("Polygon", 7), "no corners"),
        (geojson("Polygon", []), "empty"),
        ('{"type": "Polygon"}', "no corners"),
        ('{"type": "FeatureCollection"}', "lacks its list of features"),
        ('{"type": "FeatureCollection", "features": []}', "empty"),
        ('{"type": "Feature", "geometry": null}', "no geometry"),
        ("{}", "no shape"),
        (geojson("Polygon", [RING], crs={"properties": {"name": "EPSG:27700"}}), "27700"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 53], [1, 2], [3, 4]]]}', "two numbers"),
        ("POLYGON ((1e999 53, -1.9 53, -1.9 53.1, 1e999 53))", "no place on Earth"),
        ("POLYGON ((-2 53, -1.9 53, -2 53))", "at least three corners. Here two"),
        ("POLYGON ((-2 53, -2 53, -2 53, -2 53))", "Here one"),
        ("POLYGON ((-2 53, -1.9 53, -1.8 53, -2 53))", "no area"),
        ("POLYGON ((-2 53, -1.9999999 53, -1.9999999 53.0000001, -2 53))", "no area|smaller"),
        ("POLYGON ((385000 398000, 386000 398000, 386000 399000, 385000 398000))", "metres of a grid"),
        ("POLYGON ((2 48, 3 48, 3 49, 2 48))", "is outside the United Kingdom, at 48.00000, 2.00000"),
        ("POLYGON ((-2 53, -1.9 53, -1.9 45, -2 53))", "reaches outside the United Kingdom, at 45.00000, -1.90000"),
        ("POLYGON ((-6 50.2, 1.2 51.2, -3 58.5, -6 50.2))", "more than any authority"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_in_words(text, words):
    with pytest.raises(ShapeTrouble, match=words):
        read_shape(text)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"type":' * 100_000, "POLYGON " + "(" * 100_000 + ")" * 100_000])
def test_brackets_without_end_are_said_in_words(text):
    assert "cannot be read" in str(trouble(text)) or "do not fit" in str(trouble(text))


def test_collections_without_end_are_said_in_words():
    nested = '{"type": "GeometryCollection", "geometries": [' * 30_000 + "]}" * 30_000
    assert "cannot be read" in str(trouble(nested))


def test_a_text_that_is_too_long_is_told_how_long_it_may_be():
    assert "at most 2,000,000" in str(trouble("POLYGON ((" + " " * 2_000_000 + "5 5))"))


def test_a_line_of_one_point_is_no_route():
    assert "two different points" in str(trouble("LINESTRING (-2 53, -2 53)", routes=True))


def test_outlines_and_lines_are_not_mixed():
    mixed = json.dumps(
        {
            "type": "GeometryCollection",
            "geometries": [json.loads(geojson("Polygon", [RING])), json.loads(geojson("LineString", RING))],
        }
    )
    assert "outlines and lines" in str(trouble(mixed, routes=True))


def test_an_entry_abroad_may_have_its_outline_abroad():
    assert read_shape("POLYGON ((2 48, 2.1 48, 2.1 48.1, 2 48))", anywhere=True)


def test_one_part_in_another_is_told_from_a_crossing():
    inside = "((-1.98 53.02, -1.96 53.02, -1.96 53.04, -1.98 53.02))"
    assert "One part lies inside another" in str(trouble(f"MULTIPOLYGON ({SQUARE.removeprefix('POLYGON ')}, {inside})"))


# ── What is offered instead ───────────────────────────────────────────────────────────────────────────────────────────


def test_where_an_outline_crosses_itself_is_said_and_mended():
    found = trouble(BOW)
    assert "crosses or touches itself near 53.05000, -1.95000" in str(found)
    assert "2 parts" in found.offer
    assert len(read_shape(found.mended)) == 2


@pytest.mark.parametrize(
    ("text", "words", "offer"),
    [
        (SQUARE.replace(", -2 53))", "))"), "not closed: it begins at 53.00000, -2.00000", "close"),
        ("POLYGON ((53 -2, 53 -1.9, 53.1 -1.9, 53.1 -2, 53 -2))", "the wrong way round", "turn them round"),
        (SQUARE.replace("-", ""), "West of Greenwich", "minus"),
        ("LINESTRING (-2 53, -1.9 53, -1.9 53.1, -2 53.1)", "a line, not an outline", "close"),
    ],
)
def test_a_slip_of_writing_is_mended(text, words, offer):
    found = trouble(text)
    assert words in str(found)
    assert offer in found.offer
    assert read_shape(found.mended).equals(GEOSGeometry(SQUARE))


def test_of_too_many_corners_fewer_are_offered():
    found = trouble(wkt(around(30_000)))
    assert "30,001 corners. Use at most 10,000" in str(found)
    fewer = read_shape(found.mended)
    assert MOST_CORNERS / 3 < fewer.num_coords <= MOST_CORNERS
    assert fewer.area == pytest.approx(pi * 0.05**2, rel=0.001)


def test_a_crossing_of_ten_thousand_corners_is_mended():
    ring = around(9_000)
    ring[4000:4004] = reversed(ring[4000:4004])
    assert read_shape(trouble(wkt(ring)).mended).area == pytest.approx(pi * 0.05**2, rel=0.001)


def test_a_star_is_mended():
    found = trouble(wkt([around(11)[step * 5 % 11] for step in range(12)]))
    assert read_shape(found.mended)


def test_a_tangle_is_not_mended():
    found = trouble(wkt(scribble(300)))
    assert "too tangled" in str(found)
    assert not found.mended


HARD = {
    "scribble": wkt(scribble(9_999)),
    "long scribble": wkt(scribble(60_000)),
    "comb": wkt(comb(2_490)),
    "tiny": wkt(around(9_999, radius=1e-5)),
    "zigzag": wkt([*((-2 + (step % 2) / 10, 53 + step / 1e5) for step in range(9_998)), (-2, 53)]),
    "fan": multi(f"((-2 53, -1.9 53, -1.9 {53 + step / 1000}, -2 53))" for step in range(1, 500)),
    "copies": multi(SQUARE.removeprefix("POLYGON ") for _ in range(1_999)),
    "one corner": "\n".join(["53, -2"] * 9_999),
    "digits": "POLYGON ((" + "1" * 1_000_000 + "))",
    "numbers": "POLYGON ((" + "1 " * 900_000 + "))",
    "spaces": "POLYGON ((1" + " " * 1_900_000 + "x))",
    "letters": "A" * 1_900_000,
    "brackets": "(" * 1_000_000,
}


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_whatever_is_sent_the_answer_comes_soon(text):
    began = process_time()
    with suppress(ShapeTrouble):
        read_shape(text)
    assert process_time() - began < SECONDS


def test_where_a_shape_is_wrong_is_written_into_no_log(caplog):
    caplog.set_level(logging.DEBUG)
    trouble(BOW)
    assert "53.0" not in caplog.text


# ── Words and sizes ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_shape_is_told_in_words():
    assert in_words(read_shape(SQUARE)) == "74.3 square kilometres, 4 corners"
    assert in_words(read_shape(ROUTE, routes=True)) == "13.0 kilometres long, 2 corners"


@pytest.mark.parametrize(("latitude", "is_held"), [(53.05, True), (53.1005, True), (53.102, False)])
def test_an_outline_holds_a_pin_in_it_or_at_its_gate(latitude, is_held):
    assert holds(read_shape(SQUARE), Point(-1.95, latitude, srid=4326)) == is_held
