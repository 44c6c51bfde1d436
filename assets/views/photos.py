"""The page on which the photos of an entry are added, described, ordered and taken off; and the photos themselves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from assets import workflow
from assets.forms import AddPhotoForm, ListedPhotoForm
from assets.models import Asset, Photo, Proposal, PublicAsset
from assets.models.photo import MOST, SIDES, file_name
from assets.proposing import changes, with_columns
from assets.views.guards import is_locked
from assets.views.proposals import open_of, send

# A file is never a page: whatever is in it, a browser shows it as a picture, and other sites do not.
AS_A_PICTURE = {
    "Content-Disposition": 'inline; filename="photo.jpg"',
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
DONE = {
    "add": "The photo is added.",
    "words": "The words of the photo are changed.",
    "earlier": "The photo comes earlier now.",
    "remove": "The photo is taken off.",
}


@login_required
def photos(request, pk):
    """`/assets/<id>/photos/`: not yours is 404; of a published entry curators change them, others suggest."""
    asset = get_object_or_404(Asset.objects.cared_for_by(request.user), pk=pk)
    suggests = Asset.objects.suggestible_by(request.user).contains(asset)
    locked = not suggests and is_locked(request, asset)
    mine = open_of(request.user, asset) if suggests else None
    shown = with_columns(asset, mine.after) if mine else asset
    files = None if locked else request.FILES
    forms = forms_for(request, files, shown, suggestion=mine.version if mine else 0)
    sent = next((form for form in forms if form.is_bound), None)
    if sent and not locked and sent.is_valid():
        if sent.is_repeated:
            messages.info(request, "The photo is here already: it was added once, though the form came twice.")
            return redirect("assets:photos", pk)
        keep = suggest if suggests else save
        if keep(request, sent):
            return redirect("assets:photos", pk)
        if not sent.errors:
            messages.warning(
                request, f"Somebody changed “{asset}” at the same moment: nothing was done. Send it again."
            )
    is_gone = not sent and request.POST.get("step") in ListedPhotoForm.STEPS
    context = {"asset": shown, "suggests": suggests, "mine": mine, "is_locked": locked, "form": sent}
    context |= {"is_gone": is_gone, "unsent": words_sent(request) if is_gone or locked else []}
    context |= {"listed": [form for form in forms if isinstance(form, ListedPhotoForm)], "most": MOST}
    context["adding"] = next((form for form in forms if isinstance(form, AddPhotoForm)), None)
    return render(request, "assets/photos.html", context, status=403 if locked else 200)


def words_sent(request):
    """What was typed of a listed photo, for a page that has its form no more."""
    names = ("alt", "credit") if request.POST.get("step") == "words" else ()
    return [words for name in names if (words := request.POST.get(name, "").strip())]


def forms_for(request, files, asset, suggestion):
    """A form for each photo, and one for a further one; that which was sent is bound to what was sent in it."""
    step, key = request.POST.get("step"), request.POST.get("key")
    read = {"asset": asset, "suggestion": suggestion}
    forms = [
        ListedPhotoForm(
            *sent(request, files, step in ListedPhotoForm.STEPS and key == photo["key"]), photo=photo, **read
        )
        for photo in asset.photos
    ]
    if step == "add" or len(asset.photos) < MOST:
        forms.append(AddPhotoForm(*sent(request, files, step == "add"), user=request.user, **read))
    return forms


def sent(request, files, is_it):
    """What was sent, for the form that it was sent in."""
    return (request.POST, files) if is_it else (None, None)


def save(request, form):
    """Keep what the form says. False where somebody changed the entry at the same moment."""
    form.fill()
    try:
        with transaction.atomic():
            workflow.change(form.asset, request.user, form.asset.version)
            form.keep_agreement()
    except workflow.StatusChanged:
        return False
    messages.success(request, DONE[form.step])
    return True


def suggest(request, form):
    """The same as a suggestion, on top of what this person suggested before."""
    asset = Asset.objects.get(pk=form.asset.pk)
    mine = open_of(request.user, asset)
    form.fill()
    before, after = changes(form.asset, form.asset.version)
    with transaction.atomic():
        form.keep_agreement()
        answer = send(request, asset, form, before, after, mine.note if mine else "")
        if not answer:
            transaction.set_rollback(True)
    return answer is not None


@require_safe
def file(request, pk, key, size):
    """`/assets/<id>/photos/<key>-<size>.jpg`: a photo that the reader may see; else 404.

    A visitor's browser may keep it, but asks each time whether it is still shown.
    """
    if size not in SIDES or not may_see(request.user, pk, key):
        raise Http404
    etag = f'"{key}-{size}"'
    answer = get_conditional_response(request, etag=etag) or HttpResponse(
        content(key, size), content_type="image/jpeg", headers=AS_A_PICTURE
    )
    answer["ETag"] = etag
    patch_cache_control(answer, no_cache=True)
    return answer


def content(key, size):
    try:
        with storages["photos"].open(file_name(key, size)) as photo:
            return photo.read()
    except FileNotFoundError as gone:
        raise Http404 from gone


def may_see(user, pk, key):
    """Whether the entry lists the photo, as far as this person sees it, or a suggestion does that they may read.

    Whoever uploaded it sees it while they describe it.
    """
    listed = {"photos__contains": [{"key": key}]}
    if not user.is_authenticated:
        return PublicAsset.objects.filter(pk=pk, **listed).exists()
    shown = Asset.objects.visible_to(user).filter(disclosure=Asset.Disclosure.EXACT)
    theirs = Asset.objects.cared_for_by(user)
    if shown.filter(pk=pk, **listed).exists() or theirs.filter(pk=pk, **listed).exists():
        return True
    suggested = Q(before__photos__contains=[{"key": key}]) | Q(after__photos__contains=[{"key": key}])
    if Proposal.objects.visible_to(user).filter(suggested, asset=pk).exists():
        return True
    return theirs.filter(pk=pk, uploads__in=Photo.objects.filter(key=key, uploaded_by=user, agreed_on=None)).exists()
