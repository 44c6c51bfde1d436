"""Lists that people make in their browsers: the numbers of places, in an order, and nothing else."""

from dataclasses import dataclass

from django.urls import reverse

from assets.models import Forwarding
from assets.presentation import Entry, described
from consortia.columns import is_id

LIMIT = 100


@dataclass
class Kept:
    """An entry of a list, and the lists that come of moving it or taking it out; `None` where it cannot move."""

    entry: Entry
    without: str
    up: str | None
    down: str | None


class KeptList:
    """What an address such as `?ids=12,45,78` asks for. At most 100 places; a number counts once.

    One that was merged into another leads to that, as its address does.
    """

    def __init__(self, written, register):
        parts = [part.strip() for part in written.split(",") if part.strip()]
        asked = list(dict.fromkeys(int(part) for part in parts if is_id(part)))
        numbers = followed(asked[: LIMIT + 1], register)
        self.is_unreadable = not all(map(is_id, parts))
        self.is_too_long = len(numbers) > LIMIT
        self.ids = numbers[:LIMIT]
        self.entries = self.known(register) if self.ids else []

    def known(self, register):
        """The entries that this reader may know of, in the order asked for."""
        places = {place.pk: place for place in register.shown(register.entries.filter(pk__in=self.ids))}
        return described([places[number] for number in self.ids if number in places], whole=True)

    @property
    def unlisted(self):
        """How many places are not there for this reader. Whether they are hidden or gone is not said."""
        return len(self.ids) - len(self.entries)

    @property
    def rows(self):
        """The entries with what may be done to each."""
        shown = [entry.place.pk for entry in self.entries]
        return [
            Kept(
                entry,
                without=joined(number for number in self.ids if number != shown[place]),
                up=self.swapped(shown[place], shown[place - 1]) if place else None,
                down=self.swapped(shown[place], shown[place + 1]) if place + 1 < len(shown) else None,
            )
            for place, entry in enumerate(self.entries)
        ]

    def swapped(self, one, other):
        """The list with these two in each other's place."""
        return joined({one: other, other: one}.get(number, number) for number in self.ids)

    def get_absolute_url(self):
        return f"{reverse('assets:kept')}?ids={self}"

    def __str__(self):
        return joined(self.ids)


def followed(ids, register):
    """The ids, each of an entry that was merged into one which this reader may know of replaced by that."""
    ends = Forwarding.objects.ends_of(ids)
    known = set(register.entries.filter(pk__in=ends.values()).values_list("pk", flat=True)) if ends else set()
    return list(dict.fromkeys(ends[pk] if ends.get(pk) in known else pk for pk in ids))


def joined(ids):
    return ",".join(map(str, ids))
