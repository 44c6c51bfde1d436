"""What the filter form offers, read only when the form is drawn."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef, Q

from assets.filters.opening import NAMED
from assets.models import Category, PublicAsset
from places.models import Area

SELECTS = ["organisation", "consortium", "project"]
NAME_COLUMN = {"project": "title"}
QUICK = [("free", "yes", "Free"), ("taking", "open", "Taking people now")]
FEW = ["referral", "online", "language", "health_state", "condition"]
RADII = [805, 1_609, 3_219, 8_047, 16_093, 40_234]  # metres: from half a mile to 25 miles
PLACES = {"near": "Near", "bbox": "In the part of the map searched", "serves": "Serves"}


@dataclass(frozen=True)
class Option:
    """One value that may be chosen, and how many would be found with it, where that was counted."""

    value: str
    label: str
    is_chosen: bool = False
    count: int | None = None


class Choices:
    """The choices of an `AssetFilter`, with those that are chosen now and the counts of `facets`, if there are any."""

    def __init__(self, chosen_filter, facets=None):
        self.filter = chosen_filter
        self.facets = facets

    def chosen(self, name):
        return set(self.filter.values_of(name))

    def options(self, name, values):
        """The options of a filter, of pairs of value and label."""
        chosen, counts = self.chosen(name), self.counts(name)
        return [
            Option(value, label, value in chosen, None if counts is None else counts.get(value, 0))
            for value, label in values
        ]

    def counts(self, name):
        """How many are found with each value of a filter, or None where that was not counted."""
        return None if self.facets is None else self.facets.get(name)

    def all_counts(self):
        """The counts of every filter: {filter: {value: number}}."""
        return dict(self.facets or {})

    def kinds(self):
        """The eight kinds, each an option, with the options of their finer categories: [(kind, finer)]."""
        categories = list(Category.objects.all())
        named = {option.value: option for option in self.options("category", [(c.code, c.name) for c in categories])}
        finer = {parent: list(group) for parent, group in groupby(sorted(categories, key=parent_id), parent_id)}
        return [
            (named[kind.code], [named[category.code] for category in finer.get(kind.pk, [])])
            for kind in finer.get(0, [])
        ]

    def area(self):
        """The areas offered, as `selects` are."""
        return self.drawn("area", self.offered_areas().items())

    def offered_areas(self):
        """Local authorities and neighbourhoods, and what else is chosen: code to name."""
        areas = Area.objects.current().filter(kind__in=Area.OFFERED_KINDS) | Area.objects.filter(
            code__in=self.chosen("area")
        )
        return dict(areas.order_by("name").values_list("code", "name"))

    def places(self):
        """Where the search looks besides what stands in the box: [(name, option)], all of them chosen."""
        return [
            (name, Option(value, f"{label} {value}" if name != "bbox" else label, is_chosen=True))
            for name, label in PLACES.items()
            if name in self.filter.filters
            for value in self.filter.values_of(name)
        ]

    def quick(self):
        """What people ask most, each one box to tick: [(name, option)]."""
        return [
            (name, *self.options(name, [(value, label)])) for name, value, label in QUICK if name in self.filter.filters
        ]

    def days(self):
        """When it is open, and a date that is asked for."""
        dates = sorted(self.chosen("day") - {*dict(NAMED)})
        return self.options("day", [*NAMED, *((day, f"On {day}") for day in dates)])

    def radii(self):
        """How far around its centre the search may look: [(value, metres, is chosen)]; none without a centre.

        The usual distance has no value, so that it is no part of the address and does not stick to another place.
        """
        if not self.filter.centre:
            return []
        usual, used = round(self.filter.usual_radius), round(self.filter.radius_around(self.filter.centre))
        return [("" if metres == usual else metres, metres, metres == used) for metres in sorted({*RADII, usual, used})]

    def orders(self):
        """The orders, the usual one first and without a value, so that it is no part of the address."""
        named, used = dict(self.filter.form.fields["order"].choices), self.filter.order
        usual, *others = self.filter.possible_orders
        return [Option("", named[usual], used == usual), *(Option(name, named[name], name == used) for name in others)]

    def few(self):
        """Filters with few values: [{"name", "label", "options", "is_several"}]."""
        return [self.drawn(name, self.values_offered(name)) for name in FEW if name in self.filter.filters]

    def values_offered(self, name):
        return [(value, label) for value, label in self.filter.form.fields[name].choices if value]

    def selects(self):
        """Organisations, consortia and projects: [{"name", "label", "options", "is_several"}]."""
        return [self.select(name) for name in SELECTS if name in self.filter.filters]

    def select(self, name):
        field = self.filter.form.fields[name]
        rows = self.offered(name, field.queryset).values_list(field.to_field_name, NAME_COLUMN.get(name, "name"))
        return self.drawn(name, rows)

    def drawn(self, name, values):
        """What a list of options needs to be drawn."""
        return {
            "name": name,
            "label": self.filter.form.fields[name].label,
            "options": self.options(name, values),
            "is_several": len(self.chosen(name)) > 1,
        }

    def offered(self, name, rows):
        """Of organisations those that run something which everyone sees, and those that are chosen; of others all."""
        if name != "organisation":
            return rows
        runs_something = Exists(PublicAsset.objects.filter(organisation=OuterRef("pk")))
        return rows.filter(runs_something | Q(slug__in=self.chosen(name)))

    def lists(self):
        """Audiences, features and determinants: [{"name", "label", "options"}]."""
        return [self.listed(name) for name in ("audience", "feature", "determinant")]

    def listed(self, name):
        return self.drawn(name, self.filter.form.fields[name].queryset.values_list("code", "name"))


def parent_id(category):
    return category.parent_id or 0
