"""What somebody saw who signed in does not stay in the browser of a shared machine."""

from contextlib import closing

import pytest


def test_a_page_with_a_true_place_is_not_kept(signed_in, contributor, organisation, make_asset):
    asset = make_asset(disclosure="withheld", organisation=organisation)
    assert "no-store" in signed_in(contributor).get(asset.get_absolute_url())["Cache-Control"]


@pytest.mark.parametrize("address", ["/assets/", "/assets/mine/", "/assets.csv"])
def test_neither_is_a_list(signed_in, contributor, address):
    with closing(signed_in(contributor).get(address)) as answer:
        assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize("address", ["/tiles/clusters/0/0/0.json", "/tiles/assets.json", "/tiles/layers.json"])
def test_neither_is_what_the_map_asks_for(signed_in, contributor, address):
    assert "no-store" in signed_in(contributor).get(address)["Cache-Control"]


def test_a_visitors_page_may_be_kept(client, make_asset):
    assert "no-store" not in client.get(make_asset().get_absolute_url()).get("Cache-Control", "")


def test_htmx_keeps_no_history_of_it(signed_in, contributor):
    assert 'data-hx-history="false"' in signed_in(contributor).get("/assets/").text
