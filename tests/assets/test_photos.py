"""Who may change an entry adds photos to it; none is shown without its words, and no upload is lost."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from assets import workflow
from assets.forms import photos as forms
from assets.models import Asset, Photo, PublicAsset
from assets.models.photo import file_name, new_key
from assets.tasks import delete_forgotten_photos
from tests.photographs import photograph, uploaded

WORDS = {"step": "add", "alt": "Tables and chairs", "credit": "Jo", "agreed": "on"}


@pytest.fixture
def draft(make_asset, contributor, organisation):
    return make_asset(status="draft", organisation=organisation, created_by=contributor)


@pytest.fixture
def add(signed_in, contributor):
    def post(asset, by=contributor, file=None, **answers):
        data = {**WORDS, "key": new_key(), "photo": photograph() if file is None else file, **answers}
        return signed_in(by).post(page_of(asset), {name: value for name, value in data.items() if value})

    return post


@pytest.fixture
def change(signed_in, contributor):
    """Take a step with the photo of this number, as its form was when the page was opened."""

    def post(asset, step, number, by=contributor, seen=None, **answers):
        photo = asset.photos[number]
        read = {"key": photo["key"], "seen": seen or forms.fingerprint(asset.photos)}
        return signed_in(by).post(page_of(asset), {"step": step, **read, "alt": photo["alt"], **answers})

    return post


def page_of(asset):
    return reverse("assets:photos", args=[asset.pk])


def fresh(asset):
    return Asset.objects.get(pk=asset.pk)


def alts(asset):
    return [photo["alt"] for photo in fresh(asset).photos]


# ── To add ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_photo_is_listed_with_its_words_and_its_size(add, draft):
    add(draft)
    (photo,) = fresh(draft).photos
    assert {**photo, "key": ""} == {"key": "", "alt": "Tables and chairs", "credit": "Jo", "width": 120, "height": 80}


def test_its_files_lie_under_its_key(add, draft):
    add(draft)
    key = fresh(draft).photos[0]["key"]
    assert all(storages["photos"].exists(file_name(key, size)) for size in ("large", "small"))


def test_what_was_agreed_is_kept_with_the_day_and_the_wording(add, draft, contributor):
    add(draft)
    photo = Photo.objects.get()
    assert (photo.agreed_on, photo.wording) == (timezone.localdate(), "photo 2026-11")
    assert photo.uploaded_by == contributor


@pytest.mark.parametrize(
    ("missing", "words"), [("alt", "Describe the photo"), ("agreed", "Tick this"), ("photo", "Choose a photo")]
)
def test_what_is_missing_is_asked_for(add, draft, missing, words):
    assert words in add(draft, **{missing: ""}).text
    assert fresh(draft).photos == []


def test_a_photo_whose_words_are_missing_need_not_be_chosen_again(add, draft):
    form = add(draft, alt="").context["adding"]
    add(draft, file="", kept=form["kept"].value())
    assert [photo["key"] for photo in fresh(draft).photos] == [form["kept"].value()]


def test_a_form_that_comes_twice_adds_one_photo(add, draft):
    key = new_key()
    add(draft, key=key)
    assert add(draft, key=key).status_code == 302
    assert [photo["key"] for photo in fresh(draft).photos] == [key]


def test_so_does_one_whose_photo_was_kept(add, draft):
    kept = add(draft, alt="").context["adding"]["kept"].value()
    add(draft, file="", kept=kept)
    assert add(draft, file="", kept=kept).status_code == 302
    assert len(fresh(draft).photos) == 1


def test_another_file_in_the_form_of_before_is_another_photo(add, draft):
    key = new_key()
    add(draft, key=key, alt="")
    add(draft, key=key, file=photograph(size=(60, 60)))
    assert fresh(draft).photos[0]["width"] == 60


@pytest.mark.parametrize("key", ["", "../../evil", "0" * 31, "0" * 32 + "\n"])
def test_a_key_that_is_none_names_no_file(add, draft, key):
    assert "Open the page again" in add(draft, key=key).text
    assert not Photo.objects.exists()


def test_words_are_kept_where_the_file_is_no_photo(add, draft):
    answer = add(draft, file=uploaded(b"<svg onload=alert(1)>"))
    assert "This is no photo that we can take" in answer.text
    assert "Tables and chairs" in answer.text
    assert not Photo.objects.exists()


def test_nobody_lists_the_upload_of_somebody_else(add, draft, organisation, make_member):
    kept = add(draft, alt="").context["adding"]["kept"].value()
    colleague = make_member(organisation)
    assert "Choose a photo" in add(draft, by=colleague, file="", kept=kept).text


def test_nor_their_own_upload_for_another_entry(add, draft, make_asset, organisation):
    kept = add(draft, alt="").context["adding"]["kept"].value()
    other = make_asset(status="draft", organisation=organisation)
    assert "Choose a photo" in add(other, file="", kept=kept).text


def test_a_fourth_is_refused_and_not_lost(add, draft):
    for _ in range(3):
        add(draft)
    answer = add(draft)
    assert "Take one off first" in answer.text
    assert answer.context["adding"]["kept"].value()
    assert len(fresh(draft).photos) == 3


def test_somebody_who_uploads_too_much_is_told(add, draft, monkeypatch):
    monkeypatch.setattr(forms, "AN_HOUR", 2)
    add(draft)
    add(draft)
    assert "within an hour" in add(draft).text
    assert len(fresh(draft).photos) == 2


def test_what_is_far_too_large_is_not_kept_on_its_way(add, draft, settings):
    settings.PHOTO_LARGEST_BYTES = 100_000
    answer = add(draft, file=uploaded(b"x" * 4_000_000))
    assert "larger than 97.7" in answer.text
    assert answer.wsgi_request.FILES["photo"].size < 300_000


@pytest.mark.parametrize("photos", [[{}], {}, [{"key": "../../evil"}], [{"key": "a" * 32, "alt": ""}], ["a" * 32]])
def test_the_database_takes_photos_alone(make_asset, photos):
    with pytest.raises(DatabaseError), transaction.atomic():
        make_asset(photos=photos)


# ── To change ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_words_are_changed(add, change, draft):
    add(draft)
    change(fresh(draft), "words", 0, alt="A stage", credit="Sam")
    assert [(photo["alt"], photo["credit"]) for photo in fresh(draft).photos] == [("A stage", "Sam")]


def test_a_photo_without_words_is_not(add, change, draft):
    add(draft)
    assert "Describe the photo" in change(fresh(draft), "words", 0, alt="").text
    assert alts(draft) == ["Tables and chairs"]


def test_one_comes_earlier(add, change, draft):
    for alt in ("One", "Two", "Three"):
        add(draft, alt=alt)
    change(fresh(draft), "earlier", 2)
    assert alts(draft) == ["One", "Three", "Two"]


def test_one_is_taken_off(add, change, draft):
    add(draft, alt="One")
    add(draft, alt="Two")
    change(fresh(draft), "remove", 0)
    assert alts(draft) == ["Two"]


def test_photos_that_somebody_changed_meanwhile_are_looked_at_once_more(add, change, draft):
    add(draft)
    before = fresh(draft)
    add(draft, alt="Another")
    answer = change(before, "words", 0, alt="Mine")
    assert "Somebody changed the photos meanwhile" in answer.text
    assert "Mine" in answer.text
    assert alts(draft) == ["Tables and chairs", "Another"]


def test_other_changes_of_the_entry_are_no_hindrance(add, change, draft):
    add(draft)
    before = fresh(draft)
    Asset.objects.filter(pk=draft.pk).update(summary="Changed meanwhile")
    change(before, "words", 0, alt="Mine")
    assert (fresh(draft).summary, alts(draft)) == ("Changed meanwhile", ["Mine"])


def test_a_change_at_the_same_moment_is_not_overwritten(add, draft, monkeypatch):
    fill = forms.AddPhotoForm.fill

    def fill_late(form):
        Asset.objects.filter(pk=draft.pk).update(summary="Changed meanwhile")
        fill(form)

    monkeypatch.setattr(forms.AddPhotoForm, "fill", fill_late)
    answer = add(draft)
    assert "at the same moment" in answer.text
    assert answer.context["adding"]["kept"].value()
    assert fresh(draft).photos == []
    assert Photo.objects.get().agreed_on is None


def test_of_a_published_entry_it_is_a_decision_and_in_the_history(add, make_asset, curator):
    asset = make_asset()
    add(asset, by=curator)
    assert asset.decisions.get().step == "edit"
    event = asset.events.order_by("pgh_id").last()
    assert event.photos == fresh(asset).photos
    assert event.pgh_context.metadata["user"] == curator.pk


def test_words_of_a_photo_that_somebody_took_off_are_shown(change, draft, contributor, add_photo):
    add_photo(draft, contributor)
    before = fresh(draft)
    Asset.objects.update(photos=[])
    page = change(before, "words", 0, alt="A long table", credit="Robin").text
    assert all(words in page for words in ("That photo is not here any more", "A long table", "Robin"))


def test_so_are_those_of_an_entry_that_is_closed(change, make_asset, curator, add_photo):
    asset = make_asset()
    add_photo(asset, curator)
    workflow.close(asset, curator)
    assert "A blue door" in change(fresh(asset), "words", 0, by=curator, alt="A blue door").text


# ── Who may ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("role", "status"), [("partner", 404), ("researcher", 404), ("stranger", 404), ("coordinator", 403)]
)
def test_others_may_not(request, add, draft, role, status):
    assert add(draft, by=request.getfixturevalue(role)).status_code == status
    assert fresh(draft).photos == []


def test_who_has_not_signed_in_is_asked_to(client, draft):
    assert client.get(page_of(draft)).url.startswith(reverse("account_login"))


def test_a_closed_entry_stays_as_it_is(add, make_asset, curator):
    asset = make_asset()
    workflow.close(asset, curator)
    answer = add(asset, by=curator)
    assert answer.status_code == 403
    assert "Tables and chairs" in answer.text
    assert fresh(asset).photos == []


@pytest.mark.parametrize("page", ["assets:edit", "assets:detail"])
def test_pages_of_an_entry_lead_there_for_who_may(signed_in, curator, make_asset, page):
    asset = make_asset()
    address = asset.get_absolute_url() if page == "assets:detail" else reverse(page, args=[asset.pk])
    assert page_of(asset) in signed_in(curator).get(address).text


def test_so_does_the_list_of_my_places(signed_in, contributor, draft):
    assert page_of(draft) in signed_in(contributor).get(reverse("assets:mine")).text


# ── What others see ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_of_an_entry_shows_them(client, make_asset, curator, add_photo):
    asset = make_asset()
    photo = add_photo(asset, curator, alt="A long table", credit="Jo Smith")
    page = client.get(asset.get_absolute_url()).text
    assert 'alt="A long table"' in page
    assert "Photo: Jo Smith" in page
    assert reverse("assets:photo", args=[asset.pk, photo.key, "small"]) in page


@pytest.mark.parametrize("disclosure", ["area", "withheld"])
def test_where_the_place_is_hidden_they_are(client, make_asset, curator, add_photo, disclosure):
    asset = make_asset()
    add_photo(asset, curator)
    Asset.objects.filter(pk=asset.pk).update(disclosure=disclosure)
    assert PublicAsset.objects.get(pk=asset.pk).photos == []
    assert "Tables and chairs" not in client.get(asset.get_absolute_url()).text


def test_the_database_keeps_no_photo_of_a_hidden_place_public(make_asset, curator, add_photo):
    asset = make_asset(disclosure="withheld")
    with pytest.raises(DatabaseError, match="public_photos_only_when_exact"), transaction.atomic():
        PublicAsset.objects.filter(pk=asset.pk).update(photos=[1])


def test_the_curator_sees_them_before_publishing(signed_in, make_asset, curator, add_photo):
    asset = make_asset(status="submitted")
    photo = add_photo(asset, curator, alt="A long table")
    page = signed_in(curator).get(reverse("assets:review_item", args=[asset.pk])).text
    assert "A long table" in page
    assert reverse("assets:photo", args=[asset.pk, photo.key, "small"]) in page


# ── What nobody described ─────────────────────────────────────────────────────────────────────────────────────────────


def forgotten(days, draft, contributor, **fields):
    since = timezone.now() - timedelta(days=days)
    size = {"width": 1, "height": 1, "byte_size": 1}
    photo = Photo.objects.create(asset=draft, uploaded_by=contributor, uploaded_at=since, **size, **fields)
    photo.write({"large": b"1", "small": b"1"})
    return photo


def test_an_upload_that_nobody_described_is_deleted(draft, contributor):
    photo = forgotten(3, draft, contributor)
    delete_forgotten_photos()
    assert not Photo.objects.exists()
    assert not storages["photos"].exists(file_name(photo.key, "large"))


def test_one_that_somebody_may_be_describing_stays(draft, contributor):
    photo = forgotten(1, draft, contributor)
    delete_forgotten_photos()
    assert storages["photos"].exists(file_name(photo.key, "small"))


def test_one_that_an_entry_listed_stays(draft, contributor):
    forgotten(30, draft, contributor, agreed_on=timezone.localdate())
    delete_forgotten_photos()
    assert Photo.objects.exists()


def test_one_is_deleted_though_its_files_are_gone_already(draft, contributor):
    forgotten(3, draft, contributor).erase_files()
    delete_forgotten_photos()
    assert not Photo.objects.exists()
