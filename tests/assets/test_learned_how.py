"""Who enters a place for somebody says how they learned of it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from assets.forms.answers import HERE
from assets.models import Asset
from tests.assets.filled import as_given

BY_TELEPHONE = "From the place itself, by telephone"


@pytest.fixture
def enter(signed_in):
    def post(by, **answers):
        draft = {"name": "Harbour Knitters", "uid": str(uuid4()), "draft": "1", "visibility": "public"}
        signed_in(by).post(reverse("assets:add"), {**draft, "disclosure": "exact", **answers})
        return Asset.objects.get()

    return post


@pytest.mark.parametrize("role", ["coordinator", "curator"])
def test_it_is_kept(request, enter, role):
    assert enter(request.getfixturevalue(role), learned_how=BY_TELEPHONE).checked_how == BY_TELEPHONE


def test_who_enters_their_own_is_not_asked(enter, contributor):
    assert enter(contributor, learned_how=BY_TELEPHONE).checked_how == HERE


def test_it_may_be_said_later(enter, signed_in, curator):
    asset = enter(curator)
    said = {**as_given(asset, curator), "learned_how": BY_TELEPHONE, "draft": "1"}
    signed_in(curator).post(reverse("assets:edit", args=[asset.pk]), said)
    asset.refresh_from_db()
    assert asset.checked_how == BY_TELEPHONE


def test_it_stays_when_the_draft_is_saved_again(enter, signed_in, curator):
    asset = enter(curator, learned_how=BY_TELEPHONE)
    said = {**as_given(asset, curator), "summary": "Every week", "draft": "1"}
    signed_in(curator).post(reverse("assets:edit", args=[asset.pk]), said)
    asset.refresh_from_db()
    assert (asset.summary, asset.checked_how) == ("Every week", BY_TELEPHONE)


def test_review_shows_it(make_asset, signed_in, curator):
    asset = make_asset(status=Asset.Status.SUBMITTED, checked_how=BY_TELEPHONE)
    assert BY_TELEPHONE in signed_in(curator).get(reverse("assets:review_item", args=[asset.pk])).text
