"""The map of a search as a picture: the places where they are, the search in words, and nothing that is withheld."""

import re
from xml.etree import ElementTree

import pytest
from django.contrib.gis.gdal import GDALRaster
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from assets.templatetags.kinds import ICONS
from mapping.picture.backdrop import BEYOND, outline, rings
from mapping.picture.drawing import EDGE
from mapping.picture.frame import Frame
from mapping.picture.marks import LOOKS, Mark, apart
from mapping.picture.svg import Words
from mapping.tiles import Tile
from mapping.views import printing

SVG = "{http://www.w3.org/2000/svg}"
A_FRAME = Frame.around((-3, 52, -1, 54), 1000, 600, 40, 14)
SOME = hypothesis_settings(max_examples=25, suppress_health_check=[*HealthCheck])
FAR = (-180, -85, 180, 85)


@pytest.fixture
def drawn(client):
    """The picture of a search as an XML element."""

    def draw(**query):
        answer = client.get(reverse("map_svg"), query)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
        return ElementTree.fromstring(answer.content)

    return draw


def words_of(picture):
    return " ".join(text for text in picture.itertext())


def map_in(picture):
    """The map without its legend."""
    return next(group for group in picture.findall(f"{SVG}g") if group.get("transform").startswith("translate(0 "))


def pins_of(picture):
    """The colours of the pins on the map."""
    return [shape.get("fill") for group in map_in(picture).findall(f"{SVG}g") for shape in group.findall(f"{SVG}path")]


def rings_of(picture):
    return [circle for circle in picture.iter(f"{SVG}circle") if circle.get("stroke-dasharray")]


def test_a_picture_has_the_usual_size(drawn):
    picture = drawn()
    assert (picture.get("width"), picture.get("height")) == ("1000", "750")


def test_a_picture_has_the_size_that_is_asked_for(drawn):
    picture = drawn(width="640", height="480")
    assert (picture.get("width"), picture.get("height"), picture.get("viewBox")) == ("640", "480", "0 0 640 480")


@pytest.mark.parametrize(
    ("address", "side", "size"),
    [
        ("map_svg", "width", "399"),
        ("map_svg", "height", "2001"),
        ("map_svg", "width", "wide"),
        ("map_svg", "height", "9" * 40),
        ("map_png", "width", "1e3"),
    ],
)
def test_another_size_is_explained(client, address, side, size):
    answer = client.get(reverse(address), {side: size})
    assert answer.status_code == 400
    assert answer.text == f"{side}: Give a whole number of pixels from 400 to 2000.\n"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"colour": "red"}, "colour: There is no such filter"),
        ({"category": "nonsense"}, "category: We do not know “nonsense”"),
        ({"bbox": "170,50,-170,60"}, "bbox: West must not be east of east"),
    ],
)
def test_a_wrong_filter_is_explained(client, query, words):
    answer = client.get(reverse("map_png"), query)
    assert answer.status_code == 400
    assert words in answer.text


def test_it_says_what_was_searched_for_and_when_it_was_made(drawn, make_asset, settings):
    settings.SITE_URL = "https://map.example"
    make_asset()
    words = words_of(drawn(category="food", free="yes", unknown="show"))
    assert "Kind of place or group: Food, money, home and advice; Cost: Free" in words
    assert re.search(r"1 place or group · map\.example · \d+ \w+ \d{4}", words)


def test_it_says_whose_work_it_is_made_of(drawn):
    words = words_of(drawn())
    assert "Office for National Statistics" in words
    assert "Ordnance Survey data © Crown copyright" in words
    assert "Natural Earth" in words


def test_a_screen_reader_is_told_what_it_shows(drawn, make_asset):
    make_asset()
    title, description = list(drawn(category="food"))[:2]
    assert title.text == "Map: Kind of place or group: Food, money, home and advice"
    assert "/assets/?category=food" in description.text


def test_what_was_typed_is_only_text(drawn):
    words = words_of(drawn(q="""<script>alert(1)</script> "quoted" & 'so' ]]> pantry"""))
    assert "<script>alert(1)</script>" in words


def test_a_name_with_a_character_that_no_xml_holds_is_written_without_it(drawn, make_area, make_asset):
    make_area(name="Sea\x0bhol\ufffeme")
    make_asset(lon=-1.95)
    make_asset(lon=-2.05)
    assert "Seaholme" in words_of(drawn())


def test_a_place_is_a_pin_of_its_kind(drawn, make_asset):
    make_asset(category="library")
    assert pins_of(drawn()) == [LOOKS["learning"][0]]


