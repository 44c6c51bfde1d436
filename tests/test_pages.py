"""Every page of ours: valid HTML, and nothing that axe finds, in light and dark, narrow and wide."""

from datetime import date
from pathlib import Path

import html5lib
import pytest
from django.core.management import call_command

from assets.models import Asset, Decision

AXE = (Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Pins may lie closer together than 24 px; the list beside the map has the same links (WCAG 2.5.8, "equivalent").
ALLOWED = {"target-size": ".leaflet-marker-pane"}
SIZES = {"phone": {"width": 360, "height": 780}, "desk": {"width": 1280, "height": 900}}

VISITORS = {
    "home": "/",
    "list": "/assets/",
    "nothing found": "/assets/?q=zzzz",
    "a bad filter": "/assets/?colour=red&category=food",
    "asset": "{asset}",
    "withheld": "{withheld}",
    "areas": "/areas/",
    "area": "/areas/T1/",
    "organisation": "/organisations/seaholme-trust/",
    "consortia": "/consortia/",
    "consortium": "/consortia/seaholme/",
    "projects": "/projects/",
    "project": "/projects/pathways/",
    "programme": "/programme/",
    "data": "/data/",
    "privacy": "/about/privacy/",
    "accessibility": "/about/accessibility/",
    "contact": "/about/contact/",
    "urgent help": "/about/urgent-help/",
    "sign in": "/account/login/",
    "sign in by code": "/account/login/code/",
    "forgotten password": "/account/password/reset/",
    "not found": "/nowhere/",
}
CONTRIBUTORS = {"add": "/assets/add/", "mine": "/assets/mine/", "edit": "/assets/{draft.pk}/edit/"}
CURATORS = {"queue": "/review/", "item": "/review/{waiting.pk}/", "edit published": "/assets/{asset.pk}/edit/"}


@pytest.fixture
def there(make_consortium, make_organisation, make_member, make_appointee, make_asset, make_area, make_project):
    """One of everything, with addresses that the tables above name."""
    call_command("load_programme", verbosity=0)
    consortium = make_consortium(slug="seaholme", aim="Company for everyone in Seaholme.")
    organisation = make_organisation(slug="seaholme-trust", consortium=consortium)
    area = make_area(code="T1")
    make_area("msoa", "Seaholme 001")
    consortium.areas.add(area)
    contributor, curator = make_member(organisation), make_appointee(consortium, "curator")
    fields = {"consortium": consortium, "organisation": organisation, "created_by": contributor}
    asset = make_asset(
        summary="Warm food and company", opening_times="Tuesdays", last_checked_on=date(2026, 5, 1), is_free=True,
        contact_is_public=True, contact_phone="01253 000000", website="https://example.org", **fields,
    )  # fmt: skip
    make_project(slug="pathways", consortium=consortium).links.create(asset=asset, effect="strengthened")
    draft = make_asset("Half told", status=Asset.Status.DRAFT, **fields)
    Decision.objects.create(asset=draft, step="ask", made_by=curator, note="Is it still on?")
    return {
        "asset": asset,
        "withheld": make_asset("Refuge", "refuge", disclosure="withheld", **fields),
        "area_only": make_asset("Home group", "peer_support", disclosure="area", lon=-2.03, **fields),
        "draft": draft,
        "waiting": make_asset("Choir", "singing", status=Asset.Status.SUBMITTED, **fields),
        "contributor": contributor,
        "curator": curator,
    }


def address(template, there):
    if template.strip("{}") in there:
        return there[template.strip("{}")].get_absolute_url()
    return template.format(**there)


def everyones_pages(there):
    for name, template in VISITORS.items():
        yield None, name, address(template, there)
    for role, pages in {"contributor": CONTRIBUTORS, "curator": CURATORS}.items():
        for name, template in pages.items():
            yield there[role], name, address(template, there)


def test_every_page_is_valid_html(client, there):
    problems = {}
    for user, name, url in everyones_pages(there):
        client.force_login(user) if user else client.logout()
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(client.get(url).text)
        problems[name] = [(where, code, words) for where, code, words in parser.errors]
    assert {name: errors for name, errors in problems.items() if errors} == {}


def found_by_axe(page):
    page.evaluate(AXE)
    # Axe would load style sheets a second time, into a <style> that the policy forbids.
    options = {"preload": False, "runOnly": {"type": "tag", "values": RULES}}
    results = page.evaluate("options => axe.run(document, options)", options)
    return [
        (violation["id"], node["target"], node["failureSummary"])
        for violation in results["violations"]
        for node in violation["nodes"]
        if not (
            violation["id"] in ALLOWED and page.locator(node["target"][0]).evaluate(INSIDE, ALLOWED[violation["id"]])
        )
    ]


INSIDE = "(element, selector) => element.closest(selector) !== null"


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(watched, live_server, client, there, scheme, size):
    page = watched(color_scheme=scheme, viewport=SIZES[size])
    found = []
    for user, name, url in everyones_pages(there):
        page.context.clear_cookies()
        if user:
            client.force_login(user)
            value = client.cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        page.goto(live_server.url + url)
        found += [f"{name}: {problem}" for problem in found_by_axe(page)]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{name}: scrolls sideways")
    assert not found, "\n".join(found)
