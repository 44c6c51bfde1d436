"""Bank holidays, which differ between the nations of the United Kingdom."""

from functools import lru_cache

from holidays import country_holidays

from places.models import Area

# How the official code of a nation begins, and what the calendar calls it.
NATIONS = {"E92": "ENG", "N92": "NIR", "S92": "SCT", "W92": "WLS"}


def nation_of(area):
    """What the calendar calls this nation, or nothing."""
    return NATIONS.get(area.code[:3])


def nations_by_area():
    """The nation of each area that is one, of every edition: id to what the calendar calls it."""
    nations = Area.objects.filter(kind=Area.Kind.NATION).only("id", "code")
    return {area.pk: nation for area in nations if (nation := nation_of(area))}


@lru_cache(maxsize=100)
def holidays_of(nation, year):
    """The bank holidays of a nation in a year: date to name. The day itself counts as well as the one kept for it."""
    return dict(country_holidays("GB", subdiv=nation, years=year))


def celebrating(day):
    """The nations that have a bank holiday on this day."""
    return {nation for nation in NATIONS.values() if day in holidays_of(nation, day.year)}


def is_holiday(day, nations):
    """Whether this day is a bank holiday in these nations: None where it is in one and not in another.

    No nations stand for not knowing which: then it is known only where all nations agree.
    """
    answers = {nation in celebrating(day) for nation in nations or NATIONS.values()}
    return answers.pop() if len(answers) == 1 else None


@lru_cache(maxsize=100)
def holidays_between(first, last, nations):
    """The days from `first` to `last` that are surely a bank holiday in these nations, a frozen set."""
    years = range(first.year, last.year + 1)
    days = [{day for year in years for day in holidays_of(nation, year)} for nation in nations or NATIONS.values()]
    return {day for day in set.intersection(*days) if first <= day <= last}
