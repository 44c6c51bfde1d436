"""What people worry about, for the eyes of a safeguarding lead alone. See docs/reports.md."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from assets.models.asset import Asset
from consortia.columns import text
from consortia.models import Consortium


class ConcernQuerySet(models.QuerySet):
    def open(self):
        """Those that are not closed, oldest first."""
        return self.filter(closed_at=None).order_by("made_at", "id")

    def readable_by(self, user):
        """What this person reads as the safeguarding lead of a consortium today. An administrator reads none so."""
        return self.filter(consortium__in=Consortium.objects.safeguarded_by(user))

    def forget(self):
        """Delete what was closed some time ago, and what has reached the longest age, closed or not."""
        now = timezone.now()
        closed = models.Q(closed_at__lt=now - timedelta(days=settings.CONCERN_DAYS))
        old = models.Q(made_at__lt=now - timedelta(days=settings.CONCERN_LONGEST_DAYS))
        self.filter(closed | old).delete()


class Concern(models.Model):
    """A worry about somebody's safety. Without history, admin, queue or export; who wrote it is not kept.

    It stays with the consortium to which it was sent, wherever the entry goes.
    """

    consortium = models.ForeignKey(Consortium, models.PROTECT, related_name="+")
    asset = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="+")
    about = text(help_text="What the entry was called for whoever wrote it: the lead may not see it any more.")
    words = models.TextField()
    contact = text(200, help_text="An e-mail address or a telephone number, where somebody gave one.")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["consortium", "closed_at"], name="concern_open")]

    def __str__(self):
        return f"Concern {self.pk}"

    def get_absolute_url(self):
        return reverse("assets:concern", args=[self.pk])
