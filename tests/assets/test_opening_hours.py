"""`opening_hours` of OpenStreetMap are read where weekday rows can say all of it, and left alone otherwise."""

import pytest

from assets.models import Asset
from assets.opening_hours import read_opening_hours
from tests.assets.importing import run_import, write_geojson


def rows(text):
    return [(row["weekday"], row.get("opens"), row.get("closes")) for row in read_opening_hours(text).rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mo 09:00-17:00", [(1, "09:00", "17:00")]),
        ("Mo-We 09:00-17:00", [(day, "09:00", "17:00") for day in (1, 2, 3)]),
        ("Mo,Th 09:00-12:00", [(1, "09:00", "12:00"), (4, "09:00", "12:00")]),
        ("Mo, We-Th 09:00-12:00", [(1, "09:00", "12:00"), (3, "09:00", "12:00"), (4, "09:00", "12:00")]),
        ("Sa-Mo 10:00-11:00", [(1, "10:00", "11:00"), (6, "10:00", "11:00"), (7, "10:00", "11:00")]),
        ("Mo 09:00-13:00,14:00-17:00", [(1, "09:00", "13:00"), (1, "14:00", "17:00")]),
        ("Mo 09:00-13:00, 14:00-17:00", [(1, "09:00", "13:00"), (1, "14:00", "17:00")]),
        ("Mo 09:00-17:00, Sa 10:00-12:00", [(1, "09:00", "17:00"), (6, "10:00", "12:00")]),
        ("Mo 09:00-12:00, Mo 17:00-20:00", [(1, "09:00", "12:00"), (1, "17:00", "20:00")]),
        ("Mo-Tu 09:00-17:00; Tu 10:00-12:00", [(1, "09:00", "17:00"), (2, "10:00", "12:00")]),
        ("Mo-Tu 09:00-17:00; Tu off", [(1, "09:00", "17:00")]),
        ("mo 09:00-17:00;", [(1, "09:00", "17:00")]),
        ("Fr 22:00-02:00", [(5, "22:00", "02:00")]),
        ("Fr 22:00-26:00", [(5, "22:00", "02:00")]),
        ("Fr 18:00-24:00", [(5, "18:00", "24:00")]),
        ("24/7", [(day, "00:00", "24:00") for day in range(1, 8)]),
        ("10:00-16:00", [(day, "10:00", "16:00") for day in range(1, 8)]),
    ],
)
def test_weekdays_and_times_are_read(text, expected):
    assert rows(text) == expected


def test_not_on_bank_holidays_is_read():
    assert read_opening_hours("Mo-Fr 09:00-17:00; PH off").opens_on_bank_holidays is False


def test_what_is_not_said_of_bank_holidays_is_not_known():
    assert read_opening_hours("Mo-Fr 09:00-17:00").opens_on_bank_holidays is None


def test_not_in_school_holidays_is_term_time():
    assert all(session.term_time for session in read_opening_hours("Mo-Fr 09:00-15:00; SH off").sessions)


@pytest.mark.parametrize("text", ['Mo "by appointment"', 'Mo 09:00-17:00 "by appointment"'])
def test_by_appointment_is_by_arrangement(text):
    (session,) = read_opening_hours(text).sessions
    assert (session.by_arrangement, session.note) == (True, "")


def test_a_remark_is_a_note():
    (session,) = read_opening_hours('Mo 09:00-17:00 "ring the bell"').sessions
    assert session.note == "ring the bell"


@pytest.mark.parametrize(
    "text",
    [
        "", ";", "off", "closed", "ring first", "Mo", "Mo-Fr", "Mo 9-5", "Mo 9:00-17:00", "Mo 09:00-17:00+",
        "Mo 09:00", "Mo 25:00-26:00", "Mo 09:70-10:00", "Mo 09:00-09:00", "Mo 09:00-49:00", "Jan-Mar 10:00-16:00",
        "Mo[1] 10:00-12:00", "sunrise-sunset", "week 1-20 Mo 10:00-12:00", "PH 10:00-12:00; Mo 09:00-17:00",
        "Mo-Sa,PH 10:00-17:00", "PH off", "Mo 09:00-17:00 || Tu 10:00-12:00", "Mon-Fri 09:00-17:00",
        "2026 Mo 10:00-12:00", 'Mo "ring first"', "Mo 09:00-12:00 Tu 09:00-12:00", "Mo 10:00-16:00 unknown",
        "Mo-Fr 09:00-17:00; SH 10:00-12:00", "Mo ٠٩:٠٠-١٠:٠٠", "ſa 09:00-10:00", f"Mo 09:00-10:00,{' ' * 3000}x",
        f'Mo 09:00-10:00 "{"x" * 201}"', f"Mo-Su {','.join(f'{hour:02}:00-{hour:02}:30' for hour in range(6))}",
    ],
)  # fmt: skip
def test_what_weekday_rows_cannot_say_is_not_read(text):
    with pytest.raises(ValueError):  # noqa: PT011 (the text is all that is known)
        read_opening_hours(text)


@pytest.fixture
def imported(consortium, tmp_path):
    def bring(text):
        facts = {"name": "Quay Café", "opening_hours": text}
        run_import(write_geojson(tmp_path, (facts, {"type": "Point", "coordinates": [-2, 53]})), consortium)
        return Asset.objects.get()

    return bring


def test_a_file_brings_them_as_sessions(imported):
    asset = imported("Sa 10:00-16:00; PH off")
    assert asset.sessions == [{"weekday": 6, "opens": "10:00", "closes": "16:00"}]
    assert (asset.opening_times, asset.opens_on_bank_holidays) == ("", False)


def test_a_file_keeps_its_words_where_they_cannot_be_read(imported):
    asset = imported("Jan-Mar 10:00-16:00")
    assert (asset.sessions, asset.opening_times, asset.opens_on_bank_holidays) == ([], "Jan-Mar 10:00-16:00", None)
