"""What differs between two states of a fact: all of it where it is short or quite another, else its words alone."""

import re
from difflib import SequenceMatcher

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join

register = template.Library()

WORD = re.compile(r"\S+\s*")
LONG = 6  # words: what is shorter is read at a glance
ALIKE = 0.4  # of 1: below that, marked words would be a patchwork
NOT_SAID = "Not said"
WHOLE = {"before": "<del>{}</del>", "after": "<ins>{}</ins>"}
# For those who do not see the marks they are said in words, too.
PART = {
    "before": '<del><span class="vh">[taken out: </span>{}<span class="vh">]</span></del>{}',
    "after": '<ins><span class="vh">[new: </span>{}<span class="vh">]</span></ins>{}',
}


@register.filter
def taken_out(before, after):
    """The words before a change, those struck that it took out: `{{ before|taken_out:after }}`."""
    return marked(before, after, "before")


@register.filter
def put_in(after, before):
    """The words after a change, those underlined that it put in: `{{ after|put_in:before }}`."""
    return marked(before, after, "after")


def marked(before, after, side):
    """One side of a change as HTML: escaped, in its lines, with marks around what the other side does not have."""
    text = before if side == "before" else after
    if not text:
        return NOT_SAID
    old, new = (WORD.findall(words or "") for words in (before, after))
    match = SequenceMatcher(None, bare(old), bare(new))
    if min(len(old), len(new)) < LONG or match.ratio() < ALIKE:
        return format_html(WHOLE[side], linebreaksbr(text))
    return format_html_join("", "{}", ((piece,) for piece in pieces(match, old, new, side)))


def pieces(match, old, new, side):
    """The runs of words of one side, marked where they are not on the other."""
    for kind, *ends in match.get_opcodes():
        start, end = ends[:2] if side == "before" else ends[2:]
        words = "".join((old if side == "before" else new)[start:end])
        if kind == "equal":
            yield linebreaksbr(words)
        elif words:
            kept = words.rstrip()
            yield format_html(PART[side], linebreaksbr(kept), linebreaksbr(words[len(kept) :]))


def bare(words):
    return [word.rstrip() for word in words]
