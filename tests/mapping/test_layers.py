"""The layers that a map offers: what each holds in a tile, for whom, and how strange questions are answered."""

import pytest
from django.contrib.gis.geos import LineString, MultiLineString, MultiPolygon, Point, Polygon
from django.urls import reverse

from mapping import layers
from places.models import Area, Indicator

FAR, MIDDLE, NEAR, NEARER = (7, 63, 41), (10, 506, 333), (12, 2025, 1334), (13, 4050, 2669)  # these hold -2, 53
PARK = MultiPolygon(Polygon.from_bbox((-2.01, 52.99, -1.99, 53.01)), srid=4326)

WALK = MultiLineString(LineString((-2.01, 53.0), (-2.0, 53.001), (-1.99, 53.0)), srid=4326)


@pytest.fixture
def tile_of(client):
    def get(name, numbers=NEAR, query=""):
        return client.get(reverse("layer_tile", args=[name, *numbers]) + query)

    return get


@pytest.fixture
def facts_of(tile_of):
    def get(name, numbers=NEAR, query=""):
        return [feature["properties"] for feature in tile_of(name, numbers, query).json()["features"]]

    return get


@pytest.fixture
def names_in(facts_of):
    return lambda *asked: sorted(facts["name"] for facts in facts_of(*asked))


@pytest.fixture
def areas(make_area):
    for kind in Area.Kind:
        make_area(kind, kind.value)


@pytest.fixture
def measure(make_area):
    """An index of deprivation with a neighbourhood of this decile."""

    def make(nation="england", year=2025, decile=2, box=(-2.01, 52.99, -1.99, 53.01), domain="imd", **fields):
        indicator = Indicator.objects.create(
            code=f"deprivation-{year}-{nation}-{domain}", name="Deprivation overall", nation=nation, year=year,
            area_kind="lsoa", area_edition="2021", source=f"Indices of {nation} {year}", **fields,
        )  # fmt: skip
        area = make_area("lsoa", f"{nation} 001A", box)
        indicator.values.create(area=area, decile=decile, rank=1)
        return area

    return make


@pytest.mark.parametrize(
    ("name", "numbers", "kinds"),
    [
        ("areas", FAR, ["local_authority"]),
        ("areas", MIDDLE, ["local_authority", "neighbourhood", "ward"]),
        ("census", NEAR, ["msoa"]),
        ("census", NEARER, ["lsoa"]),
    ],
)
def test_areas_are_those_for_the_zoom(names_in, areas, name, numbers, kinds):
    assert names_in(name, numbers) == kinds


def test_an_area_leads_to_its_page(facts_of, make_area):
    area = make_area()
    assert facts_of("areas") == [
        {"code": area.code, "name": "Seaholme", "kind": "local_authority", "url": area.get_absolute_url()}
    ]


def test_a_shape_is_cut_off_at_the_edge_of_its_tile(tile_of, make_area):
    make_area(box=(-8, 50, 2, 60))
    (ring,) = tile_of("areas").json()["features"][0]["geometry"]["coordinates"]
    assert max(lon for lon, _ in ring) - min(lon for lon, _ in ring) < 0.1  # a tile there is 0.09 degrees wide


def test_what_is_smaller_than_a_pixel_is_left_out(names_in, make_area):
    make_area(name="Dot", box=(-2.0, 53.0, -1.9999, 53.0001))
    assert names_in("areas", FAR) == []


def test_a_tile_says_what_is_owed_to_publishers(tile_of, make_area):
    make_area(attribution="Contains OS data.")
    make_area(name="Layfield", attribution="Contains OS data.")
    assert tile_of("areas").json()["credits"] == ["Contains OS data."]


def test_a_tile_that_holds_more_than_it_gives_says_so(tile_of, areas, monkeypatch):
    monkeypatch.setattr(layers, "MOST", 2)
    answer = tile_of("areas", MIDDLE).json()
    assert (len(answer["features"]), answer["cut"]) == (2, True)


def test_deprivation_names_decile_and_measure(facts_of, measure):
    area = measure()
    (facts,) = facts_of("deprivation")
    assert (facts["decile"], facts["measure"], facts["url"]) == (
        2,
        "deprivation-2025-england-imd",
        f"/areas/{area.code}/",
    )


def test_each_nation_stands_in_its_own_newest_measure(facts_of, measure):
    measure("england", 2019)
    measure("england", 2025)
    measure("wales", 2019)
    assert {facts["measure"] for facts in facts_of("deprivation")} == {
        "deprivation-2025-england-imd",
        "deprivation-2019-wales-imd",
    }


def test_deprivation_of_one_kind_is_not_taken_for_all_of_it(facts_of, measure):
    measure(domain="income")
    assert facts_of("deprivation") == []


def test_a_neighbourhood_without_a_decile_is_left_out(facts_of, measure):
    measure(decile=None)
    assert facts_of("deprivation") == []


def test_the_areas_of_a_consortium_name_it(facts_of, consortium, make_area):
    consortium.areas.add(make_area())
    make_area(name="Nobody's")
    (facts,) = facts_of("consortia")
    assert (facts["name"], facts["what"], facts["url"]) == (
        "Seaholme Coalition",
        "Seaholme",
        consortium.get_absolute_url(),
    )


def test_an_area_of_a_consortium_that_ended_is_left_out(facts_of, consortium, make_area):
    consortium.areas.add(make_area(valid_to="2020-01-01"))
    assert facts_of("consortia") == []


