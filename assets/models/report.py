"""What people without an account tell us of a place or group, until a curator ends it. See docs/reports.md."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from assets.models.asset import Asset, heavy_of
from consortia.columns import text
from consortia.models import Consortium

SALT = "assets.reports"


class ReportQuerySet(models.QuerySet):
    def waiting(self):
        """Those that wait for a curator: what somebody calls unsafe, then the oldest."""
        unsafe_first = models.Case(models.When(kind=Report.Kind.UNSAFE, then=0), default=1)
        return self.filter(state=Report.State.WAITING).order_by(unsafe_first, "confirmed_at", "id")

    def of_missing(self):
        return self.filter(kind=Report.Kind.MISSING)

    def not_ended(self):
        """Those that wait, or will once they are confirmed."""
        return self.exclude(state__in=Report.ENDED)

    def ended(self):
        """Those that a curator has ended, newest first."""
        return self.filter(state__in=Report.ENDED).order_by("-decided_at", "-id")

    def untold(self):
        """Those that have ended, while whoever told us has not heard of it and we know their address."""
        return self.ended().filter(told_at=None).exclude(email="")

    def reviewable_by(self, user):
        """What this person may read and end: confirmed reports of entries and of places in consortia that they curate.

        What belongs to no consortium is for administrators.
        """
        confirmed = self.exclude(state=Report.State.UNCONFIRMED)
        if user.is_superuser:
            return confirmed
        if not user.is_authenticated:
            return self.none()
        curated = Consortium.objects.curated_by(user)
        of_entries = models.Q(asset__consortium__in=curated)
        return confirmed.filter(of_entries | models.Q(asset=None, consortium__in=curated))

    def light(self):
        """With the names that a list needs, without what is large."""
        return self.select_related("asset", "consortium", "decided_by").defer(*heavy_of("asset"))

    def forget(self):
        """Delete what nobody confirmed in time; blank who wrote what ended some time ago."""
        now = timezone.now()
        in_time = now - timedelta(days=settings.REPORT_CONFIRM_DAYS)
        self.filter(state=Report.State.UNCONFIRMED, made_at__lt=in_time).delete()
        self.ended().filter(decided_at__lt=now - timedelta(days=settings.REPORT_DAYS)).update(name="", email="")


class Report(models.Model):
    """What somebody tells of an entry, or of a place or group that is missing. It has no history, so that the name and
    the e-mail address can be forgotten.

    `consortium` is said of what is missing alone: a report of an entry goes wherever the entry goes. Where the entry is
    merged, it is of the one that is kept; the merge says which reports these are.
    """

    class Kind(models.TextChoices):
        MISSING = "missing", "A place or group is missing"
        CHANGED = "changed", "Something has changed"
        CLOSED = "closed", "It has closed, or never was"
        WRONG = "wrong", "Something is wrong"
        UNSAFE = "unsafe", "It has rude or unsafe words, or shows something private"

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", "Not confirmed"
        WAITING = "waiting", "Waiting for a curator"
        DONE = "done", "Done"
        REFUSED = "refused", "Not acted on"

    ENDED = [State.DONE, State.REFUSED]

    asset = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="reports")
    consortium = models.ForeignKey(Consortium, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind, db_default=Kind.MISSING, default=Kind.MISSING)
    place = text(200, help_text="The name of what is missing.")
    where = text(300)
    words = models.TextField()
    how_known = text()
    runs_it = models.BooleanField(db_default=False, default=False)
    name = text(150, help_text="Personal: forgotten some time after the end, like the address.")
    email = models.EmailField(blank=True, db_default="", default="")
    state = models.CharField(max_length=20, choices=State, db_default=State.UNCONFIRMED, default=State.UNCONFIRMED)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    entered = models.ForeignKey(
        Asset, models.PROTECT, null=True, blank=True, related_name="+", help_text="The entry that was made of it."
    )
    outcome = text(help_text="What the curator tells whoever told us.")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="missing", asset=None)
                | (~models.Q(kind="missing") & models.Q(asset__isnull=False)),
                name="report_of_an_entry_or_of_what_is_missing",
            ),
        ]
        indexes = [models.Index(fields=["state", "confirmed_at"], name="report_waiting")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.asset or self.place}"

    def get_absolute_url(self):
        return reverse("assets:report", args=[self.pk])

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def is_to_be_entered(self):
        """Whether something is missing, and no entry was made of it that still stands."""
        is_there = self.entered and self.entered.status != Asset.Status.CLOSED
        return self.is_waiting and self.kind == self.Kind.MISSING and not is_there

    @property
    def confirm_path(self):
        """The signed address at which whoever wrote it confirms it."""
        return reverse("assets:confirm_report", args=[signing.dumps(self.pk, salt=SALT)])
