"""Signing in by password or by a code sent by e-mail."""

import re

import pytest
from django.contrib.auth import get_user
from django.core.exceptions import ValidationError

PASSWORD = "let me in please"


@pytest.fixture
def person(make_user):
    return make_user("Amina")


def sign_in(client, email, password=PASSWORD):
    return client.post("/account/login/", {"login": email, "password": password})


def test_by_password(client, person):
    sign_in(client, person.email)
    assert get_user(client) == person


@pytest.mark.parametrize(
    ("who", "page"), [("curator", "/review/"), ("contributor", "/assets/mine/"), ("researcher", "/assets/")]
)
def test_people_land_where_their_work_is(client, request, who, page):
    person = request.getfixturevalue(who)
    answer = client.post("/account/login/", {"login": person.email, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == page


def test_the_address_may_be_typed_in_capitals(client, person):
    sign_in(client, person.email.upper())
    assert get_user(client) == person


def test_a_wrong_password_keeps_what_was_typed(client, person):
    answer = sign_in(client, person.email, "something else")
    assert person.email in answer.text


def test_a_wrong_password_does_not_tell_whether_the_account_is_there(client, person):
    there = sign_in(client, person.email, "something else").context["form"].errors
    assert sign_in(client, "nobody@example.org", "something else").context["form"].errors == there


def test_by_a_code_from_the_mail(client, person, mailoutbox):
    client.post("/account/login/code/", {"email": person.email})
    (mail,) = mailoutbox
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.body, re.MULTILINE).group(1)
    client.post("/account/login/code/confirm/", {"code": code})
    assert get_user(client) == person


def test_a_wrong_code_does_not(client, person):
    client.post("/account/login/code/", {"email": person.email})
    client.post("/account/login/code/confirm/", {"code": "AAA-BBB"})
    assert not get_user(client).is_authenticated


def test_somebody_who_was_switched_off_does_not_get_in(client, make_user):
    person = make_user(is_active=False)
    sign_in(client, person.email)
    assert not get_user(client).is_authenticated


def test_nobody_signs_up_by_themselves(client):
    answer = client.post("/account/signup/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert not get_user(client).is_authenticated
    assert "How to get an account" in answer.text


def test_two_accounts_cannot_share_an_address(person, django_user_model):
    with pytest.raises(ValidationError, match="Somebody has this e-mail address already"):
        django_user_model(email=person.email.upper()).validate_constraints()
