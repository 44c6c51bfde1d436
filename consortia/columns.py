"""Kinds of column that several apps use. Every default is a database default, because SQL writes rows too."""

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models


def text(max_length=None, **options):
    """Words that may be empty: one line of at most `max_length` characters, or free text."""
    if max_length:
        return models.CharField(max_length=max_length, db_default="", default="", blank=True, **options)
    return models.TextField(db_default="", default="", blank=True, **options)


def texts(max_length=500, **options):
    """A list of short texts."""
    return ArrayField(models.CharField(max_length=max_length), db_default=[], default=list, blank=True, **options)


def ids(**options):
    """A list of identifiers of a code list, of areas or of projects."""
    return ArrayField(models.BigIntegerField(), db_default=[], default=list, blank=True, **options)


class IsOneOf(models.Func):
    """A condition: the column holds the id of one of these rows, which are looked up once.

    PostgreSQL then goes by the index of the column beside an OR, too, where it would go through the whole table for IN.
    """

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = models.BooleanField()

    def __init__(self, column, rows):
        super().__init__(models.F(column), ArraySubquery(rows.order_by().values("pk")))


def is_id(text):
    """Whether a text from outside can be an id of the database."""
    return text.isascii() and text.isdigit() and len(text) < 19
