import pgtrigger
from django.conf import settings
from django.contrib.gis.db import models
from django.db.models.functions import Now

from assets.models.asset import Asset
from assets.models.proposal import Proposal


class Decision(models.Model):
    """One step in the life of an asset, or of a change that somebody suggests of it. Rows are added, never changed."""

    class Step(models.TextChoices):
        SUBMIT = "submit", "Sent for review"
        PUBLISH = "publish", "Published"
        ASK = "ask", "Asked for more"
        DECLINE = "decline", "Not added"
        EDIT = "edit", "Changed by a curator"
        CLOSE = "close", "Closed"
        SUGGEST = "suggest", "Change suggested"
        WITHDRAW = "withdraw", "Suggestion withdrawn"
        INQUIRE = "inquire", "Asked about a suggested change"
        REPLY = "reply", "Answered about a suggested change"
        ACCEPT = "accept", "Suggested change taken over"
        ACCEPT_PART = "accept_part", "Suggested change taken over in part"
        REFUSE = "refuse", "Suggested change not taken over"

    class Reason(models.TextChoices):
        DUPLICATE = "duplicate", "It is listed already"
        OUT_OF_SCOPE = "out_of_scope", "It is not a place or group that helps people stay well"
        OUTSIDE = "outside", "It is outside the area that we look after"
        UNSAFE = "unsafe", "Listing it could put somebody at risk"
        NOT_ENOUGH = "not_enough", "We could not find out enough about it"
        OTHER = "other", "Another reason"

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

    class Meta:
        ordering = ["made_at", "id"]
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
