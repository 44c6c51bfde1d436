"""A file that cannot be used as a whole gets a clear answer, and leaves nothing behind."""

import json

import pytest

from assets.importing import BadFile
from assets.models import Asset
from tests.assets.importing import run_import, write_csv, write_geojson

CUT_OFF = b'{"features": [{"type": "Feature", "properties": {"name": "Pantry"}, "geometry": null}'


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("places.csv", b"", "places.csv is empty"),
        ("places.csv", b"name,lon,lat\n", "There are no rows in places.csv"),
        ("places.csv", b"\n\n", "The first row must hold the names of the columns"),
        ("places.csv", b"PK\x03\x04 and so on", "places.csv is a workbook. Save the sheet as"),
        ("places.csv", bytes(range(32)) * 9, "places.csv is not a text file"),
        ("places.csv", b"name\nCaf\x81\n", "neither UTF-8 nor Windows-1252"),
        ("places.csv", b"place of note,lon,lat\nPantry,-2,53\n", "No column holds the names of places. Call it “name”"),
        ("places.csv", b"name,Easting,Northing\nPantry,382000,398000\n", "Add longitude and latitude"),
        ("places.csv", b"name,x,y\nPantry,382000,398000\n", "The coordinates are not degrees"),
        ("places.csv", b'name\n"' + b"x" * 140_000, "cannot be read as CSV"),
        ("places.geojson", b"", "places.geojson is empty"),
        ("places.geojson", b"{}", "There are no rows in places.geojson"),
        ("places.geojson", b'{"features": []}', "There are no rows in places.geojson"),
        ("places.geojson", CUT_OFF, "places.geojson is not whole GeoJSON"),
        ("places.geojson", b"name,lon,lat", "places.geojson is not whole GeoJSON"),
        ("places.geojson", b'{"features": [{"properties": {"name": "\xff"}}]}', "is not whole GeoJSON"),
        ("places.xlsx", b"PK", "Give a .csv, .tsv, .geojson or .json file"),
    ],
)
def test_a_file_that_cannot_be_used_leaves_nothing_behind(consortium, tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadFile, match=message):
        run_import(path, consortium)
    assert not Asset.objects.exists()


def test_a_file_that_is_not_there_is_named(consortium, tmp_path):
    with pytest.raises(BadFile, match="There is no file"):
        run_import(tmp_path / "places.csv", consortium)


def test_geojson_in_metres_is_refused(consortium, tmp_path):
    shape = {"type": "Point", "coordinates": [-318100.3, 7662912.1]}
    with pytest.raises(BadFile, match="The coordinates are not degrees"):
        run_import(write_geojson(tmp_path, ({"name": "Pantry"}, shape)), consortium)


def test_a_windows_file_is_read_and_said_so(consortium, tmp_path):
    path = tmp_path / "places.csv"
    path.write_bytes("name\nCafé by the sea\n".encode("cp1252"))
    assert run_import(path, consortium).notes == ["Read as Windows-1252, because it is not UTF-8."]
    assert Asset.objects.get().name == "Café by the sea"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_understood(consortium, tmp_path, encoding):
    path = tmp_path / "places.csv"
    path.write_bytes("name\tlon\tlat\nCafé\t-2\t53\n".encode(encoding))
    run_import(path, consortium)
    assert Asset.objects.get().name == "Café"


def test_geojson_may_begin_with_a_byte_order_mark(consortium, tmp_path):
    path = tmp_path / "places.json"
    path.write_bytes(json.dumps({"features": [{"properties": {"name": "Café"}}]}).encode("utf-8-sig"))
    assert run_import(path, consortium).new == 1


def test_semicolons_may_stand_between_cells(consortium, tmp_path):
    run_import(write_csv(tmp_path, "Pantry;-2;53", header="name;lon;lat"), consortium)
    assert Asset.objects.get().location.x == -2


def test_columns_that_were_not_used_are_named(consortium, tmp_path):
    outcome = run_import(write_csv(tmp_path, "Pantry,7", header="name,shoe size"), consortium)
    assert outcome.notes == ["Columns that were not used: shoe size."]
