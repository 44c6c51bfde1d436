"""What is planted in hidden rows is in no answer or log that somebody may read who may not see the row.

Mails are looked into in `test_mails.py`.
"""

import re
from itertools import pairwise
from math import asinh, pi, radians, tan
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from assets.forms.photos import fingerprint
from assets.models import Asset, Category, Concern, Decision, Duplicate, Merge, Proposal, Report
from mapping.layers import LAYERS
from tests.planted import (
    CONTACT_WORDS,
    COORDINATES,
    HIDDEN_PLACE,
    PLACE_WORDS,
    ROLES,
    SECRET_NAMES,
    TOLD_WORDS,
    WORRIES,
    found_in,
    whole,
)

HTMX = {"HX-Request": "true", "HX-Target": "results"}
ACCOUNT_FORMS = ["account_login", "account_request_login_code", "account_reset_password", "account_change_password"]
STEPS = ["publish", "ask", "decline", "close"]
STEPS_OF_PHOTOS = ["add", "words", "earlier", "remove"]
# Which rows a number in the address counts, where that is not entries.
NUMBERED = {"assets:proposal": "proposals", "assets:report": "reports", "assets:concern": "concerns"}
NUMBERED |= {"assets:merge": "merges"}
MADE_OF_THE_LIST = [
    "/embed/",
    "/embed/code/",
    "/assets.csv",
    "/assets.atom",
    "/assets.ics",
    "/assets/print/",
    "/assets/map.svg",
]
OF_PROPOSALS = ["accept", "refuse", "inquire", "reply", "withdraw"]


def names(resolver, prefix=""):
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            namespace = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            if entry.namespace != "admin":
                yield from names(entry, namespace)
        elif entry.name:
            yield prefix + entry.name


def addresses(planted):
    """Every address of ours, with each planted row in it. Secret names are not in the address itself."""
    assets = planted["assets"]
    slugs = [planted["organisation"].slug, assets[0].consortium.slug, planted["project"].slug]
    values = [{"pk": asset.pk, "slug": "x" if asset.name in SECRET_NAMES.values() else asset.slug} for asset in assets]
    values += [{"pk": asset.pk, "version": 1} for asset in assets]
    values += [{"pk": asset.pk, "code": code} for asset in assets for code in ("where", "contact")]
    values += [{"kind": "msoa"}, {"kind": "msoa", **tile(12)}]
    values += [
        {"pk": asset.pk, "key": photo["key"], "size": size}
        for asset in assets
        for photo in asset.photos
        for size in ("large", "small")
    ]
    values += [{"lower": one.pk, "upper": two.pk} for one, two in pairs_of(assets)]
    values += [{"code": area.code} for area in planted["areas"]]
    values += [{"slug": slug} for slug in slugs] + [{"key": "1-x"}, {"token": "x"}, {"uidb36": "1", "key": "x"}]
    values += [tile(z) for z in (8, 12, 18)] + [{"name": layer.name, **tile(12)} for layer in LAYERS]
    for name in set(names(get_resolver())):
        for kwargs in [{}, *values, *({"pk": row.pk} for row in planted[NUMBERED.get(name, "assets")])]:
            try:
                yield reverse(name, kwargs=kwargs)
            except NoReverseMatch:
                continue


def pairs_of(assets):
    """Each with the next: every sort of hidden entry beside another one, and the last beside the public one."""
    return pairwise(sorted(assets, key=lambda asset: asset.pk))


def aimed(planted, role):
    """The list, files and tiles under filters that aim at the hidden rows.

    Two roles each see the same rows: visitor and nobody, partner and researcher, and both of elsewhere. At what is made
    of the list they take turns, so that each page meets each filter from one of the two.
    """
    project, organisation = planted["project"].slug, planted["organisation"].slug
    queries = ["q=quillfeather", "q=ZE9", "q=ZE9+7QX", "q=zibethum", "order=checked", "category=food"]
    queries += [f"project={project}", f"organisation={organisation}"]
    queries += [f"area={area.code}" for area in planted["areas"]]
    for query in queries:
        yield from (f"{path}?{query}" for path in ["/assets/", tile_url(8), tile_url(18), shapes_url(), *vector_urls()])
    asked = [f"{path}?{query}" for path in MADE_OF_THE_LIST for query in queries]
    yield from asked[ROLES.index(role) % 2 :: 2]


def vector_urls():
    return [reverse("asset_tiles"), reverse("asset_tile", kwargs=tile(8))]


def kept(planted):
    """The list of all of them, as somebody might make it who guesses numbers."""
    return f"{reverse('assets:kept')}?ids={','.join(str(asset.pk) for asset in planted['assets'])}"


def tile(z):
    """The Web Mercator tile over the hidden place."""
    across = 2**z
    x = int((HIDDEN_PLACE.x + 180) / 360 * across)
    y = int((1 - asinh(tan(radians(HIDDEN_PLACE.y))) / pi) / 2 * across)
    return {"z": z, "x": x, "y": y}


def tile_url(z):
    return reverse("clusters", kwargs=tile(z))


