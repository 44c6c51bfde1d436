"""Postcodes come from the layouts of their publishers; a second load changes nothing."""

import gzip
import math
from datetime import date

import brotli
import msgpack
import pytest
from django.core.management import CommandError, call_command

from places.models import Postcode
from places.postcodes.loading import load_postcodes
from places.postcodes.package import read_folder
from places.tables import BadTable

# Seaholme stands at 400000, 350000 of the national grid, which is 53.0472 north and 2.0014 west.
CODE_POINT = '"M13 9PL",10,400000,350000\r\n"M139PA",10,400100,350000\r\n"M13 9QQ",90,0,0\r\n'
EXTRACT = "pcd,laua,oseast1m,osnrth1m\nM13 9PL,E08000003,400000,350000\nBT1 5GS,N09000003,333950,374110\n"
DIRECTORY = (
    "pcd7,pcd8,pcds,dointr,doterm,lad25cd,east1m,north1m,lat,long\n"
    "M13 9PL,M13  9PL,M13 9PL,198001,,E08000003,400000,350000,53.047231,-2.0014\n"
    "M13 9PA,M13  9PA,M13 9PA,198001,199606,E08000003,400000,350000,53.047231,-2.0014\n"
    "M13 9QQ,M13  9QQ,M13 9QQ,198001,,E08000003,,,99.999999,0.000000\n"
)


@pytest.fixture
def load(write):
    return lambda text, name="postcodes.csv", **options: load_postcodes([write(text, name)], **options)


def place_of(code):
    point = Postcode.objects.get(code=code).point
    return round(point.x, 3), round(point.y, 3)


@pytest.mark.parametrize("text", [CODE_POINT, EXTRACT, DIRECTORY])
def test_each_layout_gives_the_same_place(load, text):
    load(text)
    assert place_of("M139PL") == (-2.001, 53.047)


def test_a_gzipped_file_with_a_byte_order_mark_is_read(load):
    assert load(gzip.compress(b"\xef\xbb\xbf" + EXTRACT.encode()), "postcodes.csv.gz").new == 1


@pytest.mark.parametrize("text", [CODE_POINT, DIRECTORY])
def test_a_postcode_without_a_place_is_counted_not_loaded(load, text):
    loaded = load(text)
    assert (loaded.left_out["without a place"], loaded.new, loaded.refused.count) == (1, 2, 0)


def test_a_postcode_that_ended_is_kept_with_its_month(load):
    load(DIRECTORY)
    assert Postcode.objects.get(code="M139PA").ended_on == date(1996, 6, 1)


def test_a_file_that_does_not_tell_of_ends_leaves_them_as_they_are(load):
    load(DIRECTORY)
    load("pcd,laua,oseast1m,osnrth1m\nM13 9PA,E08000003,400000,350000\n")
    assert Postcode.objects.get(code="M139PA").ended_on == date(1996, 6, 1)


@pytest.mark.parametrize("text", [CODE_POINT, EXTRACT, DIRECTORY])
def test_the_same_file_again_changes_nothing(load, text):
    load(text)
    again = load(text)
    assert (again.new, again.changed) == (0, 0)


def test_a_postcode_that_moved_is_changed(load):
    load(CODE_POINT)
    assert load(CODE_POINT.replace("400100", "400200")).changed == 1


def test_a_dry_run_keeps_nothing(load):
    assert load(CODE_POINT, dry_run=True).new == 2
    assert not Postcode.objects.exists()


def test_northern_ireland_is_left_out_until_its_licence_is_confirmed(load):
    loaded = load(EXTRACT)
    assert loaded.left_out["of Northern Ireland"] == 1
    assert not Postcode.objects.filter(code__startswith="BT").exists()


def test_northern_ireland_is_on_the_irish_grid(load):
    load(EXTRACT, with_northern_ireland=True)
    assert place_of("BT15GS") == (-5.928, 54.597)


