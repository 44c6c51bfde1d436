"""Finds pairs of entries that may be the same: those of one entry when it is sent, all of them every night.

Two of one consortium are compared by all that they say, because whoever sees the pair looks after both. Others are
compared by what they disclose.
"""

from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from assets.alike import ALIKE, EXACT, FAR, LIKELY, PER_METRE, Knowing, Sought, alike, compared
from assets.models import Asset, Duplicate
from assets.models.alike import NEAR
from assets.models.asset import EVERY, NONE
from assets.models.duplicate import LIVE
from assets.register import disclosed

FIND = (Path(__file__).parent / "duplicates.sql").read_text()
FEW = 20  # of what more entries share, a switchboard or a chain, no pairs are made
MOST = 20  # pairs of one entry
HINT = 0.15  # how alike neighbours' names must be as they are written to be compared at all
NOTHING = {"score": 0, "alike": 0, "metres": None, "same_telephone": False, "same_website": False}
FOUND = ["lower_version", "upper_version", *NOTHING, "found_at"]


@transaction.atomic
def find_all():
    """Find every pair anew. What somebody decided stays; a pair that is none any more goes, if nobody did."""
    north, east = (degrees * NEAR for degrees in PER_METRE)
    values = {"few": FEW, "east": east, "north": north}
    values |= {"hint": HINT, "alike": ALIKE, "likely": LIKELY, "far": FAR, "now": timezone.now()}
    with connection.cursor() as cursor:
        cursor.execute(FIND, values)


def find_for(asset):
    """Find the pairs of one entry, which is sent or published. Returns how many."""
    pairs = [pair(asset, other) for other in [*within_consortium(asset), *in_others(asset)]]
    Duplicate.objects.bulk_create(pairs, update_conflicts=True, unique_fields=["lower", "upper"], update_fields=FOUND)
    return len(pairs)


def within_consortium(asset):
    entries = Asset.objects.filter(consortium=asset.consortium_id, status__in=LIVE)
    return alike(Sought.of(asset), Knowing(entries, EVERY))[:MOST]


def in_others(asset):
    """Public entries of other consortia; where this one is public, those that wait there, too."""
    entries = Asset.objects.filter(status__in=LIVE) if asset.is_public else Asset.objects.public()
    others = entries.exclude(consortium=asset.consortium_id)
    return alike(as_disclosed(asset), Knowing(others, NONE))[:MOST]


def as_disclosed(asset):
    """What others may know of an entry, once it is public."""
    (shown,) = disclosed([asset.pk])
    place = shown.public_location if shown.disclosure == EXACT else None
    return Sought(shown.name, place, shown.contact_phone, shown.website, pk=asset.pk)


def pair(asset, other):
    """An entry and one that it is like, unsaved."""
    lower, upper = sorted([asset, other], key=lambda entry: entry.pk)
    said = {name: getattr(other, name, nothing) for name, nothing in NOTHING.items()}
    versions = {"lower_version": lower.version, "upper_version": upper.version}
    return Duplicate(lower=lower, upper=upper, **versions, **said, found_at=timezone.now())


def pair_of(asset, other):
    """The pair of two entries that somebody compares; it is made where none was found, as of what they are alike."""
    is_within = asset.consortium_id == other.consortium_id
    sought, whole = (Sought.of(asset), EVERY) if is_within else (as_disclosed(asset), NONE)
    like = compared(sought, Asset.objects.filter(pk=other.pk), whole).first()
    made = pair(asset, like or other)
    Duplicate.objects.bulk_create([made], ignore_conflicts=True)
    return Duplicate.objects.select_related("lower", "upper").get(lower=made.lower, upper=made.upper)
