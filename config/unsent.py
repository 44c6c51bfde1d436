"""A form that cannot be taken comes back with all that was typed.

The sign-in or its token is no longer good; or what it was for has moved, or is not theirs any more.
"""

import re

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.views.csrf import csrf_failure

from accounts.way_out import keep_nowhere
from assets.forms import AssetForm

OURS = {"accounts", "assets", "consortia", "places"}  # not the sign-in, nor the admin
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
NEVER_SENT_BACK = re.compile(r"csrfmiddlewaretoken|.*password.*", re.IGNORECASE)
NOT_TO_BE_READ = re.compile(
    r"uid|key|step|seen|kept|copied|query|back|draft|all|again|asks|shape|move_pin|mend|take|take_over|release|suggestion"
    r"|alike_shown|none_of_these|partnership|trusts|runs_it|agreed|wants_.*|chosen.*|feature.*|(.*-)?(parts|reason)"
    r"|(.*_|.*-)?version|.*-(rows|redraw|away|language|days|term_time|by_arrangement)"
)
TYPED = forms.TextInput | forms.EmailInput | forms.URLInput | forms.Textarea


class NothingTypedIsLost:
    """Middleware: who sends a form while signed out gets what they typed with it, not the sign-in alone.

    It answers 403: a 401 would have to name a way to sign in that browsers know, and would ask for a password itself.
    Who sends one to a page that is not, or no longer, theirs reads beside the refusal what they typed. Programs and
    pieces of pages are answered as before.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        if leads_to_sign_in(answer) and is_form_of_ours(request):
            return unsent_page(request, is_signed_out=True)
        return answer

    def process_exception(self, request, refusal):
        status = {Http404: 404, PermissionDenied: 403}.get(type(refusal))
        if status and is_form_of_ours(request) and (typed := typed_in(request)):
            said = str(refusal) if status == 403 else ""  # what was not found is named to nobody
            context = {"typed": typed, "said": said, "needs_way_out": needs_way_out(request)}
            return answer_with(request, "refused.html", status, **context)
        return None


def old_token(request, reason=""):
    """The view where the token of a form is refused, as after a sign-in in another tab.

    What another site sends is never shown: else it could put words on a page of ours.
    """
    if comes_from_us(request) and is_form_of_ours(request):
        return unsent_page(request, is_signed_out=False, needs_way_out=needs_way_out(request))
    return csrf_failure(request, reason)


def leads_to_sign_in(answer):
    return isinstance(answer, HttpResponseRedirect) and answer.url.partition("?")[0] == resolve_url(settings.LOGIN_URL)


def is_form_of_ours(request):
    """Whether a browser sent the form of one of our pages and expects a page."""
    is_form = request.method == "POST" and request.content_type in FORMS
    wants_page = "text/html" in request.headers.get("Accept", "") and not request.htmx
    return is_form and wants_page and request.resolver_match.namespace in OURS


def comes_from_us(request):
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    ours = [f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS]
    return any(f"{sender}/".startswith(f"{origin}/") for origin in ours)


def needs_way_out(request):
    return not request.user.is_authenticated or "worried" in request.resolver_match.url_name


def unsent_page(request, **context):
    """What the sender sent, and nothing else: to be read, and in a form that sends it again when they press it."""
    fields = [(name, value) for name, values in sent_in(request) for value in values]
    context |= {"fields": fields, "typed": typed_in(request), "has_files": bool(request.FILES)}
    return answer_with(request, "unsent.html", 403, **context)


def answer_with(request, template, status, **context):
    answer = render(request, template, context, status=status)
    keep_nowhere(answer)
    return answer


def sent_in(request):
    """The fields that may be sent back, each with its values."""
    return [(name, values) for name, values in request.POST.lists() if not NEVER_SENT_BACK.fullmatch(name)]


def typed_in(request):
    """The question and the words of each field in which somebody typed."""
    return [
        (label_of(name), value)
        for name, values in sent_in(request)
        if is_read(name)
        for value in values
        if value.strip()
    ]


def is_read(name):
    """Whether it was typed, as far as we know, and not chosen, drawn or put into the form by us."""
    field = AssetForm.base_fields.get(name)
    if field:
        return isinstance(field.widget, TYPED)
    return not NOT_TO_BE_READ.fullmatch(name)


def label_of(name):
    """The question of the form of entries, else the name of the field as words."""
    field = AssetForm.base_fields.get(name)
    label = str(field.label or "").removesuffix(" (optional)") if field else ""
    return label or re.sub(r"[_-]+", " ", name).strip().capitalize()
