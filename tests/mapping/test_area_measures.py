"""The page of an area says in words what is measured of it, with nation, year and source."""

import pytest

from mapping.measured import standing, surveys_of
from places.models import Area, Indicator, IndicatorValue

IMD = {"nation": "england", "year": 2025, "area_kind": "lsoa", "area_edition": "2021", "source": "Ministry of Housing"}


@pytest.fixture
def make_indicator():
    def make(code="imd-2025", name="Income deprivation", **fields):
        return Indicator.objects.create(code=code, name=name, **{**IMD, **fields})

    return make


@pytest.fixture
def lsoa(make_area):
    return make_area(Area.Kind.LSOA, "Seaholme 001A", edition="2021")


def measure(indicator, area, **says):
    return IndicatorValue.objects.create(indicator=indicator, area=area, **says)


def words(area):
    return [measured.words for survey in surveys_of(area) for measured in survey.measures]


@pytest.mark.parametrize(
    ("decile", "said"),
    [
        (1, "among the most deprived 10% of neighbourhoods in England"),
        (2, "among the most deprived 20% of neighbourhoods in England"),
        (5, "among the most deprived half of neighbourhoods in England"),
        (6, "among the least deprived half of neighbourhoods in England"),
        (9, "among the least deprived 20% of neighbourhoods in England"),
        (10, "among the least deprived 10% of neighbourhoods in England"),
    ],
)
def test_a_decile_is_said_in_words(make_indicator, lsoa, decile, said):
    assert standing(measure(make_indicator(), lsoa, decile=decile)) == said


def test_what_is_no_deprivation_has_high_and_low_ends(make_indicator, lsoa):
    said = standing(measure(make_indicator(name="People aged 65 and over"), lsoa, decile=1))
    assert said == "among the highest 10% of neighbourhoods in England"


def test_a_rank_alone_is_said(make_indicator, lsoa):
    said = standing(measure(make_indicator(), lsoa, rank=1200))
    assert said == "number 1,200 among the neighbourhoods in England, where number 1 has the most of it"


def test_a_value_alone_is_said_with_its_unit(make_indicator, lsoa):
    assert standing(measure(make_indicator(unit="percent"), lsoa, value=12.5)) == "12.5 percent"


def test_the_page_shows_measure_year_and_source(client, make_indicator, lsoa):
    measure(make_indicator(), lsoa, decile=2)
    page = client.get(lsoa.get_absolute_url()).content.decode()
    assert "Income deprivation: among the most deprived 20% of neighbourhoods in England, 2025" in page
    assert "Source: Ministry of Housing" in page


def test_the_newest_stands_first(make_indicator, lsoa, make_area):
    of_2011 = make_area(Area.Kind.LSOA, code=lsoa.code, edition="2011")
    measure(make_indicator("imd-2019", year=2019, area_edition="2011"), of_2011, decile=1)
    measure(make_indicator(), lsoa, decile=2)
    assert [survey.source.year for survey in surveys_of(lsoa)] == [2025, 2019]


def test_a_wider_area_counts_its_neighbourhoods(make_indicator, make_area):
    authority, msoa = make_area(), make_area(Area.Kind.MSOA)
    msoa.parents.add(authority)
    indicator = make_indicator()
    for decile in (1, 2, 2, 7):
        neighbourhood = make_area(Area.Kind.LSOA)
        neighbourhood.parents.add(msoa, authority)
        measure(indicator, neighbourhood, decile=decile)
    assert words(authority) == [
        "3 of 4 neighbourhoods here are among the most deprived 20% in England, 1 of these among the most deprived 10%"
    ]


def test_a_wider_area_without_deprived_neighbourhoods_says_none(make_indicator, make_area, lsoa):
    authority = make_area()
    lsoa.parents.add(authority)
    measure(make_indicator(), lsoa, decile=8)
    assert words(authority) == ["none of 1 neighbourhoods here is among the most deprived 20% in England"]


def test_measures_of_two_nations_stand_apart(make_indicator, make_area):
    board = make_area(Area.Kind.HEALTH_BOARD)
    for nation in ("england", "wales"):
        neighbourhood = make_area(Area.Kind.LSOA)
        neighbourhood.parents.add(board)
        measure(make_indicator(f"imd-{nation}", nation=nation), neighbourhood, decile=1)
    assert sorted(survey.nation for survey in surveys_of(board)) == ["England", "Wales"]


def test_an_area_of_which_nothing_is_measured_says_nothing(client, make_area):
    assert b"What is measured here" not in client.get(make_area().get_absolute_url()).content


@pytest.mark.real_roles
def test_a_visitor_reads_it_with_the_rights_of_visitors(client, make_indicator, lsoa, make_area):
    lsoa.parents.add(authority := make_area())
    measure(make_indicator(), lsoa, decile=2)
    assert b"What is measured here" in client.get(authority.get_absolute_url()).content
