"""What is measured of areas joins the edition that is asked, and says what does not join."""

import gzip

import pytest
from django.core.management import CommandError, call_command

from places.measures.loading import load_indicator
from places.models import Area, Indicator, IndicatorValue
from places.tables import BadTable

FACTS = {
    "code": "imd-2019-england",
    "name": "Deprivation overall",
    "nation": "england",
    "year": 2019,
    "area_kind": "lsoa",
    "area_edition": "2011",
    "source": "Ministry of Housing",
}
TWO_MEASURES = """lsoa11_code,IMD_decile,Income_decile,IMD_rank,Income_rank
E01000001,1,9,100,"31,002"
E01000002,5,10,16000,32000
"""
OPTIONS = {
    "code": "imd-2019-england",
    "name": "Deprivation overall",
    "nation": "england",
    "year": 2019,
    "area_kind": "lsoa",
    "edition": "2011",
    "source": "Ministry of Housing",
}


@pytest.fixture(autouse=True)
def _areas(make_area):
    for code, edition in [("E01000001", "2011"), ("E01000002", "2011"), ("E01000002", "2021"), ("E01000003", "2021")]:
        make_area(Area.Kind.LSOA, code, code=code, edition=edition)


@pytest.fixture
def load(write):
    def loaded(text, name="measures.csv", *, edition="2011", work_out=False, dry_run=False, **columns):
        facts = {**FACTS, "area_edition": edition}
        return load_indicator(write(text, name), facts, columns=columns, work_out=work_out, dry_run=dry_run)

    return loaded


def values():
    return list(IndicatorValue.objects.order_by("area__code").values_list("area__code", "value", "rank", "decile"))


def test_a_measure_is_chosen_by_what_its_columns_begin_with(load):
    load(TWO_MEASURES, measure="IMD")
    assert values() == [("E01000001", None, 100, 1), ("E01000002", None, 16000, 5)]


def test_thousands_may_be_parted_by_commas(load):
    load(TWO_MEASURES, measure="Income")
    assert values()[0] == ("E01000001", None, 31002, 9)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("code,score,rank\nE01000001,92.7,1\n", {}),
        ("\ufeffData_Zone,Population,IMD_rank,IMD_score\nE01000001,894,1,92.7\n", {}),
        ("lsoa,WIMD 2019,rank\nE01000001,92.7,1\n", {"given": {"value": "WIMD 2019", "rank": "rank"}}),
        (
            "LSOA code (2011),Index (IMD) Score,Index (IMD) Rank (where 1 is most deprived)\nE01000001,92.7,1\n",
            {"measure": "Index (IMD)"},
        ),
        ("LGD2014code,SOA2001,MDM_rank,MDM_score,Other_rank\nN09,E01000001,1,92.7,5\n", {"measure": "MDM"}),
        ("place,imd_rank,imd_score\nE01000001,1,92.7\n", {"area_column": "place"}),
    ],
)
def test_the_columns_of_publishers_are_known(load, text, columns):
    load(text, **columns)
    assert values() == [("E01000001", 92.7, 1, None)]


def test_a_rank_that_areas_share_is_rounded_down(load):
    load("code,rank\nE01000001,5955.5\n")
    assert values()[0][2] == 5955


def test_one_column_can_be_chosen_by_its_whole_name(load):
    load("lsoa,WIMD 2019,Income\nE01000001,86.6,100\n", measure="WIMD 2019")
    assert values() == [("E01000001", 86.6, None, None)]


def test_a_gzipped_file_is_read(load):
    assert load(gzip.compress(TWO_MEASURES.encode()), "measures.csv.gz", measure="IMD").new == 2


def test_only_the_edition_that_is_asked_is_joined(load):
    load(TWO_MEASURES, measure="IMD", edition="2021")
    assert [value.area.edition for value in IndicatorValue.objects.select_related("area")] == ["2021"]


def test_the_same_file_again_changes_nothing(load):
    load(TWO_MEASURES, measure="IMD")
    again = load(TWO_MEASURES, measure="IMD")
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)


def test_a_corrected_value_is_changed(load):
    load(TWO_MEASURES, measure="IMD")
    assert load(TWO_MEASURES.replace("16000", "16001"), measure="IMD").changed == 1


def test_a_corrected_edition_leaves_no_value_behind(load):
    load(TWO_MEASURES, measure="IMD", edition="2021")
    load(TWO_MEASURES, measure="IMD")
    assert [value.area.edition for value in IndicatorValue.objects.select_related("area")] == ["2011", "2011"]


