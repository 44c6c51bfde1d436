"""Who looks after the register: organisations, the consortia they form, and the people who act for them."""

import pghistory
from django.conf import settings
from django.contrib.gis.db import models
from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from consortia.columns import text, texts


def current(starts, ends):
    """A condition for rows whose dates cover today, or that have no dates."""
    today = timezone.localdate()
    begun = models.Q(**{f"{starts}__isnull": True}) | models.Q(**{f"{starts}__lte": today})
    not_over = models.Q(**{f"{ends}__isnull": True}) | models.Q(**{f"{ends}__gt": today})
    return begun & not_over


class OrganisationQuerySet(models.QuerySet):
    def with_member(self, user):
        """The organisations for which this person acts today."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(id__in=Membership.objects.current().filter(user=user).values("organisation"))

    def enterable_by(self, user):
        """Partners for which this person acts, and all partners of a consortium that they curate or coordinate.

        For these they enter places and groups.
        """
        acted_for = Partnership.objects.acted_for_by(user).values("organisation")
        cared_for = Partnership.objects.current().filter(consortium__in=Consortium.objects.cared_for_by(user))
        return self.filter(models.Q(id__in=acted_for) | models.Q(id__in=cared_for.values("organisation")))

    def contributing(self):
        """Organisations that are partners in some consortium today."""
        return self.filter(id__in=Partnership.objects.current().values("organisation"))


@pghistory.track()
class Organisation(models.Model):
    """A partner: who runs places and groups, takes part in consortia, leads projects."""

    class Sector(models.TextChoices):
        ACADEMIC = "academic", "University or research"
        HEALTH = "health", "Health"
        LOCAL_AUTHORITY = "local_authority", "Local authority"
        VOLUNTARY = "voluntary", "Voluntary and community"
        CULTURE = "culture", "Arts, culture and heritage"
        NATURE = "nature", "Nature and environment"
        LIVED_EXPERIENCE = "lived_experience", "Lived experience"
        EDUCATION = "education", "Education"
        FAITH = "faith", "Faith"
        BUSINESS = "business", "Business"
        FUNDER = "funder", "Funder"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    other_names = texts()
    sector = models.CharField(max_length=20, choices=Sector)
    sector_is_sure = models.BooleanField(
        db_default=True, default=True, help_text="Untick when nobody has stated the sector."
    )
    description = text()
    charity_number = text(20)
    company_number = text(20)
    location = models.PointField(
        null=True, blank=True, help_text="Everyone sees it on maps. Leave it empty where the place must not be known."
    )
    website = models.URLField(max_length=500, blank=True, db_default="", default="")
    public_email = models.EmailField(blank=True, db_default="", default="")
    public_phone = text(40)
    sources = texts()
    is_example = models.BooleanField("invented for the demonstration", db_default=False, default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisations:detail", args=[self.slug])


class ConsortiumQuerySet(models.QuerySet):
    def _appointing(self, user, roles):
        if not user.is_authenticated:
            return self.none()
        appointments = Appointment.objects.current().filter(user=user, role__in=roles)
        return self.filter(id__in=appointments.values("consortium"))

    def curated_by(self, user):
        """Consortia whose register this person decides on; every one for an administrator."""
        return self.all() if user.is_superuser else self._appointing(user, [Appointment.Role.CURATOR])

    def cared_for_by(self, user):
        """Consortia in which this person is curator or coordinator; every one for an administrator."""
        roles = [Appointment.Role.CURATOR, Appointment.Role.COORDINATOR]
        return self.all() if user.is_superuser else self._appointing(user, roles)

    def coordinated_by(self, user):
        """Consortia whose neighbourhoods this person draws; every one for an administrator."""
        return self.all() if user.is_superuser else self._appointing(user, [Appointment.Role.COORDINATOR])

    def known_to(self, user):
        """Consortia to which this person belongs, through a partner organisation or an appointment."""
        if user.is_superuser:
            return self.all()
        joined = Partnership.objects.acted_for_by(user).values("consortium")
        appointed = self._appointing(user, Appointment.Role.values).values("id")
        return self.filter(models.Q(id__in=joined) | models.Q(id__in=appointed))

    def enterable_by(self, user):
        """Those that this person curates or coordinates, and those that organisations for which they act have joined.

        Into these they enter places and groups.
        """
        joined = Partnership.objects.acted_for_by(user).values("consortium")
        cared_for = Consortium.objects.cared_for_by(user).values("id")
        return self.filter(models.Q(id__in=joined) | models.Q(id__in=cared_for))

    def safeguarded_by(self, user):
        """Consortia whose concerns about somebody's safety this person alone reads; an administrator has none so."""
        return self._appointing(user, [Appointment.Role.SAFEGUARDING])

    def no_longer_safeguarded(self):
        """Those that have no safeguarding lead today, but had one. Of those that never had one nobody wrote."""
        theirs = models.OuterRef("pk")
        has_begun = models.Q(started_on__lte=timezone.localdate(), role=Appointment.Role.SAFEGUARDING)
        had_one = models.Exists(Appointment.objects.filter(has_begun, consortium=theirs))
        return self.filter(had_one).exclude(models.Exists(Appointment.objects.leading(theirs)))

    def running(self):
        """Those that have begun and not ended."""
        return self.filter(current("starts_on", "ends_on"))

    def joined_by(self, organisation):
        return self.filter(id__in=Partnership.objects.current().filter(organisation=organisation).values("consortium"))