def test_partners_stand_where_they_say_that_they_are(facts_of, make_organisation):
    partner = make_organisation(location=Point(-2.0, 53.0, srid=4326))
    make_organisation("Nowhere Trust")
    assert facts_of("partners") == [
        {
            "kind": "partner", "category": "Partner", "name": "Seaholme Trust", "what": "Voluntary and community",
            "url": partner.get_absolute_url(),
        }
    ]  # fmt: skip


def test_projects_stand_at_their_points(names_in, make_project):
    make_project(location=Point(-2.0, 53.0, srid=4326))
    make_project("Without a place")
    assert names_in("projects") == ["Pathways to Seaholme"]


def test_shapes_are_those_of_exact_places(names_in, make_asset):
    make_asset("Park", boundary=PARK)
    make_asset("Without a shape")
    for disclosure in ["area", "withheld"]:
        make_asset(f"Hidden: {disclosure}", boundary=PARK, disclosure=disclosure, disclosure_reason="Safety")
    assert names_in("shapes") == ["Park"]


def test_a_route_stays_a_line(tile_of, make_asset):
    make_asset("Walk", boundary=WALK)
    (feature,) = tile_of("shapes").json()["features"]
    assert feature["geometry"]["type"] == "MultiLineString"


def test_whoever_cares_for_a_hidden_place_sees_no_more_of_it(
    signed_in, names_in, contributor, organisation, make_asset
):
    make_asset("Hidden", boundary=PARK, disclosure="area", disclosure_reason="Safety", organisation=organisation)
    make_asset("Shared", boundary=PARK, visibility="private", organisation=organisation, source="Other")
    signed_in(contributor)
    assert names_in("shapes") == ["Shared"]


def test_a_visitor_sees_no_shape_that_is_shared_with_some(names_in, organisation, make_asset):
    make_asset("Shared", boundary=PARK, visibility="private", organisation=organisation)
    assert names_in("shapes") == []


def test_shapes_follow_the_filter_of_the_list(names_in, make_asset):
    make_asset("Park", "park", boundary=PARK)
    make_asset("Library", "library", boundary=PARK)
    assert names_in("shapes", NEAR, "?category=learning") == ["Library"]


@pytest.mark.parametrize(
    ("name", "numbers", "query", "status", "problem"),
    [
        ("shapes", NEAR, "?colour=red", 400, "colour"),
        ("areas", NEAR, "?category=food", 400, "category"),
        ("areas", (5, 0, 0), "", 404, "tile"),
        ("areas", (15, 0, 0), "", 404, "tile"),
        ("areas", (12, 4096, 0), "", 404, "tile"),
        ("weather", NEAR, "", 404, "layer"),
    ],
)
def test_a_strange_question_is_explained(tile_of, name, numbers, query, status, problem):
    answer = tile_of(name, numbers, query)
    assert (answer.status_code, list(answer.json()["problems"])) == (status, [problem])


@pytest.mark.parametrize("layer", layers.LAYERS, ids=lambda layer: layer.name)
def test_what_follows_the_register_is_not_kept(tile_of, layer):
    asked = tile_of(layer.name)["Cache-Control"]
    assert asked == ("private, no-cache" if layer.follows_register else "public, max-age=600")


@pytest.mark.parametrize("layer", layers.LAYERS, ids=lambda layer: layer.name)
def test_one_statement_answers(tile_of, layer, areas, measure, consortium, make_organisation, make_project, make_asset,
                               django_assert_num_queries):  # fmt: skip
    measure()
    consortium.areas.set(Area.objects.all())
    for name in ["Park", "Garden"]:
        make_asset(name, boundary=PARK, source=name)
        place = Point(-2.0, 53.0, srid=4326)
        make_project(name, location=place, lead=make_organisation(name, location=place))
    with django_assert_num_queries(1):
        assert tile_of(layer.name).json()["features"]


def offered(client):
    return {layer["name"]: layer for layer in client.get(reverse("layers")).json()["layers"]}


def test_the_list_says_where_each_layer_is_to_be_had(client, measure):
    measure()
    told = offered(client)
    assert list(told) == [layer.name for layer in layers.LAYERS]
    assert told["areas"]["tiles"] == "/tiles/layers/areas/0/0/0.json"


def test_the_legend_of_deprivation_names_nation_year_and_source(client, measure):
    measure(source_url="https://example.org/indices")
    assert offered(client)["deprivation"]["legend"]["measures"] == [
        {
            "code": "deprivation-2025-england-imd",
            "nation": "England",
            "year": 2025,
            "source": "Indices of england 2025",
            "source_url": "https://example.org/indices",
        }
    ]


def test_the_ten_classes_are_said_in_words(client, measure):
    measure()
    classes = offered(client)["deprivation"]["legend"]["classes"]
    assert (len(classes), classes[0], classes[9]) == (10, "most deprived tenth", "least deprived tenth")


def test_deprivation_is_not_offered_where_it_is_not_measured(client):
    assert "deprivation" not in offered(client)


def test_the_list_takes_one_statement(client, measure, django_assert_num_queries):
    measure()
    with django_assert_num_queries(1):
        offered(client)


@pytest.mark.real_roles
def test_the_role_of_visitors_may_read_every_layer(client, tile_of, measure, make_asset):
    measure()
    make_asset(boundary=PARK)
    assert {tile_of(name).status_code for name in offered(client)} == {200}


@pytest.mark.parametrize("name", ["layers", "layer_tile"])
def test_layers_are_only_read(client, name):
    kwargs = {} if name == "layers" else {"name": "areas", "z": 7, "x": 63, "y": 41}
    assert client.post(reverse(name, kwargs=kwargs)).status_code == 405
