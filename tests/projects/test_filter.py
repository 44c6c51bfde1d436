"""The register filtered by project, for visitors and for people with a role alike."""

import pytest
from django.http import QueryDict

from assets.filters import AssetFilter
from assets.models import Asset, PublicAsset
from projects.models import ProjectAsset


@pytest.fixture
def worked_with(make_project, make_asset):
    project, asset = make_project(slug="sea-air"), make_asset()
    make_asset("Another")
    ProjectAsset.objects.create(project=project, asset=asset, effect="connected")
    return asset


@pytest.mark.parametrize("model", [PublicAsset, Asset])
def test_the_register_is_filtered_by_project(worked_with, model):
    assert [entry.pk for entry in AssetFilter(QueryDict("project=sea-air"), model.objects.all()).qs] == [worked_with.pk]


@pytest.mark.parametrize("model", [PublicAsset, Asset])
def test_several_projects_find_the_places_of_each(worked_with, make_project, model):
    make_project(slug="sea-salt")
    chosen = AssetFilter(QueryDict("project=sea-air&project=sea-salt"), model.objects.all())
    assert [entry.pk for entry in chosen.qs] == [worked_with.pk]


def test_an_unknown_project_is_told():
    problems = AssetFilter(QueryDict("project=nothing"), PublicAsset.objects.all()).problems
    assert "nothing" in problems["project"]
