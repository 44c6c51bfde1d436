"""Filters by facts that may not be known of an entry. What is not known is found apart: with `unknown=show`."""

import django_filters as filters


class Knowable:
    """A filter that finds what is known to be so and, where the search asks for it, that of which it is not known."""

    def __init__(self, *, not_known="", **options):
        self.not_known = not_known  # in words, after "We do not know …"
        super().__init__(**options)

    def known(self, value):
        """A condition: it is known to be as asked."""
        raise NotImplementedError

    def unknown(self, value):
        """A condition: it is not known whether it is as asked. Never true together with `known`."""
        raise NotImplementedError

    def is_unknown_of(self, place, value):
        """Whether `unknown` holds of this row."""
        raise NotImplementedError

    def filter(self, entries, value):
        if not is_asked(value):
            return entries
        wanted = self.known(value)
        return entries.filter(wanted | self.unknown(value) if self.parent.widened else wanted)


def is_asked(value):
    """Whether a filter asks for something: an age of 0 does, no choice of a list does not."""
    return value == 0 or bool(value)


class UnknownFilter(filters.ChoiceFilter):
    """`unknown=show` widens the knowable filters; it finds nothing by itself."""

    def __init__(self, **options):
        super().__init__(choices=[("show", "Show these too")], **options)

    def filter(self, entries, value):
        return entries
