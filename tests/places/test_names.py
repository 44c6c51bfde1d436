"""An area is found by any of its names, however they are typed."""

import pytest

from places.models import Area

Kind = Area.Kind


@pytest.fixture
def called(make_area):
    """Make one area and say whether it is called so."""

    def ask(text, **fields):
        area = make_area(**fields)
        return list(Area.objects.called(text)) == [area]

    return ask


@pytest.mark.parametrize("typed", ["St. Helens", "st helens", "SAINT HELENS", "St-Helens", " st. helens ", "sthelens"])
def test_case_and_signs_do_not_matter(called, typed):
    assert called(typed, name="St. Helens")


@pytest.mark.parametrize("typed", ["Ynys Môn", "ynys mon", "Isle of Anglesey"])
def test_an_area_is_called_by_each_of_its_languages(called, typed):
    assert called(typed, name="Isle of Anglesey", names={"cy": "Ynys Môn"})


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Bristol, City of", "bristol"),
        ("Herefordshire, County of", "Herefordshire"),
        ("City of Edinburgh", "Edinburgh"),
        ("Glasgow City", "glasgow"),
        ("Merthyr Tydfil County Borough Council", "Merthyr Tydfil"),
        ("London Borough of Hackney", "hackney"),
        ("County Durham", "durham"),
        ("Kingston upon Hull, City of", "kingston-upon-hull"),
        ("Windsor & Maidenhead", "Windsor and Maidenhead"),
    ],
)
def test_an_authority_is_called_by_the_name_of_its_place(called, name, typed):
    assert called(typed, name=name)


def test_a_health_board_is_called_by_the_name_of_its_place(called):
    assert called("devon", kind=Kind.HEALTH_BOARD, name="NHS Devon Integrated Care Board")


def test_a_ward_keeps_all_of_its_name(called):
    assert not called("bradford", kind=Kind.WARD, name="Bradford City")


@pytest.mark.parametrize("typed", ["Helens", "St. Helen", "", "?!", "%", "\0", "St. Helens x"])
def test_another_name_is_not_the_same(called, typed):
    assert not called(typed, name="St. Helens")


def test_a_renamed_area_is_called_by_its_new_name_alone(make_area):
    area = make_area(name="Seaholme")
    Area.objects.filter(pk=area.pk).update(name="Harbour")
    assert (list(Area.objects.called("harbour")), list(Area.objects.called("seaholme"))) == ([area], [])


def test_an_earlier_edition_is_not_called_by_its_name(make_area):
    make_area(code="E1", edition="2018", name="Seaholme")
    make_area(code="E1", edition="2023", name="Harbour")
    assert not Area.objects.called("Seaholme").exists()


def test_suggestions_begin_with_what_is_typed(make_area):
    make_area(name="East Ness")
    area = make_area(name="Ness, City of", names={"gd": "Nis"})
    assert [list(Area.objects.beginning_with(typed)) for typed in ("NE", "nì", "ess")] == [[area], [area], []]


def test_a_part_of_a_name_is_enough_to_look_for_areas(make_area):
    area = make_area(name="East Ness", names={"cy": "Trwyn y Dŵr"})
    assert [list(Area.objects.named(typed)) for typed in ("ness", "y dwr", "west")] == [[area], [area], []]
