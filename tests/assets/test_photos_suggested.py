"""Photos of a published entry are suggested by those who may not publish; a curator sees both lists and decides."""

import pytest
from django.urls import reverse

from assets import workflow
from assets.forms.photos import AddPhotoForm, fingerprint
from assets.models import Asset, Photo, Proposal, PublicAsset
from assets.models.photo import new_key
from assets.proposing import changes
from assets.suggested import Suggested
from tests.photographs import photograph


@pytest.fixture
def asset(make_asset, organisation):
    return make_asset(organisation=organisation)


@pytest.fixture
def suggest(signed_in, contributor, asset):
    def post(step="add", by=contributor, **answers):
        data = {"step": step, "alt": "A long table", "agreed": "on", **answers}
        if step == "add":
            data |= {"photo": photograph(), "key": new_key()}
        signed_in(by).post(reverse("assets:photos", args=[asset.pk]), data)
        return Proposal.objects.filter(made_by=by).last()

    return post


@pytest.fixture
def accept(signed_in, curator, asset):
    def post(proposal, *parts):
        asset.refresh_from_db()
        read = {"accept-version": proposal.version, "accept-entry_version": asset.version}
        return signed_in(curator).post(
            proposal.get_absolute_url(), {"step": "accept", "accept-parts": parts or ["photos"], **read}
        )

    return post


def published(asset):
    return [photo["alt"] for photo in PublicAsset.objects.get(pk=asset.pk).photos]


def test_the_entry_stays_as_it_was(suggest, asset):
    proposal = suggest()
    assert [photo["alt"] for photo in proposal.after["photos"]] == ["A long table"]
    assert published(asset) == []


def test_a_second_photo_joins_the_first(suggest):
    suggest()
    assert len(suggest(alt="A stage").after["photos"]) == 2


def test_it_joins_what_else_was_suggested(suggest, asset, contributor):
    workflow.suggest(asset, contributor, {"town": ""}, {"town": "Seaholme"})
    assert set(suggest().after) == {"town", "photos"}


def test_taking_it_off_again_withdraws_it(suggest):
    (photo,) = suggest().after["photos"]
    taken_off = suggest("remove", key=photo["key"], seen=fingerprint([photo]))
    assert taken_off.state == Proposal.State.WITHDRAWN


def test_the_curator_sees_both_side_by_side(suggest, signed_in, asset, curator, add_photo):
    add_photo(asset, curator, alt="The old door")
    proposal = suggest()
    page = signed_in(curator).get(proposal.get_absolute_url()).text
    assert page.index("Photos: as they are") < page.index('alt="The old door"') < page.index("Photos: as suggested")
    for photo in proposal.after["photos"]:
        address = reverse("assets:photo", args=[asset.pk, photo["key"], "small"])
        assert address in page
        assert signed_in(curator).get(address).status_code == 200


def test_nobody_else_sees_what_is_suggested(suggest, signed_in, asset, visitor, nobody, partner, stranger):
    (photo,) = suggest().after["photos"]
    where = reverse("assets:photo", args=[asset.pk, photo["key"], "large"])
    assert {signed_in(user).get(where).status_code for user in (visitor, nobody, partner, stranger)} == {404}


def test_taken_over_it_is_public(suggest, accept, asset, client):
    proposal = suggest()
    accept(proposal)
    client.logout()
    assert published(asset) == ["A long table"]
    key = proposal.after["photos"][0]["key"]
    assert client.get(reverse("assets:photo", args=[asset.pk, key, "large"])).status_code == 200


def test_the_same_words_for_another_photo_are_a_difference(suggest, asset, curator, add_photo):
    add_photo(asset, curator, alt="A long table")
    (old,) = Asset.objects.get(pk=asset.pk).photos
    suggest("remove", key=old["key"], seen=fingerprint([old]))
    (part,) = Suggested(suggest()).parts
    assert part.label == "Photos"


def test_photos_go_with_a_place_that_is_to_be_shown(asset):
    Asset.objects.filter(pk=asset.pk).update(disclosure="withheld")
    shown = Asset.objects.get(pk=asset.pk)
    shown.disclosure = "exact"
    shown.photos = [{"key": "0" * 32, "alt": "The door", "credit": "", "width": 1, "height": 1}]
    before, after = changes(shown, shown.version)
    proposal = Proposal(asset=asset, before=before, after=after)
    (part,) = Suggested(proposal).parts
    assert {"disclosure", "photos"} <= set(part.columns)


def test_a_suggestion_that_changed_meanwhile_is_not_overwritten(suggest, monkeypatch):
    suggest()
    fill = AddPhotoForm.fill

    def fill_late(form):
        Proposal.objects.update(version=9)
        fill(form)

    monkeypatch.setattr(AddPhotoForm, "fill", fill_late)
    assert len(suggest(alt="Late").after["photos"]) == 1
    assert Photo.objects.filter(agreed_on=None).count() == 1


def test_what_is_too_much_is_told_once(signed_in, contributor, asset, settings):
    settings.ENTRIES_AN_HOUR = 0
    answers = {"step": "add", "alt": "A long table", "agreed": "on", "photo": photograph(), "key": new_key()}
    page = signed_in(contributor).post(reverse("assets:photos", args=[asset.pk]), answers).text
    assert ("very many in a short time" in page, "at the same moment" in page) == (True, False)
