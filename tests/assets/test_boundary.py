"""Who may change an entry draws its outline or its route; the pin stays in it, and nobody is overwritten unseen."""

import pytest
from django.contrib.gis.geos import GEOSGeometry, MultiLineString, MultiPolygon, Point
from django.contrib.messages import get_messages
from django.urls import reverse

from assets import workflow
from assets.forms import BoundaryForm
from assets.models import Asset, PublicAsset
from places.fingerprint import fingerprint

PARK = "POLYGON ((-2.01 52.99, -1.99 52.99, -1.99 53.01, -2.01 53.01, -2.01 52.99))"
ROUTE = "LINESTRING (-2 53, -1.99 53.01, -1.98 53.01)"
FAR = "POLYGON ((-1.5 53, -1.4 53, -1.4 53.1, -1.5 53))"


@pytest.fixture
def draw(signed_in, curator):
    def post(asset, shape, by=curator, **answers):
        page = reverse("assets:boundary", args=[asset.pk])
        return signed_in(by).post(page, {"shape": shape, "seen": fingerprint(asset), **answers})

    return post


def fresh(asset):
    return Asset.objects.get(pk=asset.pk)


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


# ── Who may ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", ["curator", "administrator"])
def test_a_published_entry_is_drawn_by_its_curators(request, draw, make_asset, role):
    asset = make_asset()
    draw(asset, PARK, by=request.getfixturevalue(role))
    assert fresh(asset).boundary.equals(GEOSGeometry(PARK))


@pytest.mark.parametrize("role", ["contributor", "coordinator"])
def test_others_who_care_for_it_have_the_wrong_role(request, signed_in, draw, make_asset, organisation, role):
    asset, user = make_asset(organisation=organisation, status="closed"), request.getfixturevalue(role)
    assert signed_in(user).get(reverse("assets:boundary", args=[asset.pk])).status_code == 403
    answer = draw(asset, PARK, by=user)
    assert answer.status_code == 403
    assert PARK in answer.text  # what was typed comes back
    assert fresh(asset).boundary is None


@pytest.mark.parametrize("role", ["stranger", "partner", "researcher"])
def test_for_others_there_is_no_such_page(request, draw, make_asset, role):
    asset = make_asset()
    assert draw(asset, PARK, by=request.getfixturevalue(role)).status_code == 404


def test_who_has_not_signed_in_is_asked_to(client, make_asset):
    answer = client.get(reverse("assets:boundary", args=[make_asset().pk]))
    assert answer.url.startswith(reverse("account_login"))


def test_a_contributor_draws_their_own_draft(draw, make_asset, contributor, organisation):
    asset = make_asset(status="draft", organisation=organisation)
    draw(asset, PARK, by=contributor)
    assert fresh(asset).boundary


def test_the_page_of_an_entry_leads_there_for_who_may(signed_in, curator, partner, make_asset):
    asset = make_asset()
    link = reverse("assets:boundary", args=[asset.pk])
    assert link in signed_in(curator).get(asset.get_absolute_url()).text
    assert link in signed_in(curator).get(reverse("assets:edit", args=[asset.pk])).text
    assert link not in signed_in(partner).get(asset.get_absolute_url()).text


# ── What is kept ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("text", "kind"), [(PARK, MultiPolygon), (ROUTE, MultiLineString)])
def test_an_outline_or_a_route_is_kept_and_public(draw, make_asset, text, kind):
    asset = make_asset()
    draw(asset, text)
    assert isinstance(fresh(asset).boundary, kind)
    assert PublicAsset.objects.get(pk=asset.pk).boundary.equals(GEOSGeometry(text))


def test_of_a_hidden_place_it_is_kept_and_not_public(draw, make_asset):
    asset = make_asset(disclosure="withheld")
    draw(asset, PARK)
    assert fresh(asset).boundary
    assert PublicAsset.objects.get(pk=asset.pk).boundary is None


def test_a_change_of_a_published_entry_is_a_decision_and_in_the_history(draw, make_asset, curator):
    asset = make_asset()
    draw(asset, PARK)
    assert asset.decisions.get().step == "edit"
    event = asset.events.order_by("pgh_id").last()
    assert event.boundary.equals(GEOSGeometry(PARK))
    assert event.pgh_context.metadata["user"] == curator.pk


