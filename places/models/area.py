"""Areas of the United Kingdom and neighbourhoods that people drew, in their editions."""

import pghistory
import pgtrigger
from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GinIndex
from django.urls import reverse
from django.utils import timezone

# People draw neighbourhoods, and who did is kept; other areas come from files, in editions.
DRAWN = pgtrigger.Q(new__kind="neighbourhood")


class Folded(models.Func):
    """A name without case, accents, spaces and signs, as `AreaName` keeps it."""

    function = "places_folded"
    output_field = models.TextField()


def has_begun():
    """The condition that the first day of an edition has come."""
    return models.Q(valid_from=None) | models.Q(valid_from__lte=timezone.localdate())


class AreaQuerySet(models.QuerySet):
    def current(self):
        """The newest edition of each area whose code has not ended."""
        has_not_ended = models.Q(valid_to=None) | models.Q(valid_to__gte=timezone.localdate())
        later = self.model.objects.filter(code=models.OuterRef("code"), edition__gt=models.OuterRef("edition"))
        return self.filter(has_begun(), has_not_ended, ~models.Exists(later.filter(has_begun())))

    def newest_first(self):
        """The newest edition first, but behind the others those that have not begun."""
        begun = models.ExpressionWrapper(has_begun(), models.BooleanField())
        return self.order_by(begun.desc(), "-edition")

    def called(self, text):
        """Current areas that have exactly this name in one of their languages, however it is typed.

        An authority is found without "City of", "County Borough" and the like, too.
        """
        return self.current()._with_name("exact", text)

    def beginning_with(self, text):
        """Current areas of which a name in one of their languages begins so, however it is typed."""
        return self.current()._with_name("startswith", text)

    def named(self, text):
        """Those of which a name in one of their languages holds this, however it is typed."""
        return self._with_name("contains", text)

    def _with_name(self, lookup, text):
        if not any(letter.isalnum() for letter in text):
            return self.none()
        names = AreaName.objects.filter(**{f"folded__{lookup}": Folded(models.Value(text.replace("\0", "")))})
        return self.filter(pk__in=names.values("area"))

    def light(self):
        """Without the heavy shapes, which lists and pages do not need."""
        return self.defer("boundary", "outline")


@pghistory.track(
    pghistory.InsertEvent(condition=DRAWN),
    pghistory.UpdateEvent(condition=DRAWN),
    exclude=["outline"],
)
class Area(models.Model):
    """A named piece of the country with a code and a boundary, in one edition. Geometry is EPSG:4326, lon/lat.

    `outline` is the boundary simplified for the screen, kept by trigger. `parents` are the wider areas that hold it.
    Neighbourhoods alone have a history.
    """

    class Kind(models.TextChoices):
        NATION = "nation", "Nation"
        REGION = "region", "Region"
        HEALTH_BOARD = "health_board", "Integrated care board or health board"
        LOCAL_AUTHORITY = "local_authority", "Local authority"
        WARD = "ward", "Ward"
        MSOA = "msoa", "MSOA, intermediate zone or super data zone"
        LSOA = "lsoa", "LSOA, data zone or SOA"
        NEIGHBOURHOOD = "neighbourhood", "Neighbourhood drawn by a consortium"

    # These hold so many people that being in one gives no address away.
    WIDE_KINDS = [Kind.NATION, Kind.REGION, Kind.HEALTH_BOARD, Kind.LOCAL_AUTHORITY]
    # Drawn for counting: few people know them by name.
    CENSUS_KINDS = [Kind.MSOA, Kind.LSOA]
    # What a form lists to choose from.
    OFFERED_KINDS = [Kind.LOCAL_AUTHORITY, Kind.NEIGHBOURHOOD]

    kind = models.CharField(max_length=20, choices=Kind)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    names = models.JSONField("names by language", db_default={}, default=dict, blank=True)
    boundary = models.MultiPolygonField()
    outline = models.MultiPolygonField(null=True, editable=False, spatial_index=False)
    label_point = models.PointField()
    parents = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="children")
    edition = models.CharField(max_length=20, help_text="The year of the boundary set, such as 2023.")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, db_default="", default="")
    licence = models.CharField(max_length=40, blank=True, db_default="", default="")
    attribution = models.TextField(blank=True, db_default="", default="")

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["code", "edition"], name="area_code_once_an_edition"),
            models.CheckConstraint(condition=models.Q(boundary__isvalid=True), name="area_boundary_is_valid"),
        ]
        indexes = [
            models.Index(fields=["kind", "name"], name="area_by_kind"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("areas:detail", args=[self.code])

    @property
    def has_ended(self):
        """Whether the last day on which it held has passed."""
        return bool(self.valid_to and self.valid_to < timezone.localdate())


class AreaName(models.Model):
    """A name of an area as one may type it, folded and kept by trigger, to find the area by."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="folded_names")
    folded = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["folded"], opclasses=["text_pattern_ops"], name="area_name_begins"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="area_name_holds"),
        ]

    def __str__(self):
        return self.folded


class AreaPiece(models.Model):
    """A boundary cut into small polygons by trigger, so that finding the areas of a point stays quick."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="pieces")
    kind = models.CharField(max_length=20, choices=Area.Kind)
    piece = models.PolygonField()

    def __str__(self):
        return f"Piece of {self.area}"
