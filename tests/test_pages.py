"""Every page of ours: valid HTML, and nothing that axe finds, wide and light, narrow and dark.

No look of ours depends on both width and colours, so two of the four pairs show all that there is to find. Each page is
opened once: it goes over from one look to the other as it does where somebody turns a tablet or the evening comes.
"""

from datetime import date
from pathlib import Path

import html5lib
import pytest
from django.core import signing
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from assets import joining, workflow
from assets.alerts import SALT
from assets.duplicates import find_for
from assets.models import Asset, Category, Concern, Decision, Report
from consortia.models import CouncilContact

AXE = (Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js").read_text()
# What depends on colours and width; the rest is the same in every look, and is looked for in one.
OF_LOOKS = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Pins may lie closer together than 24 px; the list beside the map has the same links (WCAG 2.5.8, "equivalent").
ALLOWED = {"target-size": ".leaflet-marker-pane"}
SIZES = {"phone": {"width": 360, "height": 780}, "desk": {"width": 1280, "height": 900}}

VISITORS = {
    "home": "/",
    "list": "/assets/",
    "nothing found": "/assets/?q=zzzz",
    "around a place": "/assets/?q=pantry+near+53.0,-2.0",
    "a bad filter": "/assets/?colour=red&category=food",
    "asset": "{asset}",
    "withheld": "{withheld}",
    "list of somebody": "/assets/kept/?ids={asset.pk},{withheld.pk},999999",
    "list in large text": "/assets/kept/?ids={asset.pk},{area_only.pk}&size=largest",
    "empty list": "/assets/kept/",
    "search for a refuge": "/assets/?q=domestic+abuse",
    "to print": "/assets/print/?category=food",
    "nothing to print": "/assets/print/?q=zzzz",
    "embedded list": "/embed/?category=food",
    "embedded map": "/embed/?view=map",
    "embedded search for a refuge": "/embed/?category=refuge",
    "code to embed": "/embed/code/?category=food",
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
    "suggest a place": "/tell/place/",
    "tell": "/assets/{asset.pk}/tell/",
    "worried": "/worried/{asset.pk}/",
    "miles or kilometres": "/distances/",
    "sign in": "/account/login/",
    "sign in by code": "/account/login/code/",
    "forgotten password": "/account/password/reset/",
    "not found": "/nowhere/",
}
SEARCHES = {"searches": "/assets/searches/", "search": "/assets/searches/{search.pk}/"}
CONTRIBUTORS = {**SEARCHES, "add": "/assets/add/", "mine": "/assets/mine/", "parts": "/assets/{draft.pk}/parts/"}
CONTRIBUTORS |= {"part": "/assets/{draft.pk}/parts/where/", "check": "/assets/{draft.pk}/check/"}
CONTRIBUTORS |= {"photos": "/assets/{draft.pk}/photos/", "photos suggested": "/assets/{asset.pk}/photos/"}
CONTRIBUTORS |= {"suggest": "/assets/{asset.pk}/edit/", "suggestion": "{suggestion}"}
COORDINATORS = {"areas of a consortium": "/consortia/seaholme/areas/", "draw": "/consortia/seaholme/areas/draw/"}
CURATORS = {
    "outline": "/assets/{asset.pk}/boundary/",
    "queue": "/review/",
    "duplicates": "/review/duplicates/",
    "compare": "/review/duplicates/{asset.pk}-{like.pk}/",
    "merged": "{merge}",
    "item": "/review/{waiting.pk}/",
    "edit published": "/assets/{asset.pk}/edit/",
    "suggested change": "{suggestion}",
    "what people told us": "/review/reports/",
    "who publishes at once": "/review/partners/",
    "decided of late": "/review/decided/",
    "report": "{report}",
}
LEADS = {"concerns": "/concerns/", "concern": "{concern}"}
PAGES = {None: VISITORS, "contributor": CONTRIBUTORS, "coordinator": COORDINATORS, "curator": CURATORS, "lead": LEADS}
SELDOM_SEEN_BY_VISITORS = {
    "who may add": "/assets/add/",
    "link sent": "/account/password/reset/done/",
    "link used up": "/account/password/reset/key/1-x/",
    "password set": "/account/password/reset/key/done/",
    "no signing up": "/account/signup/",
    "switched off": "/account/inactive/",
    "address not confirmed": "/account/confirm-email/",
    "confirmation used up": "/account/confirm-email/x/",
    "history": "/assets/{asset.pk}/history/",
    "history of a refuge": "/assets/{withheld.pk}/history/",
    "mails about a search": "/assets/searches/stop/{token}/",
    "told": "/tell/sent/",
    "to confirm": "{report.confirm_path}",
    "worried about no entry": "/worried/?where=Nowhere",
    "worry without a lead": "/worried/{elsewhere.pk}/",
    "worry sent": "/worried/sent/",
    "not understood": "/not-understood/",
    "broken": "/broken/",
}
SELDOM_SEEN_BY_CONTRIBUTORS = {
    "all on one page": "/assets/{draft.pk}/edit/",
    "when": "/assets/{draft.pk}/parts/when/",
    "not theirs": "/review/",
    "published elsewhere": "/assets/{imported.pk}/edit/",
    "whole history": "/assets/{asset.pk}/history/",
    "an earlier version": "/assets/{asset.pk}/history/1/",
    "sign out": "/account/logout/",
    "password": "/account/password/change/",
    "e-mail addresses": "/account/email/",
    "who is it": "/account/reauthenticate/",
    "preferences": "/account/preferences/",
}
SELDOM_SEEN_BY_COORDINATORS = {
    "draw anew": "/consortia/seaholme/areas/{terraces.pk}/draw/",
    "end": "/consortia/seaholme/areas/{terraces.pk}/end/",
}
SELDOM_SEEN_BY_CURATORS = {
    "suggested changes": "/review/?suggested=1",
    "change together": "/review/together/?chosen={waiting.pk}",
}
SELDOM_SEEN_BY_CURATORS |= {"imported": "/review/?imported=1", "imported draft": "/review/{imported.pk}/"}
SELDOM_SEEN_BY_CURATORS |= {"ended": "/review/reports/?ended=1", "enter it": "/assets/add/?report={missing.pk}"}
SELDOM_SEEN = {
    None: SELDOM_SEEN_BY_VISITORS,
    "contributor": SELDOM_SEEN_BY_CONTRIBUTORS,
    "coordinator": SELDOM_SEEN_BY_COORDINATORS,
    "curator": SELDOM_SEEN_BY_CURATORS,
}
CHANGED_BEFORE = {"base_version": "1", "summary": "Mine", "eligibility": "Anyone", "draft": "1"}
SESSIONS = [
    {"weekday": 2, "opens": "09:00", "closes": "13:00", "term_time": True, "note": "With a bus"},
    {"weekday": 5, "opens": "22:00", "closes": "02:00"},
]
UNSAID = {"step": "words", "key": "{photo.key}", "alt": ""}
ROWS = {"sessions-rows": "1", "sessions-0-days": "2", "sessions-0-opens": "9am", "sessions-0-closes": "1pm"}
SENDABLE = {"name": "Seaholme Pantry", "address": "1 Quay", "eligibility": "Anyone", "kind": "{food.pk}"}
SENDABLE |= {"licence_agreed": "on", "people_agreed": "on"}
CROSSES = {"name": "Here", "shape": "POLYGON ((-2 53, -1.9 53.1, -1.9 53, -2 53.1, -2 53))"}
FAR_AWAY = {"shape": "POLYGON ((-1 53, -1.1 53, -1 53.1, -1 53))"}
OLD = {"csrfmiddlewaretoken": "old", "story": "Round the bay. "}
# Whose form, where, what is sent in it, and words of the answer.
SENT = {
    "a wrong password": (None, "/account/login/", {"login": "nobody@example.org", "password": "guessed"}, "a problem"),
    "a code was sent": (None, "/account/login/code/", {"email": "{contributor.email}"}, "Enter your code"),
    "open too long": (None, "/account/login/code/", {"csrfmiddlewaretoken": "old"}, "The form was open too long"),
    "add with mistakes": ("contributor", "/assets/add/", {"name": "", "postcode": "rubbish"}, "There is a problem"),
    "a photo without words": ("contributor", "/assets/{draft.pk}/photos/", UNSAID, "Describe the photo"),
    "one of these": ("contributor", "/assets/add/", SENDABLE, "None of these: send it"),
    "another row": ("contributor", "/assets/add/", {**ROWS, "sessions-redraw": "more"}, "Tuesday 9am to 1pm"),
    "rows with mistakes": ("contributor", "/assets/add/", {**ROWS, "sessions-0-closes": "late"}, "no time of day"),
    "a search not to be kept": ("contributor", "/assets/", {"name": "Red", "query": "colour=red"}, "cannot be saved"),
    "edit with a conflict": ("contributor", "/assets/{draft.pk}/edit/", CHANGED_BEFORE, "changed this entry"),
    "review with mistakes": ("curator", "/review/{waiting.pk}/", {"step": "ask", "ask-note": ""}, "Write what"),
    "a decision too late": ("curator", "/review/{asset.pk}/", {"step": "ask", "ask-note": "When?"}, "You wrote:"),
    "a drawing that crosses": ("coordinator", "/consortia/seaholme/areas/draw/", CROSSES, "can be put right"),
    "a stale drawing": (
        "coordinator",
        "/consortia/seaholme/areas/{terraces.pk}/draw/",
        {"seen": "x"},
        "Somebody changed",
    ),
    "refused without a reason": ("curator", "/assets/changes/{suggestion.pk}/", {"step": "refuse"}, "Say why"),
    "a suggestion with mistakes": ("contributor", "/assets/{asset.pk}/edit/", {"name": ""}, "There is a problem"),
    "a pin outside": ("curator", "/assets/{asset.pk}/boundary/", FAR_AWAY, "Move the pin into it"),
    "a place nobody knows": ("contributor", "/tell/place/", {"where": "Nowhere"}, "We do not know who looks after"),
    "a report with mistakes": (None, "/assets/{asset.pk}/tell/", {"email": "me"}, "Choose what it is about"),
    "an end without words": ("curator", "/review/reports/{report.pk}/", {"step": "done"}, "Write what came of it"),
    "no such partner": (
        "curator",
        "/review/partners/",
        {"partnership": "x", "trusts": "yes"},
        "has left the consortium",
    ),
    "a worry without words": (None, "/worried/{asset.pk}/", {"contact": "me"}, "Say in a few words"),
    "an old token": ("contributor", "/assets/{draft.pk}/edit/", OLD, "Nothing you typed is lost"),
    "password with mistakes": ("contributor", "/account/password/change/", {"oldpassword": "guessed"}, "a problem"),
}


@pytest.fixture(autouse=True)
def _failing_addresses(settings):
    settings.ROOT_URLCONF = "tests.failing_urls"


@pytest.fixture
def there(
    make_consortium, make_organisation, make_member, make_appointee, make_asset, make_area, make_project, add_photo
):
    """One of everything, with addresses that the tables above name."""
    call_command("load_programme", verbosity=0)
    consortium = make_consortium(slug="seaholme", aim="Company for everyone in Seaholme.")
    organisation = make_organisation(slug="seaholme-trust", consortium=consortium)
    area = make_area(code="T1")
    make_area("msoa", "Seaholme 001")
    consortium.areas.add(area)
    terraces = make_area("neighbourhood", "The Terraces", box=(-2.01, 52.99, -1.99, 53.01))
    consortium.areas.add(terraces)
    contributor, curator = make_member(organisation), make_appointee(consortium, "curator")
    fields = {"consortium": consortium, "organisation": organisation, "created_by": contributor}
    asset = make_asset(
        summary="Warm food and company", opening_times="Tuesdays", last_checked_on=date(2026, 5, 1), is_free=True,
        contact_phone_is_public=True, contact_phone="01253 000000", website="https://example.org",
        sessions=SESSIONS, **fields,
    )  # fmt: skip
    make_project(slug="pathways", consortium=consortium).links.create(asset=asset, effect="strengthened")
    like = make_asset("Seaholme Food Pantry", summary="Food", **fields)
    find_for(asset)
    twice = make_asset("Larder", **fields), make_asset("The Larder", **fields)
    draft = make_asset("Half told", status=Asset.Status.DRAFT, **fields)
    photo = add_photo(draft, contributor, alt="A long table", credit="Jo Smith")
    add_photo(asset, curator, alt="A door with two steps", credit="Sam Jones")
    Decision.objects.create(asset=draft, step="ask", made_by=curator, note="Is it still on?")
    Asset.objects.filter(pk=draft.pk).update(summary="Changed meanwhile")
    before, after = {"summary": asset.summary, "town": ""}, {"summary": "Hot food, and tea", "town": "Seaholme"}
    before, after = before | {"photos": asset.photos}, after | {"photos": []}
    suggestion = workflow.suggest(asset, contributor, before, after, "I was there")
    Asset.objects.filter(pk=asset.pk).update(summary="Food and company")
    told = {"consortium": consortium, "state": "waiting", "confirmed_at": timezone.now(), "words": "It has moved"}
    CouncilContact.objects.create(consortium=consortium, council="Seaholme Council", phone="01632 960100")
    merge = joining.merge(*twice, curator, ["name"])
    search = contributor.saved_queries.create(name="Food", query="category=food&audience=gone")
    return {
        "asset": asset,
        "suggestion": suggestion,
        "photo": photo,
        "report": Report.objects.create(asset=asset, kind="changed", **told),
        "missing": Report.objects.create(place="Knitters", where="Seaholme", **told),
        "concern": Concern.objects.create(consortium=consortium, asset=asset, words="I saw it twice"),
        "lead": make_appointee(consortium, "safeguarding"),
        "elsewhere": make_asset("Elsewhere", consortium=make_consortium("Elsewhere")),
        "like": like,
        "merge": merge,
        "search": search,
        "token": signing.dumps([search.pk], salt=SALT),
        "withheld": make_asset("Refuge", "refuge", disclosure="withheld", **fields),
        "area_only": make_asset("Home group", "peer_support", disclosure="area", lon=-2.03, **fields),
        "draft": draft,
        "waiting": make_asset("Choir", "singing", status=Asset.Status.SUBMITTED, **fields),
        "imported": make_asset("Hall", "community_centre", status=Asset.Status.DRAFT, consortium=consortium),
        "contributor": contributor,
        "coordinator": make_appointee(consortium, "coordinator"),
        "curator": curator,
        "terraces": terraces,
        "food": Category.objects.get(code="food"),
    }


def address(template, there):
    if template.strip("{}") in there:
        return there[template.strip("{}")].get_absolute_url()
    return template.format(**there)


def everyones(pages, there):
    for role, addresses in pages.items():
        for name, template in addresses.items():
            yield there.get(role), name, address(template, there)


def test_every_page_is_valid_html(client, there):
    problems = {}
    for user, name, url in [*everyones(PAGES, there), *everyones(SELDOM_SEEN, there)]:
        client.force_login(user) if user else client.logout()
        problems[name] = errors_of(client.get(url).text)
    assert {name: errors for name, errors in problems.items() if errors} == {}


def test_a_mistake_of_ours_is_answered_by_our_page():
    answer = Client(raise_request_exception=False).get("/fails/")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text


def errors_of(html):
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    return [(where, code, words) for where, code, words in parser.errors]


def found_by_axe(page, of_looks_alone):
    rules = {"type": "rule", "values": OF_LOOKS} if of_looks_alone else {"type": "tag", "values": RULES}
    # Axe would load style sheets a second time, into a <style> that the policy forbids.
    options = {"preload": False, "runOnly": rules, "resultTypes": ["violations"]}
    return [
        (violation["id"], node["target"], node["failureSummary"])
        for violation in page.evaluate(VIOLATIONS, options)
        for node in violation["nodes"]
        if not (
            violation["id"] in ALLOWED and page.locator(node["target"][0]).evaluate(INSIDE, ALLOWED[violation["id"]])
        )
    ]


# What is right, of which there is much, stays in the browser.
VIOLATIONS = "async (options) => (await axe.run(document, options)).violations"
INSIDE = "(element, selector) => element.closest(selector) !== null"


@pytest.fixture
def reader(client, live_server):
    """Let a page be read by this person, or by a visitor."""

    def read(page, user):
        page.context.clear_cookies()
        if user:
            client.force_login(user)
            value = client.cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])

    return read


