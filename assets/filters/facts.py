"""Filters by plain facts of an entry: what it costs, who may come, how fresh it is."""

import django_filters as filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q

from assets.filters.knowable import Knowable

OLDEST = 120
YES_NO = {"yes": True, "no": False}


class OneOfFilter(filters.MultipleChoiceFilter):
    """Rows whose column has one of the chosen values."""

    def __init__(self, *, column, choices, **options):
        self.column = column
        expected = ", ".join(value for value, _ in choices)
        messages = {"invalid_choice": f"We do not know “%(value)s”. Choose from: {expected}."}
        super().__init__(choices=choices, error_messages=messages, **options)

    def filter(self, entries, chosen):
        return entries.filter(self.known(chosen)) if chosen else entries

    def known(self, chosen):
        return Q(**{f"{self.column}__in": chosen})


class FactFilter(Knowable, OneOfFilter):
    """Rows whose column is known to have one of the chosen values; it is empty where that is not known."""

    def unknown(self, chosen):
        return Q(**{self.column: ""})

    def is_unknown_of(self, place, chosen):
        return getattr(place, self.column) in (None, "", [])


class YesNoFilter(FactFilter):
    """Rows of which something is known to be so, or not so."""

    def known(self, chosen):
        return Q(**{f"{self.column}__in": [YES_NO[answer] for answer in chosen]})

    def unknown(self, chosen):
        return Q(**{self.column: None})


class LanguageFilter(FactFilter):
    """Rows that name one of the chosen languages."""

    def known(self, chosen):
        return Q(**{f"{self.column}__overlap": chosen})

    def unknown(self, chosen):
        return Q(**{self.column: []})


class AgeFilter(Knowable, filters.Filter):
    """Rows for people of this age. Where one limit is known, there is no other; where neither is, we do not know."""

    field_class = forms.IntegerField
    known_nothing = Q(age_from=None, age_to=None)

    def __init__(self, **options):
        expected = f"Give an age in years, from 0 to {OLDEST}."
        limits = [MinValueValidator(0, expected), MaxValueValidator(OLDEST, expected)]
        super().__init__(validators=limits, error_messages={"invalid": expected}, **options)

    def known(self, age):
        old_enough = Q(age_from=None) | Q(age_from__lte=age)
        return old_enough & (Q(age_to=None) | Q(age_to__gte=age)) & ~self.known_nothing

    def unknown(self, age):
        return self.known_nothing

    def is_unknown_of(self, place, age):
        return place.age_from is None and place.age_to is None


class CheckedAfterFilter(Knowable, filters.DateFilter):
    """Rows that were checked on this day or later."""

    def __init__(self, **options):
        expected = {"invalid": "Give a date as 2026-11-25."}
        super().__init__(input_formats=["%Y-%m-%d"], error_messages=expected, **options)

    def known(self, day):
        return Q(last_checked_on__gte=day)

    def unknown(self, day):
        return Q(last_checked_on=None)

    def is_unknown_of(self, place, day):
        return place.last_checked_on is None


class ChangedAfterFilter(filters.IsoDateTimeFilter):
    """Rows that were changed at this time or later; a day begins at midnight of the site's time."""

    def __init__(self, **options):
        expected = {"invalid": "Give a date or a time, as 2026-11-25 or 2026-11-25T14:30."}
        super().__init__(field_name="changed_at", lookup_expr="gte", error_messages=expected, **options)
