"""Vector tiles of the register: GDAL reads in them what the list finds, and no more."""

import pytest
from django.urls import reverse

from assets.models import Asset
from mapping.tasks import fold_cells
from tests.mapping.vector_tiles import pixel, read, tile_at

WORLD = (0, 0, 0)
SEAHOLME = (-2.0, 53.0)
AROUND_SEAHOLME = (8, 126, 83)
# Places on edges of tiles and of the world, and beyond what Web Mercator shows.
EVERYWHERE = [SEAHOLME, (0.0, 51.5), (-5.625, 50.0), (-180.0, 10.0), (179.999999, -5.0), (0.0, 0.0), (10.0, 89.0)]


@pytest.fixture
def answer(client):
    return lambda numbers=WORLD, **query: client.get(reverse("asset_tile", args=numbers), query)


@pytest.fixture
def tile(answer, tmp_path):
    """The layers of a tile as GDAL reads them; none for an empty one."""

    def get(numbers=WORLD, **query):
        response = answer(numbers, **query)
        assert response.status_code in {200, 204}
        return read(tmp_path, response.content, *numbers) if response.content else {}

    return get


@pytest.fixture
def _many(monkeypatch):
    """Three places are too many to be shown one by one."""
    monkeypatch.setattr("mapping.vector.register.MOST_PLACES", 2)


def names(layers):
    return [place["name"] for place in layers.get("assets", [])]


def test_a_place_is_a_point_with_its_facts(tile, make_asset):
    asset = make_asset(last_checked_on="2026-05-01")
    (place,) = tile()["assets"]
    place.pop("shape")
    assert place == {
        "mvt_id": asset.pk,
        "id": asset.pk,
        "uid": str(asset.uid),
        "name": "Seaholme Pantry",
        "category": "food_bank",
        "kind": "food",
        "precision": "exact",
        "url": f"/assets/{asset.pk}/",
        "last_checked_on": "2026-05-01",
    }


def test_its_address_leads_to_its_page(client, tile, make_asset):
    asset = make_asset()
    (place,) = tile()["assets"]
    assert client.get(place["url"]).url == asset.get_absolute_url()


@pytest.mark.parametrize("z", [0, 14, 20])
def test_it_stands_within_a_pixel_of_its_place(tile, make_asset, z):
    place = (-1.2345678, 54.3456789)
    make_asset(lon=place[0], lat=place[1])
    (shown,) = tile(tile_at(*place, z))["assets"]
    away = [abs(one - other) for one, other in zip(pixel(*shown["shape"].coords, z), pixel(*place, z), strict=True)]
    assert max(away) <= 1


@pytest.mark.parametrize("z", [0, 2])
@pytest.mark.parametrize("most", [0, 5000])
def test_all_tiles_of_a_zoom_count_what_the_list_counts(client, tile, make_asset, monkeypatch, z, most):
    monkeypatch.setattr("mapping.vector.register.MOST_PLACES", most)
    for lon, lat in EVERYWHERE:
        make_asset(lon=lon, lat=lat)
    counted = 0
    for x in range(2**z):
        for y in range(2**z):
            layers = tile((z, x, y))
            counted += len(layers.get("assets", [])) + sum(cell["count"] for cell in layers.get("clusters", []))
    assert counted == client.get("/assets/").context["total"].number == len(EVERYWHERE)


@pytest.mark.parametrize("z", [7, 20])
def test_near_an_edge_no_place_is_in_two_tiles_or_none(tile, make_asset, z):
    for lon, lat in EVERYWHERE[1:3]:
        make_asset(f"{lon} {lat}", lon=lon, lat=lat)
        _, x, y = tile_at(lon, lat, z)
        around = [(z, column, row) for column in (x - 1, x, x + 1) for row in (y - 1, y, y + 1)]
        assert [names(tile(numbers)) for numbers in around if names(tile(numbers))] == [[f"{lon} {lat}"]]


@pytest.mark.usefixtures("_many")
@pytest.mark.parametrize("query", [{}, {"category": "food"}, {"taking": "open"}])
def test_many_places_are_counted_in_cells(tile, make_asset, query):
    for lon in (-2.0, -2.0, 3.0):
        make_asset(lon=lon, taking="open")
    if query:
        make_asset(category="library", taking="full")
    layers = tile((3, 3, 2), **query) | tile((3, 4, 2), **query)
    assert list(tile(**query)) == ["clusters"]
    assert sum(cell["count"] for cell in tile(**query)["clusters"]) == 3
    assert list(layers) == ["assets"]


