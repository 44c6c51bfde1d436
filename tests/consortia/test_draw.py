"""Coordinators draw neighbourhoods: typed, taken over from an area, mended where needed, never overwritten."""

import pytest
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Polygon
from django.contrib.messages import get_messages
from django.urls import reverse

from places.fingerprint import fingerprint
from places.models import Area

SQUARE = "POLYGON ((-2.01 52.99, -1.99 52.99, -1.99 53.01, -2.01 53.01, -2.01 52.99))"
EAST = "POLYGON ((-1.9 52.99, -1.8 52.99, -1.8 53.01, -1.9 53.01, -1.9 52.99))"
BOW = "POLYGON ((-2.01 52.99, -1.99 53.01, -1.99 52.99, -2.01 53.01, -2.01 52.99))"


@pytest.fixture
def draw(signed_in, coordinator, consortium):
    """Send the form: of a new neighbourhood, or of this area."""

    def post(shape=SQUARE, area=None, by=coordinator, **answers):
        where = [consortium.slug, area.pk] if area else [consortium.slug]
        page = reverse("consortia:redraw" if area else "consortia:draw", args=where)
        seen = fingerprint(area) if area else ""
        return signed_in(by).post(page, {"name": "The Terraces", "shape": shape, "seen": seen, **answers})

    return post


@pytest.fixture
def neighbourhood(make_area, consortium):
    area = make_area("neighbourhood", "The Terraces", box=(-2.01, 52.99, -1.99, 53.01), edition="2020")
    consortium.areas.add(area)
    return area


def outline(text):
    return MultiPolygon(GEOSGeometry(text, srid=4326), srid=4326)


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def form_of(response):
    """The form that an answer shows; it must have saved nothing."""
    assert response.status_code == 200
    return response.context["form"]


# ── A new one ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_neighbourhood_is_drawn(draw, consortium):
    draw()
    area = consortium.areas.get()
    assert (area.kind, area.name, area.source) == ("neighbourhood", "The Terraces", "Drawn by Seaholme Coalition")
    assert area.boundary.equals(GEOSGeometry(SQUARE))
    assert area.boundary.contains(area.label_point)
    assert area in Area.objects.current()
    assert area.code.startswith("H")


def test_two_neighbourhoods_have_codes_of_their_own(draw, consortium):
    draw()
    draw(EAST, name="The Quay")
    assert len({area.code for area in consortium.areas.all()}) == 2


def test_what_lies_in_it_is_found_by_it_at_once(draw, client, make_asset, consortium):
    make_asset("Pantry", lon=-2.0, lat=53.0)
    make_asset("Far away", lon=-1.5, lat=53.0)
    draw()
    client.logout()
    page = client.get("/assets/", {"area": consortium.areas.get().code})
    assert [entry.place.name for entry in page.context["entries"]] == ["Pantry"]


def test_who_drew_it_can_be_told(draw, coordinator, consortium):
    draw()
    assert consortium.areas.get().events.get().pgh_context.metadata["user"] == coordinator.pk


def test_a_form_sent_twice_makes_one(draw, consortium):
    draw()
    assert "already" in str(form_of(draw()).errors["name"])
    assert consortium.areas.count() == 1


