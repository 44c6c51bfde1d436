"""Boundaries come in the files and the coordinate systems that publishers use."""

import json
import subprocess
from contextlib import nullcontext
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.contrib.gis.db.models.functions import Centroid
from django.contrib.gis.geos import Point

from places.loading import BadAreaFile, Reading, load_areas
from places.models import Area

DATA = Path(__file__).parent.parent / "data"
WARDS = DATA / "harbour_wards.geojson"
NORTH = Point(-2, 53.05, srid=4326)
ABOUT_A_METRE = 0.00001


@pytest.fixture
def converted(tmp_path):
    """Convert the wards of Harbour to another format or coordinate system; give the path."""

    def convert(name, *options):
        subprocess.run(["ogr2ogr", *options, tmp_path / name, WARDS], check=True, capture_output=True)
        return tmp_path / name

    return convert


@pytest.fixture
def zipped(tmp_path):
    """Pack files into an archive, each under its name there."""

    def pack(**members):
        with ZipFile(tmp_path / "wards.zip", "w") as archive:
            for name, path in members.items():
                for part in path.parent.glob(f"{path.stem}.*"):
                    archive.write(part, f"{name}/{part.name}")
        return tmp_path / "wards.zip"

    return pack


@pytest.fixture
def written(tmp_path):
    """Write the wards with these properties and with each corner passed through a function."""

    def write(properties=None, moved=lambda east, north: [east, north], **members):
        wards = json.loads(WARDS.read_text()) | members
        ring = [moved(east, north) for east, north in wards["features"][0]["geometry"]["coordinates"][0]]
        wards["features"][0] |= {"geometry": {"type": "Polygon", "coordinates": [ring]}}
        wards["features"] = wards["features"][:1]
        wards["features"][0]["properties"] |= properties or {}
        path = tmp_path / "areas.geojson"
        path.write_text(json.dumps(wards))
        return path

    return write


def load(path, **reading):
    return load_areas(path, Reading(Area.Kind.WARD, **reading), "2026")


def is_in_its_place(path, **reading):
    load(path, **reading)
    middle = Area.objects.annotate(middle=Centroid("boundary")).get(code="T05000001").middle
    return middle.distance(NORTH) < ABOUT_A_METRE


@pytest.mark.parametrize("name", ["wards.gpkg", "wards.shp"])
def test_a_geopackage_and_a_shapefile_are_read(converted, name):
    assert is_in_its_place(converted(name))


@pytest.mark.parametrize("crs", ["EPSG:27700", "EPSG:29902", "EPSG:29903", "EPSG:3857", "EPSG:4258"])
@pytest.mark.parametrize("name", ["wards.gpkg", "wards.shp", "wards.geojson"])
def test_coordinates_are_turned_to_degrees(converted, name, crs):
    assert is_in_its_place(converted(name, "-t_srs", crs))


def test_a_coordinate_system_that_the_file_forgot_is_given(converted):
    path = converted("wards.shp", "-t_srs", "EPSG:27700")
    path.with_suffix(".prj").unlink()
    assert is_in_its_place(path, crs="EPSG:27700")


def test_metres_without_a_coordinate_system_are_recognised(converted):
    path = converted("wards.shp", "-t_srs", "EPSG:27700")
    path.with_suffix(".prj").unlink()
    with pytest.raises(BadAreaFile, match=r"which are not degrees .* Say it: --crs EPSG:27700"):
        load(path)


def test_a_coordinate_system_that_nobody_knows_is_said():
    with pytest.raises(BadAreaFile, match=r"coordinate system EPSG:12 is not known. Give it like --crs EPSG:27700."):
        load(WARDS, crs="EPSG:12")


def test_degrees_of_which_latitude_comes_first_are_recognised(written):
    with pytest.raises(BadAreaFile, match=r"at longitude 53.00, latitude -2.10, far .* load it with --latitude-first"):
        load(written(moved=lambda east, north: [north, east]))


def test_swapped_degrees_are_turned_round_when_asked(written):
    assert is_in_its_place(written(moved=lambda east, north: [north, east]), latitude_first=True)


def test_a_corner_that_is_nowhere_on_earth_is_refused(written):
    with pytest.raises(BadAreaFile, match=r"None of the 1 features can be used|not degrees"):
        load(written(moved=lambda east, north: [1e300, 1e300]), crs="EPSG:27700")


def test_a_zipped_shapefile_is_read(converted, zipped):
    assert is_in_its_place(zipped(wards=converted("wards.shp")))


