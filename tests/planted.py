"""Hidden rows with words that stand nowhere else, and how to look for them."""

from itertools import combinations

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.test import Client
from django.utils import timezone

from assets import workflow
from assets.models import Asset, Concern, Duplicate, Merge, Report
from places.models import Area
from tests.photographs import telling

HIDDEN_PLACE = Point(-2.0123457, 53.0234568, srid=4326)
HIDDEN_SHAPE = MultiPolygon(Polygon.from_bbox((-2.0123457, 53.0234568, -2.01, 53.03)), srid=4326)
COORDINATES = ["-2.0123", "53.0234"]
PLACE_WORDS = ["Quillfeather", "ZE9 7QX", "ZE97QX", *COORDINATES]
CONTACT_WORDS = [
    "Ambergris"
]  # of people who did not agree, or whose agreement has ended; the phone beside them is public
CONTACT = {"contact_name": "Ambergris", "contact_phone": "01632 960500", "contact_email": "ambergris@example.org"}
CONTACT |= {"contact_phone_whose": "Ambergris", "contact_phone_is_public": True}
CONTACT |= {"contact_email_is_public": True, "contact_email_agreed_until": "2020-01-01"}
SECRET_NAMES = {"consortium": "Zibethum", "private": "Xylophane", "draft": "Wyvernhall"}
# What people without an account wrote, which no list of others holds; and worries, for one person's eyes.
TOLD_WORDS, WORRIES = ["Quincewort", "quincewort@example.org"], ["Yarrowmere", "01632 960042", "Tansyholt"]
ROLES = ["visitor", "nobody", "partner", "researcher", "stranger", "elsewhere"]
SEES = {"partner": {"consortium"}, "researcher": {"consortium"}}


@pytest.fixture
def nobody(make_user):
    return make_user("Nobody")


@pytest.fixture
def elsewhere(make_member, make_organisation, make_consortium):
    """A contributor and coordinator of another consortium."""
    consortium = make_consortium("Far Alliance")
    user = make_member(make_organisation("Far Trust", consortium), "Elsewhere")
    user.appointments.create(consortium=consortium, role="coordinator")
    return user


def suggested(asset, member):
    """A change of its hidden place that somebody suggests, and about which a curator has asked."""
    before, after = {"address": asset.address}, {"address": "9 Quillfeather Lane"}
    proposal = workflow.suggest(asset, member, before, after, "Quillfeather House moved")
    workflow.inquire(proposal, member, "To which end of Quillfeather Lane?")
    proposal.refresh_from_db()
    return proposal


def hide_at_last(asset):
    """Its place was public once, and in its words: the history alone holds that now."""
    row = Asset.objects.filter(pk=asset.pk)
    row.update(disclosure="exact", summary="In Quillfeather House", story="At Quillfeather")
    row.update(disclosure="withheld", summary="Somewhere safe")
    row.update(story="", cost="Free")
    asset.refresh_from_db()


def told_of(asset, consortium):
    """What somebody without an account told of an entry, or of a place that is missing; it waits for a curator."""
    said = {"words": TOLD_WORDS[0], "name": TOLD_WORDS[0], "email": TOLD_WORDS[1], "place": TOLD_WORDS[0]}
    kind = "wrong" if asset else "missing"
    return Report.objects.create(
        asset=asset, consortium=consortium, kind=kind, state="waiting", confirmed_at=timezone.now(), **said
    )


@pytest.fixture
def planted(make_asset, make_area, make_project, make_organisation, make_member, add_photo, consortium):
    """A hidden asset of each sort beside a public one, in every kind of area."""
    area = make_area()
    make_area("msoa", "Seaholme 001", box=(-2.05, 52.95, -1.95, 53.05))
    make_area("ward", "Layfield", box=(-2.02, 53.0, -2.0, 53.03))
    consortium.areas.add(area)
    holder = make_organisation("Holder", consortium)
    member = make_member(holder)
    secret = {"organisation": holder, "address": "7 Quillfeather Lane", "postcode": "ZE9 7QX", "source_id": "ZE97QX"}
    secret |= {"directions": "Behind Quillfeather House", "location": HIDDEN_PLACE, "disclosure_reason": "Quillfeather"}
    secret |= {"boundary": HIDDEN_SHAPE, **CONTACT}
    secret |= {"sessions": [{"weekday": 2, "opens": "09:00", "closes": "10:00"}]}
    assets = [
        make_asset("Refuge", disclosure="withheld", **secret),
        make_asset("Home group", disclosure="area", **secret | {"source": "Second"}),
        make_asset("Zibethum", visibility="consortium", disclosure="withheld", **secret | {"source": "Third"}),
        make_asset("Xylophane", visibility="private", **secret | {"source": "Fourth"}),
        make_asset("Wyvernhall", status=Asset.Status.SUBMITTED, **secret | {"source": "Fifth"}),
        make_asset("Open door", lon=-2.02, lat=53.04, **CONTACT),
    ]
    hide_at_last(assets[0])
    for asset in assets:
        add_photo(asset, member, alt="A door" if asset.name == "Open door" else "Quillfeather House", file=telling())
    project = make_project()
    for asset in assets:
        project.links.create(asset=asset, effect="identified")
    Duplicate.objects.bulk_create(
        Duplicate(lower=one, upper=two, lower_version=1, upper_version=1, score=99, alike=1, metres=1)
        for one, two in combinations(assets, 2)
    )
    merged = make_asset("Vellichor", status=Asset.Status.MERGED, **secret | {"source": "Sixth"})
    worry = dict(zip(["words", "contact", "about"], WORRIES, strict=True))
    said = {"columns": ["address"], "before": {"address": "7 Quillfeather Lane"}, "after": {"address": "Quillfeather"}}
    merge = Merge.objects.create(kept=assets[0], loser=merged, loser_status="published", made_by=member, **said)
    proposals = [suggested(asset, member) for asset in assets if asset.status == Asset.Status.PUBLISHED]
    return {
        "assets": assets,
        "proposals": proposals,
        "reports": [told_of(assets[0], consortium), told_of(None, consortium)],
        "concerns": [
            Concern.objects.create(consortium=consortium, asset=asset, **worry) for asset in (assets[0], None)
        ],
        "merges": [merge],
        "areas": list(Area.objects.all()),
        "organisation": holder,
        "project": project,
    }


@pytest.fixture
def reader(request):
    """A test client for somebody of this role, and the planted words that are not theirs to read."""

    def make(role):
        user = request.getfixturevalue(role)
        client = Client(raise_request_exception=False)
        if user.is_authenticated:
            client.force_login(user)
        names = [name for sort, name in SECRET_NAMES.items() if sort not in SEES.get(role, set())]
        return client, PLACE_WORDS + CONTACT_WORDS + names + TOLD_WORDS + WORRIES

    return make


def whole(answer):
    """All that an answer holds: content, headers and cookies. Words stand in a vector tile as they are."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace") + str(answer.headers) + answer.cookies.output()


def found_in(text, words, typed=""):
    """The words in a text, but for those that the reader typed."""
    return [word for word in words if word.casefold() in text.casefold() and word.casefold() not in typed.casefold()]
