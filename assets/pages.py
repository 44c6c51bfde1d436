"""Pages of a long list by the keys of the rows at their ends, so that the last page is as quick as the first."""

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Func, IntegerField, Q, QuerySet, Value

from assets.models.earth import nearest_ids
from consortia.columns import is_id

SIZE = 25


@dataclass
class Page:
    """Some entries in order, and the ids after which the next page starts and before which the previous one ends."""

    entries: QuerySet
    next_after: int | None = None
    previous_before: int | None = None

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


def keyset_page(parts, after=None, before=None, size=SIZE):
    """The `size` entries that follow the one whose id is `after`, or that come before the one whose id is `before`.

    The list is made of parts that follow one another: pairs of entries and the order in which they are, a column,
    descending when it begins with a minus, then the id. The first page is given where there is no such entry in the
    list, and where nothing is on that side of it.
    """
    goes_back = bool(before) and not after
    ids = ids_beyond(turned(parts), before, size + 1) if goes_back else ids_beyond(parts, after, size + 1)
    came_from = bool(ids)
    ids = ids or first_ids(parts, size + 1)
    shown, is_more = ids[:size], len(ids) > size
    if goes_back and came_from:
        shown = shown[::-1]
        return Page(in_this_order(parts, shown), shown[-1], shown[0] if is_more else None)
    return Page(in_this_order(parts, shown), shown[-1] if is_more else None, shown[0] if came_from else None)


def turned(parts):
    """The same list from its end."""
    return [(entries, [opposite(column) for column in ordering]) for entries, ordering in reversed(parts)]


def opposite(column):
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"


def in_this_order(parts, ids):
    """The entries of these ids of the list, in their order."""
    entries = parts[0][0]
    wanted = Value(ids, ArrayField(BigIntegerField()))
    place = Func(wanted, "pk", function="array_position", output_field=IntegerField())
    return entries.model.objects.using(entries.db).filter(pk__in=ids).order_by(place)


def ids_beyond(parts, end, count):
    """The first ids after the row whose id is `end`; none where it is not in the list."""
    for number, (entries, ordering) in enumerate(parts):
        edge = key_of(entries, ordering, end)
        if edge:
            return first_ids([(entries.filter(beyond(ordering, edge)), ordering), *parts[number + 1 :]], count)
    return []


def first_ids(parts, count):
    """The ids of the first rows of the list."""
    ids = []
    for entries, ordering in parts:
        if len(ids) < count:
            ids += ids_of(entries, ordering, count - len(ids))
    return ids


def key_of(entries, ordering, end):
    """The id and the column of the order of this entry; None when there is no such entry among these."""
    if not end or not is_id(end):
        return None
    return entries.filter(pk=end).values_list("pk", ordering[0].removeprefix("-")).first()


def ids_of(entries, ordering, count):
    """The ids of the first of them in this order."""
    if ordering[0] == "distance":
        return nearest_ids(entries, count)
    return list(entries.order_by(*ordering).values_list("pk", flat=True)[:count])


def beyond(direction, edge):
    """A condition for rows that stand beyond the edge, an id and its key, in this direction."""
    (by, last), (identifier, key) = direction, edge
    side, id_side = ("lt" if column.startswith("-") else "gt" for column in (by, last))
    column = by.removeprefix("-")
    # The first condition lets an index find the place; the second settles equal values.
    past = Q(**{f"{column}__{side}": key}) | Q(**{f"pk__{id_side}": identifier})
    return Q(**{f"{column}__{side}e": key}) & past