def problems_of(page, of_looks_alone=False):
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = found_by_axe(page, of_looks_alone)
    is_wider = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [*found, "scrolls sideways"] if is_wider else found


@pytest.fixture
def opened(live_server, reader):
    """Open each of these pages for its reader, and tell its name."""

    def open_each(page, pages):
        for user, name, url in pages:
            reader(page, user)
            page.goto(live_server.url + url)
            yield name

    return open_each


@pytest.mark.browser
@pytest.mark.parametrize(
    "roles", [{None}, {"contributor", "coordinator", "curator", "lead"}], ids=["visitors", "others"]
)
def test_axe_finds_nothing_on_any_page(watched, opened, there, roles):
    page, found = watched(), []
    for name in opened(page, everyones({role: PAGES[role] for role in PAGES if role in roles}, there)):
        for look, scheme, size in [("desk", "light", SIZES["desk"]), ("phone", "dark", SIZES["phone"])]:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            found += [f"{name}, {look}: {problem}" for problem in problems_of(page, of_looks_alone=look == "phone")]
    assert not found, "\n".join(found)


@pytest.mark.browser
def test_nor_on_those_seldom_seen(watched, opened, there):
    page, found = watched(viewport=SIZES["phone"]), []
    for name in opened(page, everyones(SELDOM_SEEN, there)):
        found += [f"{name}: {problem}" for problem in problems_of(page)]
    assert not found, "\n".join(found)


