"""Which area people mean when they type a name or a code into a form."""

from places.finding import LIKELIEST_FIRST, LONGEST, called, called_within, going_on_from, in_words, tidy, with_wider
from places.models import Area

MOST_OFFERED = 20


def areas_meant(text):
    """The current areas that have this code or name, likeliest first; else those whose names go on from it."""
    written = tidy(text)
    if not written or len(written) > LONGEST:
        return []
    of_code = list(with_wider(Area.objects.current().filter(code__in=[written, written.upper()])))
    meant = of_code or called(written) or called_within(*written.rsplit(",", 1))
    return (meant or going_on_from(written, LIKELIEST_FIRST))[:MOST_OFFERED]


def told(area):
    """An area as a form names it: "Layfield, ward in Seaholme (E05000001, 2024)". It is one of `areas_meant`."""
    return f"{area.name}, {in_words(area)} ({area.code}, {area.edition})"