def shapes_url():
    return reverse("layer_tile", kwargs={"name": "shapes", **tile(12)})


def typed_in(url):
    """What the reader searches for is the only part of an address that a page says again."""
    return " ".join(parse_qs(urlsplit(url).query).get("q", []))


def forms(planted):
    """What somebody might send who guesses addresses: every step of each row, with its version."""
    for name in ACCOUNT_FORMS:
        yield reverse(name), {"email": "somebody@example.org"}
    yield reverse("assets:add"), {"name": "Somebody's", "uid": uuid4()}
    for decision in Decision.objects.all():
        yield reverse("assets:undo", args=[decision.pk]), {}
    for asset in planted["assets"]:
        yield from forms_of_entry(asset)
    for proposal in planted["proposals"]:
        read = {"version": proposal.version, "entry_version": proposal.asset.version}
        for step in OF_PROPOSALS:
            said = {f"{step}-{name}": value for name, value in {**read, "note": "Mine", "parts": "address"}.items()}
            yield proposal.get_absolute_url(), {"step": step, **said}
    yield from forms_of_pairs(planted)
    yield from forms_of_told(planted)


def forms_of_entry(asset):
    """Each page about one entry on which something can be sent."""
    version, kind = asset.version, Category.objects.kinds().first().pk
    yield reverse("assets:boundary", args=[asset.pk]), {"shape": "", "move_pin": "on"}
    yield reverse("assets:version", args=[asset.pk, 1]), {}
    (photo,) = asset.photos
    for step in STEPS_OF_PHOTOS:
        data = {"step": step, "key": photo["key"], "kept": photo["key"], "seen": fingerprint(asset.photos)}
        yield reverse("assets:photos", args=[asset.pk]), {**data, "alt": "Mine", "agreed": "on"}
    yield reverse("assets:edit", args=[asset.pk]), {"name": "Somebody's", "base_version": version, "draft": "1"}
    yield reverse("assets:part", args=[asset.pk, "where"]), {"address": "Mine", "base_version": version}
    yield reverse("assets:part", args=[asset.pk, "contact"]), {"base_version": version, "typed": "1"}
    yield reverse("assets:check", args=[asset.pk]), {"base_version": version}
    yield reverse("assets:put_away", args=[asset.pk]), {}
    yield reverse("assets:claim", args=[asset.pk]), {"take_over": "on"}
    yield reverse("assets:together"), {"chosen": f"{asset.pk}-{version}", "note": "Mine", "kind": kind}
    for step in STEPS:
        data = {"step": step, f"{step}-version": version, f"{step}-note": "Mine", f"{step}-reason": "other"}
        yield reverse("assets:review_item", args=[asset.pk]), data


def forms_of_pairs(planted):
    """What is asked, said and done of two entries that may be the same."""
    for known in alike(planted):
        yield reverse("assets:alike"), known
    for one, two in pairs_of(planted["assets"]):
        pair = reverse("assets:duplicate", args=[one.pk, two.pk])
        yield pair, {"step": "apart"}
        yield pair, {"step": "merge", "kept": one.pk, "lower_version": one.version, "upper_version": two.version}
    for merge in planted["merges"]:
        yield merge.get_absolute_url(), {"version": merge.kept.version}


def forms_of_told(planted):
    """What people without an account tell us, and what is done about it."""
    for asset in planted["assets"]:
        yield reverse("assets:tell_of_entry", args=[asset.pk]), {"kind": "wrong"}
        yield reverse("assets:worried_about", args=[asset.pk]), {"contact": "me"}
    for report in planted["reports"]:
        yield report.get_absolute_url(), {"step": "done", "outcome": "Mine"}
        yield f"{reverse('assets:add')}?report={report.pk}", {"name": "Mine", "uid": uuid4(), "draft": "1"}
    for concern in planted["concerns"]:
        yield concern.get_absolute_url(), {}


def alike(planted):
    """What somebody might type who wants to know whether a hidden entry is here: its neighbour, its contact."""
    near = {"location": f"{HIDDEN_PLACE.y}001, {HIDDEN_PLACE.x}001"}
    for name in ["Refuges", "Home groups", "Refuge house", "Z", "Xylo"]:
        yield {"name": name, **near, "contact_phone": "01253 000000", "website": "https://example.org"}


def rows():
    entries = Asset.objects.order_by("pk").values_list("pk", "version", "status")
    told = Report.objects.order_by("pk").values_list("pk", "state", "entered")
    worries = Concern.objects.order_by("pk").values_list("pk", "closed_at")
    pairs = Duplicate.objects.order_by("pk").values_list("pk", "score", "state")
    merges = Merge.objects.order_by("pk").values_list("pk", "undone_by", "undone_at")
    proposals = Proposal.objects.order_by("pk").values_list("pk", "version", "state")
    return [*entries, *pairs, *merges, *proposals, *told, *worries]


