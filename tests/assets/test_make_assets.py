"""Invented places in any number, for measuring."""

import pytest
from django.core.management import call_command

from assets.models import Asset, PublicAsset
from assets.synthetic import make_assets
from consortia.models import Consortium
from places.notation import is_in_the_uk

SOME = 300


@pytest.fixture
def made():
    make_assets(SOME)
    return Asset.objects.filter(source="Synthetic")


def test_as_many_are_made_as_were_asked_for(made):
    assert made.count() == SOME


def test_they_belong_to_a_consortium_that_is_marked_as_invented(made):
    assert Consortium.objects.get(slug="synthetic").is_example
    assert set(made.values_list("consortium__slug", flat=True)) == {"synthetic"}


def test_most_are_public_and_a_few_are_drafts(made):
    assert 0.8 < PublicAsset.objects.count() / SOME < 1
    assert made.filter(status="draft").exists()


def test_some_have_no_place_or_do_not_show_it(made):
    assert made.filter(location=None).exclude(area_served="").exists()
    assert set(made.values_list("disclosure", flat=True)) == {"exact", "area", "withheld"}


def test_they_lie_about_the_united_kingdom(made):
    places = made.exclude(location=None).values_list("location", flat=True)
    assert sum(map(is_in_the_uk, places)) > 0.9 * len(places)


def test_each_has_a_finer_category(made):
    assert not made.filter(category_ids=[]).exists()


def test_the_same_seed_makes_them_once(made):
    assert (make_assets(SOME), made.count()) == (0, SOME)


def test_the_same_seed_makes_the_same():
    make_assets(20)
    before = list(Asset.objects.order_by("id").values_list("name", "summary", "location"))
    Asset.objects.all().delete()
    make_assets(20)
    assert list(Asset.objects.order_by("id").values_list("name", "summary", "location")) == before


def test_a_good_share_says_when_it_is_open(made):
    known = made.exclude(sessions=[]).count()
    assert SOME * 0.6 < known < SOME * 0.8


def test_another_seed_makes_others(made):
    make_assets(10, seed=2)
    assert made.count() == SOME + 10


def test_the_command_says_how_many(capsys):
    call_command("make_assets", "10", "--consortium=bench")
    assert capsys.readouterr().out.startswith("10 places made in ")


def test_history_says_why(made):
    assert made.first().events.get().pgh_context.metadata["command"] == "make_assets"
