"""Minutes of the week, from Monday 00:00 = 0 to Sunday 24:00 = 10,080, as ranges in one column."""

from django.db import models
from django.db.models import Lookup

A_DAY, A_WEEK = 24 * 60, 7 * 24 * 60


class MinutesField(models.Field):
    """Ranges of minutes of the week. Kept by trigger and only asked whether they hold a minute."""

    def __init__(self, **options):
        super().__init__(**{"null": False, "db_default": models.Value("{}"), **options})

    def db_type(self, connection):
        return "int4multirange"


@MinutesField.register_lookup
class Hold(Lookup):
    """`open_minutes__hold=615`: whether Monday 10:15 is among them."""

    lookup_name = "hold"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        minutes, minutes_values = self.process_lhs(compiler, connection)
        minute, minute_values = self.process_rhs(compiler, connection)
        return f"{minutes} @> {minute}", [*minutes_values, *minute_values]


def minute_of_week(moment):
    """The minute of the week of a local time."""
    return moment.weekday() * A_DAY + moment.hour * 60 + moment.minute
