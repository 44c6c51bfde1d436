"""Counts of the public register, kept ready for the map. SQL writes them: mapping/migrations/sql/cells.sql."""

from django.db import models

DEEPEST = (
    15  # level of the smallest cells that are kept; a level has 2 to its power of them along each side of the world
)
EVERY_KIND = 0  # in place of a category: whatever an entry is


class Sums(models.Model):
    """How many entries of a category, or of every kind, show a place in a cell of the world, and sums of their places.

    `column` counts from the west and `row` from the north of Web Mercator. The sums are of degrees times ten million,
    whole numbers, so that what is added and taken away again leaves nothing behind.
    """

    category_id = models.BigIntegerField()
    column = models.IntegerField()
    row = models.IntegerField()
    places = models.IntegerField()
    lon_sum = models.BigIntegerField()
    lat_sum = models.BigIntegerField()

    class Meta:
        abstract = True


class Cell(Sums):
    """What was folded: a cell of one level, `DEEPEST` or wider."""

    pk = models.CompositePrimaryKey("level", "category_id", "column", "row")
    level = models.SmallIntegerField()


class CellChange(Sums):
    """What was added to a cell of the deepest level, or taken from it, since it was last folded."""

    class Meta:
        indexes = [models.Index(fields=["category_id", "column"], name="changes_by_column")]


class Folding(models.Model):
    """One row: how often changes were folded. With the changes since, this is the revision of the map."""

    count = models.BigIntegerField()
