"""Whatever people do in whatever order, the rules of `docs/life-of-an-asset.md` hold, and each of its rows is taken.

People act as pages let them: a step is taken by somebody whom the querysets behind the page allow it. They may act on
what they read long ago; then the step is refused and nothing happens. Hypothesis looks for an order that breaks a rule;
a walk that looks for the rows not taken yet shows that people get everywhere.
"""

import re
from contextlib import suppress
from copy import copy
from functools import partial
from itertools import product
from pathlib import Path
from random import Random

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from assets import joining, workflow
from assets.models import Asset, Decision, Merge, Proposal
from assets.proposing import back_to, before_decision, changes
from assets.suggested import Suggested
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
FACTS = [
    *(("cost", f"£{amount}") for amount in range(9)),
    *(("address", f"{house} Quay Street") for house in range(9)),
    *(("disclosure", how) for how in Asset.Disclosure.values),
    *(("audience_ids", chosen) for chosen in ([], [1], [2, 1])),
]
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
ROWS = MOVES | TURNS
STEP_OF = {"edit": "change"}
STARTS = {step: {before for one, before, _ in MOVES if one == step} for step, *_ in MOVES}
# Those that lead on to others, or need much to happen before, come more often.
STEPS = ["read_again", "submit", "submit", "publish", "publish", "ask", "decline", "close", "change", "change_together"]
STEPS += ["suggest", "suggest", "go_back", "undo", "undo", "undo", "inquire", "reply", "withdraw", "decide", "decide"]
STEPS += ["merge", "merge", "unmerge", "discard", "resume"]
STEPS_TO = {"accept": ["decide"], "accept_part": ["decide"], "refuse": ["decide"], "lapse": ["close", "merge"]}
LENGTH = 45  # steps of one life
LIVES = 60  # at most, until each row was taken; six or seven are enough
TAKEN = set()  # moves and turns


def sendable_by(person):
    return Asset.objects.editable_by(person) | Asset.objects.imported_drafts_for(person)


def changeable_together(person):
    return Asset.objects.reviewable_by(person).waiting() | Asset.objects.imported_drafts_for(person)


def reply(proposal, by):
    workflow.reply(proposal, by, "On Fridays")


def decide(proposal, by, how):
    suggested = Suggested(proposal)
    parts = [part for part in suggested.parts if not part.is_done]
    taken = {"whole": parts, "part": parts[:1], "no": []}[how]
    entry, columns = suggested.accepted(taken)
    workflow.decide(proposal, by, entry, columns, note="So", is_whole=how != "no" and taken == parts)


OF_AUTHORS = [reply, workflow.withdraw]


