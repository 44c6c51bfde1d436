"""What the register and the list of projects may be filtered by, as far as projects are concerned."""

import django_filters as filters
from django import forms
from django.db.models import Q

from assets.filters import AssetFilter, CodesFilter
from projects.models import Project


class ProjectFilter(filters.FilterSet):
    """The list of projects: words, and the phase of the programme."""

    q = filters.CharFilter(
        label="Words in the title, the aim or the lead",
        max_length=200,
        method="with_words",
        widget=forms.TextInput({"type": "search"}),
    )
    phase = filters.MultipleChoiceFilter(
        label="Phase of the programme",
        choices=[("1", "Phase 1"), ("2", "Phase 2"), ("3", "Phase 3")],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Project
        fields = ["q", "phase"]

    def with_words(self, projects, name, words):
        for word in words.split():
            projects = projects.filter(
                Q(title__icontains=word)
                | Q(short_name__icontains=word)
                | Q(aim__icontains=word)
                | Q(lead__name__icontains=word)
            )
        return projects


def let_the_register_be_filtered_by_project():
    """The register may be filtered by what a project worked with: `project`, a slug, repeatable."""
    AssetFilter.add(
        "project", CodesFilter(label="Project", queryset=Project.objects.all(), column="project_ids", key="slug")
    )