def test_places_that_would_touch_are_one_bubble_with_their_number(drawn, make_asset):
    make_asset(lon=-2.0)
    make_asset(lon=-2.000001)
    make_asset(lon=-1.0, lat=54.0)
    picture = drawn()
    assert len(pins_of(picture)) == 1
    assert [text.text for text in picture.iter(f"{SVG}text") if text.text == "2"]


def test_each_place_is_in_the_picture_once(drawn, make_asset):
    for place in range(15):
        make_asset(lon=-2 + place % 7 / 50, lat=53 + place % 11 / 60)
    assert "15 places and groups ·" in words_of(drawn())


def test_a_withheld_place_is_not_in_the_picture(drawn, make_asset):
    make_asset("Pantry")
    make_asset("Refuge", "refuge", lon=-1.0, disclosure="withheld")
    picture = drawn()
    assert len(pins_of(picture)) == 1
    assert "1 place or group on this map, 1 more without a place that may be shown" in words_of(picture)


def test_a_place_of_which_only_the_neighbourhood_is_shown_is_a_ring_there(drawn, make_area, make_asset):
    msoa = make_area("msoa", box=(-2.1, 52.9, -1.9, 53.1))
    make_asset(lon=-2.05, disclosure="area")
    make_asset("Corner", lon=msoa.label_point.x + 1, lat=msoa.label_point.y)
    ring, *_ = rings_of(drawn())
    # Of two places on one line of latitude the western one stands as far from its edge as all places do at least.
    assert float(ring.get("cx")) == 40


@pytest.mark.parametrize("fields", [{"visibility": "consortium"}, {"visibility": "private"}, {"status": "submitted"}])
def test_visitors_see_public_places_alone(drawn, make_asset, fields):
    make_asset(**fields)
    assert pins_of(drawn()) == []


def test_a_partner_sees_what_the_consortium_shares(client, drawn, make_asset, partner):
    make_asset(visibility="consortium")
    client.force_login(partner)
    assert len(pins_of(drawn())) == 1


@pytest.mark.parametrize("bbox", ["-180,-90,180,90", "-2,53,-2,53", "0,0,0,0", "-2.1,90,-2,90"])
def test_a_strange_box_is_drawn_all_the_same(drawn, make_asset, bbox):
    make_asset()
    assert "place" in words_of(drawn(bbox=bbox))


def test_the_part_of_the_map_that_was_asked_for_has_a_line_around_it(drawn, make_asset):
    make_asset()
    picture = drawn(bbox="-2.2,52.8,-1.8,53.2")
    (box,) = [shape for shape in map_in(picture).findall(f"{SVG}rect") if shape.get("stroke-dasharray")]
    assert float(box.get("width")) > 200
    assert "Places and groups in this part of the map" in words_of(picture)


def test_a_box_shows_only_what_is_in_it(drawn, make_asset):
    make_asset()
    make_asset("Out of it", lon=-1.7)
    assert "1 place or group ·" in words_of(drawn(bbox="-2.2,52.8,-1.8,53.2"))


def test_lines_that_are_left_where_a_shape_was_cut_are_not_drawn():
    line = {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}
    shape = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    assert len(rings({"type": "GeometryCollection", "geometries": [line, shape]})) == 1
    assert rings(line) == []


def test_where_nothing_is_found_the_country_is_shown(drawn):
    assert "0 places and groups" in words_of(drawn())


def test_an_area_that_reaches_beyond_the_picture_has_its_name_on_what_is_seen_of_it(drawn, make_area, make_asset):
    make_area(name="Seaholme", box=(-2.1, 52.0, -1.9, 54.0))
    make_asset(lon=-2.01, lat=53.51)
    make_asset(lon=-1.99, lat=53.53)
    assert "Seaholme" in words_of(drawn())


def test_names_of_areas_stand_on_it(drawn, make_area, make_asset):
    make_area("ward", "Layfield", box=(-2.05, 52.95, -1.95, 53.05))
    make_asset(lon=-2.04, lat=52.96)
    make_asset(lon=-1.96, lat=53.04)
    assert "Layfield" in words_of(drawn())


