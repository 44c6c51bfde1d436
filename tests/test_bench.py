"""What script/bench prints, and where it is explained."""

from pathlib import Path

import pytest

from bench.lines import LINES, Line, chosen

EXPLAINED = (Path(__file__).parent.parent / "docs" / "bench.md").read_text()


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_each_line_is_explained(line):
    assert f"\n| `{line.name}` |" in EXPLAINED


def test_a_number_above_its_limit_is_short(capsys):
    assert not Line("weight", "kB", at_most=100).printed(100.5)
    assert capsys.readouterr().out == "weight\t100.50\tkB\tat most 100\tshort\n"


def test_none_may_be_the_limit(capsys):
    assert Line("errors", "times", at_most=0).printed(0)
    assert capsys.readouterr().out == "errors\t0.00\ttimes\tat most 0\tok\n"


def test_a_number_without_a_limit_is_stated_only(capsys):
    assert Line("cost", "times").printed(7)
    assert capsys.readouterr().out == "cost\t7.00\ttimes\t-\tok\n"


def test_a_line_that_is_not_there_ends_the_run_with_those_that_are():
    with pytest.raises(SystemExit, match=r"There is no line slowness\. There are: csv_export"):
        chosen(["slowness"])
