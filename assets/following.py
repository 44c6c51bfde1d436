"""Entries follow areas and names: those that wait are brought up to date, a few at a time. See `docs/following.md`."""

from django.db import connection

from assets.models import AssetBehind

AT_ONCE = 1000  # entries in one short transaction
COUNTED_ON_PAGES = 10_000


def waiting():
    """The ids of the entries that wait."""
    return AssetBehind.objects.order_by().values("asset").distinct()


def follow():
    """Bring entries up to date until none is left that can be taken; yield the id of each.

    May be stopped anywhere and run by several at once. What somebody is writing at this moment stays for another time.
    """
    while ids := _followed():
        yield from ids


def _followed():
    with connection.cursor() as cursor:
        cursor.execute("SELECT follow_areas(%s)", [AT_ONCE])
        (ids,) = cursor.fetchone()
    return ids


def told():
    """What people who load or keep areas are told, as sentences; none when no entry waits."""
    count = waiting()[: COUNTED_ON_PAGES + 1].count()
    if not count:
        return []
    if count > COUNTED_ON_PAGES:
        entries = f"More than {COUNTED_ON_PAGES:,} places and groups are"
    else:
        entries = "1 place or group is" if count == 1 else f"{count:,} places and groups are"
    return [f"{entries} being put into new areas and names. Until then lists and counts may show the old ones."]
