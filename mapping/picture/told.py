"""What a picture or a printed list says of itself: what was searched for, by whom it was made and when."""

from itertools import groupby
from operator import itemgetter

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assets.filters.orders import CHOICES
from assets.models import Licence

EVERYTHING, HERE = "All places and groups", "Places and groups in this part of the map"


def asked(chosen):
    """What a filter asks, in words: [(what it is called, its values)], the parts of one filter together."""
    chips = [(label, value) for label, value, _ in chosen.applied]
    return [(label, [value for _, value in parts]) for label, parts in groupby(chips, key=itemgetter(0))]


def title_of(chosen):
    """The same in one line for a map, which shows by itself which part of it was asked for."""
    is_part = chosen.values.get("bbox") is not None
    shown = chosen.filters["bbox"].label if is_part else None
    parts = [f"{label}: {', '.join(values)}" for label, values in asked(chosen) if label != shown]
    return "; ".join(parts) or (HERE if is_part else EVERYTHING)


def order_of(chosen):
    """In which order the list is, in words."""
    return dict(CHOICES)[chosen.order]


def address_of(chosen):
    """Where the search is on this site."""
    query = chosen.query()
    return f"{settings.SITE_URL}{reverse('assets:list')}{f'?{query}' if query else ''}"


def site():
    """The address of this site, without what every address begins with."""
    return settings.SITE_URL.partition("://")[2]


def sources_of(entries):
    """Where these entries come from: [(source, the name of its licence, whom it asks to name)]."""
    licences = dict(Licence.objects.values_list("code", "name"))
    places = (entry.place for entry in entries)
    return sorted({(place.source, licences.get(place.licence, place.licence), place.attribution) for place in places})


def credits_of_picture():
    """Whose work a picture is made of."""
    return f"Places and groups: {site()}; each listing there names its source and licence. {settings.MAP_CREDITS}"


def today():
    return date_format(timezone.localdate(), "j F Y")
