"""`docs/roles.md` says who sees and edits what; here every combination is tried."""

from itertools import product
from pathlib import Path

import pytest

from assets import workflow
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


@pytest.fixture
def cases(make_asset, make_area, organisation):
    """One place of each status, visibility and disclosure."""
    make_area("msoa")
    every = product(Asset.Status.values, Asset.Visibility.values, Asset.Disclosure.values)
    names = ("status", "visibility", "disclosure")
    return {
        case: make_asset(**dict(zip(names, case, strict=True)), organisation=organisation, lon=-2.01) for case in every
    }


def found(assets, user):
    """Of these places those whose row this person sees, whose place they see, which they may edit, and suggest for."""
    seen, cared_for, edited, suggested = (
        set(rows.values_list("pk", flat=True))
        for rows in (
            Asset.objects.visible_to(user),
            Asset.objects.cared_for_by(user),
            Asset.objects.editable_by(user),
            Asset.objects.suggestible_by(user),
        )
    )
    shown = {asset.pk: asset.public_location for asset in disclosed([asset.pk for asset in assets])}
    placed = cared_for | {asset.pk for asset in assets if asset.pk in seen and shown[asset.pk] == asset.location}
    return [tuple(asset.pk in those for those in (seen, placed, edited, suggested)) for asset in assets]


def test_everybody_sees_edits_and_suggests_what_the_table_says(people, cases):
    for role, user in people.items():
        wanted = {case: expected(*case, role) for case in cases}
        assert dict(zip(cases, found(cases.values(), user), strict=True)) == wanted, role


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


def test_who_put_away_what_they_entered_sees_it(partner, make_asset):
    asset = make_asset(status=Asset.Status.DRAFT, created_by=partner)
    workflow.discard(asset, by=partner)
    assert Asset.objects.cared_for_by(partner).get() == asset


def test_what_was_closed_otherwise_is_for_those_who_run_it(partner, make_asset, curator):
    workflow.close(make_asset(created_by=partner), by=curator)
    assert not Asset.objects.cared_for_by(partner).exists()


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
