"""However a word is typed, the entry is found whose words it stands in, and no word comes from a hidden place."""

import pytest
from django.http import QueryDict

from assets.filters import AssetFilter
from assets.models import PublicAsset
from assets.register import Register


@pytest.fixture
def found(visitor):
    """The names that a visitor finds by these words."""

    def find(words):
        query = QueryDict(mutable=True)
        query["q"] = words
        return [entry.name for entry in AssetFilter(query, Register(visitor).entries).qs]

    return find


SHEDS = ["mens shed", "men's shed", "men’s shed", "men`s sheds", "MENʼS SHED"]


@pytest.mark.parametrize("words", SHEDS)
@pytest.mark.parametrize("name", ["Harbour Men's Shed", "Harbour Men’s Shed", "Harbour Mens Shed"])
def test_apostrophes_do_not_matter(found, make_asset, name, words):
    make_asset(name, category="arts_group")
    assert found(words) == [name]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Drop-in at the Quay", "drop in quay"),
        ("Drop in at the Quay", "drop-in quay"),
        ("Drop‑in at the Quay", "drop-in quay"),
        ("St.Anne's Hall", "st annes"),
        ("Arts/Crafts Club", "crafts"),
        ("Y.M.C.A. Seaholme", "ymca"),
        ("Café Tŷ Gwyn", "ty gwyn"),
        ("Dŵr Clwb", "dwr"),
        ("Cafe\u0301 Nero", "cafe nero"),
        ("Children's Larders", "childrens larder"),
        ("Seaholme Foodbank", "food bank"),
        ("Seaholme Food Bank", "foodbank"),
        ("Self-help group", "self help"),
    ],
)
def test_signs_accents_and_plurals_do_not_matter(found, make_asset, name, words):
    make_asset(name)
    assert found(words) == [name]


@pytest.mark.parametrize(
    ("category", "words"),
    [
        ("gp", "GP"),
        ("gp", "doctors"),
        ("social_prescribing", "social prescribing"),
        ("social_prescribing", "link worker"),
        ("warm_space", "warm hub"),
        ("work", "jobcentre"),
        ("work", "job centre"),
        ("mental_health", "talking therapies"),
        ("mental_health", "counselling"),
        ("befriending", "lonely"),
        ("substance", "alcohol"),
        ("advice", "welfare rights"),
        ("peer_support", "men's shed"),
        ("leisure_centre", "swimming"),
        ("digital", "computers"),
        ("adult_learning", "ESOL"),
    ],
)
def test_what_residents_and_professionals_say_finds_the_kind(found, make_asset, category, words):
    make_asset("Here", category=category)
    assert found(words) == ["Here"]


def test_the_organisation_is_found_by_any_of_its_names(found, make_asset, make_organisation):
    make_asset("Larder", organisation=make_organisation("Harbour Trust", other_names=["Ymddiriedolaeth"]))
    assert found("ymddiriedolaeth") == ["Larder"]


def test_the_area_is_found_in_any_language(found, make_asset, make_area):
    make_area(name="Cardiff", names={"cy": "Caerdydd"})
    make_asset("Larder")
    assert found("caerdydd larder") == found("cardiff larder") == ["Larder"]


def test_a_summary_in_another_language_is_found(found, make_asset):
    make_asset("Larder", translations={"cy": {"name": "Pantri", "summary": "Bwyd da"}})
    assert found("bwyd") == ["Larder"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("larder -hill", ["Quay Larder"]),
        ("larder -self-help", ["Hill Larder", "Quay Larder"]),
        ('"larder hill"', []),
        ("“hill larder”", ["Hill Larder"]),
        ("hill or quay", ["Hill Larder", "Quay Larder"]),
        ("hill - larder", ["Hill Larder"]),
        ("hill – larder", ["Hill Larder"]),
        ("%hill%", ["Hill Larder"]),
        ("hill: larder;", ["Hill Larder"]),
    ],
)
def test_signs_of_a_search_keep_their_meaning(found, make_asset, words, names):
    make_asset("Hill Larder")
    make_asset("Quay Larder")
    assert sorted(found(words)) == names


@pytest.mark.parametrize("disclosure", ["area", "withheld"])
@pytest.mark.parametrize("column", ["address", "town", "postcode", "directions"])
def test_a_hidden_place_gives_no_word(found, make_asset, make_area, disclosure, column):
    make_area("ward", "Plover Ward")
    make_area("msoa", "Plover Middle")
    make_asset("Refuge", category="refuge", disclosure=disclosure, **{column: "Plover"})
    assert found("plover") == []


def test_the_public_copy_is_the_same_when_it_is_made_anew(make_asset, django_db_blocker):
    asset = make_asset("Men’s Shed", translations={"cy": {"name": "Sied"}})
    assert PublicAsset.objects.get(pk=asset.pk).public_search == asset.public_search


def test_words_beyond_number_are_refused_in_words(client):
    answer = client.get("/assets.csv", {"q": "word " * 500})
    assert (answer.status_code, b"q: " in answer.content) == (400, True)
