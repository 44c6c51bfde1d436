"""How the filters of a search work together, whatever each of them asks."""

import django_filters as filters
from django.db.models import Q
from django.utils.functional import cached_property

from assets.filters.knowable import Knowable, is_asked
from assets.filters.orders import in_order
from assets.filters.query import QueryString, without_blanks


class Search(QueryString, filters.FilterSet):
    """What a query string asks of the register. A bad value is left out, and said among the `problems`."""

    def __init__(self, data, queryset, **options):
        super().__init__(without_blanks(data), queryset, **options)

    @classmethod
    def add(cls, name, new_filter):
        """Let an app above this one filter by its own rows."""
        new_filter.field_name = name
        cls.base_filters[name] = new_filter

    @cached_property
    def qs(self):
        """All that is found, in order."""
        return in_order(self.found(), self.ordering)

    def found(self, without="", widened=None):
        """What is found, in no order: by all filters but the one named `without`.

        `widened` finds that too of which something that is asked is not known; else as the search says.
        """
        is_wide = self.shows_unknown if widened is None else widened
        entries = self.queryset.order_by()
        for name, value in self.values.items():
            used = self.filters[name]
            if name != without:
                entries = (used.widely if is_wide and isinstance(used, Knowable) else used.filter)(entries, value)
        return entries

    @property
    def shows_unknown(self):
        """Whether the search asks for entries too of which something that it filters by is not known."""
        return self.values.get("unknown") == "show"

    @property
    def with_unknown(self):
        """The query string that shows those too."""
        return self.query(unknown="show")

    @property
    def without_unknown(self):
        """The query string that leaves them out."""
        return self.query(unknown="")

    @cached_property
    def knowable(self):
        """The filters in use that ask for what may not be known: [(filter, value)]."""
        asked = [(self.filters[name], value) for name, value in self.values.items() if is_asked(value)]
        return [(used, value) for used, value in asked if isinstance(used, Knowable)]

    def not_known(self):
        """The entries that meet all that is known of them, while something that was asked is not known."""
        unknown = Q(pk=None)
        for used_filter, value in self.knowable:
            unknown |= used_filter.unknown(value)
        return self.found(widened=True).filter(unknown)

    def unknown_of(self, entry):
        """What of all that was asked is not known of this entry, in words: ["whether it is free"]."""
        return [used.not_known for used, value in self.knowable if used.is_unknown_of(entry.place, value)]
