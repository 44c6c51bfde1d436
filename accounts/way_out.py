"""Pages with which it may be dangerous to be seen: they offer "Leave this page", and browsers do not keep them."""

from django.shortcuts import render
from django.utils.cache import patch_cache_control


def render_page(request, template_name, context):
    """Render a page; where its context says `needs_way_out`, so that it is kept nowhere and tells nobody its address.

    Not `no-referrer`: with it browsers would send forms of this page without an origin, and they would be refused.
    """
    answer = render(request, template_name, context)
    if context["needs_way_out"]:
        patch_cache_control(answer, private=True, no_store=True)
        answer.headers["Referrer-Policy"] = "same-origin"
    return answer
