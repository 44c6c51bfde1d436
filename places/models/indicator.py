"""What is measured of areas: deprivation, people, and the like."""

from django.db import models

from places.models.area import Area


class Indicator(models.Model):
    """One measure of the areas of one kind and edition, as one publisher states it for one year.

    Measures of deprivation of different nations are never compared with one another: each nation makes its own.
    """

    class Direction(models.TextChoices):
        HIGH_IS_MORE = "high_is_more", "A higher value means more of what is measured"
        LOW_IS_MORE = "low_is_more", "A lower value means more of what is measured"

    class Nation(models.TextChoices):
        UNITED_KINGDOM = "uk", "United Kingdom"
        ENGLAND = "england", "England"
        SCOTLAND = "scotland", "Scotland"
        WALES = "wales", "Wales"
        NORTHERN_IRELAND = "northern_ireland", "Northern Ireland"

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=80, blank=True, db_default="", default="")
    direction = models.CharField(max_length=20, choices=Direction, db_default=Direction.HIGH_IS_MORE)
    nation = models.CharField(max_length=20, choices=Nation)
    year = models.PositiveSmallIntegerField()
    area_kind = models.CharField(max_length=20, choices=Area.Kind)
    area_edition = models.CharField(max_length=20, help_text="The edition of the areas whose codes it uses.")
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500, blank=True, db_default="", default="")
    licence = models.CharField(max_length=40, blank=True, db_default="", default="")
    attribution = models.TextField(blank=True, db_default="", default="")

    class Meta:
        ordering = ["nation", "-year", "name"]

    def __str__(self):
        return f"{self.name} {self.year}"


class IndicatorValue(models.Model):
    """What an indicator says of an area. Rank 1 and decile 1 have the most of what is measured."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values")
    area = models.ForeignKey(Area, models.CASCADE, related_name="indicator_values")
    value = models.FloatField(null=True, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    decile = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "area"], name="one_value_an_area"),
            models.CheckConstraint(
                condition=models.Q(decile=None) | models.Q(decile__range=(1, 10)), name="decile_from_1_to_10"
            ),
            models.CheckConstraint(
                condition=~models.Q(value=None, rank=None, decile=None), name="indicator_says_something"
            ),
        ]

    def __str__(self):
        return f"{self.indicator}: {self.area}"
