"""Who looks after a place that somebody names."""

import pytest
from django.contrib.gis.geos import Point

from consortia.finding import around
from places.models import Postcode


@pytest.fixture
def theirs(consortium, make_area):
    """A consortium that looks after a ward of Seaholme."""
    make_area()
    consortium.areas.add(make_area("ward", "Layfield", box=(-2.05, 52.95, -1.95, 53.05)))
    Postcode.objects.create(code="FY12AB", point=Point(-2.0, 53.0, srid=4326))
    return consortium


@pytest.mark.parametrize(
    "text", ["Layfield", "FY1 2AB", "53.0, -2.0", "The chapel, FY1 2AB", "4 Sea Road, Layfield", "Seaholme"]
)
def test_a_place_leads_to_who_looks_after_it(theirs, text):
    assert list(around(text)) == [theirs]


@pytest.mark.parametrize("text", ["", "Nowhere", "54.5, -2.0", "ZE1 1AA", "x" * 3000, ",,,,", "\0"])
def test_elsewhere_nobody_does(theirs, text):
    assert list(around(text)) == []


def test_who_has_ended_looks_after_nothing(theirs):
    type(theirs).objects.update(ends_on="2026-01-01")
    assert list(around("Layfield")) == []
