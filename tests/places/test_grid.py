"""Grid references of Great Britain and Ireland, and eastings and northings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.grid import read_grid_reference, write_grid_reference

A_HUNDRED_METRES = 0.0015  # degrees, with room to spare
MANCHESTER, BELFAST, LERWICK = (-2.2448, 53.4789), (-5.9298, 54.5970), (-1.1462, 60.1552)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("SJ 838 980", MANCHESTER),
        ("sj838980", MANCHESTER),
        ("SJ8380098000", MANCHESTER),
        ("SJ 83800 98000", MANCHESTER),
        ("383800, 398000", MANCHESTER),
        ("383800 398000", MANCHESTER),
        ("E 383800 N 398000", MANCHESTER),
        ("HU 47 41", LERWICK),
        ("J 338 740", BELFAST),
        ("j338740", BELFAST),
    ],
)
def test_a_reference_is_the_place_it_names(written, place):
    assert read_grid_reference(written).coords == pytest.approx(place, abs=A_HUNDRED_METRES)


def test_a_short_reference_is_the_middle_of_its_square():
    # 500 m east and north of the corner, which is that of SJ 830 980.
    corner, middle = read_grid_reference("SJ 83000 98000"), read_grid_reference("SJ 83 98")
    assert (middle.x - corner.x, middle.y - corner.y) == pytest.approx((0.0075, 0.0045), abs=0.0003)


@pytest.mark.parametrize(
    "written", ["", "SJ", "SJ 83", "SJ 838 98", "SJ 838 980 1", "I 338 740", "M13 9PL", "٣٨٣٨٠٠, ٣٩٨٠٠٠"]
)
def test_what_is_no_reference_is_none(written):
    assert read_grid_reference(written) is None


@given(st.from_regex(r"[A-HJ-Z]{1,2}([0-9]{2}){2,5}", fullmatch=True))
def test_any_reference_is_somewhere(written):
    assert read_grid_reference(written).srid == 4326


def test_a_reference_is_written_with_its_spaces():
    assert write_grid_reference("sj838980") == "SJ 838 980"
