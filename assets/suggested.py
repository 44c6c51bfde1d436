"""A suggested change, part by part: what was, what is, what should be; and what of it is taken over."""

import json
from dataclasses import dataclass
from functools import cached_property

from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import GeometryCollection

from assets.facts import FACTS, Names, differences
from assets.models import Asset, Decision
from assets.proposing import HIDING, ON_THE_MAP, PROPOSED, TOGETHER, mixed, values_of, with_columns

PAIR = 2


@dataclass(frozen=True)
class Part:
    """Columns that are taken over together or not at all; each fact with its words before, now and as suggested."""

    columns: tuple
    facts: list
    is_done: bool  # it is already as suggested
    is_stale: bool  # somebody else changed it meanwhile
    is_accepted: bool

    @property
    def is_safe(self):
        """Whether nothing else has happened to it since it was suggested."""
        return not self.is_done and not self.is_stale

    @property
    def name(self):
        return self.columns[0]

    @property
    def label(self):
        return ", ".join(label for label, *_ in self.facts)


class Suggested:
    """A proposal beside the entry as it is now."""

    def __init__(self, proposal):
        self.proposal = proposal
        self.now = Asset.objects.select_related("organisation", "consortium").get(pk=proposal.asset_id)
        self.names = Names()

    @cached_property
    def before(self):
        return with_columns(self.now, self.proposal.before)

    @cached_property
    def after(self):
        return with_columns(self.now, self.proposal.after)

    @cached_property
    def parts(self):
        """What it would change, as parts, in the order of the form."""
        return [part for columns in grouped(self.proposal.after) if (part := self.part(columns)).facts]

    @property
    def is_done(self):
        """Whether the entry says all of it already."""
        return all(part.is_done for part in self.parts)

    @cached_property
    def is_accepted(self):
        """Whether all of it was taken over. Of what the entry said already, `accepted` names no columns."""
        return not self.proposal.is_open and self.proposal.decisions.last().step == Decision.Step.ACCEPT

    def part(self, columns):
        now, before, after = (values_of(row, columns) for row in (self.now, self.before, self.after))
        old, new = (mixed(self.now, row, columns) for row in (self.before, self.after))
        return Part(
            columns,
            facts=[
                (label, was, FACTS[label](self.now, self.names), would_be)
                for label, was, would_be in differences(old, new, self.names)
            ],
            is_done=now == after,
            is_stale=now not in (before, after),
            is_accepted=self.is_accepted or columns[0] in self.proposal.accepted,
        )

    @property
    def is_on_map(self):
        """Whether a map shows what would change: the pin, the outline, or both."""
        return self.proposal.is_open and bool({"location", "boundary"} & set(self.proposal.after))

    @property
    def pins(self):
        """Points for a map: as it is and as it would be, true places both; one where it stays or there is no other."""
        places = {"As it is": self.now.location, "As suggested": self.after.location}
        if self.now.location == self.after.location:
            del places["As suggested"]
        return [{"name": name, "lon": point.x, "lat": point.y} for name, point in places.items() if point]

    @property
    def outlines(self):
        """Outlines for a map, as GeoJSON, by how they look: as it is, and as it would be where that is another."""
        shapes = {"as-it-is": self.now.boundary, "as-suggested": self.after.boundary}
        if self.now.boundary == self.after.boundary:
            del shapes["as-suggested"]
        return {look: json.loads(shape.geojson) for look, shape in shapes.items() if shape}

    @property
    def bounds(self):
        """All that the map shows: west, south, east, north in degrees."""
        shown = [shape for row in (self.now, self.after) for shape in (row.location, row.boundary) if shape]
        return GeometryCollection(*shown).extent if shown else None

    @property
    def photos(self):
        """Where the photos would change: a heading for each list of them, as they are and as they would be."""
        before, after = (columns.get("photos") for columns in (self.proposal.before, self.proposal.after))
        if before == after:
            return {}
        heading, row = ("As they are", self.now) if self.proposal.is_open else ("As they were", self.before)
        return {heading: row.listed_photos, "As suggested": self.after.listed_photos}

    @cached_property
    def moved(self):
        """How far the pin would move, in words; nothing where it stays, or there is only one."""
        if len(self.pins) < PAIR:
            return ""
        here = Asset.objects.filter(pk=self.now.pk)
        metres = here.annotate(metres=Distance("location", self.after.location)).get().metres.m
        return f"{metres:.0f} metres" if metres < 1000 else f"{metres / 1000:,.1f} km"

    def accepted(self, parts):
        """The entry with these parts taken over, unsaved, and the columns that differ."""
        columns = [name for part in parts for name in part.columns]
        return with_columns(self.now, {name: self.proposal.after[name] for name in columns}), columns


def grouped(columns):
    """Columns in groups that belong together, each group in its place.

    Where it is to be hidden, or shown, all that tells the place goes with it: none of it is public in between.
    """
    place = HIDING if "disclosure" in columns else ON_THE_MAP
    groups = {}
    for name in PROPOSED:
        if name in columns:
            together = next((group for group in [place, *TOGETHER] if name in group), (name,))
            groups[together] = tuple(one for one in together if one in columns)
    return list(groups.values())
