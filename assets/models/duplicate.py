"""Pairs of entries that may be the same place or group. See docs/life-of-an-asset.md."""

import pghistory
from django.conf import settings
from django.contrib.gis.db import models
from django.db.models.functions import Coalesce, Now
from django.urls import reverse

from assets.models.asset import Asset, heavy_of
from consortia.models import Consortium

LIVE = [Asset.Status.SUBMITTED, Asset.Status.PUBLISHED]


def both(entries, *compared):
    """Conditions: the lower is one of these entries, the upper is one. Looked up by id, however large the register is.

    Columns that are `compared` are as the pair found them. Inside Coalesce PostgreSQL makes no join of it: where it
    knows nothing of the tables yet it would go from all entries, each with each, to the pairs.
    """
    as_found = {side: {name: models.OuterRef(f"{side}_{name}") for name in compared} for side in ("lower", "upper")}
    ours = {side: entries.filter(pk=models.OuterRef(side), **found) for side, found in as_found.items()}
    return [Coalesce(models.Exists(one), False) for one in ours.values()]


class DuplicateQuerySet(models.QuerySet):
    def waiting(self):
        """Those that wait for a curator, likeliest first."""
        return self.filter(state=Duplicate.State.WAITING).order_by("-score", "id")

    def told_apart(self):
        """Those of which somebody said that they are not the same, latest first."""
        return self.filter(state=Duplicate.State.NOT_THE_SAME).order_by("-decided_at", "-id")

    def apart_from(self, pk):
        """A condition on entries: somebody said that they are not the same as this one."""
        apart = self.filter(state=Duplicate.State.NOT_THE_SAME)
        above, below = apart.filter(lower=pk).values("upper"), apart.filter(upper=pk).values("lower")
        return models.Q(pk__in=above) | models.Q(pk__in=below)

    def live(self):
        """Pairs of entries that both wait or are published."""
        return self.filter(*both(Asset.objects.filter(status__in=LIVE)))

    def visible_to(self, user):
        """Pairs that this person may know of: they curate both, or one and may know the other.

        What was found of the other may be hidden since: then the pair waits until it is compared anew.
        """
        curated = list(Consortium.objects.curated_by(user).values_list("pk", flat=True))
        curates_lower, curates_upper = both(Asset.objects.filter(consortium__in=curated))
        sees_lower, sees_upper = both(Asset.objects.visible_to(user))
        lower_is_as_found, upper_is_as_found = both(Asset.objects, "version")
        are_known = lower_is_as_found & upper_is_as_found & sees_lower & sees_upper
        return self.filter(curates_lower | curates_upper).filter(curates_lower & curates_upper | are_known)

    def with_entries(self):
        """With what a list says of both."""
        entries = self.select_related("lower__consortium", "upper__consortium", "decided_by")
        return entries.defer(*heavy_of("lower", "upper"))


@pghistory.track(pghistory.UpdateEvent(condition=pghistory.AnyChange("state")))
class Duplicate(models.Model):
    """Two entries that may be the same, the one with the lower id first, and what they have in common.

    Two of one consortium are compared by all that they say, others by what they disclose.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for a curator"
        NOT_THE_SAME = "not_the_same", "Not the same"
        MERGED = "merged", "Merged"

    lower = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    upper = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    lower_version = models.PositiveIntegerField(help_text="The version that was compared.")
    upper_version = models.PositiveIntegerField(help_text="The version that was compared.")
    score = models.PositiveSmallIntegerField(help_text="How likely they are the same, 0 to 100.")
    alike = models.FloatField(help_text="How alike their names are, 0 to 1.")
    metres = models.FloatField(null=True, blank=True)
    same_telephone = models.BooleanField(db_default=False, default=False)
    same_website = models.BooleanField(db_default=False, default=False)
    found_at = models.DateTimeField(db_default=Now(), editable=False)
    state = models.CharField(max_length=20, choices=State, db_default=State.WAITING, default=State.WAITING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = DuplicateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lower", "upper"], name="duplicate_once_a_pair"),
            models.CheckConstraint(condition=models.Q(lower__lt=models.F("upper")), name="duplicate_lower_first"),
        ]
        indexes = [models.Index(fields=["state", "-score", "id"], name="duplicate_likeliest")]

    def __str__(self):
        return f"{self.lower} and {self.upper}"

    def get_absolute_url(self):
        return reverse("assets:duplicate", args=[self.lower_id, self.upper_id])
