"""A draft saves itself while somebody types: the answers for the script `typing.js`. Without it the buttons save."""

import pghistory
from django.db import IntegrityError, transaction
from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone

from assets.forms import Typing, is_changed
from assets.models import Asset
from assets.workflow import StatusChanged, change

NOT_A_DRAFT = "Not saved: it is not a draft any more. Save to see what you can do."
OVERTAKEN = "Not saved yet: somebody else changed the entry. Save to see both."


def is_typing(request):
    """Whether the script sends the form, not a person."""
    return "typed" in request.POST


def kept(asset, form):
    """What the page has to know to go on, when all that was typed is kept."""
    words = saved_now()
    if form.taken:
        words += f". Taken over from {asset.organisation}: {', '.join(form.taken.values())}"
    return JsonResponse({"words": words, "version": asset.version, "edit": reverse("assets:edit", args=[asset.pk])})


def kept_aside(version):
    """The same where nothing of the entry was saved: the page stays with the version that was read."""
    return JsonResponse({"words": saved_now(), "version": version})


def saved_now():
    return f"Saved at {timezone.localtime():%H:%M}"


def not_kept(form):
    """What is not right yet: nothing of this page is saved until it is."""
    name, (words, *_) = next(iter(form.errors.items()), ("", ["There is a row to look at."]))
    label = form.fields[name].label if name in form.fields else ""
    return JsonResponse({"words": f"Not saved yet. {label}: {words}" if label else f"Not saved yet. {words}"})


def refuse():
    """What is no draft is changed by a person alone."""
    return JsonResponse({"words": NOT_A_DRAFT})


def keep_first(form, uid):
    """Make the draft of a new entry, once a name is typed. The same form again finds what it made."""
    if not form.is_valid():
        return not_kept(form)
    try:
        with transaction.atomic():
            asset = form.enter(uid)
            asset.refresh_from_db(fields=["version"])
    except IntegrityError:
        return JsonResponse({"words": OVERTAKEN})
    return kept(asset, form)


def keep(form, base, is_open):
    """Save what was typed of a draft, as a person would who presses the button; nothing where it `is_open` no more."""
    if not is_open or form.is_past_sending:
        return refuse()
    for checked in (form, base):
        if not checked.is_valid():
            return not_kept(checked)
    typing = Typing(form.data).said
    try:
        # The version is that of what was typed, whoever comes next.
        with transaction.atomic(), pghistory.context(**typing):
            if is_changed(form.instance):
                read = version_read(form, base.cleaned_data["base_version"], typing)
                change(form.instance, form.user, read)
            form.instance.refresh_from_db(fields=["version"])
    except StatusChanged:
        return JsonResponse({"words": OVERTAKEN})
    return kept(form.instance, form)


def version_read(form, base_version, typing):
    """The version on which a page goes on: that of its form, or what became of it by less that was typed on this page.

    Who leaves a page while it saves itself sends the last words before it knows of the version that is just made.
    """
    entry = Asset.objects.locked().get(pk=form.instance.pk)
    since = entry.events.filter(version__gt=base_version).values_list("pgh_context__metadata", flat=True)
    is_own = typing and all(said and went_before(said, typing, form.user) for said in since)
    return entry.version if is_own else base_version


def went_before(said, typing, user):
    """Whether the history says of a change that this person made it on this page, before they typed what it is now."""
    return (said.get("user"), said.get("page")) == (user.pk, typing["page"]) and said["turn"] < typing["turn"]
