"""Entries and searches of every kind for tests of what agrees, and the ground that they stand on."""

import csv
import io
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.geos import Point
from django.db import connection, transaction
from django.http import QueryDict
from hypothesis import strategies as st

from assets.export import copy_statement
from assets.models import Asset, Audience, Category, Determinant, Feature
from assets.pages import keyset_page
from places.models import Postcode
from projects.models import ProjectAsset

YES_NO_UNKNOWN = st.sampled_from([True, False, None])
NAMES = ["Pantry", "Singing for lungs", "Men’s shed", "Library", "Warm café"]
PLACES = [(-2.0, 53.0), (-2.05, 53.05), (0.0, 52.0), (None, None)]
USUAL = st.sampled_from(PLACES)


class Undone(Exception):
    """Raised to take back what one example wrote."""


def codes(model, count=4):
    return list(model.objects.order_by("pk")[:count])


def some(choices, most=3):
    return st.lists(st.sampled_from(choices), max_size=most, unique=True)


def rows(ground, places=USUAL):
    """Fields of one entry, of any state, visibility and disclosure, at one of these places."""
    return st.fixed_dictionaries(
        {
            "name": st.sampled_from(NAMES),
            "place": places,
            "category_ids": st.lists(st.sampled_from(ground["category_ids"]), min_size=1, max_size=2, unique=True),
            "audience_ids": some(ground["audience_ids"]),
            "determinant_ids": some(ground["determinant_ids"]),
            "feature_ids": some(ground["feature_ids"]),
            "absent_feature_ids": some(ground["feature_ids"], 2),
            "languages": some(["en", "cy", "ur"]),
            "served_area_ids": some(ground["area_ids"], 1),
            "is_free": YES_NO_UNKNOWN,
            "is_online": YES_NO_UNKNOWN,
            "referral": st.sampled_from(["", "open", "self", "professional"]),
            "taking": st.sampled_from(["", "open", "full", "paused"]),
            "age_from": st.sampled_from([None, 5, 16]),
            "age_to": st.sampled_from([None, 18, 90]),
            "condition": st.sampled_from(["existing", "at_risk"]),
            "health_state": st.sampled_from(["community", "becoming"]),
            "disclosure": st.sampled_from(["exact", "exact", "area", "withheld"]),
            "visibility": st.sampled_from(["public", "public", "public", "consortium", "private"]),
            "status": st.sampled_from(["published", "published", "published", "published", "draft", "closed"]),
            "last_checked_on": st.sampled_from([None, date(2026, 1, 1), date(2026, 6, 1)]),
            "sessions": st.sampled_from([[], [{"weekday": 2, "opens": "10:00", "closes": "12:00"}]]),
            "organisation": st.sampled_from([None, ground["organisation"]]),
            "project": st.sampled_from([None, *ground["projects"]]),
            "consortium": st.sampled_from(ground["consortia"]),
        }
    )


def queries(ground):
    """Query strings of several names, some with several values, some with bad ones."""
    values = {
        "q": [
            "pantry",
            "singing",
            "men's shed",
            "panttry",
            "library in Seaholme",
            "seaholme",
            "café or library",
            "%",
            "'",
            "pantry near SH1 1AA",
            "library SH1",
        ],
        "category": [*ground["category_codes"], "nonsense"],
        "audience": [*ground["audience_codes"]],
        "determinant": ground["determinant_codes"],
        "feature": ground["feature_codes"],
        "area": [*ground["area_codes"], "E99"],
        "serves": ground["area_codes"],
        "near": ["53,-2", "53.05,-2.05", "SH1 1AA", "SH1", "nowhere at all"],
        "radius": ["500", "20000", "0"],
        "bbox": ["-2.01,52.9,-1.9,53.01", "-3,50,1,54", "1,2,3"],
        "organisation": [ground["organisation"].slug, "nobody"],
        "project": [project.slug for project in ground["projects"]],
        "consortium": [consortium.slug for consortium in ground["consortia"]],
        "free": ["yes", "no", "perhaps"],
        "referral": ["open", "self", "professional"],
        "age": ["4", "17", "old"],
        "day": ["now", "today", "tuesday", "sunday", "2026-12-25", "2026-12-01", "someday"],
        "language": ["en", "cy"],
        "online": ["yes", "no"],
        "taking": ["open", "full", "paused"],
        "checked_after": ["2026-03-01", "March"],
        "changed_after": ["2026-01-01", "2999-01-01"],
        "health_state": ["community", "becoming"],
        "condition": ["existing", "at_risk"],
        "unknown": ["show"],
        "order": ["relevance", "distance", "name", "checked"],
        "colour": ["red"],
    }
    pairs = st.sampled_from(sorted(values)).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from(values[name]))
    )
    return st.lists(pairs, max_size=5).map(written)


def written(pairs):
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return query.urlencode()


@pytest.fixture
def ground(make_area, make_consortium, make_organisation, make_project, consortium):
    """What rows and searches may name."""
    areas = [make_area(), make_area("msoa", "Seaholme 001"), make_area("ward", "Pier")]
    Postcode.objects.create(code="SH11AA", point=Point(-2, 53, srid=4326))
    lists = {"category": Category, "audience": Audience, "determinant": Determinant, "feature": Feature}
    chosen = {name: codes(model) for name, model in lists.items()}
    chosen["category"] = [Category.objects.get(code=code) for code in ("food", "food_bank", "advice", "singing")]
    return {
        **{f"{name}_ids": [code.pk for code in some_codes] for name, some_codes in chosen.items()},
        **{f"{name}_codes": [code.code for code in some_codes] for name, some_codes in chosen.items()},
        "area_ids": [area.pk for area in areas],
        "area_codes": [area.code for area in areas],
        "organisation": make_organisation("Seaholme Trust", consortium),
        "projects": [make_project(), make_project("Singing")],
        "ward_id": areas[2].pk,
        "consortia": [consortium, make_consortium("Elsewhere Alliance")],
    }


@pytest.fixture
def readers(ground, make_member, partner, curator, researcher, stranger, administrator, make_user):
    contributor = make_member(ground["organisation"])
    return [AnonymousUser(), make_user(), contributor, partner, curator, researcher, stranger, administrator]


def point(lon, lat):
    return None if lon is None else f"SRID=4326;POINT({lon} {lat})"


def entered(fields):
    (lon, lat), project = fields.pop("place"), fields.pop("project", None)
    first, last = fields["age_from"], fields["age_to"]
    location = point(lon, lat)
    if first and last and first > last:
        return
    asset = Asset.objects.create(location=location, source="Test", **fields)
    if project:
        ProjectAsset.objects.create(project=project, asset=asset, effect=ProjectAsset.Effect.CONNECTED)


def ids_of_list(chosen):
    """All pages of the list, forward."""
    page = keyset_page(chosen.parts, size=3)
    ids = [entry.pk for entry in page.entries]
    while page.next_after is not None:
        page = keyset_page(chosen.parts, after=str(page.next_after), size=3)
        ids += [entry.pk for entry in page.entries]
    return ids


def rows_of_file(register, chosen):
    text = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(copy_statement(register, chosen), text)
    return list(csv.DictReader(io.StringIO(text.getvalue().decode(), newline="")))


def take_back(work):
    """Do this, and take back what it wrote."""
    try:
        with transaction.atomic():
            work()
            raise Undone
    except Undone:
        pass
