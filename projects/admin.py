from django.contrib import admin

from consortia.admin import Kept, KeptInline
from projects.models import Project, ProjectAsset


class ProjectAssetInline(KeptInline):
    model = ProjectAsset
    raw_id_fields = ["asset"]
    fields = ["asset", "effect", "since", "evidence"]


@admin.register(Project)
class ProjectAdmin(Kept):
    """The facts of a project. `manage.py load_programme` writes again what its file says."""

    list_display = ["title", "phase", "phase_membership", "lead", "consortium", "is_example"]
    list_filter = ["phase", "phase_membership", "is_example"]
    list_select_related = ["lead", "consortium"]
    search_fields = ["title", "short_name", "grant_reference"]
    prepopulated_fields = {"slug": ["short_name"]}
    autocomplete_fields = ["consortium", "lead", "areas", "partners", "continues_from"]
    inlines = [ProjectAssetInline]