class Life(RuleBasedStateMachine):
    """Seven entries, three suggestions, six people, and what some of them read of an entry before others changed it."""

    world = None

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.people = self.world["people"]
        self.read = self.world["make"]()
        self.statuses = dict(Asset.objects.values_list("pk", "status"))
        self.decisions = Decision.objects.filter(proposal=None).count()
        self.latest = None

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @rule(step=st.sampled_from(STEPS), chance=st.randoms())
    def somebody_acts(self, step, chance):
        self.chance = chance
        getattr(self, step)()

    def one_of(self, rows):
        rows = list(rows)
        return self.chance.choice(rows) if rows else None

    def a_cost(self):
        return f"£{self.chance.randrange(1000)}"

    def somebody(self, may):
        """One of the people of whom this is true; None where it is true of nobody."""
        first = self.chance.randrange(len(self.people))
        return next((person for person in self.people[first:] + self.people[:first] if may(person)), None)

    def entry(self, step):
        """One of the entries of which the step can be taken, as it is now; sometimes any, as it was read long ago.

        Every other time it is the one of the step before, if it fits: what goes wrong takes several steps on one entry.
        """
        fit = [read for read in self.read if self.statuses[read.pk] in STARTS[step]]
        if not fit or self.chance.randrange(4) == 0:
            return copy(self.one_of(self.read))
        self.latest = self.one_of(fit + [read for read in fit if read.pk == self.latest] * len(fit)).pk
        return Asset.objects.get(pk=self.latest)

    def step(self, take, entry, allowed):
        """Let somebody take a step who may; it may be refused because the entry moved on since it was read."""
        by = self.somebody(lambda person: allowed(person).filter(pk=entry.pk).exists())
        if by:
            with suppress(workflow.StatusChanged), transaction.atomic():
                take(entry, by)

    def took(self, step, *entries):
        """Steps of which no decision tells, or not which of two it was."""
        TAKEN.update((step, entry.status, entry.status) for entry in entries)

    def read_again(self):
        at = self.chance.randrange(len(self.read))
        self.read[at] = Asset.objects.get(pk=self.read[at].pk)

    def submit(self):
        def take(entry, by):
            workflow.submit(entry, by)
            publish_if_trusted(entry, by)

        self.step(take, self.entry("submit"), sendable_by)

    def review(self, step, **said):
        self.step(partial(getattr(workflow, step), **said), self.entry(step), Asset.objects.reviewable_by)

    def publish(self):
        self.review("publish")

    def ask(self):
        self.review("ask", note="When?")

    def decline(self):
        self.review("decline", reason="other")

    def close(self):
        self.review("close")

    def discard(self):
        self.step(workflow.discard, self.entry("discard"), Asset.objects.held_by)

    def resume(self):
        self.step(workflow.resume, self.entry("resume"), Asset.objects.resumable_by)

    def change(self):
        def take(entry, by):
            base, entry.cost = entry.version, self.a_cost()
            workflow.change(entry, by, base)
            if entry.status != "published":
                self.took("change", entry)

        self.step(take, self.entry("change"), Asset.objects.editable_by)

    def change_together(self):
        chosen = (self.entry("change_together") for _ in range(2))
        entries = {entry.pk: entry for entry in chosen}
        by = self.somebody(lambda person: changeable_together(person).filter(pk__in=entries).count() == len(entries))
        if by:
            for entry in entries.values():
                entry.cost = self.a_cost()
            missed = workflow.change_together(list(entries.values()), by, "So", ["cost"])
            self.took("change_together", *(entry for entry in entries.values() if entry not in missed))

    def suggest(self):
        def take(entry, by):
            for name, value in self.chance.sample(FACTS, 3):
                setattr(entry, name, value)
            before, after = changes(entry, entry.version)
            mine = entry.proposals.open().filter(made_by=by).first()
            if after:
                sent = workflow.suggest(entry, by, before, after, read=mine.version if mine else 0)
                take_over_if_trusted(sent, by)

        self.step(take, self.entry("close"), Asset.objects.suggestible_by)

    def go_back(self):
        def take(entry, by):
            before, after = back_to(entry, self.chance.randint(1, entry.version))
            if after:
                workflow.suggest(entry, by, before, after)

        self.step(take, self.entry("close"), Asset.objects.suggestible_by)

    def undo(self):
        decision = self.one_of(Decision.objects.that_can_be_taken_back().order_by("-pk"))
        by = decision and self.somebody(lambda person: of_curator(person).filter(pk=decision.pk).exists())
        if by and decision.proposal:
            workflow.reconsider(decision, by, *before_decision(decision))
        elif by and decision.step == "edit":
            workflow.change_back(decision, by, *before_decision(decision))
        elif by:
            workflow.undo(decision, by)

    def answer(self, does, states):
        """Let who may, a curator or the author, do something about an open suggestion."""
        proposal = self.one_of(Proposal.objects.filter(state__in=states).order_by("pk"))
        if proposal:
            reviewable = Proposal.objects.reviewable_by
            curator = self.somebody(lambda person: reviewable(person).filter(pk=proposal.pk).exists())
            with suppress(workflow.StatusChanged), transaction.atomic():
                does(proposal, proposal.made_by if does in OF_AUTHORS else curator)

    def inquire(self):
        self.answer(partial(workflow.inquire, note="When?"), ["waiting"])

    def reply(self):
        self.answer(reply, ["asked"])

    def withdraw(self):
        self.answer(workflow.withdraw, Proposal.OPEN)

    def decide(self):
        self.answer(partial(decide, how=self.chance.choice(["whole", "part", "no"])), Proposal.OPEN)

    def merge(self):
        kept, loser = self.entry("merge"), self.entry("merge")
        both = {kept.pk, loser.pk}
        by = self.somebody(lambda person: Asset.objects.reviewable_by(person).filter(pk__in=both).count() == 2)
        if by:
            kept.cost = loser.cost
            with suppress(workflow.StatusChanged), transaction.atomic():
                joining.merge(kept, loser, by, ["cost"])

    def unmerge(self):
        made = self.one_of(Merge.objects.lasting())
        if made:
            by = self.somebody(lambda person: Merge.objects.reviewable_by(person).filter(pk=made.pk).exists())
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
            TAKEN.add(move)
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
            turn = (step, before, after)
            assert turn in TURNS, turn
            TAKEN.add(turn)

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


@pytest.fixture
def life(make_asset, contributor, trusted, coordinator, curator, stranger, administrator, organisation):
    """The class of lives that begin with these people and entries."""
    own = {"organisation": organisation, "created_by": contributor}
    theirs = {"organisation": trusted.memberships.get().organisation, "created_by": trusted}

    def make():
        statuses = ("draft", "submitted", "declined", "published", "published")
        entries = [make_asset(f"Was {status}", status=status, **own) for status in statuses]
        for entry, by in ((entries[3], contributor), (entries[3], coordinator), (entries[4], contributor)):
            suggested = copy(entry)
            suggested.cost, suggested.address = "£5", "5 Quay Street"
            sent = workflow.suggest(suggested, by, *changes(suggested, suggested.version))
            if by == contributor:
                workflow.inquire(sent, curator, "When?")
        return [*entries, make_asset("Imported", status="draft"), make_asset("Of a trusted partner", **theirs)]

    Life.world = {"people": [contributor, trusted, coordinator, curator, stranger, administrator], "make": make}
    TAKEN.clear()
    return Life


def test_whatever_people_do_the_rules_hold(life):
    how = settings(
        max_examples=15,
        stateful_step_count=LENGTH,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(life, settings=how)
    assert len(TAKEN) > len(ROWS) / 2


def test_each_row_of_the_tables_is_taken(life):
    chance = Random(5)
    for _ in range(LIVES):
        if not is_complete():
            walk(life(), chance)
    assert is_complete(), ROWS - TAKEN


def is_complete():
    return TAKEN >= ROWS


def walk(life, chance):
    """Live one life in which every other step is one that may take a row which is missing."""
    for _ in range(LENGTH):
        if not is_complete():
            steps = {one for step, *_ in ROWS - TAKEN for one in STEPS_TO.get(step, [step])}
            life.somebody_acts(chance.choice(chance.choice([STEPS, sorted(steps)])), chance)
            life.every_move_is_in_the_table()
            life.every_turn_of_a_suggestion_is_in_the_table()
    life.teardown()
