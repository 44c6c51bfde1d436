"""The filter `day`: what is open now, on a weekday or on a date."""

import re
from calendar import day_name
from datetime import date, timedelta

import django_filters as filters
from django import forms
from django.db.models import BooleanField, F, Func, JSONField, Q, Value
from django.utils import timezone
from django.utils.functional import cached_property

from assets.filters.knowable import Knowable
from assets.models.minutes import minute_of_week
from assets.opening import is_open_at, is_open_on
from places.holidays import NATIONS, celebrating, nations_by_area

WEEKDAYS = {name.lower(): number for number, name in enumerate(day_name, start=1)}
NAMED = [("now", "Open now"), ("today", "Open today"), *((day, f"On {day.title()}s") for day in WEEKDAYS)]
EXPECTED = "Say now, today, a weekday such as monday, or a date such as 2026-12-25."
NO_SESSIONS = Q(session_days=[])
NOTHING = Q(pk__in=[])
CERTAIN = "!(@.term_time == true) && !(@.by_arrangement == true)"
# A time that lacks is by arrangement at any time of its day. What closes at or before it opens ends on the next day.
BEGAN_TODAY = "@.weekday == $today && (!exists(@.opens) || @.opens <= $now && (@.closes > $now || @.closes <= @.opens))"
BEGAN_YESTERDAY = "@.weekday == $yesterday && @.closes <= @.opens && @.closes > $now"


class DayField(forms.CharField):
    """now, today, a weekday or a date."""

    choices = NAMED

    def clean(self, value):
        text = super().clean(value).strip().lower()
        try:
            if text not in {"", "now", "today", *WEEKDAYS}:
                date_of(text)
        except ValueError:
            raise forms.ValidationError(EXPECTED) from None
        return text


def date_of(text):
    """The date that is meant by "today" or written like 2026-12-25. Raises ValueError."""
    if text == "today":
        return timezone.localdate()
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise ValueError(text)
    return date.fromisoformat(text)


class OpeningFilter(Knowable, filters.Filter):
    """Finds what is open. A session past midnight belongs to the day on which it began."""

    field_class = DayField

    def known(self, value):
        return self.conditions(value)[0]

    def unknown(self, value):
        return self.conditions(value)[1]

    def conditions(self, value):
        """Two conditions: it is known to be open then, and it is not known whether it is."""
        if value == "now":
            return open_now(timezone.localtime())
        return open_on_weekday(WEEKDAYS[value]) if value in WEEKDAYS else open_on_date(date_of(value))

    def is_unknown_of(self, place, value):
        if value in WEEKDAYS:
            return not place.sessions
        nations = {self.nations[pk] for pk in place.public_area_ids if pk in self.nations}
        if value == "now":
            return is_open_at(place, nations, timezone.localtime()) is None
        return is_open_on(place, nations, date_of(value)) is None

    @cached_property
    def nations(self):
        return nations_by_area()


def has(path, **values):
    """A condition: one of the weekday rows is as the JSON path says."""
    arguments = [F("sessions"), Value(f"$[*] ? ({path})"), Value(values, JSONField())]
    return Q(Func(*arguments, template="jsonb_path_exists(%(expressions)s)", output_field=BooleanField()))


def open_on_weekday(weekday):
    return Q(session_days__contains=[weekday]), NO_SESSIONS


def open_on_date(day):
    on_day = Q(session_days__contains=[day.isoweekday()])
    certain = has(f"@.weekday == $day && {CERTAIN}", day=day.isoweekday())
    usual, perhaps = keeps_hours(day)
    doubtful = on_day & (~certain & (usual | perhaps) | certain & perhaps)
    return on_day & certain & usual, NO_SESSIONS & (usual | perhaps) | doubtful


def open_now(now):
    today, yesterday = now.date(), now.date() - timedelta(days=1)
    values = {"today": today.isoweekday(), "yesterday": yesterday.isoweekday(), "now": f"{now:%H:%M}"}
    usual, perhaps = keeps_hours(today)
    usual_before, perhaps_before = keeps_hours(yesterday)
    is_certain, is_uncertain = (
        Q(**{f"{column}__hold": minute_of_week(now)}) for column in ("open_minutes", "uncertain_minutes")
    )
    certain, certain_before = (has(f"{began} && {CERTAIN}", **values) for began in (BEGAN_TODAY, BEGAN_YESTERDAY))
    began, began_before = (has(path, **values) for path in (BEGAN_TODAY, BEGAN_YESTERDAY))
    # Where the week goes on as usual, the minutes alone say it.
    surely = is_certain & (usual & usual_before | certain & usual | certain_before & usual_before)
    possible = began & (usual | perhaps) | began_before & (usual_before | perhaps_before)
    return surely, NO_SESSIONS & (usual | perhaps) | (is_certain | is_uncertain) & possible & ~surely


def keeps_hours(day):
    """Two conditions: it keeps its usual hours on this day, and it is not known whether it does."""
    is_shut = Q(closed_dates__contains=[day])
    holiday = celebrating(day)
    if not holiday:
        return ~is_shut, NOTHING
    is_one, is_none = in_holiday(holiday)
    opens = Q(opens_on_bank_holidays=True)
    shut_by_holiday = is_one & Q(opens_on_bank_holidays=False)
    return ~is_shut & (is_none | opens), ~is_shut & ~is_none & ~opens & ~shut_by_holiday


def in_holiday(nations):
    """Two conditions: it surely lies where these nations have a holiday, and it surely does not."""
    if nations == {*NATIONS.values()}:
        return ~NOTHING, NOTHING
    areas = nations_by_area()
    on_holiday = Q(public_area_ids__overlap=[pk for pk, nation in areas.items() if nation in nations])
    at_work = Q(public_area_ids__overlap=[pk for pk, nation in areas.items() if nation not in nations])
    return on_holiday & ~at_work, at_work & ~on_holiday
