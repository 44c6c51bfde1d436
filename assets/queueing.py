"""What waits for a curator, as they narrowed it, and where one of it stands."""

from dataclasses import dataclass

from assets.models import Asset, Claim, Proposal
from assets.reviewing import imported_drafts, suggestions_with_risk, with_risk


def entries_for(user, form):
    """Entries that partners sent, or drafts of imports where `form`, a QueueForm, asks for these."""
    return with_risk(imported_drafts(user) if form.is_of_imported else Asset.objects.reviewable_by(user).waiting())


def suggestions_for(user):
    """Suggested changes that this person decides on."""
    return suggestions_with_risk(Proposal.objects.reviewable_by(user).waiting())


def narrowed_suggestions(user, form):
    """Those of entries that fit the choices of the form."""
    entries = form.narrow(with_risk(Asset.objects.reviewable_by(user)))
    return suggestions_for(user).filter(asset__in=entries.order_by().values("pk"))


@dataclass(frozen=True)
class Place:
    """Where one stands among the ids of a queue; at those that are `taken` other curators look."""

    pk: int
    ids: list
    taken: set

    @classmethod
    def of_entry(cls, asset, user, form):
        ids = form.narrow(entries_for(user, form)).values_list("pk", flat=True)
        return cls(asset.pk, list(ids), set(claimed_by_others(user).values_list("pk", flat=True)))

    @classmethod
    def of_suggestion(cls, proposal, user, form):
        taken = Proposal.objects.waiting().filter(asset__in=claimed_by_others(user).values("pk"))
        ids = narrowed_suggestions(user, form).values_list("pk", flat=True)
        return cls(proposal.pk, list(ids), set(taken.values_list("pk", flat=True)))

    @property
    def position(self):
        """Counted from 1; None where it does not wait, or does not fit what the queue is narrowed to."""
        return self.ids.index(self.pk) + 1 if self.pk in self.ids else None

    @property
    def total(self):
        return len(self.ids)

    @property
    def next(self):
        """The next at which nobody else looks, the first after the last, None when there is none."""
        return self.after(self.ids)

    @property
    def previous(self):
        return self.after(self.ids[::-1]) if self.position else None

    def after(self, ids):
        place = ids.index(self.pk) if self.pk in ids else 0
        others = [other for other in ids if other != self.pk]
        return next((other for other in others[place:] + others[:place] if other not in self.taken), None)


def claimed_by_others(user):
    return Claim.objects.current().exclude(user=user)
