"""What is wrong in a question to the map is answered at once, with what was expected; nothing makes it fail."""

import pytest

from mapping.tasks import fold_cells

WORLD = "/tiles/clusters/0/0/0.json"
TWENTY_DIGITS = 10**20 - 1
A_FEW = 4  # statements: what revision it is, and which codes, areas or places there are of a name
NO_NUL = "Null characters are not allowed"


@pytest.fixture
def quickly(client, django_assert_max_num_queries):
    """What a visitor is answered, after a few statements at most."""

    def ask(address, **headers):
        with django_assert_max_num_queries(A_FEW):
            return client.get(address, headers=headers)

    return ask


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((0, 1, 0), "At zoom 0, x and y run from 0 to 0; 1/0 was asked for."),
        ((20, 2**20, 0), "x and y run from 0 to 1048575"),
        ((8, 0, TWENTY_DIGITS), f"0/{TWENTY_DIGITS} was asked for"),
        ((TWENTY_DIGITS, 0, 0), f"There are tiles of zoom 0 to 20; {TWENTY_DIGITS} was asked for."),
    ],
)
def test_numbers_that_name_no_tile_are_answered_with_those_that_do(quickly, numbers, words):
    answer = quickly("/tiles/clusters/{}/{}/{}.json".format(*numbers))
    assert answer.status_code == 404
    assert words in answer.json()["problems"]["tile"]


@pytest.mark.parametrize("numbers", ["-1/0/0", "1/-1/0", "1/0/-1", "1.5/0/0", "1e3/0/0", "z/x/y", f"{'9' * 5000}/0/0"])
def test_what_is_no_number_is_no_address(quickly, numbers):
    assert quickly(f"/tiles/clusters/{numbers}.json").status_code == 404


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("callback=alert", "callback", "There is no such filter. There are: age, area,"),
        ("%00=1", "\0", "There is no such filter"),
        ("category=food&category=nonsense", "category", "We do not know “nonsense”"),
        ("category=Food", "category", "We do not know “Food”"),
        ("category=%00", "category", NO_NUL),
        ("category=food%00", "category", NO_NUL),
        ("category=%FF", "category", "We do not know"),
        (f"category={'x' * 5000}", "category", "We do not know"),
        ("category=food&colour=red", "colour", "There is no such filter"),
        ("category=food&order=upwards", "order", "upwards"),
        ("unknown=show&unknown=hide", "unknown", "hide"),
        ("area=E99", "area", "We do not know “E99”"),
        ("organisation=%00", "organisation", NO_NUL),
        ("q=%00", "q", NO_NUL),
        (f"q={'x' * 201}", "q", "at most 200 characters"),
        ("bbox=170,-10,-170,10", "bbox", "no box here crosses the date line"),
        ("bbox=-3,54,-2,53", "bbox", "South must not be north of north"),
        ("bbox=nan,nan,nan,nan", "bbox", "Give west,south,east,north in degrees"),
        ("bbox=-inf,-inf,inf,inf", "bbox", "Give west,south,east,north in degrees"),
        ("bbox=-3,53,-2", "bbox", "Give west,south,east,north in degrees"),
        (f"bbox=-{TWENTY_DIGITS},0,1,1", "bbox", "There is no such place on Earth"),
        ("bbox=-180.1,-90,180,90", "bbox", "There is no such place on Earth"),
        (f"near=53,-2&radius={TWENTY_DIGITS}", "radius", "from 100 to 100,000"),
        (f"age={TWENTY_DIGITS}", "age", "from 0 to 120"),
        ("checked_after=99999-01-01", "checked_after", "Give a date"),
    ],
)
def test_a_wrong_filter_is_answered_with_what_is_right(quickly, query, name, words):
    answer = quickly(f"{WORLD}?{query}")
    assert answer.status_code == 400
    assert words in answer.json()["problems"][name]


def test_too_many_filters_are_refused(quickly):
    assert quickly(f"{WORLD}?{'category=food&' * 1001}").status_code == 400


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("bbox=-180,-90,180,90", 2),
        ("bbox=-2,53,-2,53", 1),
        ("category=food_bank&category=food_bank", 1),
        ("category=food_bank&category=library", 2),
        ("category=food_bank&category=", 1),
        ("category=food&category=food_bank", 1),
        ("category=&bbox=&order=", 2),
        ("order=name&order=checked", 2),
        ("utm_source=letter&fbclid=1", 2),
        ("view=map&format=html&lang=cy&after=1", 2),
    ],
)
def test_what_is_odd_but_right_is_counted(client, make_asset, query, total):
    make_asset(category="food_bank")
    make_asset(category="library", lon=-1.0)
    assert client.get(f"{WORLD}?{query}").json()["total"] == total


@pytest.mark.parametrize("known", ["", "garbage", '"', "*garbage", '"other"', 'W/"one", "two"', ", , ,", '"a"' * 3000])
def test_a_revision_that_nobody_gave_out_is_sent_the_tile(quickly, make_asset, known):
    make_asset()
    assert quickly(WORLD, if_none_match=known).json()["total"] == 1


@pytest.mark.parametrize("written", ["{}", "W/{}", '"other", {}', "*"])
def test_the_revision_is_known_however_it_is_written(client, quickly, make_asset, written):
    make_asset()
    answer = quickly(WORLD, if_none_match=written.format(client.get(WORLD)["ETag"]))
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_tile_for_nobody_says_how_long_it_is(client, make_asset):
    make_asset()
    answer = client.head(WORLD)
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer["Content-Length"]) == len(client.get(WORLD).content)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_a_tile_is_for_reading_alone(client, method):
    answer = getattr(client, method)(WORLD)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


@pytest.mark.real_roles
def test_the_role_of_visitors_may_read_every_tile(client, make_asset):
    make_asset(category="food_bank", is_free=True)
    fold_cells()
    for query in ["", "category=food", "free=yes", "bbox=-3,52,-1,54", "q=pantry", "near=53,-2&day=now"]:
        tiles = [f"/tiles/clusters/{z}/0/0.json?{query}" for z in (0, 5, 12, 13, 16, 20)]
        assert {client.get(tile).status_code for tile in tiles} == {200}
