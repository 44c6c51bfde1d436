"""By what two entries are known to be the same place or group: functions of the database, indexed where it matters."""

from django.contrib.gis.db import models

NEAR = 300  # metres within which entries with like names may be the same


class Telephone(models.Func):
    """The digits of a telephone number, however it is written; nothing where they are too few."""

    function = "telephone_digits"
    output_field = models.TextField()


class Website(models.Func):
    """Host and path of a web address."""

    function = "website_bare"
    output_field = models.TextField()


class NamesAlike(models.Func):
    """How alike two names are, 0 to 1."""

    function = "names_alike"
    output_field = models.FloatField()


class Score(models.Func):
    """How likely two entries are the same, 0 to 100: names alike, metres, same telephone, same website."""

    function = "alike_score"
    output_field = models.IntegerField()


IS_HIDDEN = ~models.Q(disclosure="exact")
HAS_TELEPHONE = ~models.Q(contact_phone="")
HAS_WEBSITE = ~models.Q(website="")
