"""The few signs that people may write in the story of a place: paragraphs, lists, links, stress."""

import nh3
from django import template
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

register = template.Library()
# CommonMark (https://spec.commonmark.org) without HTML, headings, pictures, code and rules across the page.
SMALL = MarkdownIt("zero", {"breaks": True}).enable(["list", "emphasis", "link", "autolink", "newline", "escape"])
TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a"}
SCHEMES = {"http", "https", "mailto", "tel"}


@register.filter
def story(text):
    """The text as HTML. Whatever is written, nothing but these tags and these kinds of links comes out."""
    clean = nh3.clean(
        SMALL.render(text or ""),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="nofollow noopener external",
    )
    return mark_safe(clean)  # noqa: S308 (nh3 let nothing else through)
