"""Which entries may be the same as another: why, how likely, and nothing of what the reader may not know."""

from datetime import timedelta

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.utils import timezone

from assets.alike import Sought, perhaps_the_same
from assets.models import Asset

HERE = Point(-2.0, 53.0, srid=4326)
ABOUT_120_M_EAST, ABOUT_700_M_EAST, ABOUT_60_KM_EAST = -1.9982, -1.9896, -1.1
TELEPHONE, WEBSITE = "01253 000000", "https://www.example.org/pantry/"
CONTACT = {"contact_phone": TELEPHONE, "contact_phone_is_public": True}


@pytest.fixture
def found(contributor, consortium):
    """What may be the same as a place at HERE, for the contributor or another reader."""

    def find(name="Seaholme Pantry", by=contributor, **known):
        sought = Sought(name, **{"point": HERE, "consortia": (consortium.pk,), **known})
        return perhaps_the_same(sought, by)

    return find


def names(finds):
    return [find.asset.name for find in finds]


def test_a_like_name_nearby_is_found_with_its_reasons(found, make_asset):
    make_asset("Seaholme Food Pantry", lon=ABOUT_120_M_EAST)
    (find,) = found()
    assert str(find) == "name alike 76 %, 120 m away"


def test_all_that_is_the_same_is_said(found, make_asset):
    make_asset(website="http://example.org/pantry", **CONTACT)
    (find,) = found(telephone="+44 (0)1253 000 000", website=WEBSITE)
    assert str(find) == "same name, in the same spot, same telephone, same website"
    assert find.score == 100


@pytest.mark.parametrize(
    "written", ["Seaholme Foodbank", "The Seaholme Food Bank", "SEAHOLME FOOD-BANK", "Food Bank Seaholme"]
)
def test_a_name_is_known_however_it_is_written(found, make_asset, written):
    make_asset("Seaholme Food Bank")
    assert names(found(written)) == ["Seaholme Food Bank"]


def test_the_likeliest_comes_first(found, make_asset):
    make_asset("Seaholme Pantry", lon=ABOUT_700_M_EAST)
    make_asset("Seaholme Pantri")
    assert names(found()) == ["Seaholme Pantri", "Seaholme Pantry"]


def test_another_group_in_the_same_hall_is_not_the_same(found, make_asset):
    make_asset("Yoga for all", website=WEBSITE, **CONTACT)
    assert found("Knit and natter", telephone=TELEPHONE, website=WEBSITE) == []


def test_another_place_in_the_same_street_is_not_the_same(found, make_asset):
    make_asset("Seaholme Library")
    assert found() == []


def test_one_of_the_same_name_in_another_town_is_not_the_same(found, make_asset):
    make_asset(lon=ABOUT_60_KM_EAST, website=WEBSITE, **CONTACT)
    assert found(telephone=TELEPHONE, website=WEBSITE) == []


def test_without_a_place_the_name_is_looked_for_in_the_consortium(found, make_asset, make_consortium):
    make_asset("Seaholme Pantry")
    make_asset("Seaholme Pantry", consortium=make_consortium("Elsewhere"))
    assert len(found(point=None)) == 1


def test_a_shorter_and_a_longer_name_are_found_without_a_place(found, make_asset):
    make_asset("Seaholme Carers", lon=None)
    make_asset("Seaholme Carers Groups", lon=None)
    assert names(found("Seaholme Carers Group", point=None)) == ["Seaholme Carers Groups", "Seaholme Carers"]


def test_a_name_of_two_letters_finds_nothing(found, make_asset):
    make_asset("Me")
    assert found("Me") == []


def test_the_entry_itself_and_what_was_merged_are_not_found(found, make_asset):
    make_asset(status=Asset.Status.MERGED)
    assert found(pk=make_asset().pk) == []


@pytest.mark.parametrize("written", ["(01253) 000-000", "+44 1253 000000", "0044 1253 000000", "01253 000000 ext. 12"])
def test_a_telephone_is_known_however_it_is_written(found, make_asset, written):
    make_asset("Seaholme Food Pantry", lon=ABOUT_700_M_EAST, **CONTACT)
    assert "same telephone" in str(*found(telephone=written))


@pytest.mark.parametrize(
    "written", ["example.org/pantry", "HTTPS://EXAMPLE.org/pantry?from=map", "http://www.example.org/pantry/#x"]
)
def test_a_website_is_known_however_it_is_written(found, make_asset, written):
    make_asset("Seaholme Food Pantry", lon=ABOUT_700_M_EAST, website=WEBSITE)
    assert "same website" in str(*found(website=written))


@pytest.mark.parametrize("written", ["", "12345", "ring the bell"])
def test_what_is_no_telephone_is_never_the_same(written):
    with connection.cursor() as cursor:
        cursor.execute("SELECT telephone_digits(%s)", [written])
        assert cursor.fetchone() == (None,)


# ── Only what the reader may know ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("status", ["draft", "submitted", "declined", "closed"])
def test_what_is_not_published_is_found_only_by_who_looks_after_it(found, make_asset, partner, curator, status):
    make_asset(status=status)
    assert (found(by=partner), len(found(by=curator))) == ([], 1)


@pytest.mark.parametrize("visibility", ["private", "consortium"])
def test_what_is_not_for_everyone_is_not_found_by_strangers(found, make_asset, stranger, visibility):
    make_asset(visibility=visibility)
    assert found(by=stranger) == []


@pytest.mark.parametrize("disclosure", ["withheld", "area"])
def test_a_hidden_place_plays_no_part_for_others(found, make_asset, make_area, partner, disclosure):
    make_area("msoa")
    make_asset("Seaholme Pantri", disclosure=disclosure)
    assert found(by=partner) == []
    (find,) = found("Seaholme Pantri", by=partner)
    assert str(find) == "same name"


@pytest.mark.parametrize("disclosure", ["withheld", "area"])
def test_it_does_for_those_who_look_after_the_entry(found, make_asset, curator, disclosure):
    make_asset("Seaholme Food Pantry", disclosure=disclosure)
    assert str(*found(by=curator)) == "name alike 76 %, in the same spot"


@pytest.mark.parametrize(
    "contact",
    [
        {"contact_phone_is_public": False},
        {"contact_phone_is_public": True, "contact_phone_agreed_until": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_a_telephone_that_is_not_public_plays_no_part_for_others(found, make_asset, partner, curator, contact):
    make_asset("Seaholme Food Pantry", lon=ABOUT_120_M_EAST, contact_phone=TELEPHONE, **contact)
    assert "telephone" not in str(*found(by=partner, telephone=TELEPHONE))
    assert "same telephone" in str(*found(by=curator, telephone=TELEPHONE))


def test_a_telephone_that_is_not_public_does_not_find_an_entry(found, make_asset, partner, curator):
    make_asset("The Pantry of Seaholme", lon=None, contact_phone=TELEPHONE)
    assert found(by=partner, point=None, telephone=TELEPHONE) == []
    assert len(found(by=curator, point=None, telephone=TELEPHONE)) == 1


def test_it_takes_four_queries_however_many_there_are(found, make_asset, django_assert_num_queries):
    for number in range(8):
        make_asset(f"Seaholme Pantry {number}")
    with django_assert_num_queries(4):
        assert len(found(telephone=TELEPHONE, website=WEBSITE)) == 5
