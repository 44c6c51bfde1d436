"""Two people changed one entry at the same time: what each wrote is brought together, nothing is overwritten unseen."""

from dataclasses import dataclass

from accounts.models import User
from assets.facts import differences
from assets.forms.asset import AssetForm
from assets.models import Asset
from assets.models.contact import AGREED_ON, ITEMS, columns_of

FORM_COLUMNS = [Asset._meta.get_field(name).attname for name in AssetForm._meta.fields] + [
    "category_ids", "audience_ids", "determinant_ids", "served_area_ids", "feature_ids", "absent_feature_ids",
]  # fmt: skip
FEATURES = ("feature_ids", "absent_feature_ids")
IN_ANY_ORDER = {"audience_ids", "determinant_ids", "served_area_ids", *FEATURES, "languages"}
# What the form keeps beside its answers. What the sender agreed to is asked once more, its ticks as they were sent.
ALONGSIDE = [*AGREED_ON, "checked_how"]


@dataclass
class Merge:
    """The entry as it is now with one person's changes on top, unsaved; and what others changed since they began."""

    asset: Asset
    theirs: list
    who: User | None


def is_changed(asset):
    """Whether saving would change anything that the form asks."""
    current = Asset.objects.get(pk=asset.pk)
    return any(getattr(asset, name) != getattr(current, name) for name in [*FORM_COLUMNS, "checked_how"])


def merge(mine, base_version):
    """Put what differs between `mine` and the version that it began from on top of the entry as it is now."""
    current = Asset.objects.select_related("organisation", "consortium").get(pk=mine.pk)
    history = current.events.order_by("pgh_id")
    base = history.filter(version=base_version).last() or current
    theirs = differences(base, current)
    in_doubt = [item for item in ITEMS if is_said_anew(item, base, mine) and is_said_anew(item, base, current)]
    for name in FORM_COLUMNS + ALONGSIDE:
        if getattr(mine, name) != getattr(base, name):
            rows = [getattr(row, name) for row in (mine, base, current)]
            setattr(current, name, chosen_by_both(*rows) if name in IN_ANY_ORDER else rows[0])
    for name, opposite in (FEATURES, FEATURES[::-1]):
        chosen = set(getattr(mine, name)) - set(getattr(base, name))
        setattr(current, opposite, [pk for pk in getattr(current, opposite) if pk not in chosen])
    for item in in_doubt:  # who agreed to one number did not agree to the other
        setattr(current, f"{item}_is_public", False)
        setattr(current, f"{item}_agreed_on", None)
    return Merge(current, theirs, author(history.select_related("pgh_context").last()))


def chosen_by_both(mine, base, theirs):
    """Of a choice of many what others chose, with what this person added and without what they took away."""
    kept = [one for one in theirs if one in mine or one not in base]
    return kept + [one for one in mine if one not in base and one not in theirs]


def is_said_anew(item, base, row):
    """Whether an item of the contact, or its consent, differs."""
    return any(getattr(row, name) != getattr(base, name) for name in columns_of(item))


def author(event):
    """Who made the change that the history recorded, where somebody was signed in."""
    context = event and event.pgh_context
    return context and User.objects.filter(pk=context.metadata.get("user")).first()
