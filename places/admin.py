from django import forms
from django.contrib import admin
from django.contrib.gis.db import models

from places import followers
from places.models import Area, Indicator


class AsText:
    """Geometry is typed as text: Django's map widget would need scripts of another host."""

    formfield_overrides = {
        models.GeometryField: {
            "widget": forms.Textarea({"rows": 3, "cols": 60}),
            "help_text": "Well-known text in degrees, longitude first, like POINT (-2.24 53.48).",
        }
    }


@admin.register(Area)
class AreaAdmin(AsText, admin.ModelAdmin):
    """Areas come from files, by `manage.py load_areas`. A boundary is written once; a new one is a new edition.

    Neighbourhoods are drawn on the pages of their consortium.
    """

    list_display = ["name", "kind", "code", "edition", "valid_to"]
    list_filter = ["kind", "edition"]
    search_fields = ["name", "code"]
    show_full_result_count = False
    after_drawing = ["kind", "code", "edition", "corners"]

    def get_queryset(self, request):
        return super().get_queryset(request).light()

    def changelist_view(self, request, extra_context=None):
        for sentence in followers.told():
            self.message_user(request, sentence)
        return super().changelist_view(request, extra_context)

    def get_readonly_fields(self, request, obj=None):
        return self.after_drawing if obj else []

    def get_exclude(self, request, obj=None):
        return ["boundary"] if obj else []

    @admin.display(description="corners of the boundary")
    def corners(self, area):
        return area.boundary.num_coords

    def has_delete_permission(self, request, obj=None):
        """An area ends on a date; it is not deleted."""
        return False


@admin.register(Indicator)
class IndicatorAdmin(admin.ModelAdmin):
    """Measures come from files, by `manage.py load_indicator`. How they are named and sourced can be put right here."""

    list_display = ["name", "nation", "year", "area_kind", "area_edition", "source"]
    list_filter = ["nation", "year"]
    search_fields = ["name", "code", "source"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    as_loaded = ["code", "nation", "year", "area_kind", "area_edition", "direction"]

    def get_readonly_fields(self, request, obj=None):
        return self.as_loaded if obj else []

    def has_delete_permission(self, request, obj=None):
        """Its values would go with it."""
        return False
