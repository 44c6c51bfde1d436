import pghistory
from django.apps import apps
from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import IsEmpty, IsValid
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db.models.functions import Now
from django.db.models.lookups import In
from django.urls import reverse

from assets.models import alike, shared
from assets.models.contact import WithConsent
from assets.models.earth import ON_EARTH
from consortia.columns import IsOneOf, ids, text
from consortia.models import Consortium, Organisation

SHAPES = ["MULTIPOLYGON", "MULTILINESTRING"]
HEAVY = ["boundary", "public_search"]
WHERE = ["location", "address", "postcode", "served_area_ids", "area_served"]
AGES_IN_ORDER = "The oldest age must not be below the youngest."
PENDING = [shared.Status.DRAFT, shared.Status.SUBMITTED, shared.Status.DECLINED]
PUBLIC = models.Q(status=shared.Status.PUBLISHED, visibility=shared.Visibility.PUBLIC)
NONE = models.Q(pk__in=[])
EVERY = ~NONE


class ShapeType(models.Func):
    """Which sort of geometry it is, in capitals."""

    function = "GeometryType"
    output_field = models.CharField()


def heavy_of(*entries):
    """The columns that are large of entries which other rows are of; each is the name of a foreign key."""
    return [f"{entry}__{name}" for entry in entries for name in HEAVY]


def belonging(user):
    """A condition for rows of the consortia to which this person belongs today, or of none yet."""
    return models.Q(consortium=None) | IsOneOf("consortium_id", Consortium.objects.known_to(user))


def entered(user):
    """A condition: this person entered it, it waits or was put away, and they still belong to its consortium."""
    put_away = Asset.objects.filter(created_by=user).put_away()
    waits = models.Q(status__in=PENDING) | IsOneOf("id", put_away)
    return belonging(user) & models.Q(created_by=user) & waits


def held(user):
    """A condition: an organisation holds it for which this person acts, or they entered it: see `entered`."""
    return entered(user) | IsOneOf("organisation_id", Organisation.objects.with_member(user))


def cared_for(user):
    """A condition on the row alone, so that it is quick where few rows are in question: this person sees it whole."""
    if user.is_superuser:
        return EVERY
    if not user.is_authenticated:
        return NONE
    return held(user) | IsOneOf("consortium_id", Consortium.objects.cared_for_by(user))


def reviewable(user):
    """A condition: this person may decide on it."""
    return models.Q(IsOneOf("consortium_id", Consortium.objects.curated_by(user))) & ~models.Q(
        status=shared.Status.DRAFT
    )


