"""Pages with which it may be dangerous to be seen: they offer "Leave this page", and browsers do not keep them."""

from django.shortcuts import render
from django.utils.cache import patch_cache_control


def render_page(request, template_name, context):
    """Render a page; where its context says `needs_way_out`, to be kept nowhere and tell nobody its address."""
    answer = render(request, template_name, context)
    if context["needs_way_out"]:
        keep_nowhere(answer)
    return answer


def keep_nowhere(answer):
    """Let no browser keep the page, nor tell other sites its address.

    Not `no-referrer`: with it browsers would send forms of this page without an origin, and they would be refused.
    """
    patch_cache_control(answer, private=True, no_store=True)
    answer.headers["Referrer-Policy"] = "same-origin"
