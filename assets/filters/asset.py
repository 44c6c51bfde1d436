from datetime import date

import django_filters as filters
from django import forms
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import DateField, F, FloatField, Value
from django.db.models.functions import Cast, Coalesce
from django.http import QueryDict

from assets.filters.codes import CategoryFilter, CodesFilter, OwnerFilter
from assets.filters.knowable import UnknownFilter
from assets.models import Audience, Category, Determinant, Feature
from consortia.models import Consortium, Organisation
from places.models import Area

RESERVED = {"view", "after", "before", "format", "lang"}
IGNORED = ("utm_", "fbclid")
ORDERS = {"name": ("name", "id"), "checked": ("-checked", "id"), "relevance": ("-relevance", "id")}
NEVER = Value(date.min, output_field=DateField())


class AssetFilter(filters.FilterSet):
    """Serves `PublicAsset` and `Asset` alike: both have the columns that it reads."""

    q = filters.CharFilter(
        label="What are you looking for?",
        max_length=200,
        method="with_words",
        widget=forms.TextInput({"type": "search"}),
    )
    category = CategoryFilter(
        label="Kind of place or group",
        queryset=Category.objects.all(),
        column="category_ids",
        widget=forms.CheckboxSelectMultiple,
    )
    audience = CodesFilter(
        label="Who it is for",
        queryset=Audience.objects.all(),
        column="audience_ids",
        widget=forms.CheckboxSelectMultiple,
    )
    feature = CodesFilter(
        label="Getting in and around",
        queryset=Feature.objects.all(),
        column="feature_ids",
        widget=forms.CheckboxSelectMultiple,
    )
    determinant = CodesFilter(
        label="What it helps with",
        queryset=Determinant.objects.all(),
        column="determinant_ids",
        widget=forms.CheckboxSelectMultiple,
    )
    area = CodesFilter(label="Area", queryset=Area.objects.light(), column="public_area_ids")
    organisation = OwnerFilter(
        label="Run by", queryset=Organisation.objects.all(), column="organisation_id", key="slug"
    )
    consortium = OwnerFilter(label="Consortium", queryset=Consortium.objects.all(), column="consortium_id", key="slug")
    unknown = UnknownFilter(label="Not known")
    order = filters.ChoiceFilter(
        label="Order",
        empty_label=None,
        method="in_order",
        choices=[("relevance", "Best match"), ("name", "Name, A to Z"), ("checked", "Checked most recently")],
    )

    def __init__(self, data, queryset, **options):
        super().__init__(without_blanks(data), queryset, **options)

    @classmethod
    def add(cls, name, new_filter):
        """Let an app above this one filter by its own rows."""
        new_filter.field_name = name
        cls.base_filters[name] = new_filter

    def with_words(self, entries, name, words):
        query = SearchQuery(words, config="hereabouts", search_type="websearch")
        rank = Cast(SearchRank(F("public_search"), query), FloatField())
        return entries.filter(public_search=query).annotate(relevance=rank)

    def in_order(self, entries, name, order):
        return entries.annotate(checked=Coalesce("last_checked_on", NEVER)) if order == "checked" else entries

    @property
    def qs(self):
        return super().qs.order_by(*self.ordering)

    @property
    def ordering(self):
        """The columns of the order, the id last, so that no two rows are equal."""
        order = self.values.get("order") or "relevance"
        return ORDERS["name" if order == "relevance" and not self.values.get("q") else order]

    @property
    def values(self):
        """The values that are good, by name."""
        return self.form.cleaned_data if self.form.is_valid() else getattr(self.form, "cleaned_data", {})

    @property
    def shows_unknown(self):
        """Whether the search asks for entries too of which something that it filters by is not known."""
        return self.values.get("unknown") == "show"

    @property
    def meaningless(self):
        """Names in the query string that mean nothing here."""
        known = {*self.filters, *RESERVED}
        return [name for name in self.data if name not in known and not name.startswith(IGNORED)]

    @property
    def problems(self):
        """What is wrong with the query string, in words, by name."""
        wrong = {name: " ".join(errors) for name, errors in self.form.errors.items()}
        known = ", ".join(sorted(self.filters))
        return wrong | dict.fromkeys(self.meaningless, f"There is no such filter. There are: {known}.")

    def query(self, without=()):
        """The query string of what is filtered by, without bad values, leaving out one (name, value) on demand."""
        kept = QueryDict(mutable=True)
        for name in self.filters:
            values = [value for value in self.values_of(name) if (name, value) != without]
            if values:
                kept.setlist(name, values)
        return kept.urlencode()

    def values_of(self, name):
        """The values under this name as they were written; none when one of them is bad."""
        return self.data.getlist(name) if name in self.values else []

    @property
    def applied(self):
        """What is filtered by: [(filter, value in words, query string without it)]."""
        return [
            self.describe(name, value) for name in self.filters if name != "order" for value in self.values_of(name)
        ]

    def describe(self, name, value):
        chosen = self.values.get(name) or []
        key = self.filters[name].extra.get("to_field_name")
        words = [str(choice) for choice in chosen if key and getattr(choice, key) == value]
        return self.filters[name].label, *(words[:1] or [f"“{value}”"]), self.query(without=(name, value))


def without_blanks(data):
    """The query string without the fields of the form that were left empty."""
    kept = QueryDict(mutable=True)
    for name, values in data.lists():
        filled = [value for value in values if value]
        if filled:
            kept.setlist(name, filled)
    return kept
