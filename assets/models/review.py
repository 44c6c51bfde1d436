from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.contrib.gis.db import models
from django.db.models.functions import Now
from django.utils import timezone

from assets.models.asset import Asset
from assets.models.contact import ITEMS, columns_of
from assets.models.proposal import Proposal
from consortia.models import Consortium

AN_HOUR, A_DAY, A_WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
A_WHILE = timedelta(minutes=30)
SHOWS_OR_HIDES = {"disclosure", "visibility", *(name for item in ITEMS for name in columns_of(item))}


class DecisionQuerySet(models.QuerySet):
    def of_entries(self):
        """Those of an entry itself, not of a change that somebody suggests of it."""
        return self.filter(proposal=None)

    def _standing(self):
        """Those of the last day that led to the version which the entry has still."""
        return self.filter(made_at__gte=timezone.now() - A_DAY, version=models.F("asset__version"))

    def reversible(self):
        """What was decided of an entry in the last day, while nothing has happened to it since."""
        later = Decision.objects.of_entries().filter(asset=models.OuterRef("asset"), pk__gt=models.OuterRef("pk"))
        return self._standing().filter(step__in=Decision.REVERSIBLE).exclude(models.Exists(later))

    def reversible_of_suggestions(self):
        """The same of suggested changes: nothing has happened to the suggestion, and its author has no other open."""
        later = Decision.objects.filter(proposal=models.OuterRef("proposal"), pk__gt=models.OuterRef("pk"))
        author = models.OuterRef("proposal__made_by")
        another = Proposal.objects.open().filter(asset=models.OuterRef("asset"), made_by=author)
        decided = self._standing().filter(step__in=Decision.ON_SUGGESTIONS, asset__status=Asset.Status.PUBLISHED)
        return decided.exclude(models.Exists(later)).exclude(models.Exists(another))

    def reversible_edits(self):
        """What a curator changed in the last day, alone or of several at once, while the entry is as they left it."""
        later = Decision.objects.filter(asset=models.OuterRef("asset"), pk__gt=models.OuterRef("pk"))
        return self._standing().filter(step=Decision.Step.EDIT, version__gt=1).exclude(models.Exists(later))

    def that_can_be_taken_back(self):
        """All of these: what was decided of entries and of suggestions, and what was changed."""
        return self.filter(
            models.Q(pk__in=Decision.objects.reversible().values("pk"))
            | models.Q(pk__in=Decision.objects.reversible_of_suggestions().values("pk"))
            | models.Q(pk__in=Decision.objects.reversible_edits().values("pk"))
        )

    def open_question(self):
        """What a curator asked of an entry, `asset.decisions`, or why it was not added; None if anything came after."""
        last = self.of_entries().select_related("made_by").order_by("pk").last()
        return last if last and last.step in Decision.QUESTIONS else None

    def of_curator(self, user):
        """Those of entries of the consortia that this person curates."""
        return self.filter(asset__consortium__in=Consortium.objects.curated_by(user))

    def to_read(self):
        """With who made each, and whether the mail that tells of it was refused."""
        refused = Notice.objects.filter(decision=models.OuterRef("pk"), outcome=Notice.Outcome.REFUSED)
        return self.select_related("made_by").annotate(is_refused=models.Exists(refused))


