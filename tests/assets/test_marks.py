"""The words that a change took out and put in are marked, by more than colour."""

import pytest
from django.utils.safestring import SafeString

from assets.templatetags.marks import put_in, taken_out

OLD = "We walk on Mondays at ten, from the old church by the harbour."
NEW = "We walk on Tuesdays at ten, from the old church by the harbour."


def test_the_words_that_differ_are_marked_alone():
    assert taken_out(OLD, NEW).startswith('We walk on <del><span class="vh">[taken out: </span>Mondays<span')
    assert put_in(NEW, OLD).startswith("We walk on <ins>")
    assert put_in(NEW, OLD).count('Tuesdays<span class="vh">]</span></ins> at ten') == 1


def test_what_is_put_in_stands_on_the_one_side_only():
    longer = f"{OLD} Bring boots."
    assert "<del>" not in taken_out(OLD, longer)
    assert "Bring boots." in put_in(longer, OLD).partition("<ins>")[2]


@pytest.mark.parametrize(("old", "new"), [("£2", "£3"), (OLD, "Warm food, and somebody to talk to, every day.")])
def test_what_is_short_or_quite_another_is_marked_whole(old, new):
    assert (taken_out(old, new), put_in(new, old)) == (f"<del>{old}</del>", f"<ins>{new}</ins>")


def test_what_is_empty_is_said_so():
    assert (taken_out("", NEW), put_in("", OLD)) == ("Not said", "Not said")


@pytest.mark.parametrize("old", ["<b>a</b>", f"<script>x</script> {OLD}"])
def test_all_of_it_is_escaped(old):
    told = taken_out(old, f"<i>y</i> {NEW}") + put_in(f"<i>y</i> {NEW}", old)
    assert isinstance(taken_out(old, NEW), SafeString)
    assert not {"<b>", "<script>", "<i>"} & {tag for tag in ("<b>", "<script>", "<i>") if tag in told}


def test_lines_stay_lines():
    assert "harbour.<br>Bring" in taken_out(f"{OLD}\nBring boots.", f"{NEW}\nBring boots.")
