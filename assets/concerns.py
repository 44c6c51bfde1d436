"""What can happen to a concern about somebody's safety: it is sent to one person, and closed."""

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
    """Keep a concern, and tell the lead that one waits; where the queue is down they are reminded next morning."""
    concern.save()
    tell_lead.delay_on_commit(concern.consortium_id)


def close(concern):
    """The lead has dealt with it. Once or twice is the same."""
    Concern.objects.open().filter(pk=concern.pk).update(closed_at=Now())
