"""What a change of an entry changes: which columns, as they were and as they should be."""

import json
from copy import copy

from assets.forms.answers import evened
from assets.forms.merging import FEATURES, FORM_COLUMNS, IN_ANY_ORDER
from assets.models import Asset, Photo
from assets.models.contact import AGREED_ON, ITEMS, columns_of
from assets.models.proposal import Columns
from assets.models.shared import strictness

# To which consortium an entry goes, those settle who curate both.
ON_THE_MAP = ("location", "boundary", "attribution")
HIDING = ("disclosure", "disclosure_reason", *ON_THE_MAP, "address", "town", "postcode", "directions", "photos")
OF_OTHER_PAGES = ["boundary", *AGREED_ON, "attribution", "photos"]
PROPOSED = [name for name in FORM_COLUMNS if name != "consortium_id"] + OF_OTHER_PAGES
# Columns that are right together only: a change of one of them is a change of all.
WHOLE = [FEATURES, *(tuple(columns_of(item)) for item in ITEMS)]
# Columns that are taken over together or not at all. Of ages the one that nobody suggested to change may move on.
TOGETHER = [*WHOLE, ("age_from", "age_to")]
FOLLOWING = {"attribution": {"boundary"}}  # said only with one of the others
FOLLOWING |= {name: {item, f"{item}_is_public"} for name, item in AGREED_ON.items()}
WITH_COLUMNS = "SELECT changed.* FROM assets_asset a, jsonb_populate_record(a, %s) changed WHERE a.id = %s"


def values_of(row, columns):
    """These columns of an asset, or of an event of its history, as JSON holds them."""
    return json.loads(json.dumps({name: getattr(row, name) for name in columns}, cls=Columns))


def as_of(asset, version):
    """The asset as it was at a version; as it is now where the history does not say."""
    return asset.events.filter(version=version).order_by("pgh_id").last() or Asset.objects.get(pk=asset.pk)


def changes(mine, base_version):
    """What of `mine`, unsaved, differs from that version and from today's: (columns before, the same columns after)."""
    rows = as_of(mine, base_version), Asset.objects.get(pk=mine.pk), mine
    before, now, after = (values_of(row, PROPOSED) for row in rows)
    return picked(differing(after, before) & differing(after, now), before, after)


def back_to(asset, version):
    """What would make the entry as it was at a version: (columns as they are, the same columns as they were)."""
    now, then = (values_of(row, PROPOSED) for row in (asset, as_of(asset, version)))
    then["photos"] = still_there(then["photos"])
    return picked(differing(now, then), now, then)


def before_decision(decision):
    """The entry without what a decision took over of a suggestion, or changed, unsaved; and which columns these are."""
    asset = Asset.objects.get(pk=decision.asset_id)
    columns = decision.proposal.accepted if decision.proposal else changed_at(asset, decision.version)
    then = values_of(as_of(asset, decision.version - 1), columns)
    if "photos" in then:
        then["photos"] = still_there(then["photos"])
    return with_columns(asset, then), columns


def changed_at(asset, version):
    """The columns of people's answers that differ between a version and the one before it."""
    columns = [*PROPOSED, "consortium_id"]
    before, after = (values_of(as_of(asset, number), columns) for number in (version - 1, version))
    return [name for name in columns if before[name] != after[name]]


def still_there(photos):
    """Those of these photos that nobody has erased since."""
    kept = set(Photo.objects.filter(pk__in=[photo["key"] for photo in photos]).values_list("pk", flat=True))
    return [photo for photo in photos if photo["key"] in kept]


def picked(changed, before, after):
    """The columns of a change, (as they were, as they should be): those that changed, with what goes with them.

    None that is said only with another one. An item of a contact goes with its consent, and a place that is to be
    shown to more people with all that tells it: nobody agrees to another number or place than the one they saw.
    """
    changed = changed - {name for name, others in FOLLOWING.items() if not others & changed}
    for columns in WHOLE:
        if changed & {*columns}:
            changed |= {*columns}
    if "disclosure" in changed and is_shown_to_more(before, after):
        changed |= {*HIDING}
    return tuple({name: values[name] for name in PROPOSED if name in changed} for values in (before, after))


def is_shown_to_more(before, after):
    """Whether more people would see the place."""
    was, will_be = (strictness("disclosure", values["disclosure"]) for values in (before, after))
    return will_be < was


def differing(one, other):
    """The columns of PROPOSED in which these values say something else than the others."""
    return {name for name in PROPOSED if said(name, one) != said(name, other)}


def said(name, values):
    """What a column says, however it is written: with the ends of lines of a browser, or a choice in another order."""
    return sorted(values[name]) if name in IN_ANY_ORDER else evened(values[name])


def with_columns(asset, columns):
    """The asset as it is now, with these columns put on top, unsaved."""
    return Asset.objects.raw(WITH_COLUMNS, [json.dumps(columns), asset.pk])[0]


def mixed(row, other, columns):
    """A copy of an asset with these columns of another."""
    mixture = copy(row)
    for name in columns:
        setattr(mixture, name, getattr(other, name))
    return mixture
