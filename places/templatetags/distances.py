from django import template

from places.distance import UNITS, in_words, unit_of

register = template.Library()


@register.simple_tag(takes_context=True)
def distance(context, metres):
    """A distance in words, in the unit of the reader: `{% distance entry.metres %}` is "0.3 miles"."""
    return in_words(metres, unit_of(context["request"]))


@register.simple_tag(takes_context=True)
def distance_unit(context):
    """The unit in which the reader sees distances, in words: "miles"."""
    return UNITS[unit_of(context["request"])].lower()