@pytest.mark.real_roles
@pytest.mark.parametrize("role", ROLES)
def test_no_page_and_no_line_of_the_log_holds_what_was_planted(planted, reader, role, logged):
    client, words = reader(role)
    found = {}
    for url in sorted({*addresses(planted), *aimed(planted, role), kept(planted)}):
        ways = [{}, HTMX] if url.startswith("/assets/?") else [{}]
        for headers in ways:
            answer = client.get(url, headers=headers)
            assert answer.status_code < 500, url
            found[url, *headers] = found_in(whole(answer), words, typed_in(url))
    assert {url: words for url, words in found.items() if words} == {}
    assert found_in(logged.text, [*PLACE_WORDS, *CONTACT_WORDS, *SECRET_NAMES.values(), *TOLD_WORDS, *WORRIES]) == []


def test_who_sees_all_else_sees_no_worry(planted, signed_in, administrator):
    client = signed_in(administrator)
    client.raise_request_exception = False
    pages = {url for url in addresses(planted) if not url.startswith("/tiles/")}
    found = {url: found_in(whole(client.get(url)), WORRIES) for url in {*pages, *offices()}}
    assert {url: words for url, words in found.items() if words} == {}


def offices():
    """The lists of the admin."""
    for model in admin.site._registry:
        yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.mark.parametrize("role", ["curator", "administrator"])
def test_who_ends_reports_sees_no_address(request, planted, signed_in, role):
    client = signed_in(request.getfixturevalue(role))
    pages = "".join(client.get(url).text for url in ["/review/", "/review/reports/"])
    pages += "".join(client.get(report.get_absolute_url()).text for report in planted["reports"])
    assert [word for word in TOLD_WORDS if word in pages] == TOLD_WORDS[:1]


@pytest.mark.real_roles
@pytest.mark.parametrize("role", ROLES)
def test_no_form_reveals_or_changes_a_planted_row(planted, reader, role, logged, mailoutbox, tasks_at_once):
    client, words = reader(role)
    before, found = rows(), {}
    for url, data in forms(planted):
        answer = client.post(url, data)
        assert answer.status_code < 500, (url, data)
        found[url, data.get("step")] = found_in(whole(answer), words)
    mails = "".join(mail.message().as_string() for mail in mailoutbox)
    assert {form: words for form, words in found.items() if words} == {}
    assert found_in(logged.text + mails, [*PLACE_WORDS, *CONTACT_WORDS, *SECRET_NAMES.values()]) == []
    assert rows() == before


@pytest.mark.real_roles
@pytest.mark.parametrize("role", ROLES)
def test_a_hidden_row_is_not_found_under_its_own_name(planted, reader, role):
    client, words = reader(role)
    named = {asset.name: asset for asset in planted["assets"] if asset.name in SECRET_NAMES.values()}
    missing = {name for name, asset in named.items() if client.get(asset.get_absolute_url()).status_code == 404}
    assert (len(named), missing) == (len(SECRET_NAMES), set(SECRET_NAMES.values()) & set(words))


@pytest.mark.real_roles
@pytest.mark.parametrize("role", ROLES)
def test_hidden_words_find_nothing(planted, reader, role):
    client, words = reader(role)
    typed = [word for word in words if word not in [*COORDINATES, *TOLD_WORDS, *WORRIES]]
    found = {word: client.get("/assets/", {"q": word}).context["total"].number for word in typed}
    assert set(found.values()) == {0}


def test_what_people_tell_us_is_not_logged(client, make_asset, logged):
    address = f"/assets/{make_asset().pk}/tell/"
    for kind in ("", "wrong"):
        client.post(address, {"kind": kind, "words": "Quincewort", "email": TOLD_WORDS[1]})
    assert address in logged.text
    assert found_in(logged.text, TOLD_WORDS) == []


def test_of_a_worry_neither_words_nor_who_nor_about_what_is_logged(signed_in, partner, lead, make_asset, logged):
    address = f"/worried/{make_asset().pk}/"
    client = signed_in(partner)
    logged.clear()
    client.get(address)
    client.post(address, {"words": WORRIES[0], "contact": WORRIES[1]})
    assert "POST /worried/" in logged.text
    assert found_in(logged.text, [*WORRIES, address, '"user_id"']) == []


def test_what_is_typed_at_the_sign_in_is_not_logged(client, logged):
    client.post("/account/login/", {"login": "quillfeather@example.org", "password": "ZE9 7QX"})
    client.post("/account/login/code/", {"email": "quillfeather@example.org"})
    assert "/account/login/" in logged.text
    assert found_in(logged.text, PLACE_WORDS) == []


def test_every_planted_word_would_be_found(planted, administrator):
    asset = planted["assets"][0]
    client = Client()
    client.force_login(administrator)
    page = whole(client.get(asset.get_absolute_url()))
    assert re.search("Quillfeather.*ZE9 7QX.*53.0234", page, re.DOTALL)


def test_a_word_that_was_typed_is_skipped_and_no_other():
    assert found_in("Zibethum, ZE9 7QX", ["Zibethum", "ZE9 7QX"], typed_in("/assets/?q=zibethum&area=ZE9+7QX")) == [
        "ZE9 7QX"
    ]