@pytest.mark.usefixtures("_many")
def test_a_count_stands_at_the_mean_of_its_places(tile, make_asset):
    for lon in (-2.2, -2.1, -2.0):
        make_asset(lon=lon)
    (cell,) = tile(WORLD)["clusters"]
    assert cell["shape"].coords == pytest.approx((-2.1, 53.0), abs=0.05)


@pytest.mark.usefixtures("_many")
def test_what_changed_a_moment_ago_is_counted_too(tile, make_asset):
    for _ in range(3):
        make_asset()
    fold_cells()
    make_asset()
    assert [cell["count"] for cell in tile()["clusters"]] == [4]


def test_the_tile_takes_the_filter_of_the_list(tile, make_asset):
    make_asset("Pantry", "food_bank")
    make_asset("Library", "library", lon=-1.0)
    assert names(tile(category="learning")) == ["Library"]
    assert names(tile(q="pantry")) == ["Pantry"]


def test_an_area_only_place_stands_at_the_label_point_of_its_neighbourhood(tile, make_asset, make_area):
    msoa = make_area("msoa", "Seaholme 001")
    make_asset(lon=-2.05, disclosure="area")
    (place,) = tile(AROUND_SEAHOLME)["assets"]
    assert place["shape"].coords == pytest.approx(msoa.label_point.coords, abs=0.0004)
    assert place["precision"] == "area"


@pytest.mark.parametrize(
    "fields",
    [{"disclosure": "withheld"}, {"visibility": "consortium"}, {"visibility": "private"}, {"status": "submitted"}],
)
def test_what_visitors_may_not_see_is_absent(answer, make_asset, monkeypatch, fields):
    make_asset(**fields)
    assert answer().status_code == 204
    monkeypatch.setattr("mapping.vector.register.MOST_PLACES", 0)
    assert answer().status_code == 204


@pytest.mark.parametrize("most", [0, 5000])
def test_a_partner_sees_what_the_consortium_shares(signed_in, partner, tile, make_asset, monkeypatch, most):
    monkeypatch.setattr("mapping.vector.register.MOST_PLACES", most)
    make_asset("Shared", visibility="consortium")
    signed_in(partner)
    layers = tile()
    assert names(layers) == (["Shared"] if most else [])
    assert [cell["count"] for cell in layers.get("clusters", [])] == ([] if most else [1])


def test_a_tile_is_of_its_media_type(answer, make_asset):
    make_asset()
    assert answer()["Content-Type"] == "application/vnd.mapbox-vector-tile"


def test_an_empty_tile_has_no_content(answer):
    response = answer()
    assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize(
    ("query", "name"), [({"colour": "red"}, "colour"), ({"category": "nonsense"}, "category"), ({"day": "x"}, "day")]
)
def test_a_wrong_filter_is_named(answer, query, name):
    response = answer(**query)
    assert (response.status_code, list(response.json()["problems"])) == (400, [name])


@pytest.mark.parametrize("numbers", [(3, 8, 1), (3, 1, 8), (21, 0, 0), (10**12, 0, 0)])
def test_a_tile_that_is_not_there_is_explained(answer, numbers):
    response = answer(numbers)
    assert (response.status_code, list(response.json()["problems"])) == (404, ["tile"])


def test_pages_of_other_sites_may_read_what_visitors_get(answer, make_asset):
    make_asset()
    answers = [answer(), answer((5, 0, 0)), answer(colour="red"), answer((3, 8, 1))]
    assert [response["Access-Control-Allow-Origin"] for response in answers] == ["*"] * 4
    assert all("Access-Control-Allow-Credentials" not in response for response in answers)


def test_but_not_what_people_get_who_have_signed_in(signed_in, partner, answer, make_asset):
    make_asset()
    signed_in(partner)
    assert "Access-Control-Allow-Origin" not in answer()
    assert "private" in answer()["Cache-Control"]


def test_the_same_tile_is_not_sent_twice(client, make_asset):
    asset = make_asset()
    known = client.get("/tiles/assets/0/0/0.mvt")["ETag"]
    again = client.get("/tiles/assets/0/0/0.mvt", headers={"if-none-match": known})
    assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")
    Asset.objects.filter(pk=asset.pk).update(name="New name")
    assert client.get("/tiles/assets/0/0/0.mvt", headers={"if-none-match": known}).status_code == 200


@pytest.mark.real_roles
@pytest.mark.parametrize("most", [0, 5000])
def test_the_role_of_visitors_may_read_all_that_a_tile_shows(answer, make_asset, monkeypatch, most):
    monkeypatch.setattr("mapping.vector.register.MOST_PLACES", most)
    make_asset()
    assert answer().status_code == 200
