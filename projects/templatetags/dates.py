from django import template
from django.utils import formats

register = template.Library()


@register.filter
def to_precision(day, precision):
    """A date as exactly as it is known: to the `day` or the `month`. Nothing for no date."""
    if day is None:
        return ""
    return formats.date_format(day, "F Y" if precision == "month" else "j F Y")
