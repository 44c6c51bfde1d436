"""Filters by facts that may not be known of an entry. What is not known is found apart: with `unknown=show`."""

import django_filters as filters


class Knowable:
    """A filter that finds what is known to be so and, where the search asks for it, that of which it is not known.

    It has two conditions of a value, never true together: `known(value)`, it is known to be as asked, and
    `unknown(value)`, it is not known whether it is. `is_unknown_of(place, value)` says this of one row.
    """

    def __init__(self, *, not_known="", **options):
        self.not_known = not_known  # in words, after "We do not know …"
        super().__init__(**options)

    def filter(self, entries, value):
        return entries.filter(self.known(value)) if is_asked(value) else entries

    def widely(self, entries, value):
        """Those too of which it is not known."""
        return entries.filter(self.known(value) | self.unknown(value)) if is_asked(value) else entries


def is_asked(value):
    """Whether a filter asks for something: an age of 0 does, no choice of a list does not."""
    return value == 0 or bool(value)


class UnknownFilter(filters.ChoiceFilter):
    """`unknown=show` widens the knowable filters; it finds nothing by itself."""

    def __init__(self, **options):
        super().__init__(choices=[("show", "Not known too")], **options)

    def filter(self, entries, value):
        return entries
