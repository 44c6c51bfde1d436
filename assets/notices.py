"""Mails about decisions: each is sent once, to whom it concerns, if they may still know of it and want mail."""

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from assets.mail import deliver, discreet, named, plain
from assets.models import Notice
from assets.reviewing import takes_part
from consortia.models import Consortium

To, Outcome = Notice.To, Notice.Outcome


@transaction.atomic
def send(decision_id, to):
    """Send a notice that waits, and keep what came of it. Twice at once sends one mail.

    Raises OSError where the mail may be sent later; then the notice waits on.
    """
    waiting = Notice.objects.waiting().select_for_update(of=["self"], skip_locked=True)
    notice = waiting.filter(decision=decision_id, to=to).first()
    if notice:
        mail = MAILS[to](notice.decision)
        notice.outcome = outcome_of(mail)
        notice.ended_at = Now()
        notice.save(update_fields=["outcome", "ended_at"])


def outcome_of(mail):
    if mail is None:
        return Outcome.NOT_SENT
    return Outcome.SENT if deliver(mail) else Outcome.REFUSED


def to_contributor(decision):
    """To who entered an asset, or suggested a change of it, what was decided; None if they may not know or want it."""
    asset, contributor = decision.asset, decision.contributor
    if not (contributor.wants_mail and takes_part(contributor, asset, decision.proposal)):
        return None
    about = asset.name if asset.is_for_everyone else settings.SITE_NAME
    subject = " ".join(f"{about}: {decision.get_step_display().lower()}".split())
    return plain("decided", subject, contributor.email, decision=decision, asset=asset, name=named(asset))


def to_asker(decision):
    """To the curator who asked, that something came of it; None if they do not curate the entry any more.

    No word of the answer: it may tell a place that is hidden, or is about to be.
    """
    asset, curator = decision.asset, decision.question.made_by
    curates = Consortium.objects.curated_by(curator).filter(pk=asset.consortium_id).exists()
    if not (curator.is_active and curator.wants_mail and curates):
        return None
    context = {"decision": decision, "asset": asset, "name": named(asset)}
    return discreet("answered", "what came of your question", curator.email, **context)


MAILS = {To.CONTRIBUTOR: to_contributor, To.ASKER: to_asker}
