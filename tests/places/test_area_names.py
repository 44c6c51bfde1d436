"""Nations and authorities have names in Welsh, Scottish Gaelic and Irish."""

import csv

import pytest
from django.core.management import call_command

from places.area_names import NAMES, load_area_names
from places.finding import find


def test_an_area_is_found_by_its_name_in_another_language(make_area):
    cardiff = make_area(name="Cardiff", code="W06000015")
    call_command("load_area_names")
    assert find("Caerdydd").area == cardiff


def test_names_that_are_known_already_stay(make_area):
    area = make_area(name="Cardiff", code="W06000015", names={"pl": "Cardiff po polsku"})
    load_area_names()
    area.refresh_from_db()
    assert area.names == {"pl": "Cardiff po polsku", "cy": "Caerdydd"}


def test_a_second_run_changes_nothing(make_area):
    make_area(name="Cardiff", code="W06000015")
    assert (load_area_names(), load_area_names()) == (1, 0)


def test_all_the_authorities_of_wales_are_named_in_welsh_once():
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = [(row["code"], row["language"]) for row in csv.DictReader(file)]
    assert sum(code.startswith("W06") and language == "cy" for code, language in rows) == 22
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("typed", ["ynys mon", "YNYS MÔN"])
def test_they_are_found_with_and_without_accents(make_area, typed):
    anglesey = make_area(name="Isle of Anglesey", code="W06000001")
    load_area_names()
    assert find(typed).area == anglesey