class AssetQuerySet(models.QuerySet):
    def locked(self):
        """Nobody else changes these rows until the transaction ends, while decisions on them can be written."""
        return self.select_for_update(no_key=True)

    def published(self):
        return self.filter(status=Asset.Status.PUBLISHED)

    def public(self):
        """What everyone may know of."""
        return self.filter(PUBLIC)

    def light(self):
        """Without what is large and no list shows."""
        return self.defer(*HEAVY)

    def waiting(self):
        """What waits for a curator, oldest first."""
        return self.filter(status=Asset.Status.SUBMITTED).order_by("submitted_at", "id")

    def put_away(self):
        """Drafts that were put away: closed, and that was the last step."""
        decisions = apps.get_model("assets", "Decision").objects.of_entries().filter(asset=models.OuterRef("pk"))
        closed = self.filter(status=Asset.Status.CLOSED)
        return closed.alias(last=decisions.order_by("-pk").values("step")[:1]).filter(last="discard")

    def held_by(self, user):
        """What an organisation holds for which this person acts, and what they entered and wait for, or put away."""
        return self.filter(held(user)) if user.is_authenticated else self.none()

    def of_person(self, user):
        """What they hold, and what they entered for others while they still see it whole: what becomes of it."""
        return self.filter(held(user) | (models.Q(created_by=user) & cared_for(user)))

    def resumable_by(self, user):
        """Drafts that were put away and that this person may take up again: those that they might change before."""
        return self.held_by(user).filter(belonging(user)).put_away()

    def cared_for_by(self, user):
        """What this person sees whole, the true place too: see `docs/roles.md`."""
        return self.filter(cared_for(user))

    def visible_to(self, user):
        """What this person may know of; the true place of a row is for `cared_for_by` alone."""
        if not user.is_authenticated:
            return self.public()
        shared_with_partners = models.Q(
            IsOneOf("consortium_id", Consortium.objects.known_to(user)),
            status=Asset.Status.PUBLISHED,
            visibility=Asset.Visibility.CONSORTIUM,
        )
        return self.filter(PUBLIC | shared_with_partners | cared_for(user))

    def editable_by(self, user):
        """What this person may change: their own before it is published, a curator's at any time."""
        if not user.is_authenticated:
            return self.none()
        own = belonging(user) & held(user) & models.Q(status__in=PENDING)
        curated = reviewable(user) & models.Q(status__in=[Asset.Status.SUBMITTED, Asset.Status.PUBLISHED])
        return self.filter(own | curated)

    def suggestible_by(self, user):
        """Published entries that this person knows whole and cannot change: a curator decides on what they suggest."""
        return self.published().filter(belonging(user) & cared_for(user)).exclude(reviewable(user))

    def reviewable_by(self, user):
        """What this person may decide on."""
        return self.filter(reviewable(user))

    def imported_drafts_for(self, user):
        """Drafts of imports that this curator may send: nobody entered them, so nobody else sends them."""
        curated = Consortium.objects.curated_by(user)
        return self.filter(consortium__in=curated, status=Asset.Status.DRAFT, created_by=None)


