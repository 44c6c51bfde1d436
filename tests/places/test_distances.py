"""Distances are said in the unit that the reader chose."""

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.test import Client

from places.distance import in_both, in_words, metres_between


@pytest.mark.parametrize(
    ("metres", "miles", "kilometres"),
    [
        (0, "0.1 miles", "10 m"),
        (483, "0.3 miles", "480 m"),
        (949, "0.6 miles", "950 m"),
        (1609.344, "1 mile", "1.6 km"),
        (3000, "1.9 miles", "3 km"),
        (16093, "10 miles", "16 km"),
        (100_000, "62 miles", "100 km"),
        (2_000_000, "1,243 miles", "2,000 km"),
    ],
)
def test_a_distance_is_said_as_people_say_it(metres, miles, kilometres):
    assert (in_words(metres, "miles"), in_words(metres, "km")) == (miles, kilometres)


def test_what_is_shared_names_both_units():
    assert in_both(5000) == "5 km (3.1 miles)"


def test_metres_are_those_of_the_database():
    one, other = Point(-2.0, 53.0, srid=4326), Point(-3.2, 55.9, srid=4326)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ST_DistanceSphere(%s::geometry, %s::geometry)", [one.hexewkb.decode(), other.hexewkb.decode()]
        )
        assert metres_between(one, other) == pytest.approx(cursor.fetchone()[0], abs=0.5)


def chosen(client, unit, back="/assets/?near=M13+9PL"):
    return client.post("/distances/", {"unit": unit, "back": back})


def test_the_choice_is_kept_and_leads_back(client):
    answer = chosen(client, "km")
    assert answer.headers["Location"] == "/assets/?near=M13+9PL"
    assert client.cookies["distance"].value == "km"


@pytest.mark.parametrize(
    "back",
    [
        "https://example.org/",
        "//example.org/",
        "javascript:alert(1)",
        "",
        "/distances/",
        "rubbish",
        "http://testserver/distances/",
    ],
)
def test_it_leads_to_no_page_of_others(client, back):
    assert chosen(client, "km", back).headers["Location"] == "/"


def test_another_unit_is_not_kept(client):
    answer = chosen(client, "furlongs")
    assert "Choose miles or kilometres." in answer.content.decode()
    assert "distance" not in client.cookies


def test_the_page_remembers_where_the_reader_came_from(client):
    answer = client.get("/distances/", headers={"referer": "http://testserver/assets/?near=M13"})
    assert 'value="http://testserver/assets/?near=M13"' in answer.content.decode()


def test_the_choice_cannot_be_made_by_another_site():
    assert Client(enforce_csrf_checks=True).post("/distances/", {"unit": "km"}).status_code == 403
