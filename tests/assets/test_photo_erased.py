"""A photo is deleted for good when somebody in it asks for that."""

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.urls import reverse

from assets import joining, workflow
from assets.models import Asset, Merge, Photo, Proposal, PublicAsset
from assets.models.photo import file_name


@pytest.fixture
def asset(make_asset, curator, add_photo):
    asset = make_asset()
    for alt in ("Shown", "Regretted"):
        add_photo(asset, curator, alt=alt)
    return asset


@pytest.fixture
def regretted(asset):
    return asset.photos[1]


def erase(asset, photo):
    call_command("erase_photo", reverse("assets:photo", args=[asset.pk, photo["key"], "large"]), verbosity=0)


def test_no_entry_shows_it_any_more(asset, regretted):
    erase(asset, regretted)
    assert [photo["alt"] for photo in PublicAsset.objects.get(pk=asset.pk).photos] == ["Shown"]


def test_its_files_are_gone(asset, regretted):
    erase(asset, regretted)
    assert not any(storages["photos"].exists(file_name(regretted["key"], size)) for size in ("large", "small"))
    assert Photo.objects.count() == 1


def test_no_suggestion_brings_it_back(asset, regretted, coordinator):
    before, after = {"photos": [regretted]}, {"photos": [regretted, asset.photos[0]]}
    workflow.suggest(asset, coordinator, before, after)
    erase(asset, regretted)
    proposal = Proposal.objects.get()
    assert (proposal.before, proposal.after) == ({"photos": []}, {"photos": [asset.photos[0]]})


def test_the_history_says_why(asset, regretted):
    erase(asset, regretted)
    event = asset.events.order_by("pgh_id").last()
    assert event.pgh_context.metadata["why"] == "a photo was deleted for good"


@pytest.mark.parametrize("photo", ["", "https://example.org/", "0" * 32])
def test_what_is_no_photo_is_said_to_be_none(asset, photo):
    with pytest.raises(CommandError, match="There is no such photo"):
        call_command("erase_photo", photo)
    assert len(Asset.objects.get().photos) == 2


def test_going_back_to_an_earlier_version_does_not_bring_it_back(asset, regretted, signed_in, coordinator):
    shown = asset.photos[0]
    version = Asset.objects.get(pk=asset.pk).version
    erase(asset, regretted)
    signed_in(coordinator).post(reverse("assets:version", args=[asset.pk, version]))
    assert not Proposal.objects.exists()
    assert Asset.objects.get(pk=asset.pk).photos == [shown]


def test_undoing_a_merge_does_not_bring_it_back(asset, regretted, make_asset, curator):
    kept, other = Asset.objects.get(pk=asset.pk), make_asset("Pantry of Seaholme")
    kept.photos = []
    merged = joining.merge(kept, other, curator, ["photos"])
    erase(asset, regretted)
    joining.unmerge(Merge.objects.get(pk=merged.pk), curator)
    assert [photo["alt"] for photo in Asset.objects.get(pk=asset.pk).photos] == ["Shown"]
