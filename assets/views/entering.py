"""What the pages on which people enter and change places do alike: ask first, save, show both, thank."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from assets import workflow
from assets.forms import BaseVersion, is_changed, merge
from assets.forms.alike import SoughtForm
from assets.forms.proposal import SuggestForm
from assets.models import Asset
from assets.trust import publish_if_trusted
from assets.views.alike import question
from assets.views.answering import form_of, put_aside
from assets.views.careful import say_what_was_taken, warn_of_giveaways


def asked_first(request, form):
    """The question whether it is one of these, where it is to be sent and the person has not answered it."""
    if form.stays_draft or form.is_past_sending:
        return None
    asked = question(request, SoughtForm(request.POST).sought(request.user, form.instance.pk))
    return None if asked.is_answered else asked


def thanks(asset):
    words = "Thank you. “{}” is waiting for a curator. You will hear from us when it is decided."
    if asset.status == Asset.Status.DRAFT:
        return f"“{asset}” is saved. It is not public, and no curator looks at it until you send it."
    if asset.status == Asset.Status.DECLINED:
        return f"“{asset}” is saved. No curator looks at it until you send it again."
    if asset.status == Asset.Status.PUBLISHED:
        words = "Thank you. “{}” is published: your organisation is trusted to publish at once."
    if asset.photos:
        return words.format(asset)
    link = reverse("assets:photos", args=[asset.pk])
    return format_html(words + ' <a href="{}">Add a photo of it</a>', asset, link)


@transaction.atomic
def save(form, base_version):
    """Keep what was changed since `base_version`, and send it unless it is to wait. Raises StatusChanged."""
    asset = form.instance
    sends = not form.is_past_sending and not form.stays_draft
    if sends or is_changed(asset):
        workflow.change(asset, form.user, base_version)
    if sends:
        workflow.submit(asset, by=form.user, note=form.cleaned_data.get("note", ""))
        publish_if_trusted(asset, by=form.user)


def finish(request, form, base_version, asks):
    """Save the form of an entry, or show both where somebody changed it meanwhile; say what came of it, and go on.

    `asks` is the question of a curator to which the form holds the answer, if any.
    """
    asset, was_sent = form.instance, form.is_past_sending
    try:
        save(form, base_version)
    except workflow.StatusChanged:
        return show_both(request, asset, base_version)
    if asks:
        put_aside(request, asks, form)
    messages.success(request, f"“{asset}” is changed." if was_sent else thanks(asset))
    say_what_was_taken(request, form)
    warn_of_giveaways(request, asset)
    return redirect(page_after(request.user, asset))


def show_both(request, asset, base_version):
    """Somebody changed the entry meanwhile: show what they wrote and what was typed; overwrite and lose nothing.

    Who may suggest changes by now finds what was typed in the form that does.
    """
    together = merge(asset, base_version)
    context = {
        "base": BaseVersion({"base_version": together.asset.version}),
        "asset": together.asset,
        "merge": together,
    }
    if Asset.objects.suggestible_by(request.user).contains(asset):
        typed = {"suggestion": 0, "note": request.POST.get("note", "")}
        context["form"] = SuggestForm(user=request.user, instance=together.asset, initial=typed)
        return render(request, "assets/suggest.html", context)
    asks = asset.decisions.open_question()
    context |= {
        "form": form_of(request, together.asset, asks),
        "unsent": "" if asks else request.POST.get("note", ""),
        "is_locked": not Asset.objects.editable_by(request.user).contains(asset),
    }
    return render(request, "assets/edit.html", context)


def page_after(user, asset):
    """A draft goes on with its parts, a curator with the review of the entry, others with their own list."""
    if asset.status == Asset.Status.DRAFT:
        return reverse("assets:parts", args=[asset.pk])
    if Asset.objects.reviewable_by(user).contains(asset):
        return reverse("assets:review_item", args=[asset.pk])
    return reverse("assets:mine")
