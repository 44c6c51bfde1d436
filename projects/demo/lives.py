"""Where each place of Example Harbour stands in its life, and the decisions that brought it there."""

from datetime import timedelta

from django.contrib.gis.geos import Point
from django.utils import timezone

from assets import workflow
from assets.models import Asset, Category, Decision, Report
from projects.demo.people import CONTRIBUTES_FOR

Status, Visibility, Step = Asset.Status, Asset.Visibility, Decision.Step
WAITING, DRAFTS, DECLINED, CLOSED, FOR_PARTNERS, PRIVATE = 6, 4, 4, 6, 8, 3
HIDDEN = [Asset.Disclosure.AREA, Asset.Disclosure.WITHHELD]
QUESTION = "Thank you. Which days is it open, and is there a step at the door?"


def give_lives(assets, rng, people, organisations):
    """Set the state of the assets, not yet written. Those that are not published come from the contributor."""
    kinds = Category.objects.filter(parent__code__in=["food", "groups"]).values_list("pk", flat=True)
    ordinary = [each for each in assets if each.disclosure == Asset.Disclosure.EXACT]
    own = rng.sample([each for each in ordinary if each.category_ids[0] in set(kinds)], WAITING + DRAFTS + DECLINED)
    enter(own, people, organisations)
    set_status(own[:WAITING], Status.SUBMITTED)
    set_status(own[WAITING : WAITING + DRAFTS], Status.DRAFT)
    set_status(own[WAITING + DRAFTS :], Status.DECLINED)
    resemble(own[0], next(each for each in ordinary if each.status == Status.PUBLISHED))
    others = rng.sample([each for each in ordinary if each.status == Status.PUBLISHED], CLOSED + FOR_PARTNERS + PRIVATE)
    set_status(others[:CLOSED], Status.CLOSED)
    for asset in others[CLOSED:]:
        asset.visibility = Visibility.CONSORTIUM
    for asset in others[CLOSED + FOR_PARTNERS :]:
        asset.visibility = Visibility.PRIVATE
    for disclosure in HIDDEN:
        hidden = rng.sample([each for each in assets if each.disclosure == disclosure], 4)
        enter(hidden[:2], people, organisations)
        give_lives_to_hidden(*hidden)


def resemble(asset, other):
    """Let somebody have entered a place that is there already, a few steps from it and under nearly the same name."""
    asset.name, asset.category_ids = f"The {other.name}", other.category_ids
    asset.location = Point(other.location.x + 0.0005, other.location.y, srid=4326)


def enter(assets, people, organisations):
    """Say that the contributor entered these and that nobody has checked them yet."""
    for asset in assets:
        asset.created_by = people["contributor"]
        asset.organisation = organisations[CONTRIBUTES_FOR]
        asset.last_checked_on = asset.next_check_on = None
        asset.checked_by_kind = asset.checked_how = ""


def give_lives_to_hidden(waiting, draft, for_partners, private):
    """A place that is not for everyone may be in any state and for any circle."""
    set_status([waiting], Status.SUBMITTED)
    set_status([draft], Status.DRAFT)
    waiting.visibility = for_partners.visibility = Visibility.CONSORTIUM
    draft.visibility = private.visibility = Visibility.PRIVATE


def set_status(assets, status):
    now = timezone.now()
    for days, asset in enumerate(assets):
        asset.status = status
        asset.submitted_at = now - timedelta(days=days + 1, hours=days) if status != Status.CLOSED else None
        asset.closed_on = timezone.localdate() - timedelta(days=30) if status == Status.CLOSED else None


def record_decisions(assets, people):
    """Write the steps that brought each asset to where it stands. One draft has been asked for more."""
    asked = next(asset for asset in assets if asset.status == Status.DRAFT)
    now = timezone.now()
    Decision.objects.bulk_create(
        Decision(asset=asset, step=step, made_by=people[part], made_at=now - timedelta(days=days), **said)
        for asset in assets
        for step, part, days, said in steps_of(asset, asset is asked)
    )


def suggest_change(assets, people, organisations):
    """The contributor suggests a change of a place that their organisation runs; it waits for the curator."""
    theirs = organisations[CONTRIBUTES_FOR]
    asset = next(each for each in assets if each.status == Status.PUBLISHED and each.organisation == theirs)
    before = {"cost": asset.cost, "taking": asset.taking}
    after = {"cost": "£2 a week, tea included", "taking": Asset.Taking.FULL}
    workflow.suggest(asset, people["contributor"], before, after, note="I asked at the door on Tuesday.")


def tell(assets):
    """Somebody without an account says that a place has moved its hours, and confirmed it; it waits for the curator."""
    Report.objects.create(
        asset=next(each for each in assets if each.is_public and each.is_for_everyone),
        kind=Report.Kind.CHANGED,
        words="They open at ten now, not at nine. It is on the door.",
        how_known="I was there last week",
        name="A neighbour",
        email="neighbour@example.org",
        state=Report.State.WAITING,
        confirmed_at=timezone.now() - timedelta(days=1),
    )


def steps_of(asset, is_asked):
    sent = (Step.SUBMIT, "contributor", 12, {})
    published = (Step.PUBLISH, "curator", 40, {})
    match asset.status:
        case Status.SUBMITTED:
            return [sent]
        case Status.DRAFT if is_asked:
            return [sent, (Step.ASK, "curator", 3, {"note": QUESTION})]
        case Status.DECLINED:
            return [sent, (Step.DECLINE, "curator", 2, {"reason": Decision.Reason.DUPLICATE})]
        case Status.CLOSED:
            return [published, (Step.CLOSE, "curator", 30, {"note": "It has ended."})]
        case Status.PUBLISHED:
            return [published]
    return []
