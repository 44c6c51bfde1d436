"""How many entries of the register there are: in all, of each kind, checked this year, in each area."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Count, Exists, Func, IntegerField, OuterRef, Q, Subquery
from django.utils import timezone

from assets.models import Category


class Listed(Func):
    """An array of one identifier, for columns that hold arrays of them."""

    template = "ARRAY[%(expressions)s]"
    output_field = ArrayField(BigIntegerField())


@dataclass(frozen=True)
class KindCount:
    """One of the eight kinds, and how many entries are of it or of a finer kind below it."""

    kind: Category
    count: int


@dataclass(frozen=True)
class Numbers:
    """What some entries come to."""

    total: int
    checked_this_year: int
    kinds: list

    @property
    def present(self):
        return [counted for counted in self.kinds if counted.count]

    @property
    def absent(self):
        return [counted.kind for counted in self.kinds if not counted.count]


def numbers_of(entries):
    """The numbers of these entries of the register. Two queries."""
    finer = ids_by_kind()
    of_kind = {kind.code: Count("pk", filter=Q(category_ids__overlap=ids)) for kind, ids in finer.items()}
    this_year = Q(last_checked_on__year=timezone.localdate().year)
    found = entries.order_by().aggregate(total=Count("pk"), checked=Count("pk", filter=this_year), **of_kind)
    return Numbers(found["total"], found["checked"], [KindCount(kind, found[kind.code]) for kind in finer])


def ids_by_kind():
    """The ids of each kind and of the finer kinds below it, in the order of the kinds."""
    categories = sorted(Category.objects.all(), key=lambda category: category.parent_id or category.pk)
    groups = [list(group) for _, group in groupby(categories, lambda category: category.parent_id or category.pk)]
    ids = {kind_of(group): [category.pk for category in group] for group in groups}
    return dict(sorted(ids.items(), key=lambda pair: pair[0].position))


def kind_of(group):
    return next(category for category in group if category.parent_id is None)


def in_area(entries):
    """Those of the entries that are found in the area of an outer query."""
    return entries.order_by().filter(public_area_ids__contains=Listed(OuterRef("pk")))


def with_places(areas, entries):
    """Those of the areas in which some of the entries are found."""
    return areas.filter(Exists(in_area(entries)))


def with_counts(areas, entries):
    """Each area with `places`: how many of the entries are found in it. For a page of areas: it counts one by one."""
    every = Func(template="count(*)", output_field=IntegerField())
    return areas.annotate(places=Subquery(in_area(entries).annotate(every=every).values("every")))
