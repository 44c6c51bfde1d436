"""Whatever people do in whatever order, the rules of `docs/life-of-an-asset.md` hold.

People act as pages let them: a step is taken by somebody whom the querysets behind the page allow it. They may act on
what they read long ago; then the step is refused and nothing happens.
"""

import re
from contextlib import suppress
from copy import copy
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from assets import joining, workflow
from assets.models import Asset, Decision, Merge, Proposal
from assets.proposing import Suggested, before_decision, changes
from assets.trust import publish_if_trusted, take_over_if_trusted

TABLE = (Path(__file__).parents[2] / "docs" / "life-of-an-asset.md").read_text()
ROW = re.compile(r"^\| `(\w+)`(?: of ((?:`\w+`(?:, )?)+))? \| ([^|]*)\| ([^|]*)\|", re.MULTILINE)
SAME_ROW = """
SELECT a.id FROM assets_asset a
JOIN LATERAL (SELECT * FROM assets_assetevent e WHERE e.pgh_obj_id = a.id ORDER BY pgh_id DESC LIMIT 1) e ON true
WHERE to_jsonb(e) - ARRAY['pgh_id', 'pgh_created_at', 'pgh_label', 'pgh_context_id', 'pgh_obj_id']
   <> to_jsonb(a) - %s
"""
UNTRACKED = ["area_ids", "project_ids", "public_location", "public_area_ids", "public_search", "session_days"]
UNTRACKED += ["open_minutes", "uncertain_minutes", "changed_at"]
PUBLIC_COPY = """
(SELECT to_jsonb(shown) FROM assets_asset a, public_row(a) shown EXCEPT SELECT to_jsonb(p) FROM public_asset p)
UNION ALL
(SELECT to_jsonb(p) FROM public_asset p EXCEPT SELECT to_jsonb(shown) FROM assets_asset a, public_row(a) shown)
"""
SKIPPED_VERSIONS = """
SELECT pgh_obj_id FROM assets_assetevent GROUP BY pgh_obj_id
HAVING count(DISTINCT version) <> max(version) OR min(version) <> 1
"""
number, place = st.integers(0, 1000), st.integers(0, 5)
is_old = st.sampled_from([False, False, False, True])
fact = st.one_of(
    st.tuples(st.just("cost"), number.map("£{}".format)),
    st.tuples(st.just("address"), number.map("{} Quay Street".format)),
    st.tuples(st.just("disclosure"), st.sampled_from(Asset.Disclosure.values)),
    st.tuples(st.just("audience_ids"), st.sampled_from([[], [1], [2, 1]])),
)
of_curator = Decision.objects.of_curator


def moves():
    """The table of the document: (step, status before, status after) of each step that an entry can take."""
    found = set()
    for step, undone, before, after in ROW.findall(TABLE.split("A change of a published entry", 1)[0]):
        for was in re.findall(r"draft|submitted|published|declined|closed|merged", before):
            ends = re.findall(r"draft|submitted|published|declined|closed|merged", after)
            ends = ["submitted", "published"] if "before" in after else ends or [was]
            found |= {("undo" if undone else step, was, end) for end in ends}
    return found


def turns():
    """The table of suggestions: (step of the decision, state before or none, state after)."""
    found = set()
    for line in TABLE.split("A change of a published entry", 1)[1].splitlines():
        if re.match(r"\| `\w+`", line):
            step, before, after, *_ = (re.findall(r"[\w]+", cell) for cell in line.split("|")[1:])
            steps = ["accept", "accept_part", "refuse"] if step[0] == "decide" else step[:1]
            befores = [state for state in before if state in Proposal.State.values] or [""]
            afters = [state for state in after if state in Proposal.State.values]
            found |= set(product(steps, befores, afters))
    return found


MOVES, TURNS = moves(), turns()
STEP_OF = {"edit": "change"}


