"""Entries that may be the same: how long who enters a place waits to be asked, and what finding all pairs costs."""

import http.client
import sys
import time
from functools import cache
from statistics import median
from urllib.parse import urlencode

from django.db import connection
from django.test import Client

from accounts.models import User
from assets.alike import ALIKE, PER_METRE
from assets.duplicates import find_all
from assets.models import Asset, Duplicate
from assets.models.alike import NEAR
from bench import web
from consortia.models import Consortium, Membership, Organisation, Partnership

FIRST, EVERY, TURNS = 10_000, 250, 4  # places among the first 10,000, which are there however many follow
WRITTEN = ["{}", "The {}", "{} group"]
TOKEN = "b" * 32
REPEATS = 3
BARE = """
SELECT count(*) FROM assets_asset one JOIN assets_asset other
ON other.location && ST_Expand(one.location, %s, %s) AND one.id < other.id
AND similarity(one.name, other.name) >= %s
WHERE one.status IN ('submitted', 'published') AND other.status IN ('submitted', 'published')
"""


def p95_seconds():
    """What 95 of 100 answers keep: somebody types the like of a place some 50 metres from it. Over HTTP."""
    forms = typed()
    for form in forms:
        seconds(form)
    return web.p95([seconds(form) for _ in range(TURNS) for form in forms])


def typed():
    """What is typed; every other time with a telephone and a website."""
    ids = [f"1-{number}" for number in range(1, FIRST, EVERY)]
    places = Asset.objects.published().filter(source="Synthetic", source_id__in=ids, disclosure="exact")
    places = places.exclude(location=None).order_by("id")
    return [form_of(asset, number) for number, asset in enumerate(places)]


def form_of(asset, number):
    form = {
        "name": WRITTEN[number % len(WRITTEN)].format(asset.name),
        "location": f"{asset.location.y + 0.0004:.6f}, {asset.location.x:.6f}",
    }
    return form | ({"contact_phone": "01253 000000", "website": "https://example.org"} if number % 2 else {})


def seconds(form):
    """The time to the last byte of the answer."""
    site = http.client.HTTPConnection(web.SITE.hostname, web.SITE.port, timeout=300)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={session()}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
    }
    started = time.perf_counter()
    site.request("POST", "/assets/alike/", urlencode(form), headers)
    answer = site.getresponse()
    answer.read()
    waited = time.perf_counter() - started
    site.close()
    if answer.status != http.HTTPStatus.OK:
        raise web.NotOk(f"/assets/alike/: {answer.status}")
    return waited


@cache
def session():
    """The key of a session of somebody who adds places for a partner."""
    consortium = Consortium.objects.get(slug="synthetic")
    organisation = Organisation.objects.create(name="Bench partner", slug="bench-partner", sector="other")
    Partnership.objects.create(organisation=organisation, consortium=consortium)
    person = User.objects.create_user("contributor@example.org")
    Membership.objects.create(user=person, organisation=organisation)
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


def times_the_bare_join():
    """Finding and keeping every pair over the register joined with itself by place and name, which only counts."""
    ours, peers = [], []
    for _ in range(REPEATS):
        Duplicate.objects.all().delete()
        ours.append(timed(find_all))
        peers.append(timed(bare_join))
    print(f"{Duplicate.objects.count()} pairs: {median(ours):.1f} s, bare {median(peers):.1f} s", file=sys.stderr)
    return median(ours) / median(peers)


def bare_join():
    north, east = (degrees * NEAR for degrees in PER_METRE)
    with connection.cursor() as cursor:
        cursor.execute(BARE, [east, north, ALIKE])


def timed(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
