"""What is planted in hidden rows is in no mail, whoever gets it: a mail leaves the system."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from assets import concerns, joining, reporting, workflow
from assets.models import Asset, Concern, Decision, Report
from assets.proposing import before_decision, changes
from assets.suggested import Suggested
from assets.tasks import ask_for_leads, remind_leads, start_alerts
from tests.planted import (
    CONTACT,
    CONTACT_WORDS,
    HIDDEN_PLACE,
    HIDDEN_SHAPE,
    PLACE_WORDS,
    SECRET_NAMES,
    TOLD_WORDS,
    WORRIES,
    found_in,
    told_of,
)

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "assets" / "mail"
SECRETS = [*PLACE_WORDS, *CONTACT_WORDS, *SECRET_NAMES.values(), *TOLD_WORDS, *WORRIES]
MOVED = "Quillfeather House moved, see Quillfeather Lane"
Status, Step = Asset.Status, Decision.Step


class Story:
    """A hidden place, a suggestion about it, and the steps that are told, each from its beginning."""

    def __init__(self, entry, other, contributor, curator):
        self.entry, self.other, self.contributor, self.curator = entry, other, contributor, curator

    def publish(self):
        workflow.publish(self.entry, self.curator)

    def ask(self):
        workflow.ask(self.entry, self.curator, "When is it?")

    def decline(self):
        workflow.decline(self.entry, self.curator, "other")

    def submit(self):
        self.ask()
        workflow.submit(self.entry, self.contributor, MOVED)

    def submit_again(self):
        self.decline()
        workflow.submit(self.entry, self.contributor, MOVED)

    def undo(self):
        self.publish()
        workflow.undo(self.entry.decisions.get(step=Step.PUBLISH), self.curator)

    def edit(self):
        self.entry.address = "9 Quillfeather Lane"
        workflow.change_together([self.entry], self.curator, "As they told us", ["address"])

    def merge(self):
        return joining.merge(self.other, self.entry, self.curator, [])

    def unmerge(self):
        joining.unmerge(self.merge(), self.curator)

    def suggest(self):
        mine = Asset.objects.get(pk=self.entry.pk)
        mine.address, mine.cost = "9 Quillfeather Lane", "£5"
        read = mine.proposals.open().first()
        before, after = changes(mine, mine.version)
        return workflow.suggest(mine, self.contributor, before, after, MOVED, read=read.version if read else 0)

    def suggested(self):
        self.publish()
        return self.suggest()

    def inquire(self):
        proposal = self.suggested()
        workflow.inquire(proposal, self.curator, "When?")
        proposal.refresh_from_db()
        return proposal

    def suggest_again(self):
        self.inquire()
        self.suggest()

    def reply(self):
        workflow.reply(self.inquire(), self.contributor, MOVED)

    def decide(self, parts, note=""):
        suggested = Suggested(self.suggested())
        changed, columns = suggested.accepted(suggested.parts[:parts])
        workflow.decide(suggested.proposal, self.curator, changed, columns, note, is_whole=parts == 2)

    def accept(self):
        self.decide(parts=2)

    def accept_part(self):
        self.decide(parts=1)

    def refuse(self):
        self.decide(parts=0, note="We asked there")

    def reconsider(self):
        self.accept()
        decision = self.entry.decisions.get(step=Step.ACCEPT)
        workflow.reconsider(decision, self.curator, *before_decision(decision))

    def lapse(self):
        self.suggested()
        workflow.close(Asset.objects.get(pk=self.entry.pk), self.curator)

    def undo_lapse(self):
        self.lapse()
        workflow.undo(self.entry.decisions.get(step=Step.CLOSE), self.curator)


TO_CONTRIBUTOR = ["publish", "ask", "decline", "undo", "edit", "merge", "unmerge"]
TO_CONTRIBUTOR += ["inquire", "accept", "accept_part", "refuse", "reconsider", "lapse", "undo_lapse"]
TO_CURATOR = ["submit", "submit_again", "suggest_again", "reply"]
OTHERS = ["alert", "concern_waits", "no_lead", "report_confirm", "report_ended"]


@pytest.fixture
def story(make_asset, contributor, organisation, curator):
    def make(disclosure):
        hidden = {"disclosure": disclosure, "disclosure_reason": "Quillfeather", "address": "7 Quillfeather Lane"}
        hidden |= {"postcode": "ZE9 7QX", "directions": "Behind Quillfeather House", "location": HIDDEN_PLACE}
        hidden |= {"boundary": HIDDEN_SHAPE, "status": Status.SUBMITTED, "organisation": organisation, **CONTACT}
        entry = make_asset("Refuge", created_by=contributor, **hidden)
        other = make_asset(SECRET_NAMES["private"], visibility="private", **hidden | {"source": "Second"})
        return Story(entry, other, contributor, curator)

    return make


@pytest.fixture
def at_once(tasks_at_once, django_capture_on_commit_callbacks):
    """Take a step, and run the tasks that it queues."""

    def take(step, *values):
        with django_capture_on_commit_callbacks(execute=True):
            return step(*values)

    return take


def written(mail):
    """All that is read before and after a mail is opened, but for whose it is."""
    return f"{mail.subject}\n{mail.body}\n{mail.extra_headers}"


def secrets_in(mails):
    return found_in("".join(map(written, mails)), SECRETS)


@pytest.mark.parametrize("disclosure", ["withheld", "area"])
@pytest.mark.parametrize("step", [*TO_CONTRIBUTOR, *TO_CURATOR])
def test_no_mail_about_a_step_holds_what_is_hidden(story, at_once, mailoutbox, step, disclosure):
    told = story(disclosure)
    at_once(getattr(told, step))
    assert mailoutbox[-1].to == [(told.curator if step in TO_CURATOR else told.contributor).email]
    assert "a place or group" in written(mailoutbox[-1])
    assert found_in("".join(map(written, mailoutbox)), [*SECRETS, "Refuge"]) == []


def test_who_may_no_longer_know_of_an_entry_hears_nothing(story, at_once, contributor, mailoutbox):
    told = story("withheld")
    contributor.memberships.all().delete()
    at_once(told.inquire)
    assert mailoutbox == []


def test_no_alert_holds_what_is_hidden(planted, at_once, nobody, mailoutbox):
    since = timezone.now() - timedelta(days=2)
    for name, query in {"All": "", "Near": "near=53.0,-2.0&radius=50000"}.items():
        nobody.saved_queries.create(name=name, query=query, wants_alerts=True, alerted_at=since)
    at_once(start_alerts)
    (mail,) = mailoutbox
    assert "Refuge" in written(mail)
    assert "Open door" in written(mail)
    assert secrets_in(mailoutbox) == []


def test_the_lead_is_told_that_something_waits_and_no_more(planted, at_once, lead, consortium, mailoutbox):
    of_entry = {"asset": planted["assets"][0], "words": WORRIES[0], "contact": WORRIES[1]}
    at_once(concerns.send, Concern(consortium=consortium, **of_entry))
    at_once(remind_leads)
    assert [mail.to for mail in mailoutbox] == [[lead.email]] * 2
    assert secrets_in(mailoutbox) == []
    assert "Refuge" not in "".join(map(written, mailoutbox))


def test_who_is_asked_for_a_lead_reads_of_no_worry(planted, at_once, lead, administrator, mailoutbox):
    lead.appointments.update(ended_on="2026-01-01")
    at_once(ask_for_leads)
    assert [mail.to for mail in mailoutbox] == [[administrator.email]]
    assert secrets_in(mailoutbox) == []


def test_whoever_told_us_confirms_without_reading_what_was_told(planted, at_once, visitor, mailoutbox):
    said = {"words": TOLD_WORDS[0], "name": TOLD_WORDS[0], "email": TOLD_WORDS[1]}
    at_once(reporting.tell, Report(asset=planted["assets"][0], kind="wrong", **said), visitor)
    assert mailoutbox[0].to == [TOLD_WORDS[1]]
    assert secrets_in(mailoutbox) == []


@pytest.mark.parametrize("number", range(6))
def test_what_came_of_a_report_tells_nothing_that_is_hidden(planted, at_once, curator, consortium, mailoutbox, number):
    """The entry may have been public when it was told of, and not be so any more."""
    entry = planted["assets"][number]
    at_once(reporting.end, told_of(entry, consortium), curator, "done", "Thank you")
    (mail,) = mailoutbox
    assert (entry.name in written(mail)) == (entry.name not in SECRET_NAMES.values())
    assert secrets_in(mailoutbox) == []


def test_every_mail_is_looked_into():
    assert {file.stem for file in TEMPLATES.iterdir()} == {"decided", "answered", *OTHERS}
    named = set(re.findall(r'decision\.step == "(\w+)"', (TEMPLATES / "decided.txt").read_text()))
    assert named == set(TO_CONTRIBUTOR) - {"reconsider", "undo_lapse"}


def test_every_planted_word_would_be_found(mailoutbox, story, at_once):
    told = story("withheld")
    at_once(workflow.ask, told.entry, told.curator, MOVED)
    assert secrets_in(mailoutbox) == ["Quillfeather"]
