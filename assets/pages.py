"""Pages of a long list by the key of the row before, so that the last page is as quick as the first."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

SIZE = 25


@dataclass
class Page:
    """Some entries in order, and the id after which the next page starts."""

    entries: QuerySet
    next_after: int | None
    is_first: bool

    def next_url(self, query):
        """The address of the next page of this query string, or nothing on the last."""
        if self.next_after is None:
            return ""
        return f"?{query}&after={self.next_after}" if query else f"?after={self.next_after}"


def keyset_page(entries, ordering, after=None, size=SIZE):
    """The `size` entries that follow the one whose id is `after`; the first ones when that is no entry of this list.

    The entries are in the order of `ordering`: a column, descending when it begins with a minus, then the id.
    """
    following = entries.filter(behind(entries, ordering, after)) if is_number(after) else entries
    ids = list(following.values_list("pk", flat=True)[: size + 1])
    shown = entries.filter(pk__in=ids[:size])
    return Page(shown, ids[size - 1] if len(ids) > size else None, is_first=following is entries)


def is_number(after):
    """Whether this can be an id of the database."""
    return bool(after) and after.isascii() and after.isdigit() and len(after) < 19


def behind(entries, ordering, after):
    """A condition for rows that follow the one whose id is `after`; none when there is no such row."""
    column = ordering[0].removeprefix("-")
    row = entries.filter(pk=after).values_list(column, flat=True).first()
    if row is None:
        return Q()
    direction = "lt" if ordering[0].startswith("-") else "gt"
    # The first condition lets an index find the place; the second settles equal values.
    return Q(**{f"{column}__{direction}e": row}) & (Q(**{f"{column}__{direction}": row}) | Q(pk__gt=after))
