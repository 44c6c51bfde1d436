"""What waits for a curator, as they narrowed it, and where one of it stands."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Window
from django.db.models.functions import RowNumber

from assets.models import Asset, Claim, Proposal
from assets.reviewing import suggestions_with_risk, with_risk

STANDS = """
WITH queue (id, place, is_taken) AS MATERIALIZED ({queue}),
here AS (SELECT place FROM queue WHERE id = %s),
free AS (SELECT id, place FROM queue WHERE NOT is_taken AND id <> %s)
SELECT
  (SELECT place FROM here),
  (SELECT count(*) FROM queue),
  (SELECT id FROM free ORDER BY place > coalesce((SELECT place FROM here), 0) DESC, place LIMIT 1),
  (SELECT free.id FROM free, here ORDER BY free.place < here.place DESC, free.place DESC LIMIT 1)
"""


def entries_for(user, form):
    """Entries that partners sent, or drafts of imports where `form`, a QueueForm, asks for these."""
    if form.is_of_imported:
        return with_risk(Asset.objects.imported_drafts_for(user))
    return with_risk(Asset.objects.reviewable_by(user).waiting())


def suggestions_for(user):
    """Suggested changes that this person decides on."""
    return suggestions_with_risk(Proposal.objects.reviewable_by(user).waiting())


def narrowed_suggestions(user, form):
    """Those of entries that fit the choices of the form; care is what the suggestion needs, not its entry alone."""
    entries = form.fitting(Asset.objects.reviewable_by(user))
    return form.careful(suggestions_for(user).filter(asset__in=entries.order_by().values("pk")))


@dataclass(frozen=True)
class Place:
    """Where one stands in a queue, and which ones to go to: those at which no other curator looks.

    `position` is counted from 1; None where it does not wait, or does not fit what the queue is narrowed to.
    `next` goes on with the first after the last, `previous` with the last before the first; None when there is none.
    """

    position: int | None
    total: int
    next: int | None
    previous: int | None

    @classmethod
    def of_entry(cls, asset, user, form):
        claims = claims_of_others(user).filter(asset=OuterRef("pk"))
        return cls.among(form.narrow(entries_for(user, form)), asset.pk, claims)

    @classmethod
    def of_suggestion(cls, proposal, user, form):
        claims = claims_of_others(user).filter(asset=OuterRef("asset"))
        return cls.among(narrowed_suggestions(user, form), proposal.pk, claims)

    @classmethod
    def among(cls, queue, pk, claims):
        """In one query, whose answer is as long for any queue."""
        in_order = Window(RowNumber(), order_by=queue.query.order_by)
        rows = queue.annotate(place=in_order, is_taken=Exists(claims)).order_by().values("id", "place", "is_taken")
        query, values = rows.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(STANDS.format(queue=query), [*values, pk, pk])
            return cls(*cursor.fetchone())


def claims_of_others(user):
    return Claim.objects.current().exclude(user=user)