def test_of_several_maps_in_an_archive_one_is_chosen(converted, zipped):
    path = zipped(wards=converted("wards.shp"), parishes=converted("parishes.shp"))
    with pytest.raises(BadAreaFile, match=r"Choose one map file with --layer: parishes, wards."):
        load(path)
    assert is_in_its_place(path, layer="wards")


def test_of_several_layers_one_is_chosen(converted):
    converted("wards.gpkg", "-nln", "wards")
    path = converted("wards.gpkg", "-nln", "parishes", "-update")
    with pytest.raises(BadAreaFile, match=r"Choose one layer with --layer: wards, parishes."):
        load(path)
    assert is_in_its_place(path, layer="parishes")


def test_an_archive_without_a_map_is_refused(zipped, tmp_path):
    (tmp_path / "notes.txt").write_text("This is not a map.")
    with pytest.raises(BadAreaFile, match=r"There is no map file in wards.zip."):
        load(zipped(wards=tmp_path / "notes.txt"))


@pytest.mark.parametrize("suffix", [".shx", ".dbf"])
def test_a_shapefile_without_a_part_is_refused(converted, suffix):
    path = converted("wards.shp")
    path.with_suffix(suffix).unlink()
    with pytest.raises(BadAreaFile, match=r".shp with its parts beside it|It has no columns at all"):
        load(path)


@pytest.mark.parametrize("name", ["wards.zip", "wards.gpkg", "wards.shp", "wards.geojson.gz"])
def test_what_only_bears_the_name_of_a_map_file_is_refused(tmp_path, name):
    (tmp_path / name).write_text("This is not a map.")
    with pytest.raises(BadAreaFile, match=r"is not whole|is no zip archive"):
        load(tmp_path / name)


def test_another_kind_of_map_file_is_refused(converted):
    with pytest.raises(BadAreaFile, match=r"wards.kml is (LIBKML|KML). Wanted: GeoJSON"):
        load(converted("wards.kml", "-f", "KML"))


@pytest.mark.parametrize(
    ("properties", "reading"),
    [
        ({"WD26NMW": "Traeth y Gogledd"}, {}),
        ({"name_cy": "Traeth y Gogledd"}, {}),
        ({"enw": "Traeth y Gogledd"}, {"columns": {"cy": "ENW"}}),
    ],
)
def test_names_in_another_language_are_kept(written, properties, reading):
    load(written(properties), **reading)
    assert Area.objects.get().names == {"cy": "Traeth y Gogledd"}


@pytest.mark.parametrize("name", [None, " ", "Seaholme North"])
def test_a_name_that_is_no_other_is_left_out(written, name):
    load(written({"WD26NMW": name}))
    assert Area.objects.get().names == {}


def test_a_name_in_another_language_outlives_a_file_without_it(written):
    load(written({"name_gd": "Tràigh"}))
    load(WARDS)
    assert Area.objects.get(code="T05000001").names == {"gd": "Tràigh"}


def test_the_columns_of_the_kind_come_before_those_of_others(written):
    load(written({"LAD24CD": "E06000045", "LAD24NM": "Seaholme"}))
    assert Area.objects.get().code == "T05000001"


@pytest.mark.parametrize(
    ("years", "year", "is_read"),
    [
        ({"start": 2019, "end": 2022}, 2018, False),
        ({"start": 2019, "end": 2022}, 2019, True),
        ({"start": 2019, "end": 2022}, 2022, True),
        ({"start": 2019, "end": 2022}, 2023, False),
        ({"start": None, "end": "2022-03-31"}, 2022, True),
        ({"end": None}, 2030, True),
    ],
)
def test_of_several_years_one_is_read(written, years, year, is_read):
    with nullcontext() if is_read else pytest.raises(BadAreaFile, match=r"No feature of the file is of that year."):
        load(written(years), only_year=year)
    assert Area.objects.exists() == is_read


def test_the_end_of_an_area_is_kept(written):
    load(written({"start": 2019, "end": "2022-03-31"}), only_year=2020)
    area = Area.objects.get()
    assert (str(area.valid_from), str(area.valid_to)) == ("2019-01-01", "2022-03-31")


def test_a_year_that_cannot_be_read_is_refused(written):
    with pytest.raises(BadAreaFile, match=r"Its end is “soon”; a year or a date like 2023-04-01 is needed."):
        load(written({"end": "soon"}), only_year=2020)


def test_a_file_without_years_cannot_be_asked_for_one():
    with pytest.raises(BadAreaFile, match=r"Name it with --start or --end. It has: WD26CD, WD26NM."):
        load(WARDS, only_year=2020)