class Life(RuleBasedStateMachine):
    """Four entries, a suggestion, six people, and what some of them read of an entry before others changed it."""

    world = None

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.people = self.world["people"]
        self.read = self.world["make"]()
        self.statuses = dict(Asset.objects.values_list("pk", "status"))
        self.decisions = Decision.objects.filter(proposal=None).count()

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def somebody(self, who, may):
        """One of the people of whom this is true; None where it is true of nobody."""
        people = self.people[who % len(self.people) :] + self.people[: who % len(self.people)]
        return next((person for person in people if may(person)), None)

    def entry(self, at, old):
        """An entry as it is now, or as it was read long ago."""
        read = self.read[at % len(self.read)]
        return copy(read) if old else Asset.objects.get(pk=read.pk)

    def step(self, take, entry, who, allowed):
        """Let somebody take a step who may; it may be refused because the entry moved on since it was read."""
        by = self.somebody(who, lambda person: getattr(Asset.objects, allowed)(person).filter(pk=entry.pk).exists())
        if by:
            with suppress(workflow.StatusChanged), transaction.atomic():
                take(entry, by)

    @rule(at=place)
    def read_again(self, at):
        self.read[at % len(self.read)] = self.entry(at, old=False)

    @rule(at=place, who=place, old=is_old)
    def submit(self, at, who, old):
        def take(entry, by):
            workflow.submit(entry, by)
            publish_if_trusted(entry, by)

        self.step(take, self.entry(at, old), who, "editable_by")

    @rule(at=place, who=place, old=is_old, does=st.sampled_from(["publish", "publish", "ask", "decline", "close"]))
    def review(self, at, who, old, does):
        said = {"ask": {"note": "When?"}, "decline": {"reason": "other"}}.get(does, {})
        take = partial(getattr(workflow, does), **said)
        self.step(take, self.entry(at, old), who, "reviewable_by")

    @rule(at=place, who=place, old=is_old, cost=number)
    def change(self, at, who, old, cost):
        def take(entry, by):
            base, entry.cost = entry.version, f"£{cost}"
            workflow.change(entry, by, base)

        self.step(take, self.entry(at, old), who, "editable_by")

    @rule(at=place, who=place, old=is_old, said=st.lists(fact, min_size=1, max_size=3))
    def suggest(self, at, who, old, said):
        def take(entry, by):
            for name, value in said:
                setattr(entry, name, value)
            before, after = changes(entry, entry.version)
            mine = entry.proposals.open().filter(made_by=by).first()
            if after:
                sent = workflow.suggest(entry, by, before, after, read=mine.version if mine else 0)
                take_over_if_trusted(sent, by)

        self.step(take, self.entry(at, old), who, "suggestible_by")

    @rule(who=place)
    def undo(self, who):
        decision = (Decision.objects.reversible() | Decision.objects.reversible_of_suggestions()).last()
        by = decision and self.somebody(who, lambda person: of_curator(person).filter(pk=decision.pk).exists())
        if by and decision.proposal:
            workflow.reconsider(decision, by, *before_decision(decision))
        elif by:
            workflow.undo(decision, by)

    @precondition(lambda self: Proposal.objects.open().exists())
    @rule(who=place, does=st.sampled_from(["accept", "accept_part", "refuse", "inquire", "reply", "withdraw"]))
    def answer(self, who, does):
        proposal = Proposal.objects.open().first()
        by = self.somebody(who, lambda person: Proposal.objects.reviewable_by(person).filter(pk=proposal.pk).exists())
        suggested = Suggested(proposal)
        parts = [part for part in suggested.parts if not part.is_done]
        taken = {"accept": parts, "accept_part": parts[:1], "refuse": []}.get(does)
        with suppress(workflow.StatusChanged), transaction.atomic():
            if taken or does == "refuse":
                entry, columns = suggested.accepted(taken)
                workflow.decide(proposal, by, entry, columns, note="So", is_whole=taken == parts)
            elif taken is None:
                getattr(workflow, does)(proposal, by if does == "inquire" else proposal.made_by, note="So")

    @rule(at=place, other=place, who=place, old=is_old)
    def merge(self, at, other, who, old):
        kept, loser = self.entry(at, old), self.entry(other, old)
        both = {kept.pk, loser.pk}
        by = self.somebody(who, lambda person: Asset.objects.reviewable_by(person).filter(pk__in=both).count() == 2)
        if by:
            kept.cost = loser.cost
            with suppress(workflow.StatusChanged), transaction.atomic():
                joining.merge(kept, loser, by, ["cost"])

    @precondition(lambda self: Merge.objects.lasting().exists())
    @rule(who=place)
    def unmerge(self, who):
        made = Merge.objects.lasting().first()
        by = self.somebody(who, lambda person: Merge.objects.reviewable_by(person).filter(pk=made.pk).exists())
        with suppress(workflow.StatusChanged), transaction.atomic():
            joining.unmerge(made, by)

    @invariant()
    def every_move_is_in_the_table(self):
        made = list(Decision.objects.filter(proposal=None).order_by("pk")[self.decisions :])
        statuses = dict(Asset.objects.values_list("pk", "status"))
        self.decisions += len(made)
        for decision in made:
            if decision.step == "take_in" or (decision.step == "unmerge" and not self.was_merged(decision)):
                continue
            move = (
                STEP_OF.get(decision.step, decision.step),
                self.statuses[decision.asset_id],
                statuses[decision.asset_id],
            )
            assert move in MOVES, move
        moved = {pk for pk, status in statuses.items() if status != self.statuses.get(pk, status)}
        assert moved <= {decision.asset_id for decision in made}
        self.statuses = statuses

    def was_merged(self, decision):
        return self.statuses[decision.asset_id] == "merged"

    @invariant()
    def every_turn_of_a_suggestion_is_in_the_table(self):
        """Each is one version of it in its history, and one decision."""
        made = list(Decision.objects.exclude(proposal=None).order_by("proposal", "pk").values_list("proposal", "step"))
        versions = Proposal.pgh_event_model.objects.order_by("pgh_obj_id", "pgh_id")
        states = list(versions.values_list("pgh_obj_id", "state"))
        assert [pk for pk, _ in made] == [pk for pk, _ in states]
        for number, ((pk, step), (_, after)) in enumerate(zip(made, states, strict=True)):
            before = states[number - 1][1] if number and states[number - 1][0] == pk else ""
            assert (step, before, after) in TURNS, (step, before, after)

    @invariant()
    def merged_entries_lead_somewhere(self):
        assert not Asset.objects.filter(status="merged", merged_into=None).exists()
        assert not Asset.objects.exclude(status="merged").exclude(merged_into=None).exists()

    @invariant()
    def suggestions_wait_for_published_entries_alone(self):
        assert not Proposal.objects.open().exclude(asset__status="published").exists()

    @invariant()
    def the_history_is_complete(self):
        assert rows(SAME_ROW, [UNTRACKED]) == []
        assert rows(SKIPPED_VERSIONS) == []

    @invariant()
    def the_public_copy_is_what_it_would_be_if_made_anew(self):
        assert rows(PUBLIC_COPY) == []


