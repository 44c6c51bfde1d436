"""Loads the programme's projects, consortia and partners. A fact that has left the file is kept, and said aloud."""

from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter

import pghistory
from django.contrib.gis.geos import Point
from django.db import transaction

from consortia.models import Consortium, Organisation, Partnership
from places.models import Area
from projects.facts import programme_facts
from projects.models import Project

IDENTITY = ["title", "other_titles", "phase", "phase_membership"]
WORDS = ["aim", "audiences", "themes", "asset_kinds", "methods", "activities", "outcomes", "notes", "sources"]
NUMBERS = ["duration_months", "award_gbp"]
LINES = ["short_name", "department", "principal_investigator", "award_basis", "grant_reference"]
PRECISIONS = ["starts_precision", "ends_precision"]
UNKNOWN = (None, "", [])


@dataclass
class Loaded:
    """What a run added, changed, and kept although the file no longer says it. Each in words."""

    added: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    kept: list = field(default_factory=list)

    def write(self, model, key, values):
        """The row of this key with these values. An empty value never takes the place of a stored one."""
        row = model.objects.filter(**key).first()
        if row is None:
            row = model.objects.create(**key, **values)
            self.added.append(str(row))
            return row
        differing = {name: value for name, value in values.items() if getattr(row, name) != value}
        self.kept += [f"{row}: {name}" for name, value in differing.items() if value in UNKNOWN]
        new = {name: value for name, value in differing.items() if value not in UNKNOWN}
        if new:
            vars(row).update(new)
            row.save(update_fields=new)
            self.changed.append(f"{row}: {', '.join(new)}")
        return row


@transaction.atomic
def load_programme(facts=None):
    """Write the facts of `fixtures/programme.json`, or of another such dict; return what was `Loaded`."""
    facts = facts or programme_facts()
    loaded = Loaded()
    with pghistory.context(command="load_programme", why="facts of the programme", as_of=facts["about"]["as_of"]):
        organisations = {fact["slug"]: load_organisation(loaded, fact) for fact in facts["organisations"]}
        consortia = {fact["slug"]: load_consortium(loaded, fact, organisations) for fact in facts["consortia"]}
        for fact in facts["partnerships"]:
            load_partnership(loaded, consortia[fact["consortium"]], organisations[fact["organisation"]], fact["role"])
        projects = {}
        for fact in sorted(facts["projects"], key=itemgetter("phase")):  # a project continues one of an earlier phase
            projects[fact["slug"]] = load_project(loaded, fact, organisations, consortia, projects)
    return loaded


def load_organisation(loaded, fact):
    values = {
        "name": fact["name"],
        "other_names": fact["other_names"],
        "sector": fact["sector"],
        "sector_is_sure": fact["sector_sure"],
        "sources": fact["sources"],
    }
    return loaded.write(Organisation, {"slug": fact["slug"]}, values)


def load_consortium(loaded, fact, organisations):
    values = {
        "name": fact["name"],
        "other_names": fact["other_names"],
        "aim": fact["aim"] or "",
        "lead_id": pk_of(organisations, fact["lead"]),
        "phase": fact["phase"],
        "health_system": fact["health_system"] or "",
        "starts_on": day(fact["starts_on"]),
        "ends_on": day(fact["ends_on"]),
        "sources": fact["sources"],
    }
    return loaded.write(Consortium, {"slug": fact["slug"]}, values)


def load_partnership(loaded, consortium, organisation, role):
    """A partnership that has ended since the file was made stays ended."""
    key = {"consortium_id": consortium.pk, "organisation_id": organisation.pk}
    if not Partnership.objects.filter(**key).exclude(left_on=None).exists():
        loaded.write(Partnership, key, {"role": role or ""})


def load_project(loaded, fact, organisations, consortia, earlier_projects):
    values = {name: fact[name] for name in IDENTITY + WORDS + NUMBERS}
    values |= {name: fact[name] or "" for name in LINES + PRECISIONS}
    values |= {
        "lead_id": pk_of(organisations, fact["lead"]),
        "consortium_id": pk_of(consortia, fact["consortium"]),
        "continues_from_id": pk_of(earlier_projects, fact["continues_from"]),
        "places": [place["name"] for place in fact["places"]],
        "partner_kinds": fact["partner_kinds_unnamed"],
        "location": Point(*fact["point"], srid=4326) if fact["point"] else None,
        "location_basis": fact["point_basis"] or "",
        "starts_on": day(fact["starts_on"]),
        "ends_on": day(fact["ends_on"]),
    }
    project = loaded.write(Project, {"slug": fact["slug"]}, values)
    project.partners.add(*[organisations[partner["organisation"]] for partner in fact["partners"]])
    put_in_areas(project, fact["area_codes"])
    if fact["consortium"]:
        put_in_areas(consortia[fact["consortium"]], fact["area_codes"])
    return project


def put_in_areas(row, codes):
    """Link a project or consortium to the newest edition of the areas of these codes, as far as they are loaded."""
    oldest_first = Area.objects.light().filter(code__in=codes).order_by("edition")
    current = {area.code: area for area in oldest_first}.values()
    row.areas.remove(*row.areas.filter(code__in=codes).exclude(pk__in=[area.pk for area in current]))
    row.areas.add(*current)


def pk_of(rows, slug):
    return rows[slug].pk if slug else None


def day(text):
    return date.fromisoformat(text) if text else None
