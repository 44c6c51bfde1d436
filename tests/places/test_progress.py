"""Long commands show how far they are on a terminal, and write nothing into a file or a log."""

from io import StringIO

import pytest

from places.progress import Progress


class Terminal(StringIO):
    def isatty(self):
        return True


@pytest.fixture
def terminal():
    return Terminal()


def test_rows_are_passed_on_as_they_are(terminal):
    assert list(Progress(terminal).each("abc", "Reading", 3)) == ["a", "b", "c"]


def test_a_bar_says_how_many_of_them_have_passed(terminal):
    next(Progress(terminal).each("abc", "Reading", 3))
    assert terminal.getvalue().endswith(f"Reading [{'#' * 10}{'.' * 20}] 1 of 3")


def test_without_a_total_the_rows_are_counted(terminal):
    next(Progress(terminal).each("abc", "Reading"))
    assert terminal.getvalue().endswith("Reading 1")


def test_what_cannot_be_counted_is_said(terminal):
    Progress(terminal).say("Writing areas")
    assert terminal.getvalue().endswith("Writing areas …")


def test_the_line_is_wiped_at_the_end(terminal):
    with Progress(terminal) as progress:
        progress.say("Writing areas")
    assert terminal.getvalue().endswith("\r\033[K")


def test_nothing_is_written_where_no_terminal_is():
    file = StringIO()
    with Progress(file) as progress:
        list(progress.each("abc", "Reading", 3))
        progress.say("Writing areas")
    assert file.getvalue() == ""