def test_crown_dependencies_are_said_and_left_out(load):
    loaded = load(EXTRACT + "IM1 1AA,M99999999,238000,476000\nJE2 3AB,L99999999,,\nGY1 1AA,L99999999,,\n")
    assert loaded.left_out["of Guernsey, Jersey and the Isle of Man"] == 3


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("M13,E08000003,400000,350000", "“M13” is not a full postcode."),
        ("M13 9PA,E08000003,here,350000", "“here, 350000” are not numbers."),
        ("M13 9PA,E08000003,9400000,350000", "9.4e+06, 350000 lies outside the country."),
        ("M13 9PA,E08000003", "It has 2 cells, fewer than the first row."),
    ],
)
def test_a_bad_row_is_refused_with_its_number(load, row, reason):
    refused = load(f"{EXTRACT}{row}\n").refused
    assert [tuple(refusal) for refusal in refused.first] == [(4, reason)]


def test_swapped_degrees_are_said_to_be_so(load):
    loaded = load("postcode,lat,long\nM13 9PL,53,-2\nM13 9PA,-2,53\n")
    assert loaded.refused.first[0].reason.startswith("Its coordinates look swapped")


@pytest.mark.parametrize("code", ["GIR 0AA", "NPT 0AD"])
def test_postcodes_of_unusual_form_are_taken(load, code):
    assert load(f"{EXTRACT}{code},E08000003,400000,350000\n").new == 2


def test_a_month_that_is_none_is_refused(load):
    assert load(DIRECTORY.replace("199606", "199613")).refused.first[0].reason == "“199613” is not a month like 202511."


def test_only_the_first_of_many_bad_rows_are_named(load):
    *named, rest = load(EXTRACT + "nowhere,E08000003,1,2\n" * 25).refused.lines()
    assert (len(named), rest) == (20, "5 more rows were left out for reasons like these.")


def test_of_a_postcode_that_stands_twice_the_last_row_counts(load):
    loaded = load(CODE_POINT + '"M13 9PL",10,410000,350000\r\n')
    assert (loaded.repeated, round(Postcode.objects.get(code="M139PL").point.x, 2)) == (1, -1.85)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("name,town\nLibrary,Seaholme\n", "It has: name, town."),
        ("pcd,laua\nM13 9PL,E08000003\n", "oseast1m"),
        ("pcd,laua,oseast1m,osnrth1m\n", "No row can be loaded."),
        ("pcd,laua,oseast1m,osnrth1m\nM13,E08000003,1,1\n", "“M13” is not a full postcode."),
        ("pcd,laua,oseast1m,osnrth1m\nBT1 5GS,N09000003,333950,374110\n", "1 are of Northern Ireland."),
        (b"PK\x03\x04\x00\x00", "is not a whole CSV file"),
    ],
)
def test_a_file_without_postcodes_is_refused(load, text, told):
    with pytest.raises(BadTable, match=told.replace(".", r"\.")):
        load(text)


def test_half_a_gzipped_file_is_refused(load):
    with pytest.raises(BadTable, match="not a whole CSV file"):
        load(gzip.compress(EXTRACT.encode() * 50)[:60], "postcodes.csv.gz")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadTable, match="There is no file"):
        load_postcodes([tmp_path / "none.csv"])


def test_the_command_tells_what_came_of_it(write, capsys):
    call_command("load_postcodes", write(EXTRACT))
    told = capsys.readouterr().out
    assert "2 read: 1 new, 0 changed, 0 unchanged, 0 refused." in told
    assert "1 of Northern Ireland were left out." in told


def test_the_command_wants_files_or_the_package():
    with pytest.raises(CommandError, match="Name the files to load, or --package"):
        call_command("load_postcodes")


def test_the_files_of_the_package_are_read(tmp_path):
    table = {
        "pcd": ["M13 9PL", "M13 9PA"],
        "laua": ["E08000003"] * 2,
        "oseast1m": [4e5, math.nan],
        "osnrth1m": [35e4, 0],
    }
    packed = msgpack.packb({"columns": list(table), "data": table})
    (tmp_path / "postcodes_M.msgpack.br").write_bytes(brotli.compress(packed))
    assert [(found.code, found.across) for found in read_folder(tmp_path)] == [("M139PL", 4e5), ("M139PA", None)]


def test_without_the_package_the_command_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr("places.postcodes.package.NAME", "no_such_package")
    with pytest.raises(CommandError, match=r"requirements-postcodes\.txt"):
        call_command("load_postcodes", package=True)
