"""What is measured of an area, in words: each nation by its own measure, never one beside another."""

from dataclasses import dataclass
from itertools import groupby

from django.db import connections, router

from places.models import Area, Indicator, IndicatorValue

Kind, Nation = Area.Kind, Indicator.Nation
NATIONS = {nation: nation.label for nation in Nation} | {Nation.UNITED_KINGDOM: "the United Kingdom"}
# In these nothing is counted: neighbourhoods are measured themselves, and against their nation.
NOT_COUNTED_IN = [Kind.LSOA, Kind.NATION]
PLURALS = {Kind.LSOA: "neighbourhoods", Kind.WARD: "wards", Kind.LOCAL_AUTHORITY: "local authorities"}
# What an area holds by its parents, down to the smallest. A code means the same in each edition that has it.
INSIDE = """
WITH RECURSIVE inside (id) AS (
  SELECT id FROM places_area WHERE code = %(code)s
  UNION
  SELECT link.from_area_id FROM inside JOIN places_area_parents AS link ON link.to_area_id = inside.id
)
SELECT held.indicator_id, count(*), count(*) FILTER (WHERE held.decile = 1), count(*) FILTER (WHERE held.decile <= 2)
FROM inside
JOIN places_area AS area ON area.id = inside.id AND area.kind = %(kind)s
JOIN places_indicatorvalue AS held ON held.area_id = area.id AND held.decile IS NOT NULL
GROUP BY held.indicator_id
"""


@dataclass(frozen=True)
class Measured:
    """One indicator of one area: `words` go on after its name."""

    indicator: Indicator
    words: str


@dataclass(frozen=True)
class Survey:
    """All that one publisher measured for one year. `source` is an indicator that has its source and terms."""

    source: Indicator
    nation: str
    measures: list[Measured]


def surveys_of(area):
    """What is measured of an area itself, or of how many of the neighbourhoods in it: the newest Survey first."""
    held = IndicatorValue.objects.filter(area__code=area.code).select_related("indicator")
    measured = [Measured(value.indicator, standing(value)) for value in held]
    if area.kind not in NOT_COUNTED_IN:
        measured += _counted_in(area)
    by_survey = sorted(measured, key=lambda one: (-one.indicator.year, one.indicator.source, one.indicator.pk))
    return [
        Survey(measures[0].indicator, NATIONS[nation], measures)
        for (_, _, nation), group in groupby(by_survey, lambda one: _survey(one.indicator))
        if (measures := list(group))
    ]


def standing(value):
    """Where an area stands in its nation, such as "among the most deprived 20% of neighbourhoods in England"."""
    indicator = value.indicator
    everyone = f"{_plural(indicator)} in {NATIONS[indicator.nation]}"
    if value.decile:
        share = f"{10 * min(value.decile, 11 - value.decile)}%" if value.decile not in (5, 6) else "half"
        most, least = _extremes(indicator)
        return f"among the {most if value.decile <= 5 else least} {share} of {everyone}"
    if value.rank:
        return f"number {value.rank:,} among the {everyone}, where number 1 has the most of it"
    return f"{value.value:,g} {indicator.unit}".strip()


def _survey(indicator):
    return indicator.year, indicator.source, indicator.nation


def _counted_in(area):
    with connections[router.db_for_read(IndicatorValue)].cursor() as cursor:
        cursor.execute(INSIDE, {"code": area.code, "kind": Kind.LSOA})
        counts = {indicator: found for indicator, *found in cursor.fetchall()}
    return [Measured(indicator, _count(indicator, *counts[pk])) for pk, indicator in _indicators(counts).items()]


def _indicators(counts):
    return Indicator.objects.in_bulk(list(counts)) if counts else {}


def _count(indicator, total, tenth, fifth):
    nation, (most, _) = NATIONS[indicator.nation], _extremes(indicator)
    if not fifth:
        return f"none of {total:,} {_plural(indicator)} here is among the {most} 20% in {nation}"
    of_these = f"{tenth:,} of these among the {most} 10%"
    return f"{fifth:,} of {total:,} {_plural(indicator)} here are among the {most} 20% in {nation}, {of_these}"


def _plural(indicator):
    return PLURALS.get(indicator.area_kind, "areas")


def _extremes(indicator):
    """What the ends of the scale are called: rank and decile 1 have the most of what is measured."""
    is_of_deprivation = "deprivation" in indicator.name.lower()
    return ("most deprived", "least deprived") if is_of_deprivation else ("highest", "lowest")