@pytest.mark.parametrize(
    ("answers", "name", "words"),
    [
        ({"name": ""}, "name", "Give the neighbourhood a name"),
        ({"shape": ""}, "shape", "Draw the outline"),
        ({"shape": "by the church"}, "shape", "cannot read this"),
        ({"shape": "POLYGON ((2 48, 3 48, 3 49, 2 48))"}, "shape", "outside the United Kingdom"),
        ({"shape": "POINT (-2 53)"}, "shape", "This is a point"),
        ({"shape": "100% {} \0"}, "shape", "cannot read this"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_comes_back(draw, answers, name, words):
    form = form_of(draw(**answers))
    assert words in str(form.errors[name])
    assert form["shape"].value() == answers.get("shape", SQUARE)
    assert not Area.objects.exists()


# ── Helps ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_crossing_is_shown_with_the_mended_shape(draw):
    page = draw(BOW)
    assert "crosses or touches itself near 53.00000, -2.00000" in page.text
    assert "Use the mended shape" in page.text
    assert form_of(page)["shape"].value() == BOW


def test_the_mended_shape_is_looked_at_before_it_is_saved(draw, consortium):
    form = form_of(draw(BOW, mend="yes"))
    assert "nothing is saved yet" in form.told
    assert not Area.objects.exists()
    draw(form["shape"].value())
    assert len(consortium.areas.get().boundary) == 2


def test_two_slips_are_mended_one_after_the_other(draw):
    swapped_bow = "POLYGON ((52.99 -2.01, 53.01 -1.99, 52.99 -1.99, 53.01 -2.01, 52.99 -2.01))"
    form = form_of(draw(swapped_bow, mend="yes"))
    assert "crosses" in str(form.errors["shape"])
    assert "2 parts" in form.trouble.offer


def test_asking_for_help_says_nothing_of_what_is_missing_yet(draw):
    assert not form_of(draw(BOW, name="", mend="yes")).errors


@pytest.mark.parametrize("help_", [{"take": ""}, {}], ids=["by its button", "by Enter"])
def test_the_outline_of_an_area_is_taken_over(draw, make_area, help_):
    ward = make_area("ward", "Layfield", code="E05000001")
    form = form_of(draw("", outline_of="Layfield", **help_))
    assert form["shape"].value() == ward.boundary.wkt
    assert "Layfield, ward" in form.told
    assert not form.errors


def test_what_was_taken_over_keeps_its_credit(draw, make_area, consortium):
    credit = {"source": "ONS", "licence": "ogl-3", "attribution": "Contains OS data"}
    make_area("ward", "Layfield", **credit)
    form = form_of(draw("", outline_of="Layfield"))
    draw(form["shape"].value(), copied=form["copied"].value())
    area = consortium.areas.get()
    assert (area.source, area.licence, area.attribution) == tuple(credit.values())


def test_of_several_areas_of_a_name_one_is_chosen(draw, make_area):
    for code, west in [("E05000001", -2), ("E05000002", 0)]:
        make_area("ward", "Layfield", code=code, box=(west, 52, west + 0.1, 52.1))
    form = form_of(draw("", outline_of="Layfield"))
    assert [code for code, _ in form.meant] == ["E05000001", "E05000002"]
    assert form_of(draw("", take="E05000002"))["shape"].value().startswith("MULTIPOLYGON (((0 52")


@pytest.mark.parametrize("typed", ["Nowhere", "", "x" * 500])
def test_an_area_that_is_not_known_is_said(draw, typed):
    form = form_of(draw(SQUARE, outline_of=typed, take=""))
    assert form.errors["outline_of"]
    assert form["shape"].value() == SQUARE


def test_of_an_area_with_too_many_corners_the_outline_of_screens_is_taken_over(draw, make_area):
    ring = [(-2 + step / 1e6, 53 + (step % 2) / 1e6) for step in range(10_001)]
    shape = MultiPolygon(Polygon([*ring, (-1.98, 52.9), (-2, 52.9), ring[0]]), srid=4326)
    make_area("ward", "Layfield", code="E05000001")
    Area.objects.filter(code="E05000001").update(boundary=shape)
    assert len(form_of(draw("", outline_of="Layfield"))["shape"].value()) < 1000


def test_a_form_shows_nothing_of_what_another_drew(draw):
    draw(BOW)
    assert not form_of(draw("POINT (-2 53)")).fields["shape"].widget.beside


# ── Drawn anew ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_neighbourhood_is_drawn_anew(draw, neighbourhood, make_asset):
    asset = make_asset(lon=-1.85)
    draw(EAST, neighbourhood, name="The Quay")
    area = Area.objects.get(pk=neighbourhood.pk)
    assert (area.name, area.code) == ("The Quay", neighbourhood.code)
    assert area.boundary.equals(GEOSGeometry(EAST))
    asset.refresh_from_db()
    assert area.pk in asset.public_area_ids


def test_a_new_name_alone_leaves_outline_and_year(draw, neighbourhood):
    draw(neighbourhood.boundary.wkt, neighbourhood, name="The Quay")
    area = Area.objects.get(pk=neighbourhood.pk)
    assert (area.name, area.edition) == ("The Quay", "2020")


def test_what_somebody_changed_meanwhile_is_shown_and_not_overwritten(draw, neighbourhood):
    Area.objects.filter(pk=neighbourhood.pk).update(name="Theirs", boundary=outline(EAST))
    page = draw(SQUARE, neighbourhood, name="Mine")
    assert "Somebody changed it while you were drawing" in page.text
    assert "called “Theirs”" in page.text
    assert form_of(page).fields["shape"].widget.beside["What is there now"] == outline(EAST).wkt
    assert (form_of(page)["name"].value(), form_of(page)["shape"].value()) == ("Mine", SQUARE)
    assert Area.objects.get(pk=neighbourhood.pk).name == "Theirs"


def test_once_it_was_shown_it_may_be_replaced(draw, neighbourhood):
    Area.objects.filter(pk=neighbourhood.pk).update(name="Theirs")
    seen = form_of(draw(SQUARE, neighbourhood, name="Mine"))["seen"].value()
    draw(SQUARE, neighbourhood, name="Mine", seen=seen)
    assert Area.objects.get(pk=neighbourhood.pk).name == "Mine"


def test_an_area_from_a_file_is_not_drawn_anew(draw, consortium, make_area):
    ward = make_area("ward")
    consortium.areas.add(ward)
    assert draw(SQUARE, ward).status_code == 404


def test_nor_is_one_of_another_consortium(draw, make_area):
    assert draw(SQUARE, make_area("neighbourhood")).status_code == 404


def test_what_others_look_after_too_is_for_administrators(draw, neighbourhood, make_consortium, administrator):
    make_consortium("Elsewhere").areas.add(neighbourhood)
    assert draw(SQUARE, neighbourhood).status_code == 403
    assert draw(SQUARE, neighbourhood, by=administrator).status_code == 302
