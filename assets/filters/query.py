"""A query string: what it asks, what is wrong with it, and how to write it again."""

from django.http import QueryDict

RESERVED = {"view", "after", "before", "format", "lang"}
IGNORED = ("utm_", "fbclid")


class QueryString:
    """The part of a FilterSet that speaks of the query string."""

    @property
    def values(self):
        """The values that are good, by name."""
        return self.form.cleaned_data if self.form.is_valid() else getattr(self.form, "cleaned_data", {})

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

    @property
    def told_problems(self):
        """The same for people: [(what the filter is called, what is wrong)]."""
        return [
            (self.filters[name].label if name in self.filters else name, said) for name, said in self.problems.items()
        ]

    def query(self, without=(), **instead):
        """The query string of what is filtered by, without bad values, leaving out one (name, value) on demand.

        Names given here get this value instead of their own; with an empty one they are left out.
        """
        kept = QueryDict(mutable=True)
        for name in {**self.filters, **instead}:
            values = [instead[name]] if name in instead else self.values_of(name)
            wanted = [value for value in values if value and (name, value) != without]
            if wanted:
                kept.setlist(name, wanted)
        return kept.urlencode()

    def values_of(self, name):
        """The values under this name as they were written; none when one of them is bad."""
        return self.data.getlist(name) if name in self.values else []

    @property
    def applied(self):
        """What is filtered by: [(filter, value in words, query string without it)]."""
        return [chip for name in self.filters if name != "order" for chip in self.chips(name)]

    def chips(self, name):
        """What one filter asks, as `applied` is."""
        return [self.describe(name, value) for value in self.values_of(name)]

    def describe(self, name, value):
        words = self.in_words(name).get(value, f"“{value}”")
        return self.filters[name].label, words, self.query(without=(name, value))

    def in_words(self, name):
        """The words of the values of this name, as far as they are codes."""
        field = self.form.fields[name]
        if hasattr(field, "queryset"):
            return {getattr(choice, field.to_field_name): str(choice) for choice in self.values[name]}
        return dict(getattr(field, "choices", []))


def without_blanks(data):
    """The query string without the fields of the form that were left empty."""
    kept = QueryDict(mutable=True)
    for name, values in data.lists():
        filled = [value for value in values if value]
        if filled:
            kept.setlist(name, filled)
    return kept
