"""The two invented projects, and what they did for places of Example Harbour."""

from datetime import date

from assets.models import Asset, Category
from projects.models import Project, ProjectAsset

LINKED_APART = {"categories", "effects", "neighbourhoods", "continues_from", "starts_on", "ends_on"}
LINKS = 14


def make_projects(plan, consortium, town, assets):
    """Write the projects in the order of the plan, each linked to places of its kinds."""
    for entry in plan:
        own = {name: value for name, value in entry.items() if name not in LINKED_APART}
        project = Project.objects.create(
            **own,
            starts_on=date.fromisoformat(entry["starts_on"]),
            ends_on=date.fromisoformat(entry["ends_on"]),
            continues_from=Project.objects.filter(slug=entry.get("continues_from")).first(),
            consortium=consortium,
            lead=consortium.lead,
            location=town.whole.label_point,
            location_basis="label of the town",
            is_example=True,
        )
        project.areas.set(each for each in town.neighbourhoods if each.name in entry["neighbourhoods"])
        link(project, entry, assets)


def link(project, entry, assets):
    kinds = set(Category.objects.filter(code__in=entry["categories"]).values_list("pk", flat=True))
    touched = [each for each in assets if each.category_ids[0] in kinds and each.status == Asset.Status.PUBLISHED][
        :LINKS
    ]
    effects = entry["effects"]
    ProjectAsset.objects.bulk_create(
        ProjectAsset(project=project, asset=asset, effect=effects[number % len(effects)], since=project.starts_on)
        for number, asset in enumerate(touched)
    )
