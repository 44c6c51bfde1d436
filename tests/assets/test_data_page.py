"""`/data/`: what the register holds and how to read the file."""

import pytest

from assets import dictionary
from assets.filters import AssetFilter


@pytest.fixture
def text(client):
    response = client.get("/data/")
    assert response.status_code == 200
    return response.text


def test_every_column_is_explained(text):
    columns = dictionary.columns()
    assert [column.name for column in columns if f"<code>{column.name}</code>" not in text] == []
    assert all(column.meaning for column in columns)


def test_every_filter_is_explained(text):
    assert set(AssetFilter.base_filters) <= set(dictionary.FILTERS)
    assert all(f"<code>{name}</code>" in text for name in AssetFilter.base_filters)


def test_it_says_what_an_empty_cell_means(text):
    assert "An empty cell means not known" in text


def test_it_says_that_no_record_is_not_no_provision(text):
    assert "A place not listed is not a place that does not exist" in text


def test_it_counts_what_a_visitor_gets(client, make_asset):
    make_asset()
    make_asset(visibility="private")
    assert "Download all 1 as CSV" in client.get("/data/").text


def test_it_lists_the_codes(text):
    assert "<code>library</code>" in text


def test_column_names_are_used_once():
    names = [column.name for column in dictionary.columns()]
    assert len(names) == len(set(names))


def test_the_page_takes_few_queries(client, django_assert_num_queries):
    with django_assert_num_queries(6):
        client.get("/data/")
