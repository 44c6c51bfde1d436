"""Pages with which people tell us of places and groups. They need no account: a link in an e-mail confirms it."""

from django.core.signing import BadSignature, SignatureExpired
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from redis.exceptions import RedisError

from accounts.way_out import render_page
from assets import limits, reporting
from assets.forms.reports import EntryReportForm, PlaceForm
from assets.models import Asset
from assets.presentation import described
from assets.register import Register
from assets.way_out import need_way_out

TOO_MANY, UNAVAILABLE = 429, 503
NOT_NOW = "Not sent: we cannot take it just now. All that you typed is still here. Send it again in some minutes."


def may_say_more(user, pk):
    """Whether this person changes the entry, or suggests changes of it, on the form that does it fact by fact."""
    if not user.is_authenticated:
        return False
    editable, suggestible = Asset.objects.editable_by(user), Asset.objects.suggestible_by(user)
    return editable.filter(pk=pk).exists() or suggestible.filter(pk=pk).exists()


@sensitive_post_parameters()
def tell_of_place(request):
    """`/tell/place/`: of a place or group that is missing."""
    form = PlaceForm(request.POST or None, user=request.user)
    return take(request, form, "assets/tell_place.html", {"needs_way_out": False})


@sensitive_post_parameters()
def tell_of_entry(request, pk):
    """`/assets/<id>/tell/`: of a listed one; not seen is 404. Of a merged one it leads to the one that is kept.

    Who may change it, or suggest changes, is led there. What somebody has written is taken all the same, of the one
    that is kept where it was merged meanwhile.
    """
    place = Register(request.user).shown_or_kept(pk)
    if place is None:
        return unsent(request)
    if place.pk != pk and request.method != "POST":
        return redirect("assets:tell_of_entry", place.pk)
    if request.method != "POST" and may_say_more(request.user, place.pk):
        return redirect("assets:edit", place.pk)
    form = EntryReportForm(request.POST or None, user=request.user)
    form.instance.asset_id = place.pk
    needs_way_out = need_way_out(described([place], whole=True))
    return take(request, form, "assets/tell_entry.html", {"place": place, "needs_way_out": needs_way_out})


def unsent(request):
    """404; what was written of an entry that is closed or hidden meanwhile stands there to be copied.

    The page is the same for entries that there never were. Nothing is known of it, so it can be left like the gravest.
    """
    typed = [words for name in ("words", "how_known") if (words := request.POST.get(name, "").strip())]
    if not typed:
        raise Http404
    answer = render_page(request, "assets/tell_unsent.html", {"typed": typed, "needs_way_out": True})
    answer.status_code = 404
    return answer


def take(request, form, template, context):
    """Keep what the form says; show it again where there is a mistake, where too many came, or nothing can be taken."""
    turned_away = turn_away(request, form) if form.is_valid() else None
    if form.is_valid() and not turned_away:
        reporting.tell(form.save(commit=False), request.user)
        return redirect("assets:told")
    answer = render_page(request, template, {"form": form, "too_many": turned_away == TOO_MANY, **context})
    answer.status_code = turned_away or 200
    return answer


def turn_away(request, form):
    """The status with which a report is not taken; None where it is."""
    try:
        return None if limits.may_report(request, form.address) else TOO_MANY
    except RedisError:  # the queue that sends the link is down, too
        form.add_error(None, NOT_NOW)
        return UNAVAILABLE


def told(request):
    """`/tell/sent/`: what happens next. The same for every address, whoever has it."""
    return render(request, "assets/told.html")


@never_cache
def confirm(request, token):
    """`/tell/confirm/<token>/`: the link of the e-mail. Opening it changes nothing, its button does.

    404 for a changed link, 410 for one that came too late.
    """
    try:
        report_id = reporting.report_of(token)
    except SignatureExpired:
        return render(request, "assets/tell_confirm.html", {"is_late": True}, status=410)
    except BadSignature:
        raise Http404 from None
    is_sent = request.method == "POST"
    is_late = is_sent and not reporting.confirm(report_id)
    context = {"is_done": is_sent, "is_late": is_late}
    return render(request, "assets/tell_confirm.html", context, status=410 if is_late else 200)
