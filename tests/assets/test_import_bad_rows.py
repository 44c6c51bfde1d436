"""What is wrong with a row is said by row, column and value, with what to do; the good rows go in."""

import pytest

from assets.models import Asset
from tests.assets.importing import HEADER, problems, run_import, write_csv, write_geojson

GOOD = "Seaholme Pantry,12 Quay Street,ZZ99 1AA,-2.0,53.0"
POINT = {"type": "Point", "coordinates": [-2, 53]}
LINE = {"type": "LineString", "coordinates": [[-2, 53], [-2, 54]]}


@pytest.fixture
def bring(consortium, tmp_path):
    def run(*rows, header=HEADER):
        return run_import(write_csv(tmp_path, *rows, header=header), consortium)

    return run


@pytest.fixture
def bring_features(consortium, tmp_path):
    def run(*features):
        return run_import(write_geojson(tmp_path, *features), consortium)

    return run


@pytest.mark.parametrize(
    ("row", "column", "value", "trouble"),
    [
        (",1 Quay Street,,-2,53", "name", "", "The name is missing"),
        ("N/A,1 Quay Street,,-2,53", "name", "", "The name is missing"),
        ("n" * 201 + ",,,-2,53", "name", "n" * 201, "The name has 201 characters. Use at most 200."),
        ("Choir,,,west,53", "lon, lat", "west, 53", "must be numbers"),
        ("Choir,,,,53", "lon, lat", "53", "Only one of longitude and latitude is there"),
        ("Choir,,,0,0", "lon, lat", "0, 0", "0, 0 is in the sea off Africa"),
        ("Choir,,,53.5,-2.2", "lon, lat", "53.5, -2.2", "Are they swapped?"),
        ("Choir,,,382000,398000", "lon, lat", "382000, 398000", "These are not degrees"),
        ("Choir,,", "", "", "The row has 3 cells, and the header 5"),
        ("Choir,a,b,c,d,e", "", "", "The row has 6 cells, and the header 5"),
        (GOOD, "", "Seaholme Pantry", "This is the same place as in row 2"),
    ],
)
def test_a_row_that_cannot_be_used_is_left_out(bring, row, column, value, trouble):
    outcome = bring(GOOD, "Seaholme Library,,,-2.1,53", row)
    assert (outcome.new, outcome.refused) == (2, 1)
    [(number, at, said, advice, done)] = problems(outcome)
    assert (number, at, said, done) == ("4", column, value, "the row was left out")
    assert trouble in advice


@pytest.mark.parametrize(
    ("header", "cell", "trouble"),
    [
        ("website", "javascript:alert(1)", "Write one address"),
        ("website", "http://a.example and http://b.example", "Write one address"),
        ("email", "ring the bell", "Write one e-mail address"),
        ("email", "a@b.example; c@d.example", "Write one e-mail address"),
        ("telephone", "0" * 61, "Use at most 60 characters"),
        ("address", "x" * 301, "Use at most 300 characters"),
        ("town", "x" * 101, "Use at most 100 characters"),
        ("postcode", "ZZ99 1AA or so", "A postcode has at most 10 characters"),
        ("min_age", "eighteen", "Write whole years"),
        ("ref", "x" * 101, "Use at most 100 characters"),
    ],
)
def test_a_bad_cell_is_left_empty(bring, header, cell, trouble):
    outcome = bring(f"Choir,{cell}", header=f"name,{header}")
    [(number, column, _, advice, done)] = problems(outcome)
    assert (number, column, done) == ("2", header, "the cell was left empty")
    assert trouble in advice
    assert (outcome.new, outcome.warnings) == (1, 1)


def test_ages_in_the_wrong_order_are_not_entered(bring):
    bring("Choir,60,18", header="name,min_age,max_age")
    assert Asset.objects.values_list("age_from", "age_to").get() == (60, None)


@pytest.mark.parametrize(
    ("row", "trouble"),
    [("Choir,,,2.35,48.85", "This is outside the UK"), ("Choir,,M31,-2,53", "does not look like a full UK postcode")],
)
def test_what_looks_odd_is_entered_with_a_warning(bring, row, trouble):
    outcome = bring(row)
    [(_, _, _, advice, done)] = problems(outcome)
    assert trouble in advice
    assert (outcome.new, done) == (1, "it was entered as it is")


def test_a_place_that_has_closed_is_left_out(bring):
    assert bring("Old Library,2013", "Library,", header="name,closed").refused == 1


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(bring):
    outcome = bring("""Choir,"=HYPERLINK(""http://evil.example"")" """.strip(), header="name,website")
    assert problems(outcome)[0][2].startswith("'=")


def test_nul_characters_are_left_out(consortium, tmp_path):
    path = tmp_path / "places.csv"
    path.write_bytes(b"name,town\nSea\0holme Pantry,Seaholme\n" + b"Choir,Seaholme\n" * 10)
    run_import(path, consortium)
    assert Asset.objects.filter(name="Seaholme Pantry").exists()


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "قاعة المجتمع", "🎶 Choir", "O'Brien; DROP TABLE x", r"back\slash\N"]
)
def test_any_words_are_kept_as_they_are(bring, name):
    bring(name, header="name")
    assert Asset.objects.get().name == name


def test_rows_are_counted_as_a_sheet_counts_them(bring):
    outcome = bring('"Two\nlines",,,-2,53', "", ",,,-2,53")
    assert problems(outcome)[0][0] == "4"


@pytest.mark.parametrize("shape", [None, {"type": "Point", "coordinates": []}])
def test_a_feature_without_a_point_goes_in_without_a_place(bring_features, shape):
    assert bring_features(({"name": "Choir"}, shape)).unplaced == 1


@pytest.mark.parametrize(
    ("shape", "trouble"),
    [
        (LINE, "The feature is a LineString. Only points can be imported"),
        ({"type": "Polygon", "coordinates": []}, "The feature is a Polygon."),
        ({"type": "Point", "coordinates": ["a", "b"]}, "must be numbers"),
        ({"type": "Point", "coordinates": [-2]}, "Only one of longitude and latitude"),
        ("POINT (-2 53)", "must each be an object"),
    ],
)
def test_a_feature_of_another_shape_is_left_out(bring_features, shape, trouble):
    outcome = bring_features(({"name": "Pantry"}, POINT), ({"name": "Choir"}, shape))
    assert (outcome.new, outcome.refused) == (1, 1)
    assert trouble in problems(outcome)[0][3]


def test_a_first_feature_without_properties_does_not_cost_the_others(bring_features):
    outcome = bring_features(({}, POINT), ({"name": "Choir"}, POINT))
    assert (outcome.new, outcome.refused) == (1, 1)


def test_a_polygon_with_coordinates_beside_it_is_a_point(bring_features):
    outcome = bring_features(({"name": "Reserve", "lon": -2.0, "lat": 53.0}, {"type": "Polygon", "coordinates": []}))
    assert (outcome.new, outcome.unplaced) == (1, 0)


def test_something_that_is_no_feature_is_left_out(consortium, tmp_path):
    path = write_geojson(tmp_path, ({"name": "Pantry"}, POINT))
    path.write_text(path.read_text().replace('"features": [', '"features": [7, '))
    assert run_import(path, consortium).refused == 1
