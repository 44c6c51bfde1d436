"""A place as search engines read it: https://schema.org/Place in JSON-LD, from what its page shows everyone."""

import json

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from assets.sessions import sessions_of

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
CLOSED = {"opens": "00:00", "closes": "00:00"}
HARMLESS = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}  # nothing in a script element ends it


def structured(place, url):
    """A script element that holds the place as data; empty where not all may see where it is. `url` is its page."""
    if place.location_precision != "exact":
        return ""
    data = json.dumps(described(place, url)).translate(HARMLESS)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(data))  # noqa: S308 (escaped above)


def described(place, url):
    """The facts that schema.org has words for; what is not known is left out."""
    lon, lat = place.public_location.coords
    address = {
        "streetAddress": place.address,
        "addressLocality": place.town,
        "postalCode": place.postcode,
        "addressCountry": "GB",
    }
    facts = {
        "name": place.name,
        "description": place.summary,
        "url": url,
        "sameAs": place.website,
        "telephone": place.contact_phone,
        "address": {"@type": "PostalAddress", **without_empty(address)},
        "geo": {"@type": "GeoCoordinates", "latitude": lat, "longitude": lon},
        "isAccessibleForFree": place.is_free,
        "openingHoursSpecification": [*certain_hours(place), *closed_on_bank_holidays(place)],
        "specialOpeningHoursSpecification": [closed_on(day) for day in place.closed_dates],
    }
    return {"@context": "https://schema.org", "@type": "Place", **without_empty(facts)}


def certain_hours(place):
    return [hours(session) for session in sessions_of(place.sessions) if session.is_certain]


def closed_on_bank_holidays(place):
    if place.opens_on_bank_holidays is False:
        yield {"@type": "OpeningHoursSpecification", "dayOfWeek": "https://schema.org/PublicHolidays", **CLOSED}


def hours(session):
    """The hours of one weekday. What closes before it opens closes on the next day, there as here."""
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{DAYS[session.weekday - 1]}",
        "opens": session.opens,
        "closes": "23:59" if session.closes == "24:00" else session.closes,
    }


def closed_on(day):
    """A day on which it is closed: it opens and closes at the same moment."""
    date = f"{day:%Y-%m-%d}"
    return {"@type": "OpeningHoursSpecification", **CLOSED, "validFrom": date, "validThrough": date}


def without_empty(facts):
    return {name: value for name, value in facts.items() if value not in ("", None, [])}
