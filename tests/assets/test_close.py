"""A curator takes off the map what is no more."""

import pytest
from django.urls import reverse

from assets.models import Asset, PublicAsset


@pytest.fixture
def close(signed_in):
    def post(asset, by, note=""):
        data = {"step": "close", "close-version": asset.version, "close-note": note}
        return signed_in(by).post(reverse("assets:review_item", args=[asset.pk]), data)

    return post


def test_a_curator_closes_a_published_entry(close, curator, make_asset):
    asset = make_asset()
    close(asset, curator)
    assert Asset.objects.get().status == Asset.Status.CLOSED
    assert not PublicAsset.objects.exists()


def test_the_day_and_the_reason_are_kept(close, curator, make_asset):
    asset = make_asset()
    close(asset, curator, "The hall was sold.")
    asset.refresh_from_db()
    assert asset.closed_on is not None
    assert asset.decisions.get().note == "The hall was sold."


def test_what_is_not_published_cannot_be_closed(close, curator, make_asset):
    asset = make_asset(status=Asset.Status.SUBMITTED)
    close(asset, curator)
    assert Asset.objects.get().status == Asset.Status.SUBMITTED


@pytest.mark.parametrize(("role", "status"), [("contributor", 403), ("coordinator", 403), ("stranger", 404)])
def test_nobody_else_closes_it(request, close, make_asset, role, status):
    assert close(make_asset(), request.getfixturevalue(role)).status_code == status


def test_the_page_of_an_entry_leads_its_curator_there(signed_in, curator, make_asset):
    asset = make_asset()
    page = signed_in(curator).get(asset.get_absolute_url()).text
    assert reverse("assets:review_item", args=[asset.pk]) in page


def test_what_was_changed_meanwhile_is_not_called_decided(close, curator, make_asset):
    asset = make_asset()
    Asset.objects.update(summary="By the quay")
    page = close(asset, curator, "The hall was sold.").text
    assert "was changed while you were reading" in page
    assert "The hall was sold." in page
    assert Asset.objects.get().status == Asset.Status.PUBLISHED


def test_its_form_waits_for_the_connection(signed_in, curator, make_asset):
    page = signed_in(curator).get(reverse("assets:review_item", args=[make_asset().pk])).text
    assert "data-typing" in page
    assert "js/typing.js" in page
