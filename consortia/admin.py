from django import forms
from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.db import models

from accounts.admin import PersonAdmin
from accounts.models import User
from consortia.models import Appointment, Consortium, CouncilContact, Departure, Membership, Organisation, Partnership
from places.admin import AsText


class LinesField(SimpleArrayField):
    """A list of short texts, one a line."""

    def __init__(self, base_field, **options):
        options.setdefault("help_text", "One a line.")
        super().__init__(base_field, delimiter="\n", widget=forms.Textarea({"rows": 4, "cols": 80}), **options)

    def to_python(self, value):
        if isinstance(value, str):
            value = [line.strip() for line in value.splitlines() if line.strip()]
        return super().to_python(value)


class ShapedJSONField(forms.JSONField):
    """JSON of one shape, a list or an object; empty when nothing is typed."""

    def __init__(self, *, shape, **options):
        self.shape = shape
        super().__init__(**options)

    def to_python(self, value):
        parsed = super().to_python(value)
        if parsed in self.empty_values:
            return self.shape()
        if not isinstance(parsed, self.shape):
            kind = "a list, in square brackets" if self.shape is list else "an object, in curly brackets"
            raise forms.ValidationError(f"Write JSON: {kind}.")
        return parsed


class Kept(AsText, admin.ModelAdmin):
    """Rows that are ended, never deleted, and whose lists of texts are written one a line."""

    formfield_overrides = AsText.formfield_overrides | {models.URLField: {"assume_scheme": "https"}}

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_dbfield(self, db_field, request, **options):
        if isinstance(db_field, ArrayField) and isinstance(db_field.base_field, models.CharField):
            options |= {"form_class": LinesField, "help_text": f"{db_field.help_text} One a line.".strip()}
        if isinstance(db_field, models.JSONField):
            options |= {"form_class": ShapedJSONField, "shape": db_field.default}
        return super().formfield_for_dbfield(db_field, request, **options)


class KeptInline(admin.TabularInline):
    extra = 0
    can_delete = False


class PartnershipInline(KeptInline):
    model = Partnership
    autocomplete_fields = ["organisation"]


class MembershipInline(KeptInline):
    model = Membership
    autocomplete_fields = ["organisation", "user"]


class AppointmentInline(KeptInline):
    model = Appointment
    autocomplete_fields = ["consortium", "user"]


class CouncilContactInline(admin.StackedInline):
    model = CouncilContact
    extra = 0
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


class DepartureInline(admin.StackedInline):
    model = Departure


@admin.register(User)
class PersonWithPartsAdmin(PersonAdmin):
    inlines = [MembershipInline, AppointmentInline]


@admin.register(Organisation)
class OrganisationAdmin(Kept):
    list_display = ["name", "sector", "sector_is_sure", "is_example"]
    list_filter = ["sector", "sector_is_sure", "is_example"]
    search_fields = ["name", "other_names"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [MembershipInline]


@admin.register(Consortium)
class ConsortiumAdmin(Kept):
    list_display = ["name", "phase", "lead", "starts_on", "ends_on", "is_example"]
    list_filter = ["phase", "is_example"]
    list_select_related = ["lead"]
    search_fields = ["name", "other_names"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["lead", "areas"]
    inlines = [CouncilContactInline, PartnershipInline, AppointmentInline]


@admin.register(Partnership)
class PartnershipAdmin(Kept):
    list_display = ["organisation", "consortium", "role", "joined_on", "left_on"]
    list_filter = ["consortium"]
    list_select_related = ["organisation", "consortium"]
    search_fields = ["organisation__name", "role"]
    autocomplete_fields = ["organisation", "consortium"]
    inlines = [DepartureInline]
