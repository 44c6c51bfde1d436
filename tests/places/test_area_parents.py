"""Areas belong to wider areas: as a lookup says, or by where their label points lie."""

import pytest
from django.core.management import CommandError, call_command

from mapping import surroundings
from places.loading.parents import BadTable, Lookup, load_parents, place_in_parents
from places.models import Area

Kind = Area.Kind
IN_THE_WEST = (-2.1, 52.9, -2.05, 53.1)


@pytest.fixture
def lsoa(make_area):
    return make_area(Kind.LSOA, "Seaholme 001A", code="L1", edition="2021", box=IN_THE_WEST)


@pytest.fixture
def wards(make_area):
    """Two wards; the LSOA lies in the first, in the west."""
    return [
        make_area(Kind.WARD, "West", code="W1", edition="2023", box=(-2.1, 52.9, -2, 53.1)),
        make_area(Kind.WARD, "East", code="W2", edition="2023", box=(-2, 52.9, -1.9, 53.1)),
    ]


@pytest.fixture
def lookup(tmp_path):
    def write(*rows, header="lsoa21cd,lsoa21nm,wd23cd,wd23nm", **options):
        path = tmp_path / "lookup.csv"
        path.write_text("\n".join([header, *rows]))
        return Lookup(path, child_edition="2021", parent_edition="2023", **options)

    return write


def parents(area):
    return [parent.code for parent in area.parents.order_by("code")]


def test_a_lookup_says_which_ward_an_area_belongs_to(lsoa, wards, lookup):
    loaded = load_parents(lookup("L1,Seaholme 001A,W2,East"))
    assert (loaded.new, parents(lsoa)) == (1, ["W2"])


def test_the_same_lookup_again_changes_nothing(lsoa, wards, lookup):
    load_parents(lookup("L1,,W2,"))
    again = load_parents(lookup("L1,,W2,"))
    assert (again.matched, again.new, again.lost) == (1, 0, 0)


def test_another_ward_takes_the_place_of_the_first(lsoa, wards, lookup):
    load_parents(lookup("L1,,W2,"))
    corrected = load_parents(lookup("L1,,W1,"))
    assert (corrected.new, corrected.lost, parents(lsoa)) == (1, 1, ["W1"])


def test_parents_of_other_kinds_and_editions_stay(lsoa, wards, lookup, make_area):
    lsoa.parents.add(make_area(code="E1"), make_area(Kind.WARD, code="W2", edition="2018"))
    load_parents(lookup("L1,,W1,"))
    assert parents(lsoa) == ["E1", "W1", "W2"]


def test_a_lookup_that_splits_an_area_gives_it_two_parents(lsoa, wards, lookup):
    load_parents(lookup("L1,,W1,", "L1,,W2,"))
    assert parents(lsoa) == ["W1", "W2"]


def test_codes_that_are_not_loaded_are_listed(lsoa, wards, lookup):
    loaded = load_parents(lookup("L1,,W1,", "L2,,W1,", "L1,,W9,"))
    assert (loaded.children, loaded.parents) == (["L2"], ["W9"])


def test_the_columns_can_be_given(lsoa, wards, lookup):
    load_parents(lookup("W1,L1", header="outer,inner", child="inner", parent="OUTER"))
    assert parents(lsoa) == ["W1"]


@pytest.mark.parametrize(
    ("header", "rows", "options", "message"),
    [
        ("ref,title", ["L1,W1"], {}, r"Two columns of codes are needed.* The file has: ref, title."),
        ("lsoa21cd,lsoa21nm", ["L1,x"], {}, r"Two columns of codes are needed"),
        ("lsoa21cd,wd23cd", ["L1,W1"], {"parent": "ward"}, r"There is no column ward in the file."),
        ("lsoa21cd,wd23cd", ["L1,W1,x"], {}, r"Row 2 has 3 cells, and there are 2 columns."),
        ("lsoa21cd,wd23cd", [], {}, r"There are no rows with two codes in the file."),
        ("lsoa21cd,wd23cd", ["L1,"], {}, r"There are no rows with two codes in the file."),
        ("", [], {}, r"Two columns of codes are needed"),
    ],
)
def test_a_lookup_that_cannot_be_used_says_why(lookup, header, rows, options, message):
    with pytest.raises(BadTable, match=message):
        load_parents(lookup(*rows, header=header, **options))


