"""Boundaries come from GeoJSON and TopoJSON files, whole or not at all."""

import gzip
import json
from pathlib import Path

import pytest
from django.contrib.gis.geos import Point
from django.core.management import CommandError, call_command

from places.loading import BadAreaFile, Reading, load_areas
from places.models import Area, AreaPiece

DATA = Path(__file__).parent.parent / "data"
GEOJSON, TOPOJSON = DATA / "harbour_wards.geojson", DATA / "harbour_wards.topojson"
SQUARE = {"type": "Polygon", "coordinates": [[[-2, 53], [-1, 53], [-1, 54], [-2, 54], [-2, 53]]]}
BOW_TIE = {"type": "Polygon", "coordinates": [[[-2, 53], [-1, 54], [-1, 53], [-2, 54], [-2, 53]]]}
IN_METRES = {
    "type": "Polygon",
    "coordinates": [[[380000, 390000], [381000, 390000], [380000, 391000], [380000, 390000]]],
}
POINT = {"type": "Point", "coordinates": [-2, 53]}
NORTH, SOUTH = Point(-2, 53.05, srid=4326), Point(-2, 52.95, srid=4326)


@pytest.fixture
def area_file(tmp_path):
    """Write features, each `(properties, geometry)`, to a GeoJSON file."""

    def write(*features):
        path = tmp_path / "areas.geojson"
        listed = [{"type": "Feature", "properties": facts, "geometry": shape} for facts, shape in features]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": listed}))
        return path

    return write


def named(code, name="Seaholme"):
    return {"code": code, "name": name}


def load(path, *, columns=None, layer="", **options):
    return load_areas(path, Reading(Area.Kind.WARD, columns or {}, layer), "2026", **options)


@pytest.mark.parametrize("path", [GEOJSON, TOPOJSON])
def test_both_formats_give_the_same_wards(path):
    load(path)
    found = [
        list(Area.objects.filter(pieces__piece__intersects=place).distinct().values_list("code", flat=True))
        for place in (NORTH, SOUTH)
    ]
    assert found == [["T05000001"], ["T05000002"]]


def test_a_gzipped_file_is_read(tmp_path):
    path = tmp_path / "wards.topojson.gz"
    path.write_bytes(gzip.compress(TOPOJSON.read_bytes()))
    assert load(path).new == 2


def test_the_label_point_lies_inside():
    load(GEOJSON)
    assert all(area.boundary.contains(area.label_point) for area in Area.objects.all())


def test_the_same_file_again_changes_nothing():
    load(GEOJSON)
    again = load(GEOJSON)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)


def test_what_is_not_said_again_is_kept():
    load(GEOJSON, facts={"source": "Harbour Council", "valid_to": "2030-05-01"})
    assert load(GEOJSON).changed == 0
    assert Area.objects.filter(source="Harbour Council", valid_to="2030-05-01").count() == 2


def test_a_hole_in_an_area_stays_outside(area_file):
    hole = [[-1.6, 53.4], [-1.6, 53.6], [-1.4, 53.6], [-1.4, 53.4], [-1.6, 53.4]]
    load(area_file((named("T1"), {"type": "Polygon", "coordinates": [SQUARE["coordinates"][0], hole]})))
    area = Area.objects.get()
    assert [area.boundary.contains(point) for point in (Point(-1.5, 53.5), area.label_point)] == [False, True]


def test_a_code_of_another_kind_in_the_edition_is_refused(make_area, area_file):
    make_area(Area.Kind.NATION, "Harbour", code="T1", edition="2026")
    loaded = load(area_file((named("T1"), SQUARE), (named("T2"), SQUARE)))
    (refusal,) = loaded.refused
    assert refusal.reason == "Its code, T1, is that of another kind of area in this edition: Harbour."


def test_a_changed_boundary_is_changed(area_file):
    load(GEOJSON)
    again = load(area_file(({"code": "T05000001", "name": "Seaholme North"}, SQUARE)))
    assert (again.new, again.changed, Area.objects.count()) == (0, 1, 2)


def test_another_edition_stands_beside_the_first():
    load(GEOJSON)
    load_areas(GEOJSON, Reading(Area.Kind.WARD), "2030")
    assert Area.objects.filter(code="T05000001").count() == 2


def test_assets_are_found_in_an_area_that_came_later(make_asset):
    asset = make_asset(lon=NORTH.x, lat=NORTH.y)
    load(GEOJSON)
    asset.refresh_from_db()
    assert asset.area_ids == [Area.objects.get(code="T05000001").pk]


