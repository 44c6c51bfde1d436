"""Two entries side by side: what differs, whose word is taken, and what of it can be put back."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.contrib.gis.geos import GeometryCollection

from assets.facts import FACTS, Names, differences
from assets.models import Asset
from assets.models.contact import ITEMS
from assets.models.shared import strictness
from assets.proposing import HIDING, PROPOSED, TOGETHER, differing, mixed, values_of, with_columns
from assets.suggested import grouped

WHO_SEES = ("disclosure", "visibility")


@dataclass(frozen=True)
class Side:
    """One of two entries in a part: its words by fact."""

    asset: Asset
    facts: list

    @property
    def is_empty(self):
        return not any(words for _, words in self.facts)

    def __str__(self):
        return "; ".join(f"{label}: {words or 'not said'}" for label, words in self.facts)


@dataclass(frozen=True)
class Part:
    """Columns that are right together only, and differ between the two."""

    columns: tuple
    sides: tuple  # of the one that is likely kept, and of the other

    @property
    def name(self):
        return self.columns[0]

    @property
    def label(self):
        return ", ".join(label for label, _ in self.sides[0].facts)

    def for_keeping(self, asset):
        """The same part where this entry is kept."""
        return replace(self, sides=tuple(sorted(self.sides, key=lambda side: side.asset.pk != asset.pk)))

    def side_of(self, asset):
        return next(side for side in self.sides if side.asset.pk == asset.pk)

    @property
    def likely(self):
        """Whose word is likely right. Never that of the one that is seen by more people: nothing hidden gets out."""
        kept, other = self.sides
        for name in WHO_SEES:
            if name in self.columns:
                return max(self.sides, key=lambda side: strictness(name, getattr(side.asset, name))).asset
        return other.asset if kept.is_empty and self.may_pass(other.asset, kept.asset) else kept.asset

    def may_pass(self, giver, taker):
        """Whether nobody who sees the taker would learn what only those may know who look after the giver."""
        if is_hidden_more(giver, taker):
            return False
        if "organisation_id" in self.columns:  # who runs it sees it whole
            return taker.is_for_everyone and giver.consortium_id == taker.consortium_id
        is_known = giver.visibility == Asset.Visibility.PUBLIC
        if set(self.columns) & set(HIDING):
            is_known = is_known and giver.disclosure == Asset.Disclosure.EXACT
        return is_known or whose(giver) == whose(taker)


def whose(asset):
    """Who looks after an entry."""
    return asset.consortium_id, asset.organisation_id


def is_hidden_more(entry, other):
    """Whether the one entry, or its place, is for fewer people than the other."""
    return any(strictness(name, getattr(entry, name)) > strictness(name, getattr(other, name)) for name in WHO_SEES)


class Comparison:
    """Two entries of which the reader may know all."""

    def __init__(self, lower, upper):
        self.pair = lower, upper
        self.names = Names()

    @property
    def keepable(self):
        """Those that may stay: where one is published, only that one, or it would vanish."""
        published = [entry for entry in self.pair if entry.status == Asset.Status.PUBLISHED]
        return published or list(self.pair)

    @property
    def pins(self):
        """Points for a map, true places both; none where one of the two has no pin."""
        if not all(entry.location for entry in self.pair):
            return []
        places = [(f"{entry} (number {entry.pk})", entry.location) for entry in self.pair]
        return [{"name": name, "lon": point.x, "lat": point.y} for name, point in places]

    @property
    def bounds(self):
        """All that the map shows: west, south, east, north in degrees."""
        return GeometryCollection(*(entry.location for entry in self.pair)).extent

    @cached_property
    def parts(self):
        """What differs, in the order of the form."""
        kept = self.keepable[0]
        other = next(entry for entry in self.pair if entry.pk != kept.pk)
        differs = differing(values_of(kept, PROPOSED), values_of(other, PROPOSED))
        parts = [self.part(columns, kept, other) for columns in grouped(differs)]
        return [part for part in parts if part]

    def part(self, columns, kept, other):
        told = differences(kept, mixed(kept, other, columns), self.names)
        ours, theirs = [(label, one) for label, one, _ in told], [(label, two) for label, _, two in told]
        return Part(columns, (Side(kept, ours), Side(other, theirs))) if told else None

    @cached_property
    def facts(self):
        """Each fact of the two, in words, and whether it differs."""
        pairs = [(label, *(words(entry, self.names) for entry in self.pair)) for label, words in FACTS.items()]
        return [(label, one, two, one != two) for label, one, two in pairs if one or two]

    @property
    def others(self):
        """Facts that differ and stay with their entry: who looks after it, its source and licence."""
        asked = {label for part in self.parts for label, _ in part.sides[0].facts}
        return [(label, one, two) for label, one, two, differs in self.facts if differs and label not in asked]

    @property
    def same(self):
        return [(label, one) for label, one, _, differs in self.facts if not differs]


def is_seen_by_fewer(entry, other):
    """Whether fewer people see the one entry, or its place, than the other: it has been hidden, or closed."""
    return is_hidden_more(entry, other) or entry.status != Asset.Status.PUBLISHED


def tells_what_was_withdrawn(merge, kept, loser):
    """Whether the other entry tells a contact or a photo that the kept one told at the merge, and tells no more."""
    was = with_columns(kept, merge.after)
    return bool(told(loser) & told(was) - told(kept))


def told(asset):
    """The contact that an entry publishes, and the keys of its photos."""
    contact = {(item, getattr(asset, item)) for item in ITEMS if getattr(asset, f"{item}_is_public")}
    return contact | {("photo", photo["key"]) for photo in asset.photos}


def moved_on(merge, kept):
    """The columns of the kept entry that somebody changed since the merge."""
    return differing(values_of(kept, PROPOSED), merge.after)


def to_put_back(merge, kept):
    """The columns that undoing a merge may put back: those whose part is as the merge left it.

    Where the merge or somebody since changed who may see the entry or its place, and it has moved on, nothing is: what
    was hidden then would get out.
    """
    moved = moved_on(merge, kept)
    if moved and (moved | set(merge.columns)) & set(WHO_SEES):
        return []
    return [name for columns in grouped(merge.columns) if is_safe(columns, moved) for name in columns]


def is_safe(columns, moved):
    if set(columns) & set(WHO_SEES):
        return not moved
    whole = [group for group in [HIDING, *TOGETHER] if set(group) & set(columns)]
    return not moved & {*columns, *(name for group in whole for name in group)}


def taken(merge, kept):
    """What the kept entry took over: fact by fact, before and after."""
    return differences(with_columns(kept, merge.before), with_columns(kept, merge.after))


def staying(merge, kept):
    """The names of the facts that undoing would leave as they are now, because somebody changed them since."""
    changed = {name: merge.after[name] for name in set(merge.columns) - set(to_put_back(merge, kept))}
    left = differences(with_columns(kept, merge.before), with_columns(kept, {**merge.before, **changed}))
    return [label for label, _, _ in left]