def test_a_dry_run_keeps_nothing(load):
    assert load(TWO_MEASURES, measure="IMD", dry_run=True).new == 2
    assert not Indicator.objects.exists()


def test_a_file_that_joins_in_part_is_loaded_with_the_counts_said(load):
    loaded = load("code,rank\nE01000001,1\nE01000003,2\nE01999999,3\n")
    assert (loaded.joined, loaded.unknown, loaded.first_unknown) == (1, 2, ["E01000003", "E01999999"])


def test_codes_of_another_edition_are_said_to_be_so(load):
    assert load("code,rank\nE01000001,1\nE01000003,2\n").advice == (
        "1 of them look like codes of LSOA, data zone or SOA, edition 2021. If the file was made for these, load it "
        "with --edition 2021; else load the missing areas of edition 2011."
    )


def test_areas_of_the_nation_without_a_value_are_counted(load, make_area):
    make_area(Area.Kind.LSOA, code="S01000001", edition="2011")
    assert load("code,rank\nE01000001,1\nE01000002,NA\n").without == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",5,5", "It has no code of an area."),
        ("E01000002,many,5", "E01000002: its rank “many” is not a number."),
        ("E01000002,0,5", "E01000002: its rank “0” is not a whole number from 1 on."),
        ("E01000002,5,11", "E01000002: its decile “11” is not a whole number from 1 to 10."),
        ("E01000002", "It has 1 cells, fewer than the first row."),
    ],
)
def test_a_bad_row_is_refused_with_its_number(load, row, reason):
    refused = load(f"code,rank,decile\nE01000001,1,1\n{row}\n").refused
    assert [tuple(refusal) for refusal in refused.first] == [(3, reason)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("name,rank\nSeaholme,1\n", "Say which column holds the codes of areas, with --area-column"),
        ("code,name\nE01000001,Seaholme\n", "Say which column holds the measure, with --column"),
        (TWO_MEASURES, "The file has several measures. Choose one with --column"),
        ("code,rank\nE01000001,1\nE01000001,2\n", "E01000001 in rows 2, 3"),
        ("code,rank\nE09,1\n", "No row joins an area of kind lsoa and edition 2011. Its codes are like E09."),
        ("code,rank\nE01000003,1\n", "load it with --edition 2021"),
        ("code,rank\n", "No row joins"),
        (b"PK\x03\x04\x00\x00", "is not a whole CSV file"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(load, text, told):
    with pytest.raises(BadTable) as refused:
        load(text)
    assert told in str(refused.value)


def test_a_column_that_is_not_there_is_named(load):
    with pytest.raises(BadTable, match="No column is Crime or begins so"):
        load(TWO_MEASURES, measure="Crime")


def test_codes_of_another_kind_are_said_to_be_so(load, make_area):
    make_area(Area.Kind.WARD, code="E05000001")
    with pytest.raises(BadTable, match=r"codes of Ward, edition 2026.*load it with --area-kind ward --edition 2026"):
        load("code,rank\nE05000001,1\n")


def test_an_edition_that_is_not_loaded_is_said_to_be_so(load):
    with pytest.raises(BadTable, match="No areas of that kind and edition are here yet"):
        load("code,rank\nE01000009,1\n", edition="2001")


def test_ranks_and_deciles_are_worked_out_when_asked(load):
    load("code,score\nE01000001,10\nE01000002,80.5\nE01000009,3\n", work_out=True)
    assert values() == [("E01000001", 10, 2, 7), ("E01000002", 80.5, 1, 4)]


def test_deciles_are_not_worked_out_unasked(load):
    load("code,score\nE01000001,10\nE01000002,80.5\n")
    assert values()[0] == ("E01000001", 10, None, None)


def test_the_command_tells_what_came_of_it(write, capsys):
    call_command("load_indicator", write("code,rank\nE01000001,1\nE01000003,2\n"), **OPTIONS)
    told = capsys.readouterr().out
    assert "2 read, 1 joined an area: 1 new, 0 changed, 0 unchanged; 0 refused." in told
    assert "Codes of no area of this edition: 1 (E01000003 …)." in told
    assert "Areas of the nation without a value in the file: 1." in told


def test_the_command_refuses_options_that_cannot_be_kept(write):
    with pytest.raises(CommandError, match=r"These options cannot be taken\. code"):
        call_command("load_indicator", write(TWO_MEASURES), **{**OPTIONS, "code": "IMD 2019"})
