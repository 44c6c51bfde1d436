"""The story of a place may hold paragraphs, lists, links and stress, and nothing that could do harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.templatetags.stories import TAGS, story

HARM = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))"]
HARM += [
    "<a href='javascript:1'>x</a>",
    "![x](https://example.org/x.png)",
    "[x](data:text/html,x)",
    "<style>*{}</style>",
    "<iframe src=//example.org>",
]
HARM += ["<javascript:alert(1)>", "[x](vbscript:x)", "<b onclick=x>", "&lt;script&gt;", "[x]( java\tscript:alert(1))"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>\n"),
        ("One\nTwo", "<p>One<br>\nTwo</p>\n"),
        ("*soft* and **loud**", "<p><em>soft</em> and <strong>loud</strong></p>\n"),
        ("- tea\n- talk", "<ul>\n<li>tea</li>\n<li>talk</li>\n</ul>\n"),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>\n"),
        ("# not a heading", "<p># not a heading</p>\n"),
    ],
)
def test_a_few_signs_are_read(written, shown):
    assert story(written) == shown


def test_a_link_leads_away_without_our_word_for_it():
    assert 'rel="nofollow noopener external"' in story("[the hall](https://example.org)")


@pytest.mark.parametrize("written", HARM)
def test_harm_is_words_or_nothing(written):
    shown = story(written)
    assert not any(
        sign in shown for sign in ("<script", "<img", "<style", "<iframe", "<b", 'href="j', 'href="d', 'href="v')
    )


@given(
    st.lists(st.sampled_from([*HARM, "*", "[", "](", ")", "<", ">", "\n", "- ", "`", "word ", "\\", '"'])).map("".join)
)
def test_nothing_but_these_tags_comes_out(written):
    opened = {part.split(">")[0].split()[0].strip("/") for part in story(written).split("<")[1:]}
    assert opened <= TAGS


def test_the_page_shows_it(client, make_asset):
    assert "<strong>warm</strong>" in client.get(make_asset(story="A **warm** room").get_absolute_url()).text
