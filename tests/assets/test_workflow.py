"""Every step from every status: the table is docs/life-of-an-asset.md."""

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction

from assets import workflow
from assets.models import Asset, Decision, PublicAsset
from assets.tasks import tell

Status = Asset.Status
STEPS = {
    "submit": (Status.DRAFT, Status.SUBMITTED, {}),
    "publish": (Status.SUBMITTED, Status.PUBLISHED, {}),
    "ask": (Status.SUBMITTED, Status.DRAFT, {"note": "When is it?"}),
    "decline": (Status.SUBMITTED, Status.DECLINED, {"reason": Decision.Reason.DUPLICATE}),
    "close": (Status.PUBLISHED, Status.CLOSED, {"note": "It shut in May."}),
}
REFUSED = [(step, status) for step, (before, *_) in STEPS.items() for status in Status if status != before]
REFUSED.remove(("submit", Status.DECLINED))  # what was not added may be sent again


@pytest.fixture
def make_own(make_asset, contributor, organisation):
    return lambda status=Status.SUBMITTED, **fields: make_asset(
        "Layfield Walkers", status=status, created_by=contributor, organisation=organisation, **fields
    )


def take(step, asset, by):
    getattr(workflow, step)(asset, by=by, **STEPS[step][2])


def state(asset):
    return Asset.objects.get(pk=asset.pk).status


@pytest.mark.parametrize("step", STEPS)
def test_a_step_leads_from_its_status_to_the_next(step, make_own, curator):
    before, after, _ = STEPS[step]
    asset = make_own(before)
    take(step, asset, curator)
    assert state(asset) == after


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_recorded_with_who_took_it(step, make_own, curator):
    asset = make_own(STEPS[step][0])
    take(step, asset, curator)
    decision = asset.decisions.get()
    assert (decision.step, decision.made_by) == (step, curator)


@pytest.mark.parametrize(("step", "status"), REFUSED)
def test_a_step_from_another_status_is_refused(step, status, make_own, curator):
    asset = make_own(status)
    with pytest.raises(workflow.StatusChanged):
        take(step, asset, curator)
    assert state(asset) == status
    assert not asset.decisions.exists()


def test_what_was_not_added_is_sent_again(make_own, curator, contributor):
    asset = make_own()
    workflow.decline(asset, by=curator, reason=Decision.Reason.NOT_ENOUGH)
    workflow.submit(asset, by=contributor, note="It is on Tuesdays.")
    assert state(asset) == Status.SUBMITTED
    assert not asset.decisions.reversible().exists()


def test_what_was_declined_meanwhile_is_not_sent_as_a_draft(make_own, contributor):
    asset = make_own(Status.DRAFT)
    Asset.objects.update(status=Status.DECLINED)
    with pytest.raises(workflow.StatusChanged):
        workflow.submit(asset, by=contributor)


def test_only_the_first_of_two_curators_decides(make_own, curator):
    asset = make_own()
    workflow.publish(asset, by=curator)
    with pytest.raises(workflow.StatusChanged):
        workflow.decline(asset, by=curator, reason=Decision.Reason.OTHER)
    assert asset.decisions.count() == 1


def test_what_is_published_is_in_the_public_copy(make_own, curator):
    asset = make_own()
    workflow.publish(asset, by=curator)
    assert PublicAsset.objects.filter(pk=asset.pk).exists()


def test_what_is_closed_leaves_the_public_copy(make_own, curator):
    asset = make_own(Status.PUBLISHED)
    workflow.close(asset, by=curator)
    assert not PublicAsset.objects.filter(pk=asset.pk).exists()


def test_an_entry_without_a_consortium_cannot_be_sent(make_own, contributor):
    with pytest.raises(DatabaseError), transaction.atomic():
        workflow.submit(make_own(Status.DRAFT, consortium=None), by=contributor)


@pytest.mark.parametrize("sql", ["UPDATE assets_decision SET note = ''", "DELETE FROM assets_decision"])
def test_decisions_are_never_changed(make_own, curator, sql):
    workflow.publish(make_own(), by=curator)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


# ── Changing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_change_counts_the_version_up(make_own, curator):
    asset = make_own()
    asset.summary = "By the sea"
    workflow.change(asset, curator, base_version=asset.version)
    assert Asset.objects.get().version == asset.version + 1


def test_a_change_of_an_older_version_is_refused(make_own, curator):
    asset = make_own()
    Asset.objects.update(summary="What somebody else wrote")
    asset.summary = "By the sea"
    with pytest.raises(workflow.StatusChanged):
        workflow.change(asset, curator, base_version=asset.version)
    assert Asset.objects.get().summary == "What somebody else wrote"


@pytest.mark.parametrize(("status", "recorded"), [(Status.DRAFT, 0), (Status.SUBMITTED, 0), (Status.PUBLISHED, 1)])
def test_a_change_is_a_decision_only_when_it_is_public_at_once(make_own, curator, status, recorded):
    asset = make_own(status)
    asset.summary = "By the sea"
    workflow.change(asset, curator, base_version=asset.version)
    assert asset.decisions.count() == recorded


# ── Telling the contributor ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("step", "words"),
    [("publish", "is published"), ("ask", "When is it?"), ("decline", "It is listed already")],
)
def test_the_mail_says_what_was_decided(make_own, curator, step, words):
    asset = make_own()
    take(step, asset, curator)
    tell(asset.decisions.last().pk, "contributor")
    assert words in mail.outbox[0].body


def test_the_mail_goes_to_who_entered_it(make_own, curator, contributor):
    asset = make_own()
    workflow.publish(asset, by=curator)
    tell(asset.decisions.last().pk, "contributor")
    assert mail.outbox[0].to == [contributor.email]


def test_the_subject_is_one_line_whatever_the_name(make_own, curator):
    asset = make_own()
    Asset.objects.update(name="Walkers\r\nBcc: everyone@example.org")
    workflow.publish(asset, by=curator)
    tell(asset.decisions.last().pk, "contributor")
    assert "\n" not in mail.outbox[0].subject


def test_who_wants_no_mail_gets_none(make_own, curator, contributor):
    contributor.wants_mail = False
    contributor.save()
    asset = make_own()
    workflow.publish(asset, by=curator)
    tell(asset.decisions.last().pk, "contributor")
    assert not mail.outbox


def test_the_mail_is_sent_after_the_decision_is_kept(make_own, curator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        workflow.publish(make_own(), by=curator)
    assert len(callbacks) == 1


def test_a_link_to_a_project_made_meanwhile_survives_a_change(make_asset, make_project, curator):
    asset, project = make_asset(), make_project()
    project.links.create(asset=asset, effect="connected")
    asset.summary = "Warm food"
    workflow.change(asset, by=curator, base_version=1)
    assert Asset.objects.get().project_ids == [project.pk]