def test_by_place_an_area_belongs_to_that_in_which_its_label_point_lies(lsoa, wards):
    place_in_parents(Area.objects.filter(kind=Kind.LSOA), Area.objects.filter(kind=Kind.WARD))
    assert parents(lsoa) == ["W1"]


def test_on_the_border_of_two_it_belongs_to_one(lsoa, wards):
    Area.objects.filter(pk=lsoa.pk).update(label_point="SRID=4326;POINT (-2 53)")
    place_in_parents(Area.objects.filter(kind=Kind.LSOA), Area.objects.filter(kind=Kind.WARD))
    assert parents(lsoa) == ["W1"]


def test_areas_that_lie_in_none_are_listed(lsoa, wards, make_area):
    make_area(Kind.LSOA, code="L2", box=(1, 51, 1.1, 51.1))
    loaded = place_in_parents(Area.objects.filter(kind=Kind.LSOA), Area.objects.filter(kind=Kind.WARD))
    assert loaded.children == ["L2"]


def test_a_dry_run_keeps_nothing(lsoa, wards, capsys):
    call_command("load_area_parents", "--by-place", "lsoa", "ward", "--dry-run")
    assert (parents(lsoa), capsys.readouterr().out[:15]) == ([], "1 links: 1 new,")


def test_the_command_reads_a_lookup(lsoa, wards, lookup):
    path = str(lookup("L1,,W2,").path)
    call_command("load_area_parents", path, "--child-edition=2021", "--parent-edition=2023")
    assert parents(lsoa) == ["W2"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Give a lookup file, or --by-place"),
        (["nowhere.csv", "--child-edition=2021"], "Say of which edition the codes are, with --parent-edition"),
        (["nowhere.csv", "--child-edition=2021", "--parent-edition=2023"], "There is no file nowhere.csv"),
        (["--by-place", "lsoa", "lsoa"], "The two kinds are the same"),
        (["--by-place", "lsoa", "parish"], "There is no kind parish. There are: nation"),
        (["--by-place", "lsoa", "msoa"], "No areas of kind msoa are loaded"),
    ],
)
def test_the_command_says_what_it_needs(lsoa, arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command("load_area_parents", *arguments)


def codes(areas):
    return sorted(area.code for area in areas)


def test_an_area_is_around_another_as_its_parents_say(make_area, lsoa):
    east, west = make_area(code="E1"), make_area(code="E2", box=(-1.9, 52.9, -1.8, 53.1))
    assert codes(surroundings.around(lsoa)) == ["E1"]
    lsoa.parents.add(west)
    assert codes(surroundings.around(lsoa)) == ["E2"]
    assert east.code not in codes(surroundings.around(lsoa))


def test_a_parent_of_one_kind_leaves_the_other_kinds_to_geometry(make_area, lsoa):
    make_area(Kind.NATION, code="N1")
    lsoa.parents.add(make_area(code="E2", box=(-1.9, 52.9, -1.8, 53.1)))
    assert codes(surroundings.around(lsoa)) == ["E2", "N1"]


def test_a_parent_stands_for_its_newer_edition(make_area, lsoa):
    lsoa.parents.add(make_area(code="E1", edition="2023"))
    newer = make_area(code="E1", edition="2024")
    assert surroundings.around(lsoa) == [newer]


def test_an_authority_holds_the_wards_that_belong_to_it(make_area, wards):
    here, elsewhere = make_area(code="E1"), make_area(code="E2", box=(-1.9, 52.9, -1.8, 53.1))
    wards[0].parents.add(elsewhere)
    assert (codes(surroundings.within(here)), codes(surroundings.within(elsewhere))) == (["W2"], ["W1"])
