"""The form of an entry as its page gives it."""

from assets.forms import AssetForm
from assets.models import Asset


def as_given(asset, user):
    """What a browser would send if nothing were changed."""
    form = AssetForm(user=user, instance=Asset.objects.get(pk=asset.pk))
    given = {field.html_name: field.value() for field in form}
    given["location"] = form["location"].field.written(given["location"])
    mine = asset.proposals.open().filter(made_by=user).first()
    return {
        "base_version": asset.version,
        "suggestion": mine.version if mine else 0,
        **{name: value for name, value in given.items() if value not in (None, False)},
    }
