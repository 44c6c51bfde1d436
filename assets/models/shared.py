"""Columns that the register and its public copy have in common, in one order."""

from datetime import date

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db.models.functions import Coalesce, Now
from django.utils.text import slugify

from assets.models.minutes import MinutesField
from assets.models.photo import Listed
from consortia.columns import ids, text, texts
from places.models import Folded

NEVER = models.Value(date.min, output_field=models.DateField())
LAST_CHECK = Coalesce("last_checked_on", NEVER)
FOLDED_NAME = Folded("name")  # as names of areas are, so that it is found however its beginning is typed
NAME_BEGINS = OpClass(FOLDED_NAME, name="text_pattern_ops")


class NameWords(models.Func):
    """The words of a name as they are written, without case and accents."""

    function = "name_words"
    output_field = SearchVectorField()


class Status(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting for a curator"
    PUBLISHED = "published", "Published"
    DECLINED = "declined", "Not added"
    CLOSED = "closed", "Closed"
    MERGED = "merged", "Merged into another"


class Visibility(models.TextChoices):
    PUBLIC = "public", "Everyone"
    CONSORTIUM = "consortium", "Partners of the consortium"
    PRIVATE = "private", "The organisation and its curators"


class Disclosure(models.TextChoices):
    EXACT = "exact", "Everyone sees the exact place"
    AREA = "area", "Others see only the neighbourhood"
    WITHHELD = "withheld", "Nobody sees where it is"


STRICTEST_LAST = {"disclosure": Disclosure, "visibility": Visibility}


def strictness(name, value):
    """How few people see an entry, or its place, with this `visibility` or `disclosure`: the more, the fewer."""
    return STRICTEST_LAST[name].values.index(value)


class Referral(models.TextChoices):
    OPEN = "open", "Open: just come along"
    SELF = "self", "Get in touch first"
    PROFESSIONAL = "professional", "Somebody refers you"


class Taking(models.TextChoices):
    OPEN = "open", "Taking people"
    FULL = "full", "Full at present"
    PAUSED = "paused", "Paused"


class HealthState(models.TextChoices):
    COMMUNITY = "community", "Community asset"
    BECOMING = "becoming", "Becoming a health asset"
    RECOGNISED = "recognised", "Recognised health asset"


class Condition(models.TextChoices):
    EXISTING = "existing", "Existing"
    STRENGTHENED = "strengthened", "Strengthened"
    NEW = "new", "New"
    AT_RISK = "at_risk", "At risk"
    LOST = "lost", "Lost"


class Checker(models.TextChoices):
    HOLDER = "holder", "Who runs it"
    PARTNER = "partner", "A partner organisation"
    CURATOR = "curator", "A curator"
    SOURCE = "source", "The source of the data"


class Described(models.Model):
    """What is said of a place or group, to whoever may see the row."""

    uid = models.UUIDField(unique=True, editable=False)
    name = models.CharField(max_length=200)
    other_names = texts(200)
    summary = text()
    story = text(help_text="Why it matters, in the words of people who know it.")
    translations = models.JSONField(
        db_default={}, default=dict, blank=True, help_text='Name and summary by language: {"cy": {"name": "…"}}.'
    )
    category_ids = ids()
    audience_ids = ids()
    determinant_ids = ids()
    feature_ids = ids(help_text="Getting in and around: yes.")
    absent_feature_ids = ids(help_text="Getting in and around: no. What is in neither list is not known.")
    project_ids = ids(editable=False)
    organisation = models.ForeignKey(
        "consortia.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="run by"
    )
    consortium = models.ForeignKey("consortia.Consortium", models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=20, choices=Status, db_default=Status.DRAFT, default=Status.DRAFT)
    visibility = models.CharField(
        max_length=20, choices=Visibility, db_default=Visibility.PUBLIC, default=Visibility.PUBLIC
    )
    disclosure = models.CharField(
        max_length=20, choices=Disclosure, db_default=Disclosure.EXACT, default=Disclosure.EXACT
    )
    boundary = models.GeometryField(null=True, blank=True, help_text="The outline of a park, or the line of a route.")
    address = text(300)
    town = text(100)
    postcode = text(10)
    directions = text()
    area_served = text(300)
    served_area_ids = ids()
    is_online = models.BooleanField(null=True, blank=True)
    is_outreach = models.BooleanField(null=True, blank=True, help_text="Comes to people, at home or out and about.")
    opening_times = text(help_text="In words, for what sessions cannot say.")
    sessions = models.JSONField(
        db_default=[],
        default=list,
        blank=True,
        help_text='Weekday rows: {"weekday": 1 to 7 from Monday, "opens": "09:30", "closes": "13:00", '
        '"term_time": true, "by_arrangement": true, "note": "…"}. Only what is by arrangement may lack times.',
    )
    closed_dates = ArrayField(models.DateField(), db_default=[], default=list, blank=True)
    opens_on_bank_holidays = models.BooleanField(null=True, blank=True)
    is_free = models.BooleanField(null=True, blank=True)
    cost = text(300)
    referral = text(20, choices=Referral)
    eligibility = text()
    age_from = models.PositiveSmallIntegerField("youngest age, in years", null=True, blank=True)
    age_to = models.PositiveSmallIntegerField("oldest age, in years", null=True, blank=True)
    languages = texts(10)
    taking = text(20, choices=Taking)
    website = models.URLField(max_length=500, db_default="", default="", blank=True)
    contact_name = text(120)
    contact_phone = text(60)
    contact_email = models.EmailField(db_default="", default="", blank=True)
    health_state = models.CharField(
        max_length=20, choices=HealthState, db_default=HealthState.COMMUNITY, default=HealthState.COMMUNITY
    )
    condition = models.CharField(
        max_length=20, choices=Condition, db_default=Condition.EXISTING, default=Condition.EXISTING
    )
    photos = models.JSONField(
        db_default=[],
        default=list,
        blank=True,
        help_text='At most three: {"key": "…", "alt": "…", "credit": "…", "width": pixels, "height": pixels}. '
        "Public only where the place is.",
    )
    source = text(200)
    source_id = text(120)
    source_url = models.URLField(max_length=500, db_default="", default="", blank=True)
    licence = text(60)
    attribution = text(500)
    retrieved_on = models.DateField(null=True, blank=True)
    last_checked_on = models.DateField(null=True, blank=True)
    next_check_on = models.DateField(null=True, blank=True)
    checked_by_kind = text(20, choices=Checker)
    version = models.PositiveIntegerField(db_default=1, editable=False)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)
    public_location = models.PointField(null=True, editable=False)
    public_area_ids = ids(editable=False)
    public_search = SearchVectorField(null=True, editable=False)
    session_days = ArrayField(models.PositiveSmallIntegerField(), db_default=[], default=list, editable=False)
    open_minutes = MinutesField(editable=False, help_text="Of the week: when it is open for certain.")
    uncertain_minutes = MinutesField(editable=False, help_text="Of the week: in term time or by arrangement alone.")

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def slug(self):
        return slugify(self.name)[:80] or "place"

    @property
    def listed_photos(self):
        """Its photos, in their order."""
        return [Listed(**photo) for photo in self.photos]

    @property
    def has_contact(self):
        """Whether it names somebody, or says how to reach it."""
        return any([self.contact_name, self.contact_phone, self.contact_email, self.website])

    @property
    def location_precision(self):
        """How exact the place shown is: `exact`, `area` (a label point) or `none`."""
        if self.public_location is None:
            return "none"
        return "exact" if self.disclosure == Disclosure.EXACT else "area"
