"""What happened to an entry, as people read it: when, by whom, what and why. See docs/life-of-an-asset.md."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.db import connections
from django.db.models import Case, Exists, F, OuterRef, Q, When, Window
from django.db.models.functions import Lead

from accounts.models import User
from assets.facts import FACTS, Names, choice, day, differences
from assets.models import Asset, Proposal
from assets.models.contact import ITEMS, columns_of
from consortia.models import Organisation

SEEN_IN_HISTORY = FACTS | {
    "Status": choice("status", Asset.Status.choices),
    "Last checked": day("last_checked_on"),
    "Standing": choice("health_state", Asset.HealthState.choices),
    "State": choice("condition", Asset.Condition.choices),
}
NOT_FOR_VISITORS = {
    "disclosure",
    "disclosure_reason",
    "visibility",
    "status",
    *(name for item in ITEMS for name in columns_of(item) if name != item),
}
LABELS = {said.column: label for label, said in SEEN_IN_HISTORY.items() if said.column not in NOT_FOR_VISITORS}
PARTS = {
    "curator": "A curator",
    "coordinator": "A coordinator",
    "administrator": "An administrator",
    "somebody": "Somebody",
    "source": "The register itself",
}
DID = {
    "accept": "suggested a change, and a curator took it over",
    "accept_part": "suggested a change, and a curator took a part of it over",
    "take_in": "merged another entry into this one, which changed",
    "undo": "took a decision back, which changed",
}
NEWEST = 100  # changes that visitors read
OF_VISITORS = (
    "SELECT version, made_at, columns, step, is_back, part, organisation_id FROM public_history(%s, %s) ORDER BY 1 DESC"
)


@dataclass(frozen=True)
class PublicChange:
    """A change as visitors read it: which facts, in which part somebody changed them, and by which step in fixed words.

    No words of the entry or of a decision, no person.
    """

    version: int
    made_at: datetime
    who: str
    did: str
    is_back: bool
    labels: list


def public_changes(pk):
    """The newest changes of a public entry that visitors can see, newest first; the very first is how it came here."""
    with connections["public"].cursor() as cursor:
        cursor.execute(OF_VISITORS, [pk, NEWEST + 1])
        rows = cursor.fetchall()
    organisations = Organisation.objects.using("public").in_bulk({row[-1] for row in rows if row[-1]})
    changes = [
        PublicChange(
            version,
            made_at,
            who=str(organisations.get(organisation, PARTS.get(part))),
            did=DID.get(step, "changed"),
            is_back=is_back,
            labels=labels_of(columns),
        )
        for version, made_at, columns, step, is_back, part, organisation in rows
    ]
    first = changes[-1:] if len(changes) <= NEWEST else []
    return [change for change in changes if change.labels] + first


def labels_of(columns):
    """The facts that these columns hold, in their order on the page."""
    return [label for column, label in LABELS.items() if column in (columns or ())]


def events_to_read(asset):
    """The versions of an entry that people read, newest first.

    A draft saves itself while somebody types: of versions that one person made of it one after the other, with no
    decision between, the last stands for all. The history itself holds each.
    """
    later = {"order_by": "pgh_id"}
    decided = asset.decisions.filter(version=OuterRef("version"))
    events = asset.events.select_related("pgh_context").annotate(
        by=F("pgh_context__metadata__user"),
        next_by=Window(Lead("by"), **later),
        next_status=Window(Lead("status"), **later),
        is_decided=Exists(decided),
    )
    goes_on = Q(status=Asset.Status.DRAFT, next_status=Asset.Status.DRAFT, next_by=F("by"), is_decided=False)
    return (
        events.annotate(is_read=Case(When(goes_on, then=False), default=True)).filter(is_read=True).order_by("-pgh_id")
    )


@dataclass
class Change:
    """A version as those read it who look after the entry: the words before and after, the person, the decisions."""

    event: object
    is_first: bool
    who: str
    why: str
    facts: list
    decisions: list = field(default_factory=list)


def changes(asset, events, earlier, user):
    """What each of these events of the history changed, newest first, as far as this person may read the decisions.

    `earlier` is the event before them, or None where they begin with the first one.
    """
    rows = [*events, earlier] if earlier else list(events)
    names = Names()
    names.learn(rows)
    contexts = [event.pgh_context.metadata if event.pgh_context else {} for event in events]
    people = User.objects.in_bulk({context["user"] for context in contexts if context.get("user")})
    made = [
        Change(
            event,
            is_first=before is None,
            who=people[context["user"]].public_name if context.get("user") in people else PARTS["source"],
            why=context.get("why", ""),
            facts=differences(before, event, names, SEEN_IN_HISTORY) if before else [],
        )
        for (event, before), context in zip(pairwise([*rows, None] if not earlier else rows), contexts, strict=True)
    ]
    add_decisions(asset, made, user)
    return [change for change in made if change.facts or change.decisions or change.is_first]


def add_decisions(asset, made, user):
    """Put each decision beside the version that it led to, or of which it was made.

    Those of a suggested change are for whoever made it and for curators.
    """
    by_version = {change.event.version: change for change in reversed(made)}
    theirs = Q(proposal=None) | Q(proposal__in=Proposal.objects.visible_to(user))
    readable = asset.decisions.filter(theirs, version__in=by_version)
    for decision in readable.to_read().select_related("proposal__made_by"):
        by_version[decision.version].decisions.append(decision)
