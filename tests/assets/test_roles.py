"""`docs/roles.md` says who sees and edits what; here every combination is tried."""

from pathlib import Path

import pytest

from assets.models import Asset, PublicAsset
from assets.register import disclosed

TABLE = Path(__file__).parents[2] / "docs" / "roles.md"
ROLES = ["visitor", "nobody", "holder", "partner", "researcher", "coordinator", "curator", "stranger", "administrator"]


def rules():
    lines = [line for line in TABLE.read_text().splitlines() if line.count("|") == 9 and "---" not in line]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def expected(*case):
    """What the first line that fits says: sees the row, sees the place, may edit, may suggest."""
    for *fits, sees, place, edits, suggests in rules():
        if all(fit == "any" or value in fit.split(", ") for fit, value in zip(fits, case, strict=True)):
            return sees == "yes", place == "yes", edits == "yes", suggests == "yes"
    raise AssertionError(f"no line fits {case}")


@pytest.fixture
def people(visitor, make_user, contributor, partner, researcher, coordinator, curator, stranger, administrator):
    everyone = [visitor, make_user(), contributor, partner, researcher, coordinator, curator, stranger, administrator]
    return dict(zip(ROLES, everyone, strict=True))


def sees_the_place(asset, user):
    if Asset.objects.cared_for_by(user).filter(pk=asset.pk).exists():
        return True
    (shown,) = disclosed([asset.pk])
    return Asset.objects.visible_to(user).filter(pk=asset.pk).exists() and shown.public_location == asset.location


def found(asset, user):
    return (
        Asset.objects.visible_to(user).filter(pk=asset.pk).exists(),
        sees_the_place(asset, user),
        Asset.objects.editable_by(user).filter(pk=asset.pk).exists(),
        Asset.objects.suggestible_by(user).filter(pk=asset.pk).exists(),
    )


@pytest.mark.parametrize("disclosure", Asset.Disclosure.values)
@pytest.mark.parametrize("visibility", Asset.Visibility.values)
@pytest.mark.parametrize("status", Asset.Status.values)
def test_everybody_sees_edits_and_suggests_what_the_table_says(
    people, make_asset, make_area, organisation, status, visibility, disclosure
):
    make_area("msoa")
    asset = make_asset(
        status=status, visibility=visibility, disclosure=disclosure, organisation=organisation, lon=-2.01
    )
    wanted = {role: expected(status, visibility, disclosure, role) for role in ROLES}
    assert {role: found(asset, user) for role, user in people.items()} == wanted


def test_visitors_rows_are_those_of_the_public_copy(visitor, make_asset):
    for status in Asset.Status:
        for visibility in Asset.Visibility:
            make_asset(status=status, visibility=visibility)
    rows = Asset.objects.visible_to(visitor).values_list("pk", flat=True)
    assert set(rows) == set(PublicAsset.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("status", ["draft", "submitted", "declined"])
def test_who_entered_it_sees_it_while_it_waits(partner, make_asset, status):
    asset = make_asset(status=status, created_by=partner)
    assert Asset.objects.cared_for_by(partner).get() == asset


def test_once_published_it_is_for_those_who_run_it(partner, make_asset):
    make_asset(created_by=partner, disclosure="withheld")
    assert not Asset.objects.cared_for_by(partner).exists()


@pytest.mark.parametrize("status", ["draft", "submitted", "declined"])
def test_who_entered_it_and_left_sees_it_no_more(partner, make_asset, status):
    make_asset(status=status, created_by=partner)
    partner.memberships.update(ended_on="2026-01-01")
    assert not Asset.objects.visible_to(partner).exists()


def test_members_of_a_partner_that_left_send_nothing(contributor, organisation, make_asset):
    make_asset(status=Asset.Status.DRAFT, organisation=organisation)
    organisation.partnerships.update(left_on="2026-01-01")
    assert not Asset.objects.editable_by(contributor).exists()


def test_a_membership_that_ended_gives_nothing(contributor, make_asset, organisation):
    make_asset(organisation=organisation, visibility=Asset.Visibility.PRIVATE)
    contributor.memberships.update(ended_on="2026-01-01")
    assert not Asset.objects.visible_to(contributor).exists()


def test_an_appointment_that_ended_gives_nothing(curator, make_asset):
    make_asset(status=Asset.Status.SUBMITTED)
    curator.appointments.update(ended_on="2026-01-01")
    assert not Asset.objects.reviewable_by(curator).exists()


def test_an_organisation_that_left_shares_no_rows_of_the_consortium(partner, make_asset, consortium):
    make_asset(visibility=Asset.Visibility.CONSORTIUM)
    consortium.partnerships.update(left_on="2026-01-01")
    assert not Asset.objects.visible_to(partner).exists()


def test_an_appointment_that_has_not_begun_gives_nothing(curator, make_asset):
    make_asset(status=Asset.Status.SUBMITTED)
    curator.appointments.update(started_on="2999-01-01")
    assert not Asset.objects.reviewable_by(curator).exists()
