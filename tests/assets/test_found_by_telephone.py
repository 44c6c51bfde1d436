"""A helpline on a card leads to whose it is, however it is written; a number that is not public leads nowhere."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from assets.models import Asset

SECRET = ["Quillfeather", "ZE9", "53.02"]
HELPLINE = {"contact_phone": "01632 960 123", "contact_phone_is_public": True}


@pytest.fixture
def names_found(signed_in):
    def find(user, q):
        return [entry.place.name for entry in signed_in(user).get("/assets/", {"q": q}).context["entries"]]

    return find


@pytest.mark.parametrize("written", ["01632 960123", "01632960123", "+44 1632 960 123", "+44 (0)1632-960123"])
def test_it_is_found_by_its_helpline(names_found, visitor, make_asset, written):
    make_asset("Harbour Refuge", disclosure="withheld", **HELPLINE)
    make_asset("Seaholme Pantry", contact_phone="01632 960999", contact_phone_is_public=True)
    assert names_found(visitor, written) == ["Harbour Refuge"]


@pytest.mark.parametrize("who", ["visitor", "partner", "curator"])
@pytest.mark.parametrize("fields", [{"contact_phone_is_public": False}, {"visibility": "private"}])
def test_a_number_that_is_not_public_leads_nowhere(request, names_found, make_asset, who, fields):
    make_asset("Harbour Refuge", **HELPLINE | fields)
    is_theirs = who == "curator" and "visibility" in fields
    assert names_found(request.getfixturevalue(who), "01632 960123") == (["Harbour Refuge"] if is_theirs else [])


def test_it_ends_with_the_consent(names_found, curator, make_asset):
    make_asset("Harbour Refuge", contact_phone_agreed_until=timezone.localdate() - timedelta(days=1), **HELPLINE)
    assert names_found(curator, "01632 960123") == []


@pytest.mark.browser
def test_a_refuge_is_found_by_name_helpline_and_wide_area_and_its_place_is_nowhere(
    page, live_server, make_asset, make_area
):
    make_area(name="Seaholme", code="T1")
    make_area("msoa", "Seaholme 001", box=(-2.05, 52.95, -1.95, 53.05), code="T2")
    secret = {"address": "7 Quillfeather Lane", "postcode": "ZE9 7QX", "lon": -2.0123, "lat": 53.0234}
    refuge = make_asset("Harbour Refuge", "refuge", disclosure="withheld", **secret, **HELPLINE)
    for query in ("q=harbour+refuge", "q=01632+960123", "area=T1"):
        page.goto(f"{live_server.url}/assets/?{query}")
        expect(page.get_by_role("link", name="Harbour Refuge", exact=True)).to_be_visible()
        assert [word for word in SECRET if word in page.content()] == []
    page.goto(f"{live_server.url}/assets/?area=T2")
    expect(page.get_by_role("link", name="Harbour Refuge", exact=True)).to_have_count(0)
    page.goto(f"{live_server.url}/assets/{refuge.pk}/")
    expect(page.get_by_role("link", name="01632 960 123")).to_be_visible()
    assert [word for word in SECRET if word in page.content()] == []

    Asset.objects.update(visibility="private")
    for path in ("/assets/?q=harbour+refuge", "/assets/?q=01632+960123", "/assets/?area=T1", "/assets.csv"):
        assert "Harbour Refuge" not in page.request.get(live_server.url + path).text()
    assert page.request.get(f"{live_server.url}/assets/{refuge.pk}/").status == 404
