"""What is planted in hidden rows is in no answer to anybody who may not see it."""

import re
from math import asinh, pi, radians, tan

import pytest
from django.contrib.gis.geos import Point
from django.db import DatabaseError, connections, transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from assets.models import Asset
from places.models import Area

HIDDEN_PLACE = Point(-2.0123457, 53.0234568, srid=4326)
PLACE_WORDS = ["Quillfeather", "ZE9 7QX", "ZE97QX", "-2.0123", "53.0234"]
ROLES = ["visitor", "nobody", "partner", "researcher", "stranger"]
SECRET_NAMES = {"consortium": "Zibethum", "private": "Xylophane", "draft": "Wyvernhall"}
KEPT_FROM_VISITORS = [
    *["assets_asset", "assets_assetevent", "assets_assetarea", "assets_decision", "projects_projectasset"],
    *["consortia_membership", "consortia_appointment", "consortia_departure"],
    *["accounts_user", "pghistory_context", "django_session"],
]
SEES = {"partner": {"consortium"}, "researcher": {"consortium"}}


@pytest.fixture
def nobody(make_user):
    return make_user("Nobody")


@pytest.fixture
def planted(make_asset, make_area, make_project, make_organisation, consortium):
    """A hidden asset of each sort beside a public one, in every kind of area."""
    area = make_area()
    make_area("msoa", "Seaholme 001", box=(-2.05, 52.95, -1.95, 53.05))
    make_area("ward", "Layfield", box=(-2.02, 53.0, -2.0, 53.03))
    consortium.areas.add(area)
    holder = make_organisation("Holder", consortium)
    secret = {"organisation": holder, "address": "7 Quillfeather Lane", "postcode": "ZE9 7QX", "source_id": "ZE97QX"}
    secret |= {"directions": "Behind Quillfeather House", "location": HIDDEN_PLACE, "disclosure_reason": "Quillfeather"}
    assets = [
        make_asset("Refuge", disclosure="withheld", **secret),
        make_asset("Home group", disclosure="area", **secret | {"source": "Second"}),
        make_asset("Zibethum", visibility="consortium", disclosure="withheld", **secret | {"source": "Third"}),
        make_asset("Xylophane", visibility="private", **secret | {"source": "Fourth"}),
        make_asset("Wyvernhall", status=Asset.Status.DRAFT, **secret | {"source": "Fifth"}),
        make_asset("Open door", lon=-2.02, lat=53.04),
    ]
    project = make_project()
    for asset in assets:
        project.links.create(asset=asset, effect="identified")
    return {"assets": assets, "areas": list(Area.objects.all()), "organisation": holder, "project": project}


def names(resolver, prefix=""):
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            namespace = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            if entry.namespace != "admin":
                yield from names(entry, namespace)
        elif entry.name:
            yield prefix + entry.name


def addresses(planted):
    """Every address of ours, with each planted row in it, and the lists under filters that aim at the hidden rows."""
    assets, consortium = planted["assets"], planted["assets"][0].consortium
    slugs = {
        "organisations": planted["organisation"].slug,
        "consortia": consortium.slug,
        "projects": planted["project"].slug,
    }
    values = [{"pk": asset.pk, "slug": asset.slug} for asset in assets] + [
        {"code": area.code} for area in planted["areas"]
    ]
    values += [{"slug": slug} for slug in slugs.values()] + [{"key": "1-x"}, {"uidb36": "1", "key": "x"}]
    values += [{"z": z, **tile(z)} for z in range(19)]
    for name in set(names(get_resolver())):
        for kwargs in [{}, *values]:
            try:
                yield reverse(name, kwargs=kwargs)
            except NoReverseMatch:
                continue
    aimed = ["q=quillfeather", "q=ZE9", "q=zibethum", *(f"area={area.code}" for area in planted["areas"])]
    aimed += [
        f"project={slugs['projects']}",
        f"organisation={slugs['organisations']}",
        "order=checked",
        "category=food",
    ]
    for query in aimed:
        yield from [f"/assets/?{query}", f"/assets.csv?{query}"]
        yield from (f"{tile_url(z)}?{query}" for z in (8, 14, 18))


def tile(z):
    """The Web Mercator tile over the hidden place."""
    across = 2**z
    x = int((HIDDEN_PLACE.x + 180) / 360 * across)
    y = int((1 - asinh(tan(radians(HIDDEN_PLACE.y))) / pi) / 2 * across)
    return {"x": x, "y": y}


def tile_url(z):
    return reverse("clusters", kwargs={"z": z, **tile(z)})


def body(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode() + str(answer.headers)


def leaks(text, url, words):
    """The planted words in an answer that did not come from the reader's own address."""
    echoed = url.casefold()
    return [word for word in words if word.casefold() in text.casefold() and word.casefold() not in echoed]


@pytest.mark.real_roles
@pytest.mark.parametrize("role", ROLES)
def test_no_answer_holds_what_was_planted(request, planted, role):
    user = request.getfixturevalue(role)
    client = Client(raise_request_exception=False)
    if user.is_authenticated:
        client.force_login(user)
    hidden = [name for sort, name in SECRET_NAMES.items() if sort not in SEES.get(role, set())]
    found = {}
    for url in sorted(set(addresses(planted))):
        answer = client.get(url)
        assert answer.status_code < 500, url
        found[url] = leaks(body(answer), url, PLACE_WORDS + hidden)
    assert {url: words for url, words in found.items() if words} == {}


@pytest.mark.real_roles
@pytest.mark.parametrize("table", KEPT_FROM_VISITORS)
def test_the_public_role_may_not_read(planted, table):
    with connections["public"].cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute(f"TABLE {table}")


@pytest.mark.real_roles
@pytest.mark.parametrize(
    "call",
    [
        "disclosed_row(NULL::assets_asset)",
        "public_row(NULL::assets_asset)",
        "refresh_public('{1}')",
        "rebuild_public()",
    ],
)
def test_the_public_role_may_not_call(planted, call):
    with connections["public"].cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute(f"SELECT {call}")


@pytest.mark.real_roles
def test_nothing_planted_is_in_the_public_table(planted):
    with connections["public"].cursor() as cursor:
        cursor.execute("SELECT row_to_json(public_asset)::text || ST_AsText(public_location) FROM public_asset")
        rows = str(cursor.fetchall())
    assert leaks(rows, "", [*PLACE_WORDS, *SECRET_NAMES.values()]) == []


@pytest.mark.parametrize("table", ["assets_asset", "assets_decision", "assets_assetevent"])
def test_the_site_may_not_delete(planted, table):
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SET LOCAL ROLE hereabouts_web")
        with pytest.raises(DatabaseError, match="permission denied"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 (a name from the list above)
        transaction.set_rollback(True)


def test_every_planted_word_would_be_found(planted, administrator):
    asset = planted["assets"][0]
    client = Client()
    client.force_login(administrator)
    page = body(client.get(asset.get_absolute_url()))
    assert re.search("Quillfeather.*ZE9 7QX.*53.0234", page, re.DOTALL)
