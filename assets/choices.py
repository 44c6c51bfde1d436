"""What the filter form offers, read only when the form is drawn."""

from itertools import groupby

from django.db.models import Exists, OuterRef, Q

from assets.models import Category, PublicAsset
from places.models import Area

OFFERED_AREAS = [Area.Kind.LOCAL_AUTHORITY, Area.Kind.NEIGHBOURHOOD]
SELECTS = ["organisation", "consortium", "project"]


class Choices:
    """The choices of an `AssetFilter`, with those that are chosen now."""

    def __init__(self, chosen_filter):
        self.filter = chosen_filter

    def chosen(self, name):
        return set(self.filter.values_of(name))

    def kinds(self):
        """The eight kinds with their finer categories: [{"kind", "finer", "is_chosen"}]."""
        categories = list(Category.objects.all())
        finer = {parent: list(group) for parent, group in groupby(sorted(categories, key=parent_id), parent_id)}
        chosen = self.chosen("category")
        return [
            {"kind": kind, "finer": finer.get(kind.pk, []), "is_chosen": kind.code in chosen}
            for kind in finer.get(0, [])
        ]

    def areas(self):
        """Local authorities and neighbourhoods, and what else is chosen: [(code, name)]."""
        areas = Area.objects.current().filter(kind__in=OFFERED_AREAS) | Area.objects.filter(
            code__in=self.chosen("area")
        )
        return dict(areas.order_by("name").values_list("code", "name")).items()

    def selects(self):
        """Organisations, consortia and projects: [{"name", "label", "options", "chosen"}]."""
        return [self.select(name) for name in SELECTS if name in self.filter.filters]

    def select(self, name):
        field = self.filter.form.fields[name]
        options = self.offered(name, field.queryset).values_list(field.to_field_name, NAME_COLUMN.get(name, "name"))
        return {"name": name, "label": field.label, "options": list(options), "chosen": self.chosen(name)}

    def offered(self, name, rows):
        """Of organisations those that run something which everyone sees, and those that are chosen; of others all."""
        if name != "organisation":
            return rows
        runs_something = Exists(PublicAsset.objects.filter(organisation=OuterRef("pk")))
        return rows.filter(runs_something | Q(slug__in=self.chosen(name)))

    def chosen_categories(self):
        return self.chosen("category")

    def chosen_areas(self):
        return self.chosen("area")


NAME_COLUMN = {"project": "title"}


def parent_id(category):
    return category.parent_id or 0
