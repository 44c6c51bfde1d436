"""Taking out for good what somebody has a right to have taken out."""

import pghistory
from django.db import transaction
from django.db.models import F, Q

from assets.models import Asset, Proposal


@transaction.atomic
def erase(photo):
    """Delete a photo from each entry and suggestion, then its files. Gives the number of entries that listed it.

    The history is only added to: it keeps the words and the key, which lead nowhere then.
    """
    listed = [{"key": photo.key}]
    with pghistory.context(command="erase_photo", why="a photo was deleted for good"):
        entries = Asset.objects.select_for_update().filter(photos__contains=listed)
        for entry in entries:
            Asset.objects.filter(pk=entry.pk).update(photos=without(photo, entry.photos))
        suggested = Q(before__photos__contains=listed) | Q(after__photos__contains=listed)
        for proposal in Proposal.objects.select_for_update().filter(suggested):
            sides = {"before": proposal.before, "after": proposal.after}
            said = {side: {**columns, "photos": without(photo, columns["photos"])} for side, columns in sides.items()}
            Proposal.objects.filter(pk=proposal.pk).update(version=F("version") + 1, **said)
        photo.erase_files()
        photo.delete()
        return len(entries)


def without(photo, photos):
    return [listed for listed in photos if listed["key"] != photo.key]
