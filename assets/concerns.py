"""What can happen to a concern about somebody's safety: it is sent to one person, and closed."""

from functools import partial

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models.functions import Now

from assets.models import Concern
from assets.tasks import tell_lead
from consortia.models import Appointment


def has_lead(consortium):
    """Whether somebody reads the concerns of this consortium. Visitors, who may not know who, are told so much."""
    return Appointment.objects.using(DEFAULT_DB_ALIAS).leading(consortium).exists()


@transaction.atomic
def send(concern):
    """Keep a concern, and tell the lead that one waits."""
    concern.save()
    # The concern is kept even where the queue is down: the lead is reminded next morning.
    transaction.on_commit(partial(tell_lead.delay, concern.consortium_id), robust=True)


def close(concern):
    """The lead has dealt with it. Once or twice is the same."""
    Concern.objects.open().filter(pk=concern.pk).update(closed_at=Now())
