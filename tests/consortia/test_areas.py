"""Coordinators say which areas their consortium looks after; an area is ended on a date, never deleted."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from consortia.models import ConsortiumAreaEvent
from places.models import Area

LAYFIELD = (-2.05, 52.95, -1.95, 53.05)


@pytest.fixture
def ward(make_area):
    return make_area("ward", "Layfield", code="E05000001", box=LAYFIELD)


@pytest.fixture
def neighbourhood(make_area, consortium):
    area = make_area("neighbourhood", "The Terraces", box=LAYFIELD, valid_from="2026-01-01")
    consortium.areas.add(area)
    return area


@pytest.fixture
def pages(consortium, neighbourhood):
    """Every page of these, as an address."""
    names = {"areas": [], "draw": [], "redraw": [neighbourhood.pk], "end_area": [neighbourhood.pk]}
    return [reverse(f"consortia:{name}", args=[consortium.slug, *rest]) for name, rest in names.items()]


def address(consortium):
    return reverse("consortia:areas", args=[consortium.slug])


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


# ── Who may ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_coordinators_and_administrators_may(request, signed_in, pages, role):
    client = signed_in(request.getfixturevalue(role))
    assert [client.get(page).status_code for page in pages] == [200] * 4


@pytest.mark.parametrize("role", ["curator", "researcher", "contributor", "partner"])
def test_others_of_the_consortium_have_the_wrong_role(request, signed_in, pages, role):
    client = signed_in(request.getfixturevalue(role))
    assert [client.get(page).status_code for page in pages] == [403] * 4


def test_for_others_there_is_no_such_page(signed_in, stranger, pages):
    assert [signed_in(stranger).get(page).status_code for page in pages] == [404] * 4


def test_who_has_not_signed_in_is_asked_to(client, pages):
    assert all(client.get(page).url.startswith(reverse("account_login")) for page in pages)


@pytest.mark.parametrize(("role", "status"), [("curator", 403), ("stranger", 404)])
def test_nobody_else_takes_an_area_off_the_list(request, signed_in, consortium, neighbourhood, role, status):
    client = signed_in(request.getfixturevalue(role))
    page = reverse("consortia:remove_area", args=[consortium.slug, neighbourhood.pk])
    assert client.post(page).status_code == status
    assert consortium.areas.get() == neighbourhood


def test_the_page_of_a_consortium_leads_there_for_coordinators_alone(signed_in, coordinator, curator, consortium):
    link = f'href="{address(consortium)}"'
    assert link in signed_in(coordinator).get(consortium.get_absolute_url()).text
    assert link not in signed_in(curator).get(consortium.get_absolute_url()).text


# ── The list ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("typed", ["Layfield", " layfield ", "E05000001", "e05000001"])
def test_an_area_is_added_by_name_or_code(signed_in, coordinator, consortium, ward, typed):
    answer = signed_in(coordinator).post(address(consortium), {"area": typed})
    assert consortium.areas.get() == ward
    assert "now looks after Layfield" in said(answer)


@pytest.mark.parametrize("typed", ["", "Nowhere", "x" * 5000, "a\0b"])
def test_what_is_no_area_is_said(signed_in, coordinator, consortium, ward, typed):
    answer = signed_in(coordinator).post(address(consortium), {"area": typed})
    assert answer.status_code == 200
    assert answer.context["form"].errors["area"]
    assert not consortium.areas.exists()


def test_of_several_areas_of_a_name_one_is_chosen(signed_in, coordinator, consortium, ward, make_area):
    make_area("ward", "Layfield", code="E05000002", box=(0, 52, 0.1, 52.1))
    answer = signed_in(coordinator).post(address(consortium), {"area": "Layfield"})
    assert [code for code, _ in answer.context["form"].meant] == ["E05000001", "E05000002"]
    signed_in(coordinator).post(address(consortium), {"area": "E05000001"})
    assert consortium.areas.get() == ward


def test_an_area_is_taken_off_the_list_and_stays(signed_in, coordinator, consortium, neighbourhood):
    page = reverse("consortia:remove_area", args=[consortium.slug, neighbourhood.pk])
    answer = signed_in(coordinator).post(page)
    assert not consortium.areas.exists()
    assert Area.objects.filter(pk=neighbourhood.pk).exists()
    assert neighbourhood.code in said(answer)


def test_looking_at_a_page_takes_nothing_away(signed_in, coordinator, consortium, neighbourhood):
    page = reverse("consortia:remove_area", args=[consortium.slug, neighbourhood.pk])
    assert signed_in(coordinator).get(page).status_code == 405
    assert consortium.areas.exists()


def test_who_took_an_area_off_the_list_can_be_told(signed_in, coordinator, consortium, neighbourhood):
    signed_in(coordinator).post(reverse("consortia:remove_area", args=[consortium.slug, neighbourhood.pk]))
    event = ConsortiumAreaEvent.objects.get(pgh_label="delete")
    assert event.pgh_context.metadata["user"] == coordinator.pk


# ── The end ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def end(signed_in, coordinator, consortium):
    def post(area, day):
        page = reverse("consortia:end_area", args=[consortium.slug, area.pk])
        return signed_in(coordinator).post(page, {"valid_to": day})

    return post


def test_a_neighbourhood_ends_on_a_day(end, neighbourhood):
    assert "ends on 30 June 2026" in said(end(neighbourhood, "2026-06-30"))
    assert not Area.objects.current().filter(pk=neighbourhood.pk).exists()


def test_an_end_can_be_taken_back(end, neighbourhood):
    end(neighbourhood, "2026-06-30")
    end(neighbourhood, "")
    assert Area.objects.current().filter(pk=neighbourhood.pk).exists()


@pytest.mark.parametrize(("day", "words"), [("2025-12-31", "It began on 1 January 2026"), ("soon", "Give a day like")])
def test_a_day_that_cannot_be_is_said(end, neighbourhood, day, words):
    assert words in end(neighbourhood, day).text
    neighbourhood.refresh_from_db()
    assert neighbourhood.valid_to is None


def test_an_area_from_a_file_is_not_ended_here(end, consortium, ward):
    consortium.areas.add(ward)
    assert end(ward, "2026-06-30").status_code == 404


def test_what_others_look_after_too_is_for_administrators(
    end, signed_in, administrator, consortium, make_consortium, neighbourhood
):
    make_consortium("Elsewhere").areas.add(neighbourhood)
    assert end(neighbourhood, "2026-06-30").status_code == 403
    page = reverse("consortia:end_area", args=[consortium.slug, neighbourhood.pk])
    assert signed_in(administrator).post(page, {"valid_to": "2026-06-30"}).status_code == 302
