"""Visitors' pages read as the public role, and nothing else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpResponse

from accounts.models import User
from assets.models import Asset, PublicAsset
from config.databases import VisitorsReadThePublicCopy
from consortia.models import Membership


def served(rf, user, read):
    """What a page that reads `read` says to this person."""
    request = rf.get("/")
    request.user = user
    return VisitorsReadThePublicCopy(lambda _: HttpResponse(str(read())))(request).text


def test_a_visitor_reads_the_public_copy_as_the_public_role(rf, visitor):
    assert served(rf, visitor, lambda: PublicAsset.objects.all().db) == "public"


def test_a_visitor_signs_in_through_the_usual_connection(rf, visitor):
    assert served(rf, visitor, lambda: User.objects.all().db) == "default"


def test_somebody_who_signed_in_reads_through_the_usual_connection(rf, make_user):
    assert served(rf, make_user(), lambda: Asset.objects.all().db) == "default"


def test_after_a_visitor_the_next_reader_is_not_one(rf, visitor):
    served(rf, visitor, lambda: "")
    assert Asset.objects.all().db == "default"


@pytest.mark.real_roles
@pytest.mark.parametrize("model", [Asset, Membership])
def test_a_page_that_reads_too_much_fails_rather_than_leaks(rf, model):
    with pytest.raises(DatabaseError, match="permission denied"):
        served(rf, AnonymousUser(), lambda: list(model.objects.all()))
