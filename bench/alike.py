"""How long somebody waits who enters a place, until they are asked whether it is one of these."""

import http.client
import time
from functools import cache
from urllib.parse import urlencode

from django.test import Client

from accounts.models import User
from assets.models import Asset
from bench import web
from consortia.models import Consortium, Membership, Organisation, Partnership

FIRST, EVERY, TURNS = 10_000, 250, 4  # places among the first 10,000, which are there however many follow
WRITTEN = ["{}", "The {}", "{} group"]
TOKEN = "b" * 32


def p95_seconds():
    """What 95 of 100 answers keep: somebody types the like of a place some 50 metres from it. Over HTTP."""
    forms = typed()
    for form in forms:
        seconds(form)
    return web.p95([seconds(form) for _ in range(TURNS) for form in forms])


def typed():
    """What is typed; every other time with a telephone and a website."""
    ids = [f"1-{number}" for number in range(1, FIRST, EVERY)]
    places = Asset.objects.filter(source="Synthetic", source_id__in=ids).exclude(location=None).order_by("id")
    return [form_of(asset, number) for number, asset in enumerate(places)]


def form_of(asset, number):
    form = {
        "name": WRITTEN[number % len(WRITTEN)].format(asset.name),
        "location": f"{asset.location.y + 0.0004:.6f}, {asset.location.x:.6f}",
    }
    return form | ({"contact_phone": "01253 000000", "website": "https://example.org"} if number % 2 else {})


def seconds(form):
    """The time to the last byte of the answer."""
    connection = http.client.HTTPConnection(web.SITE.hostname, web.SITE.port, timeout=300)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={session()}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
    }
    started = time.perf_counter()
    connection.request("POST", "/assets/alike/", urlencode(form), headers)
    answer = connection.getresponse()
    answer.read()
    waited = time.perf_counter() - started
    connection.close()
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
