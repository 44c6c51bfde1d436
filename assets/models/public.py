from django.contrib.gis.db import models
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.urls import reverse

from assets.models import alike, shared
from assets.models.codes import Audience, Category
from assets.models.earth import ON_EARTH


class PublicAssetQuerySet(models.QuerySet):
    def light(self):
        """Without what a list does not show."""
        return self.defer("story", "boundary", "public_search", "directions", "eligibility", "translations", "photos")

    def need_way_out(self):
        """Whether a page that names these should offer "Leave this page"."""
        kinds, people = (
            ArraySubquery(codes.objects.filter(needs_way_out=True).values("pk")) for codes in (Category, Audience)
        )
        return self.filter(models.Q(category_ids__overlap=kinds) | models.Q(audience_ids__overlap=people)).exists()


class PublicAsset(shared.Described):
    """The public copy of the register, kept by trigger from the SQL function `public_row(asset)`.

    Only published rows of visibility public, only public values. Geometry is EPSG:4326, lon/lat.
    """

    Disclosure = shared.Disclosure

    id = models.BigIntegerField(primary_key=True)
    organisation = models.ForeignKey(
        "consortia.Organisation", models.DO_NOTHING, null=True, related_name="public_assets", db_constraint=False
    )
    consortium = models.ForeignKey(
        "consortia.Consortium", models.DO_NOTHING, null=True, related_name="public_assets", db_constraint=False
    )

    objects = PublicAssetQuerySet.as_manager()

    class Meta:
        db_table = "public_asset"
        ordering = ["name", "id"]
        verbose_name = "published place or group"
        verbose_name_plural = "published places and groups"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=shared.Status.PUBLISHED, visibility=shared.Visibility.PUBLIC),
                name="public_rows_only",
            ),
            models.CheckConstraint(
                condition=~models.Q(disclosure=shared.Disclosure.WITHHELD) | models.Q(public_location=None),
                name="public_withheld_has_no_place",
            ),
            models.CheckConstraint(
                condition=models.Q(disclosure=shared.Disclosure.EXACT)
                | models.Q(address="", town="", postcode="", directions="", source_id="", source_url="", boundary=None),
                name="public_address_only_when_exact",
            ),
            models.CheckConstraint(
                condition=models.Q(disclosure=shared.Disclosure.EXACT) | models.Q(photos=[]),
                name="public_photos_only_when_exact",
            ),
        ]
        indexes = [
            GistIndex(fields=["public_location"], name="public_asset_location"),
            GistIndex(ON_EARTH, name="public_asset_on_earth"),
            GinIndex(fields=["category_ids"], name="public_asset_categories"),
            GinIndex(fields=["audience_ids"], name="public_asset_audiences"),
            GinIndex(fields=["feature_ids"], name="public_asset_features"),
            GinIndex(fields=["project_ids"], name="public_asset_projects"),
            GinIndex(fields=["public_area_ids"], name="public_asset_areas"),
            GinIndex(fields=["served_area_ids"], name="public_asset_served_areas"),
            GinIndex(fields=["public_search"], name="public_asset_search"),
            GinIndex(fields=["session_days"], name="public_asset_session_days"),
            models.Index(fields=["name", "id"], name="public_asset_by_name"),
            models.Index(fields=["-changed_at", "id"], name="public_asset_by_change"),
            models.Index(shared.NAME_BEGINS, name="public_asset_name_begins"),
            GinIndex(shared.NameWords("name"), name="public_asset_name_words"),
            models.Index(shared.LAST_CHECK.desc(), "id", name="public_asset_latest"),
            models.Index(fields=["last_checked_on", "id"], name="public_asset_by_check"),
            models.Index(
                alike.Telephone("contact_phone"), name="public_asset_telephone", condition=alike.HAS_TELEPHONE
            ),
        ]

    def get_absolute_url(self):
        return reverse("assets:detail", args=[self.pk, self.slug])
