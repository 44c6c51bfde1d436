"""Where the postcode is that somebody types into a form: for its map, and in no log."""

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from places.models import Postcode

ADDRESS = reverse("places:postcode")


@pytest.fixture(autouse=True)
def known():
    return Postcode.objects.create(code="FY12AB", point=Point(-3.05, 53.81, srid=4326))


@pytest.mark.parametrize("written", ["FY1 2AB", "fy12ab", " FY1  2AB "])
def test_a_postcode_is_found_however_it_is_written(signed_in, contributor, written):
    answer = signed_in(contributor).post(ADDRESS, {"postcode": written})
    assert answer.json() == {"postcode": "FY1 2AB", "lat": 53.81, "lng": -3.05}


@pytest.mark.parametrize("written", ["", "FY1", "ZZ9 9ZZ", "rubbish", "x" * 99])
def test_what_we_do_not_know_has_no_place(signed_in, contributor, written):
    assert signed_in(contributor).post(ADDRESS, {"postcode": written}).status_code == 204


def test_it_cannot_stand_in_an_address(signed_in, contributor):
    assert signed_in(contributor).get(ADDRESS, {"postcode": "FY1 2AB"}).status_code == 405


def test_visitors_are_asked_to_sign_in(client):
    assert client.post(ADDRESS, {"postcode": "FY1 2AB"}).status_code == 302