def test_the_facts_are_written_to_every_area():
    load(GEOJSON, facts={"source": "Harbour Council", "licence": "ogl-3", "valid_from": "2026-05-07"})
    assert Area.objects.filter(source="Harbour Council", licence="ogl-3", valid_from="2026-05-07").count() == 2


def test_a_boundary_that_crosses_itself_is_mended(area_file):
    loaded = load(area_file((named("T1"), BOW_TIE)))
    assert (loaded.mended, Area.objects.get().boundary.valid) == (1, True)


@pytest.mark.parametrize(
    ("facts", "shape", "reason"),
    [
        (named("T2"), None, "It has no boundary."),
        (named("T2"), {"type": "Polygon", "coordinates": []}, "It has no boundary."),
        (named("T2"), POINT, "It is a point; a polygon or multipolygon is needed."),
        (named(None), SQUARE, "It has no code."),
        (named("T2", " "), SQUARE, "It has no name."),
        (named("T" * 41), SQUARE, "Its code is longer than 40 characters."),
        (named("T2", "é" * 201), SQUARE, "Its name is longer than 200 characters."),
        (named("T2"), {"type": "Polygon", "coordinates": [[[-2, 53], [-1, 53], [-2, 53], [-2, 53]]]}, None),
    ],
)
def test_a_bad_feature_is_refused_and_the_others_are_loaded(area_file, facts, shape, reason):
    loaded = load(area_file((named("T1"), SQUARE), (facts, shape)))
    assert [refusal.feature for refusal in loaded.refused] == [2]
    assert reason in (None, loaded.refused[0].reason)
    assert Area.objects.get().code == "T1"


@pytest.mark.parametrize(
    ("features", "message"),
    [
        ([(named("T1"), IN_METRES)], "which are not degrees"),
        ([(named("T1"), SQUARE), (named("T1"), SQUARE)], "T1 in features 1, 2"),
        ([(named(f"T{n // 2}"), SQUARE) for n in range(14)], "T4 in features 9, 10; and 2 more codes."),
        (
            [({"ref": "T1", "name": "Seaholme"}, SQUARE)],
            "column holds the code, with --code. It has: ref, name.",
        ),
        ([({"code": "T1", "title": "Seaholme"}, SQUARE)], "Say which column holds the name, with --name."),
        ([], "There are no features in the file."),
        ([(named("T1"), POINT)], "None of the 1 features can be used. Feature 1: It is a point"),
    ],
)
def test_a_file_that_cannot_be_used_leaves_nothing_behind(area_file, features, message):
    with pytest.raises(BadAreaFile, match=message):
        load(area_file(*features))
    assert not Area.objects.exists()


@pytest.mark.parametrize("content", [b"", b"{", b"code,name\nT1,Seaholme\n", b"\x00\x01\x02", b"null"])
def test_what_is_no_map_file_is_refused(tmp_path, content):
    path = tmp_path / "areas.geojson"
    path.write_bytes(content)
    with pytest.raises(BadAreaFile, match=r"areas.geojson is not whole. Wanted: GeoJSON"):
        load(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadAreaFile, match="There is no file"):
        load(tmp_path / "areas.geojson")


def test_columns_with_other_names_can_be_given(area_file):
    load(area_file(({"ref": "T1", "title": "Seaholme"}, SQUARE)), columns={"code": "ref", "name": "title"})
    assert Area.objects.get().name == "Seaholme"


def test_an_object_that_is_not_in_the_file_is_refused():
    with pytest.raises(BadAreaFile, match=r"There is no layer parishes in the file. It has: wards"):
        load(TOPOJSON, layer="parishes")


def test_a_dry_run_keeps_nothing(capsys):
    call_command("load_areas", str(GEOJSON), "--kind=ward", "--edition=2026", "--dry-run")
    assert not Area.objects.exists()
    assert capsys.readouterr().out.startswith("2 read: 2 new, 0 changed, 0 unchanged, 0 refused; 0 boundaries mended.")


def test_every_feature_that_is_left_out_stands_in_the_report(area_file, tmp_path):
    path, report = area_file((named("T1"), SQUARE), (named("T2"), POINT)), tmp_path / "left_out.csv"
    call_command("load_areas", str(path), "--kind=ward", "--edition=2026", f"--report={report}")
    assert report.read_text().splitlines()[1:] == ["2,It is a point; a polygon or multipolygon is needed."]


def test_the_command_says_what_is_wrong_with_a_file(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("load_areas", str(tmp_path / "areas.geojson"), "--kind=ward", "--edition=2026")


def test_the_pieces_follow_the_boundaries():
    load(GEOJSON)
    assert set(AreaPiece.objects.values_list("area__code", flat=True)) == {"T05000001", "T05000002"}
