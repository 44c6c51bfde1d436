"""People choose their name and whether we write to them; others never read their e-mail address."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import User
from assets import workflow
from assets.models import Asset
from assets.tasks import tell

URL = reverse("accounts:preferences")
Status = Asset.Status


@pytest.fixture
def nameless(curator):
    """A curator who has given no name."""
    User.objects.filter(pk=curator.pk).update(name="")
    curator.refresh_from_db()
    return curator


@pytest.fixture
def make_own(make_asset, contributor, organisation):
    def make(status=Status.SUBMITTED):
        return make_asset("Layfield Walkers", status=status, created_by=contributor, organisation=organisation)

    return make


def test_a_name_and_no_more_mail_are_kept(signed_in, contributor):
    signed_in(contributor).post(URL, {"name": "Amina B"})
    contributor.refresh_from_db()
    assert (contributor.name, contributor.wants_mail) == ("Amina B", False)


def test_mail_can_be_asked_for_again(signed_in, contributor):
    User.objects.filter(pk=contributor.pk).update(wants_mail=False)
    signed_in(contributor).post(URL, {"name": "Amina", "wants_mail": "on"})
    contributor.refresh_from_db()
    assert contributor.wants_mail


def test_nothing_else_of_an_account_can_be_changed_there(signed_in, contributor):
    signed_in(contributor).post(URL, {"name": "Amina", "is_superuser": "on", "email": "other@example.org"})
    again = User.objects.get(pk=contributor.pk)
    assert (again.is_superuser, again.email) == (False, contributor.email)


def test_a_name_that_is_too_long_is_told(signed_in, contributor):
    assert signed_in(contributor).post(URL, {"name": "x" * 151}).context["form"].errors["name"]


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_every_page_leads_there_who_is_signed_in(signed_in, researcher):
    assert f'href="{URL}"' in signed_in(researcher).get(reverse("about:contact")).text


def test_a_visitor_has_no_such_link(client):
    assert URL not in client.get(reverse("about:contact")).text


def test_the_name_is_told_without_asking_the_database(contributor, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert contributor.public_name == "Amina"


def test_somebody_without_a_name_is_not_named_by_the_address(nameless):
    assert nameless.public_name == "A colleague"


def test_the_list_of_the_contributor_has_no_address_of_a_curator(signed_in, contributor, nameless, make_own):
    workflow.ask(make_own(), by=nameless, note="Is it still on?")
    html = signed_in(contributor).get(reverse("assets:mine")).text
    assert "A colleague asks" in html
    assert nameless.email not in html


@pytest.mark.parametrize("page", ["assets:review", "assets:review_item"])
def test_review_has_no_address_of_a_contributor(signed_in, curator, contributor, make_own, page):
    User.objects.filter(pk=contributor.pk).update(name="")
    asset = make_own(Status.DRAFT)
    workflow.submit(asset, by=contributor)
    html = signed_in(curator).get(reverse(page, args=[asset.pk] if page.endswith("item") else [])).text
    assert contributor.email not in html


def test_who_was_quicker_is_not_named_by_the_address(signed_in, curator, make_appointee, consortium, make_own):
    asset = make_own()
    other = make_appointee(consortium, "curator", "")
    workflow.publish(asset, by=other)
    data = {"step": "publish", "publish-version": asset.version}
    html = signed_in(curator).post(reverse("assets:review_item", args=[asset.pk]), data, follow=True).text
    assert "A colleague was quicker" in html
    assert other.email not in html


def test_a_mail_says_how_to_stop_the_mails(make_own, curator):
    asset = make_own()
    workflow.publish(asset, by=curator)
    tell(asset.decisions.last().pk, "contributor")
    assert URL in mail.outbox[0].body
