"""One filter serves the public copy and the register."""

import pytest
from django.http import QueryDict

from assets.filters import AssetFilter
from assets.models import Asset, PublicAsset
from assets.register import Register


@pytest.fixture(params=["visitor", "administrator"])
def filtered(request):
    """The names that a query string finds, for a reader of the public copy and for one of the register."""
    user = request.getfixturevalue(request.param)

    def find(query):
        return [entry.name for entry in AssetFilter(QueryDict(query), Register(user).entries).qs]

    return find


def test_the_two_readers_read_different_tables(visitor, administrator):
    assert (Register(visitor).entries.model, Register(administrator).entries.model) == (PublicAsset, Asset)


def test_without_a_filter_everything_is_found_by_name(filtered, make_asset):
    make_asset("Choir")
    make_asset("Allotment")
    assert filtered("") == ["Allotment", "Choir"]


@pytest.mark.parametrize("words", ["pantry", "PANTRIES", "foodbank", "seaholme pantry", "café seaholme"])
def test_words_find_names_kinds_and_plurals(filtered, make_asset, words):
    make_asset("Seaholme Pantry", summary="A cafe with a larder")
    make_asset("Choir", category="singing")
    assert filtered(f"q={words}") == ["Seaholme Pantry"]


def test_words_find_the_town_and_the_area(filtered, make_asset, make_area):
    make_area(name="Bolton")
    make_asset("Central Library", category="library")
    assert filtered("q=libraries bolton") == ["Central Library"]


def test_the_best_match_comes_first(filtered, make_asset):
    make_asset("Advice shop", summary="We know the pantry")
    make_asset("Pantry")
    assert filtered("q=pantry") == ["Pantry", "Advice shop"]


@pytest.mark.parametrize("words", ["'", "%", ":", "!!!", "a & b | c:*", "\\", "🙂", "مكتبة", "x" * 200, '"'])
def test_strange_words_find_nothing_and_do_no_harm(filtered, make_asset, words):
    make_asset("Choir")
    query = QueryDict(mutable=True)
    query["q"] = words
    assert filtered(query.urlencode()) == []


def test_a_kind_finds_the_finer_categories_below_it(filtered, make_asset):
    make_asset("Pantry", category="food_bank")
    make_asset("Choir", category="singing")
    assert filtered("category=food") == ["Pantry"]


def test_two_categories_find_either(filtered, make_asset):
    make_asset("Pantry", category="food_bank")
    make_asset("Choir", category="singing")
    make_asset("Library", category="library")
    assert filtered("category=food&category=singing") == ["Choir", "Pantry"]


def test_a_finer_category_narrows_the_kind_beside_it(filtered, make_asset):
    make_asset("Library", category="library")
    make_asset("School", category="school")
    make_asset("Choir", category="singing")
    assert filtered("category=learning&category=library&category=singing") == ["Choir", "Library"]


def test_an_area_finds_what_lies_in_it(filtered, make_asset, make_area):
    area = make_area()
    make_asset("Inside")
    make_asset("Outside", lon=0)
    assert filtered(f"area={area.code}") == ["Inside"]


def test_a_ward_does_not_find_an_area_only_place(filtered, make_asset, make_area):
    ward = make_area("ward")
    make_asset("Shelter", disclosure="area")
    assert filtered(f"area={ward.code}") == []


def test_a_local_authority_finds_a_withheld_place(filtered, make_asset, make_area):
    area = make_area()
    make_asset("Refuge", disclosure="withheld")
    assert filtered(f"area={area.code}") == ["Refuge"]


def test_an_organisation_finds_what_it_runs(filtered, make_asset, organisation):
    make_asset("Ours", organisation=organisation)
    make_asset("Theirs")
    assert filtered(f"organisation={organisation.slug}") == ["Ours"]


def test_a_consortium_finds_what_it_looks_after(filtered, make_asset, make_consortium):
    other = make_consortium("Elsewhere")
    make_asset("Ours", consortium=other)
    make_asset("Theirs")
    assert filtered(f"consortium={other.slug}") == ["Ours"]


def test_a_project_finds_what_it_touched(filtered, make_asset, make_project):
    project, asset = make_project(), make_asset("Touched")
    make_asset("Not touched")
    project.links.create(asset=asset, effect="connected")
    assert filtered(f"project={project.slug}") == ["Touched"]


@pytest.mark.parametrize(("name", "column"), [("audience", "audience_ids"), ("feature", "feature_ids")])
def test_other_codes_find_their_rows(filtered, make_asset, name, column):
    code = AssetFilter.base_filters[name].extra["queryset"].first()
    make_asset("With", **{column: [code.pk]})
    make_asset("Without")
    assert filtered(f"{name}={code.code}") == ["With"]


def test_most_recently_checked_comes_first_and_unchecked_last(filtered, make_asset):
    make_asset("Old", last_checked_on="2025-01-01")
    make_asset("Never")
    make_asset("New", last_checked_on="2026-01-01")
    assert filtered("order=checked") == ["New", "Old", "Never"]


def problems(query):
    return AssetFilter(QueryDict(query), PublicAsset.objects.all()).problems


def test_an_unknown_filter_is_named():
    assert "There is no such filter" in problems("colour=red")["colour"]


def test_an_unknown_code_is_named():
    assert problems("category=spaceport") == {"category": "We do not know “spaceport”. Choose from the list."}


@pytest.mark.parametrize("query", ["utm_source=mail", "fbclid=1", "view=map", "after=3", "area=", "q="])
def test_what_a_page_must_bear_is_no_problem(query):
    assert problems(query) == {}


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 10_000, "order=sideways", "area=%00"])
def test_a_bad_value_is_a_problem_in_words(query):
    assert problems(query)


def test_a_bad_value_is_left_out_of_the_query_string():
    chosen = AssetFilter(QueryDict("category=spaceport&area=%00&colour=red&q=bread"), PublicAsset.objects.all())
    assert chosen.query() == "q=bread"


def test_what_is_filtered_by_is_said_in_words(kind):
    applied = AssetFilter(QueryDict("category=food&q=bread"), PublicAsset.objects.all()).applied
    assert [words for _, words, _ in applied] == ["“bread”", "Food, money, home and advice"]


def test_each_filter_can_be_taken_away():
    applied = AssetFilter(QueryDict("category=food&category=arts"), PublicAsset.objects.all()).applied
    assert [query for _, _, query in applied] == ["category=arts", "category=food"]
