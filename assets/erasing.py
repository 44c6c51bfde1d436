"""Taking out for good what somebody has a right to have taken out."""

import pghistory
from django.db import transaction
from django.db.models import F, Q

from assets.models import Asset, Merge, Proposal


@transaction.atomic
def erase(photo):
    """Delete a photo from each entry, suggestion and merge, then its files. Gives how many entries listed it.

    The history is only added to: it keeps the words and the key, which lead nowhere then.
    """
    listed = [{"key": photo.key}]
    with pghistory.context(command="erase_photo", why="a photo was deleted for good"):
        entries = Asset.objects.locked().filter(photos__contains=listed)
        for entry in entries:
            Asset.objects.filter(pk=entry.pk).update(photos=without(photo, entry.photos))
        for proposal in Proposal.objects.select_for_update().filter(lists(photo)):
            Proposal.objects.filter(pk=proposal.pk).update(version=F("version") + 1, **both_without(photo, proposal))
        for merge in Merge.objects.select_for_update().filter(lists(photo)):
            Merge.objects.filter(pk=merge.pk).update(**both_without(photo, merge))
        photo.erase_files()
        photo.delete()
        return len(entries)


def lists(photo):
    """A condition: the columns before or after list it."""
    listed = [{"key": photo.key}]
    return Q(before__photos__contains=listed) | Q(after__photos__contains=listed)


def both_without(photo, row):
    """The columns before and after of a suggestion or a merge, without the photo."""
    sides = {"before": row.before, "after": row.after}
    return {side: {**columns, "photos": without(photo, columns["photos"])} for side, columns in sides.items()}


def without(photo, photos):
    return [listed for listed in photos if listed["key"] != photo.key]
