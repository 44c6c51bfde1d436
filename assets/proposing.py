"""Suggested changes, part by part: what was, what is, what should be; and what of them is taken over."""

import json
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import GeometryCollection

from assets.facts import FACTS, Names, differences
from assets.forms.merging import FORM_COLUMNS
from assets.models import Asset, Photo
from assets.models.contact import AGREED_ON, ITEMS, columns_of
from assets.models.proposal import Columns

# To which consortium an entry goes, those settle who curate both.
OF_OTHER_PAGES = ["boundary", *AGREED_ON, "attribution", "photos"]
PROPOSED = [name for name in FORM_COLUMNS if name != "consortium_id"] + OF_OTHER_PAGES
FOLLOWING = {"attribution": {"boundary"}}  # said only with one of the others
FOLLOWING |= {name: {item, f"{item}_is_public"} for name, item in AGREED_ON.items()}
IN_ANY_ORDER = {"audience_ids", "determinant_ids", "served_area_ids", "feature_ids", "absent_feature_ids", "languages"}

# Columns that are right together only.
ON_THE_MAP = ("location", "boundary", "attribution")
HIDING = ("disclosure", "disclosure_reason", *ON_THE_MAP, "address", "town", "postcode", "directions", "photos")
TOGETHER = [
    ("feature_ids", "absent_feature_ids"),
    ("age_from", "age_to"),
    *(tuple(columns_of(item)) for item in ITEMS),
]
PAIR = 2
WITH_COLUMNS = "SELECT changed.* FROM assets_asset a, jsonb_populate_record(a, %s) changed WHERE a.id = %s"


def values_of(row, columns):
    """These columns of an asset, or of an event of its history, as JSON holds them."""
    return json.loads(json.dumps({name: getattr(row, name) for name in columns}, cls=Columns))


def as_of(asset, version):
    """The asset as it was at a version; as it is now where the history does not say."""
    return asset.events.filter(version=version).order_by("pgh_id").last() or Asset.objects.get(pk=asset.pk)


def changes(mine, base_version):
    """What of `mine`, unsaved, differs from that version and from today's: (columns before, the same columns after)."""
    rows = as_of(mine, base_version), Asset.objects.get(pk=mine.pk), mine
    before, now, after = (values_of(row, PROPOSED) for row in rows)
    changed = {name for name in PROPOSED if said(name, after) not in (said(name, before), said(name, now))}
    return tuple(picked(values, changed) for values in (before, after))


def back_to(asset, version):
    """What would make the entry as it was at a version: (columns as they are, the same columns as they were)."""
    now, then = (values_of(row, PROPOSED) for row in (asset, as_of(asset, version)))
    then["photos"] = still_there(then["photos"])
    differs = {name for name in PROPOSED if said(name, now) != said(name, then)}
    return tuple(picked(values, differs) for values in (now, then))


def before_decision(decision):
    """The entry without what a decision took over of a suggestion, or changed, unsaved; and which columns these are."""
    asset = Asset.objects.get(pk=decision.asset_id)
    columns = decision.proposal.accepted if decision.proposal else changed_at(asset, decision.version)
    then = values_of(as_of(asset, decision.version - 1), columns)
    if "photos" in then:
        then["photos"] = still_there(then["photos"])
    return with_columns(asset, then), columns


def changed_at(asset, version):
    """The columns of people's answers that differ between a version and the one before it."""
    columns = [*PROPOSED, "consortium_id"]
    before, after = (values_of(as_of(asset, number), columns) for number in (version - 1, version))
    return [name for name in columns if before[name] != after[name]]


def still_there(photos):
    """Those of these photos that nobody has erased since."""
    kept = set(Photo.objects.filter(pk__in=[photo["key"] for photo in photos]).values_list("pk", flat=True))
    return [photo for photo in photos if photo["key"] in kept]


def picked(values, changed):
    """The columns of a suggestion: those that changed, in their order, none that is said only with another one.

    An item of a contact goes with its consent: nobody agrees to another number than the one they saw.
    """
    changed = changed - {name for name, others in FOLLOWING.items() if not others & changed}
    changed |= {name for item in ITEMS for name in columns_of(item) if changed & {*columns_of(item)}}
    return {name: values[name] for name in PROPOSED if name in changed}


def said(name, values):
    """What a column says, however it is written: with the ends of lines of a browser, or a choice in another order."""
    value = values[name]
    if name in IN_ANY_ORDER:
        return sorted(value)
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def with_columns(asset, columns):
    """The asset as it is now, with these columns put on top, unsaved."""
    return Asset.objects.raw(WITH_COLUMNS, [json.dumps(columns), asset.pk])[0]


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

    def part(self, columns):
        now, before, after = (values_of(row, columns) for row in (self.now, self.before, self.after))
        old, new = self.mixed(self.before, columns), self.mixed(self.after, columns)
        return Part(
            columns,
            facts=[
                (label, was, FACTS[label](self.now, self.names), would_be)
                for label, was, would_be in differences(old, new, self.names)
            ],
            is_done=now == after,
            is_stale=now not in (before, after),
            is_accepted=columns[0] in self.proposal.accepted,
        )

    def mixed(self, row, columns):
        """The entry as it is now, with these columns as in `row`."""
        mixed = copy(self.now)
        for name in columns:
            setattr(mixed, name, getattr(row, name))
        return mixed

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
        if "photos" not in self.proposal.after:
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
