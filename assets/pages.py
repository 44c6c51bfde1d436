"""Pages of a long list by the keys of the rows at their ends, so that the last page is as quick as the first."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from assets.models.earth import nearest_ids

SIZE = 25


@dataclass
class Page:
    """Some entries in order, and the ids after which the next page starts and before which the previous one ends."""

    entries: QuerySet
    next_after: int | None = None
    previous_before: int | None = None

    @property
    def is_first(self):
        return self.previous_before is None

    def next_url(self, query):
        """The address of the next page of this query string, or nothing on the last."""
        return address(query, "after", self.next_after)

    def previous_url(self, query):
        """The address of the page before, or nothing on the first."""
        return address(query, "before", self.previous_before)


def address(query, name, end):
    """The address of the page of this query string that begins or ends at a row."""
    if end is None:
        return ""
    return f"?{query}&{name}={end}" if query else f"?{name}={end}"


def keyset_page(entries, ordering, after=None, before=None, size=SIZE):
    """The `size` entries that follow the one whose id is `after`, or that come before the one whose id is `before`.

    The entries are in the order of `ordering`: a column, descending when it begins with a minus, then the id. The first
    page is given where there is no such entry in this list, and where nothing is on that side of it.
    """
    goes_back = bool(before) and not after
    direction = [opposite(column) for column in ordering] if goes_back else ordering
    edge = key_of(entries, ordering, before if goes_back else after)
    ids = ids_of(entries.filter(beyond(direction, edge)) if edge else entries, direction if edge else ordering, size)
    if edge and not ids:
        return keyset_page(entries, ordering, size=size)
    shown = ids[:size][::-1] if edge and goes_back else ids[:size]
    is_more, came_from = len(ids) > size, edge is not None
    has_next, has_previous = (came_from, is_more) if edge and goes_back else (is_more, came_from)
    return Page(entries.filter(pk__in=shown), shown[-1] if has_next else None, shown[0] if has_previous else None)


def opposite(column):
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"


def key_of(entries, ordering, end):
    """The id and the column of the order of this entry; None when there is no such entry in the list."""
    if not is_number(end):
        return None
    return entries.filter(pk=end).values_list("pk", ordering[0].removeprefix("-")).first()


def is_number(end):
    """Whether this can be an id of the database."""
    return bool(end) and end.isascii() and end.isdigit() and len(end) < 19


def ids_of(entries, direction, size):
    """The ids of the first of them in this direction, one more than `size` where there are more."""
    if direction[0] == "distance":
        return nearest_ids(entries, size + 1)
    return list(entries.order_by(*direction).values_list("pk", flat=True)[: size + 1])


def beyond(direction, edge):
    """A condition for rows that stand beyond the edge, an id and its key, in this direction."""
    (by, last), (identifier, key) = direction, edge
    side, id_side = ("lt" if column.startswith("-") else "gt" for column in (by, last))
    column = by.removeprefix("-")
    # The first condition lets an index find the place; the second settles equal values.
    past = Q(**{f"{column}__{side}": key}) | Q(**{f"pk__{id_side}": identifier})
    return Q(**{f"{column}__{side}e": key}) & past
