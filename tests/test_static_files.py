"""What browsers fetch: the libraries' files, named one by one, and what set-up makes from them."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.gis.geos import GEOSGeometry, Point
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

ROOT = Path(__file__).parent.parent
HASHED = {
    "STORAGES": {"staticfiles": {"BACKEND": "config.static_files.HashedStaticFiles"}},
    "WHITENOISE_SKIP_COMPRESS_EXTENSIONS": ["css", "html", "js", "json", "map", "svg", "txt"],
}
STATIC_IMPORT = re.compile(r"""^\s*(?:import|export)\b[^;"'()=]*["']([^"']+)["']""", re.MULTILINE)
HASH = re.compile(r"\.[0-9a-f]{12}\.js$")
BOLTON = Point(-2.43, 53.58)
DUBLIN = Point(-6.27, 53.35)
IRISH_SEA = Point(-5.2, 53.8)


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The folder that `collectstatic` fills in production."""
    folder = tmp_path_factory.mktemp("collected")
    with override_settings(STATIC_ROOT=folder, **HASHED):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.fixture(scope="module")
def land():
    features = json.loads((ROOT / "build/static/uk-land.json").read_text())["features"]
    return [GEOSGeometry(json.dumps(feature["geometry"])) for feature in features]


def icons():
    symbols = ElementTree.parse(ROOT / "build/static/icons.svg").iter("{http://www.w3.org/2000/svg}symbol")
    return [symbol.get("id") for symbol in symbols]


def is_land(place, land):
    return any(outline.contains(place) for outline in land)


def test_a_listed_file_of_a_library_is_served():
    assert Path(finders.find("npm/leaflet/dist/leaflet.js")).is_file()


@pytest.mark.parametrize(
    "path",
    [
        "npm/leaflet/package.json",
        "npm/leaflet/dist/../package.json",
        "npm/axe-core/axe.min.js",
        "leaflet/dist/leaflet.js.map.js",
        "npm/",
    ],
)
def test_any_other_file_of_a_library_is_not_served(path):
    assert finders.find(path) is None


def test_every_listed_file_is_collected(collected):
    served = json.loads((ROOT / "package.json").read_text())["served"]
    assert [name for name in served if not (collected / "npm" / name).is_file()] == []


def test_scripts_import_one_another_by_hashed_names(collected):
    hashed = [path for path in (collected / "js").rglob("*.js") if HASH.search(path.name)]
    imports = [name for path in hashed for name in STATIC_IMPORT.findall(path.read_text())]
    assert imports
    assert [name for name in imports if not HASH.search(name)] == []


def test_style_sheets_say_what_was_written(collected):
    sheets = list((ROOT / "static" / "css").glob("*.css"))
    served = {sheet.name: next((collected / "css").glob(f"{sheet.stem}.{'?' * 12}.css")) for sheet in sheets}
    changed = [sheet.name for sheet in sheets if rules_of(sheet) != rules_of(served[sheet.name])]
    assert (len(sheets) > 0, changed) == (True, [])


def rules_of(sheet):
    """The text but for the addresses in it, which are named anew."""
    return re.sub(r"url\([^)]*\)", "url()", sheet.read_text())


def test_the_sprite_holds_each_listed_icon_once():
    assert sorted(icons()) == sorted(json.loads((ROOT / "package.json").read_text())["icons"])


@pytest.mark.parametrize("place", [BOLTON, DUBLIN], ids=["Bolton", "Dublin"])
def test_the_outline_has_land_where_people_live(place, land):
    assert is_land(place, land)


def test_the_outline_leaves_the_sea_free(land):
    assert not is_land(IRISH_SEA, land)
