"""The orders of a list and of its file: the one place that says what each is by."""

import django_filters as filters

from assets.models.shared import LAST_CHECK

# A column, descending when it begins with a minus, and then the id, so that no two rows are equal.
ORDERS = {
    "relevance": ("-relevance", "id"),
    "distance": ("distance", "id"),
    "name": ("name", "id"),
    "checked": ("-checked", "id"),
}
# Columns that are worked out. Those that only a filter can work out, it adds itself.
KEYS = {"checked": LAST_CHECK}
CHOICES = [
    ("relevance", "Best match"),
    ("distance", "Nearest first"),
    ("name", "Name, A to Z"),
    ("checked", "Checked most recently"),
]


class OrderFilter(filters.ChoiceFilter):
    """In which order; it finds nothing by itself."""

    def __init__(self, **options):
        super().__init__(empty_label=None, choices=CHOICES, **options)

    def filter(self, entries, order):
        return entries


def in_order(entries, ordering):
    """The entries in this order, one of `ORDERS`, each with the column that it is by."""
    column = ordering[0].removeprefix("-")
    keyed = entries.annotate(**{column: KEYS[column]}) if column in KEYS else entries
    return keyed.order_by(*ordering)
