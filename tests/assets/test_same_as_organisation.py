"""What is left empty is taken over from the organisation that runs it, where somebody says that it is the same."""

from uuid import uuid4

import pytest
from django.contrib.gis.geos import Point
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from assets.models import Asset

PUBLISHED = {"public_phone": "01632 960001", "public_email": "hello@example.org", "website": "https://example.org"}


@pytest.fixture
def send(signed_in, contributor, organisation, kind):
    """Send the form of a new entry, where the organisation publishes this of itself."""

    def post(published=PUBLISHED, by=contributor, **answers):
        type(organisation).objects.filter(pk=organisation.pk).update(**published)
        three = {"name": "Layfield Walkers", "kind": kind("move").pk, "eligibility": "Anyone", "uid": str(uuid4())}
        agreed = dict.fromkeys(["licence_agreed", "people_agreed"], "on")
        choices = {"disclosure": "exact", "visibility": "public", "area_served": "Layfield"}
        return signed_in(by).post(reverse("assets:add"), {**three, **agreed, **choices, **answers})

    return post


def test_the_contact_is_taken_over(send):
    send(same_contact="on")
    asset = Asset.objects.get()
    assert (asset.contact_phone, asset.contact_email, asset.website) == tuple(PUBLISHED.values())


def test_it_is_public_as_it_is_with_the_organisation(send, organisation):
    send(same_contact="on")
    phone, _ = Asset.objects.get().contact
    assert (phone.is_public, phone.agreed_on, phone.whose) == (True, timezone.localdate(), organisation.name)


def test_what_was_typed_stays(send):
    send(same_contact="on", contact_phone="01632 960002")
    asset = Asset.objects.get()
    assert (asset.contact_phone, asset.contact_phone_is_public) == ("01632 960002", False)
    assert asset.contact_email == "hello@example.org"


def test_without_the_tick_nothing_is_taken_over(send):
    send()
    assert Asset.objects.get().contact == []


def test_the_pin_is_set_where_the_organisation_is(send):
    send({"location": Point(-2, 53, srid=4326)}, same_place="on", area_served="")
    assert Asset.objects.get().location.coords == (-2, 53)


def test_what_was_taken_over_is_said(send, organisation):
    said = [str(message) for message in get_messages(send(same_contact="on").wsgi_request)]
    assert f"Taken over from {organisation}: phone, e-mail, website." in said


def test_who_must_choose_the_organisation_first_is_told(send, curator):
    (error,) = send(by=curator, same_contact="on").context["form"].errors["same_contact"]
    assert error == "Choose first the organisation that runs it, under “Whose is it?”, or take this tick away."


def test_what_the_organisation_does_not_say_is_asked(send, curator, organisation):
    answer = send({"public_phone": ""}, by=curator, same_contact="on", organisation=organisation.pk)
    (error,) = answer.context["form"].errors["same_contact"]
    assert (
        error == f"We know no phone or e-mail or website of {organisation}. Give it yourself, or take this tick away."
    )


def test_nothing_is_offered_that_the_organisation_does_not_say(signed_in, contributor):
    page = signed_in(contributor).get(reverse("assets:add"))
    assert not {"same_place", "same_contact"} & set(page.context["form"].fields)
