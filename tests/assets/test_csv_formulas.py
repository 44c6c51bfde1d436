"""A spreadsheet must not run what people typed."""

import re

import pytest
from django.db import connection

from assets import columns, dictionary
from assets.export import RUNS_AS_FORMULA, cell

FORMULAS = [
    '=HYPERLINK("https://example.org")',
    "+44 161 496 0000",
    "-2+3",
    "@SUM(A1)",
    "\tSeaholme",
    "\rSeaholme",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "'=1+1",
    "''  =1+1",
]
PLAIN = ["Seaholme", "7 High Street", "'Tis here", "{curly}", "Ærø =1", "2-4-1", "\u201cquoted\u201d", "~"]

SELECTED = "SELECT {} FROM typed".format(cell(columns.Column("name", "words", "")))  # noqa: S608 (no outside words)


def written(words):
    """These words as they stand in a cell of the file."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE typed (words text) ON COMMIT DROP")
        cursor.execute("INSERT INTO typed VALUES (%s)", [words])
        cursor.execute(SELECTED)
        return cursor.fetchone()[0]


@pytest.mark.parametrize("words", FORMULAS)
def test_words_that_would_run_get_an_apostrophe(words):
    assert written(words) == f"'{words}"


@pytest.mark.parametrize("words", PLAIN)
def test_other_words_stay_as_they_are(words):
    assert written(words) == words


@pytest.mark.parametrize("words", FORMULAS + PLAIN)
def test_taking_one_apostrophe_off_gives_the_words_back(words):
    read = written(words)
    if read.startswith("'") and re.match(RUNS_AS_FORMULA, read):
        read = read[1:]
    assert read == words


def test_no_words_are_an_empty_cell():
    assert written("") is None


def test_all_that_people_type_is_guarded():
    free = {column.name for column in dictionary.columns() if "CASE" not in cell(column)}
    assert free == {
        *("uid", "id", "example", "lon", "lat", "online", "outreach", "free", "age_from", "age_to"),
        *(
            "photos",
            "retrieved_on",
            "last_checked_on",
            "next_check_on",
            "version",
            "changed_at",
            "opens_on_bank_holidays",
        ),
    }