@pghistory.track()
class Consortium(models.Model):
    """Organisations that look after a part of the register together."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    other_names = texts()
    aim = text()
    lead = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="leads")
    phase = models.PositiveSmallIntegerField("programme phase", null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    health_system = text(200)
    areas = models.ManyToManyField("places.Area", blank=True, related_name="consortia")
    organisations = models.ManyToManyField(Organisation, through="Partnership", related_name="consortia")
    sources = texts()
    is_example = models.BooleanField("invented for the demonstration", db_default=False, default=False)

    objects = ConsortiumQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "consortia"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("consortia:detail", args=[self.slug])


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class CouncilContact(models.Model):
    """Whom to call at a council when somebody may not be safe. Everyone reads it."""

    consortium = models.ForeignKey(Consortium, models.CASCADE, related_name="council_contacts")
    council = models.CharField(max_length=200, help_text="With whom it is for, such as “Layfield Council, adults”.")
    phone = text(40)
    out_of_hours = text(40, help_text="The telephone number at night and at weekends.")
    website = models.URLField(max_length=500, blank=True, db_default="", default="")

    class Meta:
        ordering = ["council", "id"]
        verbose_name = "safeguarding contact of a council"
        verbose_name_plural = "safeguarding contacts of councils"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(phone="", out_of_hours="", website=""),
                name="council_contact_says_how",
                violation_error_message="Give a telephone number or a website.",
            )
        ]

    def __str__(self):
        return self.council


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class ConsortiumArea(Consortium.areas.through):
    """An area is one of those that a consortium looks after; here, for its history."""

    class Meta:
        proxy = True

    def __str__(self):
        return f"{self.area} of {self.consortium}"


class PartnershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(current("joined_on", "left_on"))

    def acted_for_by(self, user):
        """Those of organisations for which this person acts today."""
        return self.current().filter(organisation__in=Organisation.objects.with_member(user))

    def trusted_with(self, user):
        """Those of organisations for which this person acts, and which their consortium trusts to publish at once."""
        return self.acted_for_by(user).filter(is_trusted=True)


@pghistory.track()
class Partnership(models.Model):
    """An organisation's time in a consortium."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="partnerships")
    consortium = models.ForeignKey(Consortium, models.PROTECT, related_name="partnerships")
    role = text(200)
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    is_trusted = models.BooleanField(
        "may publish at once",
        db_default=False,
        default=False,
        help_text="What its members send of its own is published without a curator, unless it needs care.",
    )

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "consortium"],
                condition=models.Q(left_on=None),
                name="partner_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on=None)
                | models.Q(joined_on=None)
                | models.Q(left_on__gte=models.F("joined_on")),
                name="partner_joins_before_leaving",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} in {self.consortium}"


@pghistory.track()
class Departure(models.Model):
    """Why a partner left. Apart from Partnership, so that who reads partnerships never meets the reason."""

    partnership = models.OneToOneField(Partnership, models.CASCADE, related_name="departure")
    reason = models.TextField()

    def __str__(self):
        return f"Departure: {self.partnership}"


class MembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(current("started_on", "ended_on"))


@pghistory.track()
class Membership(models.Model):
    """Somebody who acts for an organisation."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    started_on = models.DateField(db_default=Now())
    ended_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=models.Q(ended_on=None), name="member_once_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.user} for {self.organisation}"


class AppointmentQuerySet(models.QuerySet):
    def current(self):
        return self.filter(current("started_on", "ended_on"))

    def leading(self, consortium):
        """The one of who reads the concerns about somebody's safety in a consortium today, if anybody does."""
        return self.current().filter(consortium=consortium, role=Appointment.Role.SAFEGUARDING, user__is_active=True)


@pghistory.track()
class Appointment(models.Model):
    """Somebody's part in a consortium."""

    class Role(models.TextChoices):
        CURATOR = "curator", "Curator: reviews and publishes"
        COORDINATOR = "coordinator", "Coordinator: looks after a neighbourhood and the coalition"
        RESEARCHER = "researcher", "Researcher: exports and studies"
        SAFEGUARDING = "safeguarding", "Safeguarding lead: alone reads concerns about somebody's safety"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments")
    consortium = models.ForeignKey(Consortium, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=Role)
    started_on = models.DateField(db_default=Now())
    ended_on = models.DateField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "consortium", "role"],
                condition=models.Q(ended_on=None),
                name="appointed_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["consortium"],
                condition=models.Q(ended_on=None, role="safeguarding"),
                name="one_safeguarding_lead",
                violation_error_message="The consortium has a safeguarding lead. End that appointment first.",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.role} of {self.consortium}"

    def clean(self):
        """Of a consortium's safeguarding leads one has ended before the next begins."""
        begins = self.started_on or timezone.localdate()
        others = Appointment.objects.filter(consortium=self.consortium_id, role=self.role).exclude(pk=self.pk)
        others = others.filter(models.Q(ended_on=None) | models.Q(ended_on__gt=begins))
        if self.ended_on:
            others = others.filter(started_on__lt=self.ended_on)
        if self.role == Appointment.Role.SAFEGUARDING and others.exists():
            raise ValidationError("The consortium has a safeguarding lead at that time. End that appointment first.")
