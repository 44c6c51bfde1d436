"""A photo has an address of its own. It is there for whom the entry shows it, and for nobody else."""

import pytest
from django.urls import reverse

from assets import workflow
from assets.models import Asset
from assets.models.photo import new_key
from tests.photographs import SECRET, telling
from tests.planted import whole


@pytest.fixture
def address(make_asset, curator, add_photo):
    """Where the photo of an entry of such a state lies."""

    def make(size="large", **fields):
        asset = make_asset(**fields)
        return reverse("assets:photo", args=[asset.pk, add_photo(asset, curator).key, size])

    return make


def entry():
    return Asset.objects.get()


def test_a_visitor_gets_the_photo_of_a_public_entry(client, address):
    answer = client.get(address())
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")


@pytest.mark.parametrize(
    "hidden",
    [
        *[{"status": status} for status in ("draft", "submitted", "declined", "closed", "merged")],
        *[{"visibility": visibility} for visibility in ("private", "consortium")],
        *[{"disclosure": disclosure} for disclosure in ("area", "withheld")],
    ],
)
def test_of_any_other_there_is_none(signed_in, address, visitor, nobody, stranger, hidden):
    where = address(**hidden)
    assert {signed_in(user).get(where).status_code for user in (visitor, nobody, stranger)} == {404}


def test_partners_get_what_is_shown_to_them(signed_in, address, partner):
    reader = signed_in(partner)
    assert reader.get(address(visibility="consortium")).status_code == 200
    assert reader.get(address(visibility="consortium", disclosure="withheld")).status_code == 404


def test_who_cares_for_the_entry_gets_it(
    signed_in, address, organisation, contributor, coordinator, curator, administrator
):
    where = address(status="submitted", disclosure="withheld", organisation=organisation)
    people = contributor, coordinator, curator, administrator
    assert {signed_in(user).get(where).status_code for user in people} == {200}


def test_it_is_hidden_in_the_moment_that_its_place_is(client, address):
    where = address()
    assert client.get(where).status_code == 200
    Asset.objects.update(disclosure="withheld")
    assert client.get(where).status_code == 404


def test_closing_the_entry_hides_it(client, address, curator):
    where = address()
    workflow.close(entry(), curator)
    assert client.get(where).status_code == 404


def test_one_that_was_taken_off_is_gone(client, signed_in, address, curator):
    where = address()
    Asset.objects.update(photos=[])
    assert client.get(where).status_code == 404
    assert signed_in(curator).get(where).status_code == 404


def test_it_is_found_at_its_own_entry_alone(client, address, make_asset):
    where = address()
    other = make_asset()
    assert client.get(where.replace(f"/{entry_of(where)}/", f"/{other.pk}/")).status_code == 404


def entry_of(where):
    return where.split("/")[2]


def test_there_are_two_sizes(client, address):
    where = address()
    assert {client.get(where.replace("large", size)).status_code for size in ("huge", "large2", "..%2Flarge")} == {404}


def test_a_photo_whose_file_is_gone_is_not_found(client, make_asset):
    listed = {"key": "0" * 32, "alt": "Gone", "credit": "", "width": 1, "height": 1}
    asset = make_asset(photos=[listed])
    assert client.get(reverse("assets:photo", args=[asset.pk, "0" * 32, "large"])).status_code == 404


# ── How it comes ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_browsers_take_it_as_a_picture_and_ask_each_time(client, address):
    wanted = {
        "Content-Disposition": 'inline; filename="photo.jpg"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-cache",
    }
    headers = client.get(address()).headers
    assert {name: headers[name] for name in wanted} == wanted


def test_what_a_browser_has_is_not_sent_again(client, address):
    where = address()
    etag = client.get(where)["ETag"]
    assert client.get(where, headers={"If-None-Match": etag}).status_code == 304
    Asset.objects.update(disclosure="withheld")
    assert client.get(where, headers={"If-None-Match": etag}).status_code == 404


def test_who_has_signed_in_keeps_nothing(signed_in, address, curator):
    answer = signed_in(curator).get(address(disclosure="withheld"))
    assert "no-store" in answer["Cache-Control"]


def test_it_is_only_read(client, address):
    assert client.post(address()).status_code == 405


def test_what_the_camera_wrote_is_in_no_file_and_no_header(client, make_asset, curator, add_photo):
    asset = make_asset()
    photo = add_photo(asset, curator, file=telling())
    for size in ("large", "small"):
        answer = client.get(reverse("assets:photo", args=[asset.pk, photo.key, size]))
        assert SECRET not in whole(answer)


@pytest.mark.real_roles
def test_visitors_read_the_public_copy_alone(client, address):
    where = address()
    assert client.get(where).status_code == 200
    Asset.objects.update(disclosure="area")
    assert client.get(where).status_code == 404


def test_an_upload_without_words_is_for_its_uploader_alone(
    client, signed_in, contributor, make_member, make_asset, organisation
):
    asset = make_asset(organisation=organisation, status="draft")
    page = reverse("assets:photos", args=[asset.pk])
    form = signed_in(contributor).post(page, {"step": "add", "key": new_key(), "photo": telling()}).context["adding"]
    where = reverse("assets:photo", args=[asset.pk, form.upload.key, "small"])
    assert client.get(where).status_code == 200
    assert signed_in(make_member(organisation)).get(where).status_code == 404