@pytest.mark.browser
def test_axe_is_heard(watched, opened, there):
    page = watched()
    list(opened(page, [(None, "home", "/")]))
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert [rule for rule, *_ in problems_of(page)] == ["image-alt"]


SEND = """answers => {
  const forms = [...document.querySelectorAll("main form[method=post]")];
  const form = forms.find((form) => new URL(form.action).pathname === location.pathname) ?? forms[0];
  for (const [name, value] of Object.entries(answers)) {
    const shown = form.elements[name];
    const asked = shown && shown.type !== "submit" && !(shown instanceof RadioNodeList);
    const field = asked ? shown : form.appendChild(Object.assign(document.createElement("input"), {name}));
    field.value = value;
    field.checked = true;
  }
  form.submit();
}"""


@pytest.mark.browser
def test_answers_to_forms_are_as_good_as_pages(watched, live_server, reader, there):
    page = watched(color_scheme="dark", viewport=SIZES["phone"])
    found = []
    for name, (role, url, answers, words) in SENT.items():
        reader(page, there.get(role))
        page.goto(live_server.url + url.format(**there))
        with page.expect_navigation() as sent:
            page.evaluate(SEND, {field: value.format(**there) for field, value in answers.items()})
        assert words in page.locator("main").inner_text(), name
        problems = errors_of(sent.value.text()) + problems_of(page)
        found += [f"{name}: {problem}" for problem in problems]
    assert not found, "\n".join(found)
