"""The icon of each kind, by its name in the sprite."""

from django import template

register = template.Library()

ICONS = {
    "green": "tree",
    "move": "person-simple-walk",
    "arts": "palette",
    "community": "hands-praying",
    "groups": "users-three",
    "food": "fork-knife",
    "health": "first-aid-kit",
    "learning": "book-open",
}


@register.filter
def icon_of(kind):
    """The icon of a kind, given its code; a pin where it is none of the eight."""
    return ICONS.get(kind, "map-pin")