def test_it_does_not_wait_for_others(client, monkeypatch):
    monkeypatch.setattr(printing.AT_ONCE, "acquire", lambda blocking: False)
    answer = client.get(reverse("map_png"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


def test_browsers_do_not_keep_pictures(client):
    assert client.get(reverse("map_svg")).headers["Cache-Control"] == "private, no-store"


def test_a_picture_that_cannot_be_drawn_is_said_to_be_so(client, monkeypatch):
    monkeypatch.setattr("mapping.picture.raster.PROGRAM", "raise SystemExit(3)")
    assert client.get("/assets/map.png").status_code == 503


def colour_at(raster, x, y):
    red, green, blue, *_ = (
        bytes(band.data(offset=(x, y), size=(1, 1), as_memoryview=True))[0] for band in raster.bands
    )
    return f"#{red:02x}{green:02x}{blue:02x}"


def test_a_png_has_the_size_and_a_pin_where_the_place_is(client, drawn, make_asset, tmp_path):
    make_asset(category="park")
    size = {"width": "500", "height": "400"}
    answer = client.get(reverse("map_png"), size)
    assert answer.headers["Content-Type"] == "image/png"
    (tmp_path / "map.png").write_bytes(answer.content)
    raster = GDALRaster(str(tmp_path / "map.png"))
    assert (raster.width, raster.height) == (500, 400)
    the_map = map_in(drawn(**size))
    top = float(the_map.get("transform").removeprefix("translate(0 ").removesuffix(")"))
    middle = round(top + float(the_map.find(f"{SVG}rect").get("height")) / 2)
    assert colour_at(raster, 250 - 11, middle) == "#28785d"  # beside the icon, in the pin
    assert colour_at(raster, 250 - 40, middle) != "#28785d"


def test_colours_of_kinds_are_those_of_the_site(settings):
    style = (settings.BASE_DIR / "static/css/components.css").read_text()
    assert dict(re.findall(r"\.kind-(\w+) { --kind: (#[0-9a-f]{6});", style)) == {
        kind: colour for kind, (colour, _) in LOOKS.items()
    }


def test_icons_of_kinds_are_those_of_the_map(settings):
    script = (settings.BASE_DIR / "static/js/map/markers.js").read_text()
    icons = dict(re.findall(r'(\w+): "([a-z-]+)"', re.search(r"const ICONS = {(.*?)}", script, re.DOTALL)[1]))
    assert icons.items() >= ICONS.items()


@SOME
@given(st.lists(st.builds(Mark, st.integers(0, 1000), st.integers(0, 600), st.integers(1, 10**6)), max_size=30))
def test_marks_never_touch_and_none_is_lost(marks):
    kept = apart(marks, A_FRAME)
    assert sum(mark.count for mark in kept) == sum(mark.count for mark in marks)
    boxes = [mark.box for mark in kept]
    assert not [1 for one in boxes for other in boxes if one is not other and one.overlaps(other)]


@SOME
@given(st.tuples(st.floats(-180, 180), st.floats(-85, 85)), st.tuples(st.floats(-180, 180), st.floats(-85, 85)))
def test_all_of_a_box_is_in_the_frame(corner, other):
    west, east = sorted([corner[0], other[0]])
    south, north = sorted([corner[1], other[1]])
    frame = Frame.around((west, south, east, north), 1000, 600, 40, 14)
    for lon, lat in [(west, south), (east, north)]:
        x, y = frame.spot(lon, lat)
        assert 39.9 <= x <= 960.1
        assert 39.9 <= y <= 560.1


@pytest.mark.parametrize("size", [(400, 400), (1000, 750), (2000, 2000)])
@pytest.mark.parametrize("box", [FAR, (-8, 50, 2, 60), (-2, 53, -2, 53)])
def test_few_tiles_lie_under_a_frame(size, box):
    tiles = Frame.around(box, *size, 40, 17).tiles()
    assert 1 <= len(tiles) <= 30
    assert all(isinstance(tile, Tile) for tile in tiles)


@SOME
@given(st.lists(st.tuples(st.floats(-5000, 5000), st.floats(-5000, 5000)), min_size=3, max_size=20))
def test_what_is_cut_lies_in_the_picture(ring):
    margin = BEYOND + 0.001
    assert all(-margin <= x <= 1000 + margin and -margin <= y <= 600 + margin for x, y in outline(ring, 1000, 600))


@SOME
@given(st.text(), st.integers(400, 2000), st.integers(1, 9))
def test_words_are_never_in_more_lines_than_they_may(words, width, most):
    assert len(Words.fitted(words, 20, width - 2 * EDGE, most=most, bold=True).lines) <= most


def test_words_that_do_not_fit_end_in_an_ellipsis():
    assert Words.fitted("one two three four five six", 20, 120, most=2).lines == ["one two", "three four…"]
