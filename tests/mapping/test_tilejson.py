"""TileJSON: what the specification 3.0.0 asks of it, and where it leads."""

import re

import pytest

from places.models import Indicator, IndicatorValue
from tests.mapping.vector_tiles import read

SPEC = "3.0.0"


@pytest.fixture
def described(client):
    def get(address="/tiles/assets.json", **query):
        response = client.get(address, query)
        assert response["Content-Type"] == "application/json"
        return response.json()

    return get


@pytest.fixture
def everything(make_asset, make_area):
    """An asset and an area that is measured."""
    make_asset()
    area = make_area("ward", attribution="© <b>Crown</b> copyright")
    indicator = Indicator.objects.create(
        code="need", name="Need", nation="england", year=2025, area_kind="ward", area_edition="2026", source="Ministry"
    )
    IndicatorValue.objects.create(indicator=indicator, area=area, value=1.5)


def problems_of(answer):
    """The sections of the specification that an answer does not meet."""
    least, most = answer.get("minzoom", 0), answer.get("maxzoom", 30)
    west, south, east, north = answer.get("bounds", [-180, -90, 180, 90])
    tiles, layers = answer.get("tiles", []), answer.get("vector_layers", [])
    met = {
        "3": {"tilejson", "tiles", "vector_layers"} <= set(answer),
        "3.1 tilejson is a version": re.fullmatch(r"\d+\.\d+\.\d+\w*", answer.get("tilejson", "")),
        "3.2 at least one endpoint, all absolute": tiles and all(re.match("https?://", tile) for tile in tiles),
        "3.3.1 a layer has an id": all(isinstance(layer.get("id"), str) for layer in layers),
        "3.3.2 a layer has fields, described": all(are_texts(layer["fields"]) for layer in layers),
        "3.3.3 a description is a text": are_texts({layer["id"]: layer.get("description", "") for layer in layers}),
        "3.3.4 zooms of layers lie within those of all": all(
            least <= layer.get("minzoom", least) <= layer.get("maxzoom", most) <= most for layer in layers
        ),
        "3.4, 3.8, 3.14": are_texts({key: answer.get(key, "") for key in ("attribution", "description", "name")}),
        "3.5 bounds are left, bottom, right, top": -180 <= west <= east <= 180 and -90 <= south <= north <= 90,
        "3.12, 3.13 zooms": type(least) is type(most) is int and 0 <= least <= most <= 30,
    }
    return [section for section, is_met in met.items() if not is_met]


def are_texts(values):
    return isinstance(values, dict) and all(isinstance(value, str) for value in values.values())


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    "address",
    [
        "/tiles/assets.json",
        "/tiles/assets.json?category=food&taking=open",
        "/tiles/areas/ward.json",
        "/tiles/areas/ward.json?indicator=need",
        "/tiles/areas/lsoa.json",
    ],
)
def test_it_is_what_the_specification_asks(described, address):
    answer = described(address)
    assert (problems_of(answer), answer["tilejson"]) == ([], SPEC)


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    ("address", "numbers", "layer"),
    [
        ("/tiles/assets.json", (0, 0, 0), "assets"),
        ("/tiles/areas/ward.json", (9, 253, 166), "ward"),
        ("/tiles/areas/ward.json?indicator=need", (9, 253, 166), "ward"),
    ],
)
def test_its_tiles_hold_the_layer_and_the_fields_that_it_names(client, described, tmp_path, address, numbers, layer):
    answer = described(address)
    template = answer["tiles"][0].removeprefix("http://localhost:8000")
    z, x, y = numbers
    content = client.get(template.format(z=z, x=x, y=y)).content
    (feature, *_) = read(tmp_path, content, *numbers)[layer]
    (fields,) = [named["fields"] for named in answer["vector_layers"] if named["id"] == layer]
    not_known_here = {"last_checked_on", "rank", "decile"}
    assert set(feature) - {"mvt_id", "shape"} == set(fields) - not_known_here


def test_both_layers_of_the_register_are_declared(described):
    assert [layer["id"] for layer in described()["vector_layers"]] == ["assets", "clusters"]


def test_the_filter_stays_in_the_address_of_the_tiles(described, settings):
    settings.SITE_URL = "https://map.example.org"
    assert described(category=["food", "learning"], free="yes")["tiles"] == [
        "https://map.example.org/tiles/assets/{z}/{x}/{y}.mvt?category=food&category=learning&free=yes"
    ]


def test_words_in_the_address_cannot_be_taken_for_the_numbers_of_a_tile(described):
    assert described(q="{z} 0/0/0")["tiles"][0].endswith("/tiles/assets/{z}/{x}/{y}.mvt?q=%7Bz%7D+0%2F0%2F0")


def test_the_bounds_are_those_of_what_is_found(described, make_asset):
    make_asset(lon=-2.0, lat=53.0, taking="open")
    make_asset(lon=1.0, lat=51.0, taking="open")
    make_asset(lon=-6.0, lat=57.0)
    assert described(taking="open")["bounds"] == [-2.0, 51.0, 1.0, 53.0]


def test_the_bounds_of_everything_hold_it(described, make_asset):
    make_asset()
    west, south, east, north = described()["bounds"]
    assert west <= -2.0 <= east
    assert south <= 53.0 <= north


def test_without_anything_there_are_no_bounds(described):
    assert "bounds" not in described()


@pytest.mark.usefixtures("everything")
def test_the_publishers_are_credited_in_words_that_are_no_html(described):
    assert described("/tiles/areas/ward.json")["attribution"] == "© &lt;b&gt;Crown&lt;/b&gt; copyright"


@pytest.mark.parametrize(
    ("address", "status", "name"),
    [
        ("/tiles/assets.json?colour=red", 400, "colour"),
        ("/tiles/areas/ward.json?indicator=nonsense", 400, "indicator"),
        ("/tiles/areas/street.json", 404, "kind"),
    ],
)
def test_what_is_wrong_is_named(client, address, status, name):
    response = client.get(address)
    assert (response.status_code, list(response.json()["problems"])) == (status, [name])


def test_any_page_may_read_it(client):
    assert client.get("/tiles/assets.json")["Access-Control-Allow-Origin"] == "*"


def test_but_not_what_people_get_who_have_signed_in(signed_in, partner):
    assert "Access-Control-Allow-Origin" not in signed_in(partner).get("/tiles/assets.json")