@pghistory.track(
    exclude=[
        "area_ids",
        "project_ids",
        "public_location",
        "public_area_ids",
        "public_search",
        "session_days",
        "open_minutes",
        "uncertain_minutes",
        "changed_at",
    ],
)
class Asset(WithConsent, shared.Described):
    """A place, group or service that helps people stay well. Geometry is EPSG:4326, lon/lat.

    `location` is the true place; only `public_location` may be shown to people who do not care for the row. The columns
    that begin with `public_`, what follows from the sessions, the area and project ids, `version` and `changed_at` are
    kept by trigger.
    """

    Status = shared.Status
    Visibility = shared.Visibility
    Disclosure = shared.Disclosure
    Referral = shared.Referral
    Taking = shared.Taking
    HealthState = shared.HealthState
    Condition = shared.Condition
    Checker = shared.Checker

    uid = models.UUIDField(unique=True, db_default=RandomUUID(), editable=False)
    location = models.PointField(null=True, blank=True)
    disclosure_reason = text(help_text="Why the place is not shown. Only people who care for the entry read this.")
    funding_ends_on = models.DateField(null=True, blank=True)
    health_state_by = text(200, help_text="Who recognised it as a health asset.")
    health_state_evidence = text()
    licence_agreed_on = models.DateField(null=True, blank=True)
    licence_wording = text(40, help_text="The version of the words that were agreed to.")
    people_agreed_on = models.DateField(null=True, blank=True)
    people_wording = text(40, help_text="The version of the words that were agreed to.")
    checked_how = text(200)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    closed_on = models.DateField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="assets"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    area_ids = ids(editable=False)

    objects = AssetQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name = "place or group"
        verbose_name_plural = "places and groups"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=shared.Status.DRAFT) | models.Q(consortium__isnull=False),
                name="asset_has_a_consortium_when_sent",
                violation_error_message="Choose the consortium that looks after this place or group.",
            ),
            models.CheckConstraint(
                condition=models.Q(boundary=None) | models.Q(location__isnull=False),
                name="asset_with_a_boundary_has_a_place",
            ),
            models.CheckConstraint(
                condition=models.Q(boundary=None) | IsValid("boundary"), name="asset_boundary_is_valid"
            ),
            models.CheckConstraint(
                condition=models.Q(boundary=None) | (In(ShapeType("boundary"), SHAPES) & ~IsEmpty("boundary")),
                name="asset_boundary_is_outline_or_route",
            ),
            models.CheckConstraint(
                condition=~models.Q(disclosure=shared.Disclosure.WITHHELD) | models.Q(public_location=None),
                name="asset_withheld_has_no_public_place",
            ),
            models.CheckConstraint(
                condition=models.Q(age_from=None) | models.Q(age_to=None) | models.Q(age_to__gte=models.F("age_from")),
                name="asset_ages_in_order",
                violation_error_message=AGES_IN_ORDER,
            ),
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~models.Q(source_id=""),
                name="asset_once_a_source",
            ),
        ]
        indexes = [
            GistIndex(fields=["location"], name="asset_location"),
            GistIndex(fields=["public_location"], name="asset_public_location"),
            GistIndex(ON_EARTH, name="asset_on_earth"),
            GinIndex(fields=["category_ids"], name="asset_categories"),
            GinIndex(fields=["area_ids"], name="asset_areas"),
            GinIndex(fields=["public_area_ids"], name="asset_public_areas"),
            GinIndex(fields=["served_area_ids"], name="asset_served_areas"),
            GinIndex(fields=["public_search"], name="asset_public_search"),
            GinIndex(fields=["session_days"], name="asset_session_days"),
            models.Index(fields=["status", "submitted_at"], name="asset_waiting"),
            models.Index(fields=["consortium", "status", "submitted_at"], name="asset_waiting_for_curators"),
            models.Index(fields=["name", "id"], name="asset_by_name"),
            models.Index(fields=["-changed_at", "id"], name="asset_by_change"),
            models.Index(shared.NAME_BEGINS, name="asset_name_begins"),
            models.Index("consortium", shared.NAME_BEGINS, name="asset_of_consortium_by_name"),
            models.Index(alike.Telephone("contact_phone"), name="asset_telephone", condition=alike.HAS_TELEPHONE),
            models.Index(alike.Website("website"), name="asset_website", condition=alike.HAS_WEBSITE),
            GistIndex(fields=["location"], name="asset_hidden_location", condition=alike.IS_HIDDEN),
            GinIndex(shared.NameWords("name"), name="asset_name_words"),
            models.Index(shared.LAST_CHECK.desc(), "id", name="asset_latest"),
        ]

    def get_absolute_url(self):
        return reverse("assets:detail", args=[self.pk, self.slug])

    @property
    def is_public(self):
        """Whether everyone may know of it."""
        return (self.status, self.visibility) == (self.Status.PUBLISHED, self.Visibility.PUBLIC)

    @property
    def is_for_everyone(self):
        """Whether everyone may see all of it once it is published."""
        return (self.visibility, self.disclosure) == (self.Visibility.PUBLIC, self.Disclosure.EXACT)

    @property
    def says_where(self):
        """Whether it says where it is or whom it serves, in any of the ways that are enough."""
        return any(getattr(self, name) for name in WHERE)

    @property
    def kept(self):
        """The entry that is kept of it, at the end of all merges: itself, where it was never merged."""
        return self.merged_into.kept if self.merged_into else self


class AssetArea(models.Model):
    """An asset lies in an area. Kept by trigger alone; it follows the true place and is not for visitors."""

    pk = models.CompositePrimaryKey("area_id", "asset_id")
    area = models.ForeignKey("places.Area", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    asset = models.ForeignKey(Asset, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        indexes = [models.Index(fields=["asset", "area"], name="areas_of_asset")]

    def __str__(self):
        return f"{self.asset} in {self.area}"


class AssetBehind(models.Model):
    """An asset that waits to be brought up to date with its areas, or with names that it is found by. Kept by trigger.

    `queued_in` is the transaction that asked for it. `needs_place` says that the asset was written while areas changed,
    so that its areas are to be looked up once more.
    """

    pk = models.CompositePrimaryKey("asset_id", "queued_in")
    asset = models.ForeignKey(Asset, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    queued_in = models.BigIntegerField()
    needs_place = models.BooleanField(db_default=False, default=False)

    def __str__(self):
        return f"{self.asset} is behind"