def test_an_empty_form_takes_it_away(draw, make_asset):
    asset = make_asset(boundary=MultiPolygon(GEOSGeometry(PARK), srid=4326))
    assert "no outline any more" in said(draw(asset, ""))
    assert fresh(asset).boundary is None


def test_where_nothing_is_drawn_an_empty_form_is_a_mistake(draw, make_asset):
    assert "Draw the outline or the route" in draw(make_asset(), "").text


def test_the_credit_of_what_was_taken_over_is_added(draw, make_asset, make_area):
    ward = make_area("ward", "Layfield", attribution="Contains OS data")
    asset = make_asset(attribution="Seaholme Council")
    draw(asset, ward.boundary.wkt, copied=ward.pk)
    assert fresh(asset).attribution == "Seaholme Council Contains OS data"


# ── The pin ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", [PARK, ROUTE])
def test_without_a_pin_it_gets_one_on_it(draw, make_asset, text):
    asset = make_asset(lon=None)
    draw(asset, text)
    assert fresh(asset).boundary.distance(fresh(asset).location) < 1e-9


def test_a_pin_in_it_stays(draw, make_asset):
    asset = make_asset(lon=-2.001)
    draw(asset, PARK)
    assert fresh(asset).location.equals_exact(Point(-2.001, 53))


def test_a_pin_outside_is_asked_about(draw, make_asset):
    asset = make_asset()
    assert "The pin of the entry lies outside" in draw(asset, FAR).text
    assert fresh(asset).boundary is None


def test_a_pin_outside_is_moved_when_that_is_ticked(draw, make_asset):
    asset = make_asset()
    draw(asset, FAR, move_pin="on")
    assert fresh(asset).boundary.contains(fresh(asset).location)


def test_the_form_of_an_entry_does_not_move_its_pin_out(signed_in, curator, make_asset):
    asset = make_asset(boundary=MultiPolygon(GEOSGeometry(PARK), srid=4326))
    answer = signed_in(curator).post(
        reverse("assets:edit", args=[asset.pk]), {"base_version": asset.version, "location": "53.5, -2"}
    )
    assert "outside the outline or route" in str(answer.context["form"].errors["location"])


def test_an_entry_abroad_has_its_outline_there(draw, make_asset):
    asset = make_asset(lon=-6.3, lat=53.3)
    draw(asset, "POLYGON ((-6.31 53.29, -6.29 53.29, -6.29 53.31, -6.31 53.29))")
    assert fresh(asset).boundary


# ── Two at once ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_somebody_drew_meanwhile_is_shown_and_not_overwritten(draw, make_asset):
    asset = make_asset()
    Asset.objects.filter(pk=asset.pk).update(boundary=MultiLineString(GEOSGeometry(ROUTE), srid=4326))
    page = draw(asset, PARK)
    assert "Somebody changed it while you were drawing" in page.text
    assert page.context["form"]["shape"].value() == PARK
    assert isinstance(fresh(asset).boundary, MultiLineString)


def test_other_changes_of_the_entry_are_no_hindrance(draw, make_asset):
    asset = make_asset()
    Asset.objects.filter(pk=asset.pk).update(summary="Changed meanwhile")
    draw(asset, PARK)
    assert (fresh(asset).summary, bool(fresh(asset).boundary)) == ("Changed meanwhile", True)


def test_a_change_at_the_same_moment_is_shown_too(draw, make_asset, monkeypatch):
    asset, fill = make_asset(), BoundaryForm.fill

    def fill_late(form):
        Asset.objects.filter(pk=asset.pk).update(boundary=MultiLineString(GEOSGeometry(ROUTE), srid=4326))
        fill(form)

    monkeypatch.setattr(BoundaryForm, "fill", fill_late)
    assert "Somebody changed it while you were drawing" in draw(asset, PARK).text
    assert isinstance(fresh(asset).boundary, MultiLineString)


def test_an_entry_that_was_closed_meanwhile_stays_as_it_is(draw, make_asset, curator):
    asset = make_asset()
    workflow.close(asset, curator)
    assert draw(asset, PARK).status_code == 403
    assert fresh(asset).boundary is None
