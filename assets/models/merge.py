"""One entry that was merged into another. See docs/life-of-an-asset.md."""

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.db.models.functions import Now
from django.urls import reverse

from assets.models.asset import Asset, heavy_of
from assets.models.proposal import Columns
from consortia.columns import ids
from consortia.models import Consortium


class MergeQuerySet(models.QuerySet):
    def reviewable_by(self, user):
        """Those of which this person curates both entries."""
        curated = Consortium.objects.curated_by(user)
        return self.filter(kept__consortium__in=curated, loser__consortium__in=curated)

    def lasting(self):
        """Those that were not undone, latest first."""
        return self.filter(undone_at=None).order_by("-made_at", "-id")

    def with_entries(self):
        """With what a list says of both."""
        return self.select_related("kept", "loser", "made_by").defer(*heavy_of("kept", "loser"), "before", "after")


class Merge(models.Model):
    """Two entries that became one: what the one that is kept said before and after, so that it can be undone."""

    kept = models.ForeignKey(Asset, models.PROTECT, related_name="merges")
    loser = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    loser_status = models.CharField(max_length=20, choices=Asset.Status)
    columns = ArrayField(models.CharField(max_length=63), help_text="What was taken over from the other entry.")
    before = models.JSONField(encoder=Columns)
    after = models.JSONField(encoder=Columns)
    report_ids = ids(help_text="Reports of the other entry that are of this one until it is undone.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    def __str__(self):
        return f"{self.loser} into {self.kept}"

    def get_absolute_url(self):
        return reverse("assets:merge", args=[self.pk])


class ForwardingQuerySet(models.QuerySet):
    def end_of(self, pk):
        """The id of the entry to which the address of another leads, at the end of the chain; None if to none."""
        return self.ends_of([pk]).get(pk)

    def ends_of(self, ids):
        """The same of several, by id: those that lead elsewhere. One query for each link of the longest chain."""
        ends = dict(self.filter(pk__in=ids).values_list("pk", "kept_id"))
        while further := dict(self.filter(pk__in=ends.values()).values_list("pk", "kept_id")):
            ends = {pk: further.get(kept, kept) for pk, kept in ends.items()}
        return ends


class Forwarding(models.Model):
    """The address of an entry that was public leads to another one. Kept by trigger; visitors read it."""

    id = models.BigIntegerField(primary_key=True)
    kept_id = models.BigIntegerField()

    objects = ForwardingQuerySet.as_manager()

    class Meta:
        db_table = "public_forwarding"

    def __str__(self):
        return f"{self.id} to {self.kept_id}"
