"""Words for everyone that tell where a hidden place is are pointed out before it is published."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from assets.forms import AssetForm
from assets.giveaways import giveaways
from assets.models import Asset
from assets.reviewing import warnings
from places.models import Area

Status = Asset.Status


@pytest.fixture
def make_hidden(make_asset, make_area):
    """A refuge in the ward Layfield of Seaholme."""
    make_area()
    make_area(Area.Kind.WARD, "Layfield")

    def make(**fields):
        values = {"name": "Lodestar Refuge", "disclosure": "withheld", "postcode": "FY1 2AB", "town": "Seaholme"}
        return make_asset(**{**values, "address": "12 Anchor Row", **fields})

    return make


def told(asset):
    return [(giveaway.words, giveaway.where) for giveaway in giveaways(asset)]


@pytest.mark.parametrize(
    ("column", "said", "words", "where"),
    [
        ("name", "Layfield Refuge", "Layfield", "the name"),
        ("other_names", ["The Layfield house"], "Layfield", "the other names"),
        ("summary", "Behind the shops of anchor  row.", "Anchor Row", "what happens there"),
        ("story", "It began in LAYFIELD.", "Layfield", "why it matters"),
        ("translations", {"cy": {"name": "Lloches Layfield"}}, "Layfield", "the translations"),
        ("eligibility", "Women in Layfield", "Layfield", "who may come"),
        ("opening_times", "Ring first: fy12ab", "fy12ab", "the opening times"),
        ("area_served", "All of Layfield", "Layfield", "whom it serves"),
        ("cost", "Pay at Anchor Row", "Anchor Row", "the cost"),
        ("website", "https://anchor-row.example", "Anchor Row", "the website"),
    ],
)
def test_what_tells_the_place_is_found_with_where_it_is_said(make_hidden, column, said, words, where):
    assert told(make_hidden(**{column: said})) == [(words, where)]


def test_a_postcode_of_anybody_is_found(make_hidden):
    assert told(make_hidden(summary="Write to SW1A 1AA.")) == [("SW1A 1AA", "what happens there")]


def test_the_council_area_in_which_everyone_finds_it_may_be_named(make_hidden):
    assert told(make_hidden(summary="For women in Seaholme.")) == []


def test_a_town_that_its_disclosure_hides_is_found(make_hidden):
    assert told(make_hidden(town="Fairhaven", summary="In Fairhaven.")) == [("Fairhaven", "what happens there")]


def test_the_neighbourhood_that_is_shown_may_be_named(make_hidden, make_area):
    make_area(Area.Kind.MSOA, "Harbour West")
    assert told(make_hidden(disclosure="area", summary="In Harbour West.")) == []


def test_a_part_of_a_word_tells_nothing(make_hidden):
    assert told(make_hidden(summary="We play Layfielders.")) == []


def test_an_exact_place_may_say_where_it_is(make_hidden):
    assert told(make_hidden(disclosure="exact", summary="12 Anchor Row, FY1 2AB, Layfield")) == []


def test_a_curator_is_warned(make_hidden):
    asset = make_hidden(summary="In Layfield.")
    titles = [caution.title for caution in warnings(asset, asset)]
    assert "Its words may tell where it is" in titles


@pytest.mark.parametrize(("disclosure", "is_warned"), [("area", True), ("withheld", True), ("exact", False)])
def test_the_contributor_is_asked_to_look_again(
    signed_in, contributor, make_hidden, organisation, disclosure, is_warned
):
    asset = make_hidden(status=Status.DRAFT, created_by=contributor, organisation=organisation, disclosure=disclosure)
    form = AssetForm(user=contributor, instance=asset)
    given = {field.html_name: field.value() for field in form}
    answers = {name: value for name, value in given.items() if value not in (None, False)} | {"location": "53, -2"}
    answers |= {"base_version": asset.version, "draft": "1", "summary": "In Layfield."}
    response = signed_in(contributor).post(reverse("assets:edit", args=[asset.pk]), answers)
    said = " ".join(map(str, get_messages(response.wsgi_request)))
    assert ("look again" in said) == is_warned
    assert Asset.objects.get(pk=asset.pk).summary == "In Layfield."
