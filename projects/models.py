"""Research projects of the programme, and what they did to which asset."""

import pghistory
from django.contrib.gis.db import models
from django.urls import reverse

from assets.models import Asset
from consortia.columns import text, texts
from consortia.models import Consortium, Organisation


@pghistory.track()
class Project(models.Model):
    """A funded project. What is not known stays empty; every stated fact has a source link. Geometry is EPSG:4326."""

    class Membership(models.TextChoices):
        STATED = "stated", "A source ties it to this phase"
        INFERRED = "inferred", "Inferred from its dates, grant number or theme"

    title = models.CharField(max_length=300)
    slug = models.SlugField(max_length=80, unique=True)
    other_titles = texts()
    short_name = text(120)
    phase = models.PositiveSmallIntegerField(null=True, blank=True)
    phase_membership = models.CharField(
        max_length=20, choices=Membership, db_default=Membership.STATED, default=Membership.STATED
    )
    consortium = models.ForeignKey(Consortium, models.PROTECT, null=True, blank=True, related_name="projects")
    lead = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="led_projects")
    department = text(200)
    principal_investigator = text(200, help_text="Only as a public source names the person.")
    aim = text()
    places = texts()
    areas = models.ManyToManyField("places.Area", blank=True, related_name="projects")
    location = models.PointField(null=True, blank=True, help_text="A point for the programme map.")
    location_basis = text(120, help_text="What the point stands for.")
    audiences = texts()
    themes = texts()
    asset_kinds = texts()
    methods = texts()
    activities = texts()
    partners = models.ManyToManyField(Organisation, blank=True, related_name="partner_in_projects")
    partner_kinds = texts(help_text="Partners that no source names.")
    outcomes = models.JSONField(db_default=[], default=list, blank=True, help_text='[{"text": "…", "source": "…"}]')
    starts_on = models.DateField(null=True, blank=True)
    starts_precision = text(10)
    ends_on = models.DateField(null=True, blank=True)
    ends_precision = text(10)
    duration_months = models.PositiveSmallIntegerField(null=True, blank=True)
    award_gbp = models.PositiveIntegerField("award in pounds", null=True, blank=True)
    award_basis = text(200)
    grant_reference = text(60)
    continues_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="continued_by")
    notes = texts()
    sources = texts()
    is_example = models.BooleanField("invented for the demonstration", db_default=False, default=False)
    assets = models.ManyToManyField(Asset, through="ProjectAsset", related_name="projects")

    class Meta:
        ordering = ["phase", "title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:detail", args=[self.slug])


@pghistory.track()
class ProjectAsset(models.Model):
    """What a project did for an asset. A trigger keeps `project_ids` of the asset and of its public copy."""

    class Effect(models.TextChoices):
        IDENTIFIED = "identified", "Identified"
        CONNECTED = "connected", "Connected"
        STRENGTHENED = "strengthened", "Strengthened"
        DEVELOPED = "developed", "Developed"

    project = models.ForeignKey(Project, models.PROTECT, related_name="links")
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="project_links")
    effect = models.CharField(max_length=20, choices=Effect)
    since = models.DateField(null=True, blank=True)
    evidence = text()
    sources = texts()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "asset", "effect"], name="project_effect_once_an_asset")
        ]

    def __str__(self):
        return f"{self.project}: {self.get_effect_display().lower()} {self.asset}"
