"""The register as one reader may see it. Every list, map, count and file reads it through here.

Visitors read the public copy. People with a role read the rows that are shared with them too, but in lists, maps and
files even they see no more of a row than it discloses; a true place is shown on an asset's own page alone, to those who
care for it.
"""

from django.db.models import prefetch_related_objects

from assets.models import Asset, Forwarding, PublicAsset

SHOWN = "SELECT shown.* FROM assets_asset a, disclosed_row(a) shown"


class Register:
    """The published rows that `user` may know of."""

    def __init__(self, user):
        self.is_public = not user.is_authenticated
        self.entries = PublicAsset.objects.all() if self.is_public else Asset.objects.visible_to(user).published()

    @property
    def database(self):
        """The alias whose role may read these rows."""
        return "public" if self.is_public else "default"

    @property
    def table(self):
        """SQL: the rows as they may be shown, with the columns of `public_asset`."""
        return "public_asset" if self.is_public else f"({SHOWN})"

    def shown(self, entries):
        """All of these entries as they may be shown, in their order, with organisation and consortium."""
        if self.is_public:
            return list(entries.light().select_related("organisation", "consortium"))
        return disclosed([entry.pk for entry in entries.only("pk")])

    def shown_or_kept(self, pk):
        """The entry as it may be shown, or the one into which it was merged; None where the reader knows of neither."""
        for wanted in (pk, Forwarding.objects.end_of(pk)):
            for place in self.shown(self.entries.filter(pk=wanted)):
                return place
        return None


def disclosed(ids):
    """The assets of these ids as they may be shown to whoever may know of them, in the order given."""
    query = f"{SHOWN} WHERE a.id = ANY (%s) ORDER BY array_position(%s, a.id)"
    rows = list(PublicAsset.objects.raw(query, [ids, ids]))
    prefetch_related_objects(rows, "organisation", "consortium")
    return rows
