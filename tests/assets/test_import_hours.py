"""Opening hours a day become sessions where they can be read with certainty; else the file's words stay."""

import json

import pytest

from assets.importing.hours import sessions_of_days
from assets.models import Asset
from tests.assets.importing import problems, run_import, write_geojson

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def monday(cell):
    """The rows that this cell gives for Monday, the other days being closed."""
    read = sessions_of_days([cell, *["CLOSED"] * 6])
    return [(row["opens"], row["closes"]) for row in json.loads(read)] if read else None


@pytest.mark.parametrize(
    ("cell", "rows"),
    [
        ("09:00-17:30", [("09:00", "17:30")]),
        ("09:00 – 17:30", [("09:00", "17:30")]),
        ("9am - 1pm, 2pm - 5pm", [("09:00", "13:00"), ("14:00", "17:00")]),
        ("08:30-13:00,14:00-17:30", [("08:30", "13:00"), ("14:00", "17:30")]),
        ("9am to noon and 1pm to 5pm", [("09:00", "12:00"), ("13:00", "17:00")]),
        ("22:00-02:00", [("22:00", "02:00")]),
        ("02:00-04:00", [("02:00", "04:00")]),
        ("7:00-22:00", [("07:00", "22:00")]),
        ("24 hours", [("00:00", "24:00")]),
        ("18:00-24:00", [("18:00", "24:00")]),
    ],
)
def test_hours_that_are_certain_are_read(cell, rows):
    assert monday(cell) == rows


@pytest.mark.parametrize(
    "cell",
    ["", "9-5", "9:00-5:00", "2:00-4:00", "1.30-4pm", "09:00", "09:00-", "09:00-17:00 (term time)", "ring first",
     "00:00-00:00", "09:00-05:00", "Closed for lunch", "09:00-10:00-11:00", "9 till late"],
)  # fmt: skip
def test_hours_that_are_not_certain_are_not_read(cell):
    assert monday(cell) is None


@pytest.fixture
def imported(consortium, tmp_path):
    def bring(**hours):
        facts = {"name": "Quay Pharmacy", **{f"opening_hours_{day}": "CLOSED" for day in DAYS}}
        facts |= {f"opening_hours_{day}": cell for day, cell in hours.items()}
        run_import(write_geojson(tmp_path, (facts, {"type": "Point", "coordinates": [-2, 53]})), consortium)
        return Asset.objects.get()

    return bring


def test_hours_of_a_file_become_sessions(imported):
    asset = imported(monday="09:00-17:30", saturday="09:00-12:30")
    assert asset.sessions == [
        {"weekday": 1, "opens": "09:00", "closes": "17:30"},
        {"weekday": 6, "opens": "09:00", "closes": "12:30"},
    ]
    assert (asset.opening_times, asset.session_days) == ("", [1, 6])


def test_one_cell_that_is_not_certain_leaves_all_in_words(imported):
    asset = imported(monday="09:00-17:30", saturday="9 till late")
    assert asset.sessions == []
    assert asset.opening_times.splitlines()[0] == "Monday: 09:00-17:30"
    assert "Saturday: 9 till late" in asset.opening_times


def test_what_is_closed_every_day_says_so_in_words(imported):
    asset = imported()
    assert asset.sessions == []
    assert "Sunday: CLOSED" in asset.opening_times


def test_other_hours_in_a_later_file_are_reported_and_not_applied(consortium, tmp_path):
    point = {"type": "Point", "coordinates": [-2, 53]}
    facts = {"name": "Quay Pharmacy", "id": "7", **{f"opening_hours_{day}": "09:00-17:00" for day in DAYS}}
    run_import(write_geojson(tmp_path, (facts, point)), consortium)
    again = run_import(write_geojson(tmp_path, (facts | {"opening_hours_friday": "09:00-16:00"}, point)), consortium)
    assert again.changed == 1
    assert problems(again)[0][-1] == "the entry was not changed"
    assert len(Asset.objects.get().sessions) == 7


def test_the_same_hours_in_a_later_file_change_nothing(consortium, tmp_path):
    point = {"type": "Point", "coordinates": [-2, 53]}
    facts = {"name": "Quay Pharmacy", "id": "7", **{f"opening_hours_{day}": "09:00-17:00" for day in DAYS}}
    for _ in range(2):
        outcome = run_import(write_geojson(tmp_path, (facts, point)), consortium)
    assert (outcome.changed, outcome.unchanged) == (0, 1)
