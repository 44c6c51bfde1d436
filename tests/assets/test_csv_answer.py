"""`/assets.csv` as an answer to a request. What the file holds is in `test_csv.py`."""

import pytest

from assets import dictionary

# The file has a connection of its own, which sees only what was committed.
commits = pytest.mark.django_db(databases="__all__", transaction=True)


@commits
def test_the_header_is_the_dictionary(client, make_asset):
    make_asset()
    lines = b"".join(client.get("/assets.csv")).decode().splitlines()
    assert lines[0].split(",") == [column.name for column in dictionary.columns()]


@commits
def test_it_is_a_csv_file_in_utf8_with_the_date_in_its_name(client):
    response = client.get("/assets.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="hereabouts-20')
    b"".join(response)


@commits
def test_a_file_for_somebody_signed_in_is_not_kept_by_caches(signed_in, curator, make_asset):
    response = signed_in(curator).get("/assets.csv")
    b"".join(response)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(("query", "expected"), [("category=nonsense", "nonsense"), ("colour=red", "category")])
def test_a_bad_filter_is_refused_with_what_was_expected(client, query, expected):
    response = client.get(f"/assets.csv?{query}")
    assert response.status_code == 400
    assert query.partition("=")[0] in response.text
    assert expected in response.text


def test_only_reading_is_possible(client):
    assert client.post("/assets.csv").status_code == 405


def test_asking_for_the_head_alone_makes_no_file(client):
    response = client.head("/assets.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"


@commits
def test_a_file_takes_only_the_queries_of_its_filter(client, make_asset, django_assert_num_queries):
    make_asset()
    with django_assert_num_queries(2):
        b"".join(client.get("/assets.csv?category=library"))