def rows(query, values=()):
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def test_the_table_is_read():
    assert ("publish", "submitted", "published") in MOVES
    assert ("undo", "closed", "published") in MOVES
    assert ("merge", "published", "merged") in MOVES
    assert ("publish", "draft", "published") not in MOVES
    assert ("suggest", "", "waiting") in TURNS
    assert ("accept", "waiting", "decided") in TURNS
    assert ("undo", "decided", "asked") in TURNS
    assert ("reply", "waiting", "asked") not in TURNS


@pytest.fixture
def trusted(make_organisation, make_member, consortium):
    """A member of a partner that the consortium trusts."""
    partner = make_organisation("Trusted", consortium)
    partner.partnerships.update(is_trusted=True)
    return make_member(partner, "Tegan")


def test_whatever_people_do_the_rules_hold(
    make_asset, contributor, trusted, coordinator, curator, stranger, administrator, organisation
):
    own = {"organisation": organisation, "created_by": contributor}
    theirs = {"organisation": trusted.memberships.get().organisation, "created_by": trusted}

    def make():
        entries = [make_asset(f"Was {status}", status=status, **own) for status in ("draft", "submitted", "published")]
        suggested = copy(entries[2])
        suggested.cost, suggested.address = "£5", "5 Quay Street"
        workflow.suggest(suggested, contributor, *changes(suggested, suggested.version))
        return [*entries, make_asset("Of a trusted partner", **theirs)]

    Life.world = {"people": [contributor, trusted, coordinator, curator, stranger, administrator], "make": make}
    how = settings(
        max_examples=10,
        stateful_step_count=30,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Life, settings=how)
