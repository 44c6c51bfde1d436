"""Filters by codes, slugs and areas: one of the values chosen is enough, but of features all must be there."""

from functools import reduce
from operator import or_

import django_filters as filters
from django.db.models import Q
from django.utils.functional import cached_property

from assets.filters.knowable import Knowable
from assets.models import Category, shared


class CodesFilter(filters.ModelMultipleChoiceFilter):
    """Rows whose column of ids has one of the chosen codes."""

    def __init__(self, *, queryset, column, key="code", **options):
        self.column = column
        unknown = "We do not know “%(value)s”. Choose from the list."
        super().__init__(queryset=queryset, to_field_name=key, error_messages={"invalid_choice": unknown}, **options)

    def filter(self, entries, chosen):
        ids = ids_of(self.widened(chosen)) if chosen else []
        return entries.filter(**{self.lookup: ids}) if ids else entries

    def widened(self, chosen):
        return chosen

    @property
    def lookup(self):
        return f"{self.column}__overlap"


class ServesFilter(CodesFilter):
    """Rows that serve one of the chosen areas, as far as they disclose it."""

    def filter(self, entries, chosen):
        serving = [
            Q(served_area_ids__contains=[area.pk])
            & (Q(disclosure=shared.Disclosure.EXACT) | Q(public_area_ids__contains=[area.pk]))
            for area in chosen
        ]
        return entries.filter(reduce(or_, serving)) if serving else entries


class CategoryFilter(CodesFilter):
    """A kind finds the finer categories below it too, unless one of them is chosen beside it: that one narrows it."""

    def widened(self, chosen):
        narrowed = {category.parent_id for category in chosen}
        widest = {category.pk for category in chosen if category.pk not in narrowed}
        return [category for category in self.all_of_them if {category.pk, category.parent_id} & widest]

    @cached_property
    def all_of_them(self):
        """Every category, read once for a search and only by one that asks for some."""
        return list(Category.objects.all())


class OwnerFilter(CodesFilter):
    """Rows that belong to one of the chosen organisations or consortia."""

    @property
    def lookup(self):
        return f"{self.column}__in"


class FeaturesFilter(Knowable, CodesFilter):
    """Rows of which all the chosen features are known to be there; unknown where none is known to be missing."""

    def known(self, chosen):
        return Q(feature_ids__contains=ids_of(chosen)) & self.none_missing(chosen)

    def unknown(self, chosen):
        return ~Q(feature_ids__contains=ids_of(chosen)) & self.none_missing(chosen)

    def none_missing(self, chosen):
        return ~Q(absent_feature_ids__overlap=ids_of(chosen))

    def is_unknown_of(self, place, chosen):
        wanted = set(ids_of(chosen))
        return not wanted <= set(place.feature_ids) and not wanted & set(place.absent_feature_ids)


def ids_of(codes):
    return [code.pk for code in codes]