class Decision(models.Model):
    """One step in the life of an asset, or of a change that somebody suggests of it. Rows are added, never changed."""

    class Step(models.TextChoices):
        SUBMIT = "submit", "Sent for review"
        PUBLISH = "publish", "Published"
        ASK = "ask", "Asked for more"
        DECLINE = "decline", "Not added"
        EDIT = "edit", "Changed by a curator"
        CLOSE = "close", "Closed"
        DISCARD = "discard", "Draft put away"
        RESUME = "resume", "Draft taken up again"
        UNDO = "undo", "Decision taken back"
        SUGGEST = "suggest", "Change suggested"
        WITHDRAW = "withdraw", "Suggestion withdrawn"
        INQUIRE = "inquire", "Asked about a suggested change"
        REPLY = "reply", "Answered about a suggested change"
        ACCEPT = "accept", "Suggested change taken over"
        ACCEPT_PART = "accept_part", "Suggested change taken over in part"
        REFUSE = "refuse", "Suggested change not taken over"
        LAPSE = "lapse", "Suggestion ended with the entry"
        MERGE = "merge", "Merged into another"
        TAKE_IN = "take_in", "Another was merged into it"
        UNMERGE = "unmerge", "Merge undone"

    class Reason(models.TextChoices):
        DUPLICATE = "duplicate", "It is listed already"
        OUT_OF_SCOPE = "out_of_scope", "It is not a place or group that helps people stay well"
        OUTSIDE = "outside", "It is outside the area that we look after"
        UNSAFE = "unsafe", "Listing it could put somebody at risk"
        NOT_ENOUGH = "not_enough", "We could not find out enough about it"
        OTHER = "other", "Another reason"

    QUESTIONS = [Step.ASK, Step.DECLINE, Step.INQUIRE]  # whoever is told may answer
    TALK = [Step.SUGGEST, Step.INQUIRE, Step.REPLY]  # what is said of a suggestion while it is open
    ON_SUGGESTIONS = [Step.ACCEPT, Step.ACCEPT_PART, Step.REFUSE]
    # What can be taken back, and the status from which each step had led.
    REVERSIBLE = {
        Step.PUBLISH: Asset.Status.SUBMITTED,
        Step.ASK: Asset.Status.SUBMITTED,
        Step.DECLINE: Asset.Status.SUBMITTED,
        Step.CLOSE: Asset.Status.PUBLISHED,
    }

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="decisions")
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, blank=True, related_name="decisions")
    step = models.CharField(max_length=20, choices=Step)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    reason = models.CharField(max_length=20, choices=Reason, blank=True, db_default="", default="")
    note = models.TextField(blank=True, db_default="", default="")
    version = models.PositiveIntegerField(
        null=True, editable=False, help_text="Of the asset: the one that the step led to. Kept by trigger."
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["made_at"], name="decision_of_late")]
        triggers = [
            pgtrigger.Protect(name="decisions_are_only_added", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="decisions_know_the_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="NEW.version := (SELECT version FROM assets_asset WHERE id = NEW.asset_id); RETURN NEW;",
            ),
        ]

    def __str__(self):
        return f"{self.get_step_display()}: {self.asset}"

    @property
    def contributor(self):
        """Whom it is about: who suggested the change, or else who entered the asset; nobody for an import."""
        return self.proposal.made_by if self.proposal else self.asset.created_by

    @property
    def shows_or_hides(self):
        """Whether it took over of a suggestion who may see something: then taking it back does the opposite."""
        return bool(self.proposal and SHOWS_OR_HIDES & set(self.proposal.accepted))

    @property
    def question(self):
        """What a curator had asked, or not added, just before: of the entry or the same suggestion; or None."""
        earlier = Decision.objects.filter(asset=self.asset_id, proposal=self.proposal_id, pk__lt=self.pk)
        if self.proposal_id:
            earlier = earlier.filter(step__in=self.TALK)
        last = earlier.select_related("made_by").order_by("pk").last()
        return last if last and last.step in self.QUESTIONS else None


class NoticeQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(outcome=Notice.Outcome.WAITING)

    def overdue(self):
        """Those that should have been sent an hour ago, and are not too old to be news."""
        now = timezone.now()
        return self.waiting().filter(made_at__lt=now - AN_HOUR, made_at__gt=now - A_WEEK)


class Notice(models.Model):
    """That somebody is to hear of a decision by e-mail, and what came of that.

    It is kept with the decision, so that no mail is lost with the queue or with a mail server.
    """

    class To(models.TextChoices):
        CONTRIBUTOR = "contributor", "Who entered or suggested it"
        ASKER = "asker", "The curator who asked"

    class Outcome(models.TextChoices):
        WAITING = "waiting", "To be sent"
        SENT = "sent", "Sent"
        NOT_SENT = "not_sent", "Not sent: they want no mail, or may no longer know of it"
        REFUSED = "refused", "Refused by the mailbox"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="notices")
    to = models.CharField(max_length=20, choices=To)
    outcome = models.CharField(max_length=20, choices=Outcome, db_default=Outcome.WAITING, default=Outcome.WAITING)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "to"], name="each_hears_of_a_decision_once")]
        indexes = [models.Index(fields=["made_at"], condition=models.Q(outcome="waiting"), name="notice_to_be_sent")]

    def __str__(self):
        return f"{self.get_to_display()}: {self.decision}"


class ClaimQuerySet(models.QuerySet):
    def current(self):
        """Those that have not run out: a claim ends by itself half an hour after it was made."""
        return self.filter(claimed_at__gt=timezone.now() - A_WHILE)


class Claim(models.Model):
    """A curator looks at an entry, so that no other one does the same work. It hinders nobody for long."""

    asset = models.OneToOneField(Asset, models.CASCADE, primary_key=True, related_name="claim")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims")
    claimed_at = models.DateTimeField(db_default=Now())

    objects = ClaimQuerySet.as_manager()

    def __str__(self):
        return f"{self.user} looks at {self.asset}"

    @property
    def ends_at(self):
        return self.claimed_at + A_WHILE
