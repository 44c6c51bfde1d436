"""The register as a CSV file: which rows, which columns, how a cell is written."""

import csv
import io
from datetime import date

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.http import QueryDict

from assets.export import copy_statement
from assets.filters import AssetFilter
from assets.models import Audience, Feature
from assets.register import Register
from projects.models import ProjectAsset

SECRET = "7 Hidden Lane"


@pytest.fixture
def download(visitor):
    """The rows of the file for this person, read in the transaction of the test."""

    def rows(query="", user=visitor):
        register = Register(user)
        text = io.BytesIO()
        with connection.cursor() as cursor:
            cursor.copy_expert(copy_statement(register, AssetFilter(QueryDict(query), register.entries)), text)
        return list(csv.DictReader(io.StringIO(text.getvalue().decode(), newline="")))

    return rows


def names(rows):
    return [row["name"] for row in rows]


def test_a_visitor_gets_public_rows_alone(download, make_asset):
    make_asset("Public")
    make_asset("Draft", status="draft")
    make_asset("Partners", visibility="consortium")
    make_asset("Private", visibility="private")
    assert names(download()) == ["Public"]


def test_somebody_with_a_role_gets_the_rows_that_are_shared_with_them(download, make_asset, curator):
    make_asset("Public")
    make_asset("Partners", visibility="consortium")
    assert names(download(user=curator)) == ["Public", "Partners"]


def test_somebody_without_a_role_gets_public_rows(download, make_asset, make_user):
    make_asset("Public")
    make_asset("Partners", visibility="consortium")
    assert names(download(user=make_user())) == ["Public"]


def test_somebody_of_another_consortium_does_not(download, make_asset, stranger):
    make_asset("Partners", visibility="consortium")
    assert download(user=stranger) == []


@pytest.mark.parametrize("disclosure", ["area", "withheld"])
def test_even_a_curator_gets_no_place_that_is_not_disclosed(download, make_asset, make_area, curator, disclosure):
    neighbourhood = make_area("msoa", "Layfield")
    make_asset(location=Point(-2.05, 53.05, srid=4326), disclosure=disclosure, address=SECRET, postcode="SE1 1AA")
    (row,) = download(user=curator)
    point = neighbourhood.label_point if disclosure == "area" else None
    assert (row["lon"], row["lat"]) == ((f"{point.x:.6f}", f"{point.y:.6f}") if point else ("", ""))
    assert SECRET not in str(row)
    assert row["postcode"] == ""
    assert row["location_precision"] == ("area" if point else "none")


def test_the_columns_are_the_same_for_everybody(download, make_asset, curator):
    make_asset()
    assert download()[0] == download(user=curator)[0]


def test_an_exact_place_has_six_decimals(download, make_asset):
    make_asset(lon=-2.123456789, lat=53.1)
    (row,) = download()
    assert (row["lon"], row["lat"], row["location_precision"]) == ("-2.123457", "53.100000", "exact")


def test_codes_stand_beside_their_words(download, make_asset):
    audiences = Audience.objects.order_by("position", "code")[:2]
    make_asset(category="library", audience_ids=[audience.pk for audience in audiences])
    (row,) = download()
    assert (row["category_codes"], row["category_labels"]) == ("library", "Library")
    assert row["audience_codes"] == "; ".join(audience.code for audience in audiences)
    assert row["audience_labels"] == "; ".join(audience.name for audience in audiences)


def test_features_tell_yes_from_no(download, make_asset):
    present, absent, _ = Feature.objects.all()[:3]
    make_asset(feature_ids=[present.pk], absent_feature_ids=[absent.pk])
    (row,) = download()
    assert (row["features_yes"], row["features_no"]) == (present.code, absent.code)


@pytest.mark.parametrize(("answer", "cell"), [(True, "true"), (False, "false"), (None, "")])
def test_an_answer_that_is_not_known_is_empty(download, make_asset, answer, cell):
    make_asset(is_free=answer)
    assert download()[0]["free"] == cell


def test_areas_carry_their_edition(download, make_asset, make_area):
    make_area(code="E08000001", name="Seaholme", edition="2024")
    make_asset()
    (row,) = download()
    assert (row["local_authority_code"], row["local_authority_name"]) == ("E08000001", "Seaholme")
    assert row["area_codes"] == "E08000001@2024"


def test_of_two_editions_of_an_area_the_newer_is_in_force(download, make_asset, make_area):
    make_area(code="E08000001", name="Old Seaholme", edition="2019")
    make_area(code="E08000001", name="Seaholme", edition="2024")
    make_asset()
    (row,) = download()
    assert row["local_authority_name"] == "Seaholme"
    assert row["area_codes"] == "E08000001@2019; E08000001@2024"


def test_who_runs_it_who_keeps_it_and_who_worked_with_it(download, make_asset, organisation, consortium, make_project):
    project = make_project(slug="pathways")
    ProjectAsset.objects.create(project=project, asset=make_asset(organisation=organisation), effect="identified")
    (row,) = download()
    assert (row["organisation"], row["organisation_slug"]) == (organisation.name, organisation.slug)
    assert (row["consortium_slug"], row["projects"]) == (consortium.slug, "pathways")


def test_a_contact_that_was_not_agreed_to_stays_out(download, make_asset):
    make_asset(contact_email="amina@example.org", contact_email_is_public=False)
    assert download()[0]["contact_email"] == ""


def test_sessions_stand_in_short_in_the_order_of_the_week(download, make_asset):
    noted = {"weekday": 3, "opens": "10:00", "closes": "12:00", "note": "Bring a friend", "term_time": True}
    early = {"weekday": 1, "opens": "09:30", "closes": "13:00"}
    make_asset(sessions=[noted, {"weekday": 5, "by_arrangement": True}, early], closed_dates=[date(2026, 12, 25)])
    (row,) = download()
    assert row["sessions"] == "Mo 09:30-13:00; We 10:00-12:00 in term time (Bring a friend); Fr by arrangement"
    assert (row["closed_dates"], row["opens_on_bank_holidays"]) == ("2026-12-25", "")


def test_times_name_their_zone(download, make_asset):
    changed = make_asset().changed_at
    assert download()[0]["changed_at"] == f"{changed:%Y-%m-%dT%H:%M:%SZ}"


def test_the_file_holds_what_the_list_holds(download, make_asset):
    make_asset("Library of Seaholme", category="library")
    make_asset("Pantry of Seaholme")
    assert names(download("category=library&q=seaholme")) == ["Library of Seaholme"]


def test_a_percent_sign_in_a_search_is_only_a_sign(download, make_asset):
    make_asset("The 100% Club")
    assert names(download("q=100%25")) == ["The 100% Club"]


def test_the_order_is_the_one_asked_for(download, make_asset):
    make_asset("Willow")
    make_asset("Acorn")
    assert names(download()) == ["Willow", "Acorn"]
    assert names(download("order=name")) == ["Acorn", "Willow"]
