"""Entries follow areas and names: those that wait are brought up to date, a few at a time. See `docs/following.md`."""

from django.db import connection

from assets.models import AssetBehind

AT_ONCE = 1000  # entries in one short transaction


def waiting():
    """How many entries wait."""
    return AssetBehind.objects.values("asset").distinct().count()


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
    """What people who load or list areas are told, as sentences; none when no entry waits."""
    count = waiting()
    if not count:
        return []
    places = "1 place or group is" if count == 1 else f"{count:,} places and groups are"
    return [f"{places} being put into new areas. Until then lists and counts of areas may be behind."]
