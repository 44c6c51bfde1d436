"""What somebody suggests of a published entry, until a curator has decided. See docs/life-of-an-asset.md."""

from datetime import timedelta

import pghistory
from django.apps import apps
from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.gis.geos import GEOSGeometry
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from assets.models.asset import Asset, heavy_of
from consortia.columns import text
from consortia.models import Consortium

OF_LATE = timedelta(days=30)


class Columns(DjangoJSONEncoder):
    """Values of columns, in JSON that PostgreSQL reads back as the same values."""

    def default(self, value):
        return value.hexewkb.decode() if isinstance(value, GEOSGeometry) else super().default(value)


class ProposalQuerySet(models.QuerySet):
    def open(self):
        """Those that are not ended yet."""
        return self.filter(state__in=Proposal.OPEN)

    def recent(self):
        """Those that are open, and those on which something was done of late; ranked by who has to do something."""
        of_late = models.Exists(
            apps.get_model("assets", "Decision").objects.filter(
                proposal=models.OuterRef("pk"), made_at__gte=timezone.now() - OF_LATE
            )
        )
        rank = models.Case(*[models.When(state=state, then=rank) for rank, state in enumerate(Proposal.IN_ORDER)])
        return self.filter(models.Q(state__in=Proposal.OPEN) | of_late).annotate(rank=rank)

    def lapsed(self):
        """Those that ended only because their entry was not public any more."""
        decisions = apps.get_model("assets", "Decision").objects.filter(proposal=models.OuterRef("pk"))
        last_step = models.Subquery(decisions.order_by("-pk").values("step")[:1])
        return self.filter(state=Proposal.State.DECIDED).alias(last_step=last_step).filter(last_step="lapse")

    def light(self):
        """With the names that a list needs, without what is large."""
        return self.select_related("asset", "made_by").defer("before", "after", *heavy_of("asset"))

    def waiting(self):
        """Those that wait for a curator, oldest first."""
        return self.filter(state=Proposal.State.WAITING).order_by("made_at", "id")

    def asked(self):
        """Those about which a curator waits for an answer, oldest first."""
        return self.filter(state=Proposal.State.ASKED).order_by("made_at", "id")

    def mine(self, user):
        """What this person suggested of entries that they still care for: it tells what these hold."""
        return self.filter(made_by=user, asset__in=Asset.objects.cared_for_by(user))

    def reviewable_by(self, user):
        """What this person may decide on: suggestions of published entries of a consortium that they curate."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(asset__consortium__in=Consortium.objects.curated_by(user))

    def visible_to(self, user):
        """What this person suggested, and what they may decide on."""
        if not user.is_authenticated:
            return self.none()
        own = models.Q(id__in=self.model.objects.mine(user))
        return self.filter(own | models.Q(id__in=self.model.objects.reviewable_by(user)))


@pghistory.track()
class Proposal(models.Model):
    """A change of a published entry by somebody who may not publish it: columns as they were, and as they should be."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for a curator"
        ASKED = "asked", "A curator has asked"
        DECIDED = "decided", "Decided"
        WITHDRAWN = "withdrawn", "Withdrawn"

    OPEN = [State.WAITING, State.ASKED]
    IN_ORDER = [State.ASKED, State.WAITING, State.DECIDED, State.WITHDRAWN]

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="proposals")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposals")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    before = models.JSONField(encoder=Columns)
    after = models.JSONField(encoder=Columns)
    accepted = ArrayField(models.CharField(max_length=63), db_default=[], default=list, blank=True)
    note = text()
    state = models.CharField(max_length=20, choices=State, db_default=State.WAITING, default=State.WAITING)
    version = models.PositiveIntegerField(db_default=1, default=1, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["asset", "made_by"],
                condition=models.Q(state__in=["waiting", "asked"]),
                name="proposal_one_open_a_person",
            ),
        ]
        indexes = [models.Index(fields=["state", "made_at"], name="proposal_waiting")]

    def __str__(self):
        return f"Change of {self.asset}"

    def get_absolute_url(self):
        return reverse("assets:proposal", args=[self.pk])

    @property
    def is_open(self):
        return self.state in self.OPEN
