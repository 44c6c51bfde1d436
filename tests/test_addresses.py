"""No address, however strange, breaks a page: what cannot be is not found or explained, never an error of ours."""

from itertools import cycle, islice

import pytest
from django.urls import reverse

from assets.filters import AssetFilter

RUBBISH = ["%00", "a%00b", "%FF", "%F0%9F%99%82", "'", "%25", "..%2F..", "9" * 40, "x" * 3000, "%22%3E%3Cscript%3E"]
PATHS = [
    "/assets/{}/",
    "/assets/1-{}/",
    "/assets/{}-name/",
    "/assets/{}/edit/",
    "/assets/{}/parts/",
    "/assets/{}/parts/where/",
    "/assets/1/parts/{}/",
    "/assets/{}/check/",
    "/assets/{}/put-away/",
    "/assets/{}/boundary/",
    "/assets/{}/history/",
    "/assets/1/history/{}/",
    "/assets/{}/photos/",
    "/assets/{}/photos/x-large.jpg",
    "/assets/1/photos/{}-large.jpg",
    "/assets/1/photos/x-{}.jpg",
    "/assets/changes/{}/",
    "/assets/{}/tell/",
    "/tell/confirm/{}/",
    "/worried/{}/",
    "/concerns/{}/",
    "/review/{}/",
    "/review/{}/claim/",
    "/review/decisions/{}/undo/",
    "/review/reports/{}/",
    "/review/duplicates/{}-1/",
    "/review/merges/{}/",
    "/areas/{}/",
    "/areas/{}/outline.json",
    "/organisations/{}/",
    "/consortia/{}/",
    "/consortia/{}/areas/",
    "/consortia/x/areas/{}/draw/",
    "/projects/{}/",
    "/tiles/clusters/{}/0/0.json",
    "/tiles/areas/6/{}/0.json",
    "/tiles/layers/{}/12/0/0.json",
    "/tiles/layers/areas/12/{}/0.json",
    "/tiles/assets/{}/0/0.mvt",
    "/tiles/areas/{}/9/0/0.mvt",
    "/tiles/areas/ward/9/{}/0.mvt",
    "/tiles/areas/{}.json",
    "/about/{}/",
    "/assets/searches/stop/{}/",
    "/account/password/reset/key/{}/",
    "/{}",
]
FILTERS = [
    "q",
    "near",
    "radius",
    "bbox",
    "serves",
    "category",
    "audience",
    "feature",
    "determinant",
    "area",
    "organisation",
    "consortium",
    "project",
]
NAMES = [*AssetFilter.base_filters, "nothing"]
FILTERED = [
    "/assets/",
    "/embed/",
    "/embed/code/",
    "/assets.atom",
    "/assets.csv",
    "/assets/print/",
    "/assets/map.svg",
    "/assets.ics",
    "/tiles/clusters/0/0/0.json",
    "/tiles/layers/shapes/12/2025/1333.json",
    "/tiles/assets/0/0/0.mvt",
    "/tiles/assets.json",
]
QUERIES = {
    "/assets/": [*FILTERS, "after", "view", "lang", "format"],
    "/assets/kept/": ["ids", "size"],
    "/embed/": ["after", "before", "view"],
    "/embed/code/": ["view", "height"],
    "/assets/suggest/": ["q"],
    "/assets/map.svg": ["width", "height"],
    "/assets/map.png": ["q", "width", "height"],
    "/tiles/areas/6/31/20.json": ["nothing"],
    "/tiles/layers.json": ["nothing"],
    "/tiles/layers/areas/6/31/20.json": ["nothing"],
    "/tiles/areas/ward/9/253/166.mvt": ["indicator", "nothing"],
    "/tiles/areas/ward.json": ["indicator", "nothing"],
    "/": ["nothing"],
    "/areas/": ["q", "kind", "page"],
    "/consortia/": ["page"],
    "/projects/": ["q", "phase", "page"],
    "/programme/": ["phase"],
    "/data/": ["nothing"],
    "/distances/": ["nothing"],
    "/account/login/": ["next"],
    "/assets/add/": ["area"],
    "/tell/place/": ["nothing"],
    "/worried/": ["where", "consortium"],
}
FOR_PEOPLE = {
    "/assets/searches/": ["query"],
    "/assets/mine/": ["status", "page"],
    "/review/": ["page", "after", "area", "consortium", "suggested"],
    "/review/together/": ["chosen"],
    "/review/reports/": ["page", "ended"],
    "/review/duplicates/": ["page"],
    "/review/partners/": ["page"],
    "/review/decided/": ["page"],
    "/assets/add/": ["uid", "report"],
}


def addresses(queries):
    return [f"{path}?{name}" for path, names in queries.items() for name in names]


def failures(client, address):
    """The pieces of rubbish to which this address answers with an error of ours."""
    return broken(client, [address.format(piece) for piece in RUBBISH])


def broken(client, asked):
    """Of these addresses, those that answer with an error of ours."""
    client.raise_request_exception = False
    return [address for address in asked if status(client, address) >= 500]


def status(client, address):
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer)
    return answer.status_code


@pytest.mark.parametrize("path", PATHS)
def test_a_strange_path_is_not_found(client, path):
    assert failures(client, path) == []


@pytest.mark.parametrize("address", addresses(QUERIES))
def test_a_strange_query_is_explained_or_ignored(client, address):
    assert failures(client, f"{address}={{}}") == []


@pytest.mark.parametrize("number", range(len(FILTERED)))
def test_what_asks_the_filter_explains_or_ignores_what_is_strange_to_any_of_it(client, number):
    """One piece for each name, the next at the next address: every piece meets every address, and every name."""
    pieces = islice(cycle(RUBBISH), number, None)
    asked = [f"{FILTERED[number]}?{name}={piece}" for name, piece in zip(NAMES, pieces, strict=False)]
    assert broken(client, asked) == []


@pytest.mark.parametrize("address", addresses(FOR_PEOPLE))
def test_people_with_a_role_are_no_less_safe(signed_in, curator, address):
    assert failures(signed_in(curator), f"{address}={{}}") == []


def test_an_area_whose_code_cannot_be_is_not_found(client):
    assert client.get(reverse("areas:list") + "%00/").status_code == 404
