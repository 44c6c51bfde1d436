"""Asks whoever enters a place or group whether it is there already."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST

from assets import limits
from assets.alike import Sought, perhaps_the_same
from assets.forms import EntryKey
from assets.forms.alike import SoughtForm, dismissed
from assets.models import Asset
from consortia.models import Consortium


@dataclass
class Question:
    """Is it one of these? And those of which the person has said that it is none of them."""

    finds: list
    dismissed: set

    @property
    def is_answered(self):
        return {find.asset.pk for find in self.finds} <= self.dismissed

    @property
    def shown(self):
        """Which are shown, with what is said of them: where that stays the same, nobody is told again."""
        return " ".join(f"{find.asset.pk}:{find}" for find in self.finds)

    @property
    def answer(self):
        """What "none of these" says: all that were ever shown."""
        return ",".join(map(str, sorted({find.asset.pk for find in self.finds} | self.dismissed)))


def question(request, sought):
    """Is it one of those that are like what is `sought`? Nothing to ask where nothing is alike."""
    finds = perhaps_the_same(sought, request.user)
    ids = [find.asset.pk for find in finds]
    editable = set(Asset.objects.editable_by(request.user).filter(pk__in=ids).values_list("pk", flat=True))
    suggestible = set(Asset.objects.suggestible_by(request.user).filter(pk__in=ids).values_list("pk", flat=True))
    for find in finds:
        find.may_change, find.may_suggest = find.asset.pk in editable, find.asset.pk in suggestible
    return Question(finds, dismissed(request.POST))


def own_draft(request):
    """The entry that this form fills in, where it is kept already: it is none of those."""
    key = EntryKey(request.POST)
    if not key.is_valid():
        return None
    return Asset.objects.editable_by(request.user).filter(uid=key.cleaned_data["uid"]).first()


@require_POST
@login_required
def alike(request):
    """`/assets/alike/`: a piece of the form's page, asked for while somebody types. 403 for people who may not add.

    204 where it would say the same again, or where they asked too often in a short time: the question is put when they
    send. It is a POST so that what is typed stands in no log.
    """
    if not Consortium.objects.enterable_by(request.user).exists():
        raise PermissionDenied("Adding is for members of partner organisations.")
    if not limits.may_compare(request.user):
        return HttpResponse(status=204)
    own = own_draft(request)
    sought = SoughtForm(request.POST).sought(request.user, own and own.pk)
    asked = question(request, sought.filled_from(Sought.of(own)) if own else sought)
    if asked.shown == request.POST.get("alike_shown", ""):
        return HttpResponse(status=204)
    answer = render(request, "assets/_alike_asked.html", {"question": asked})
    patch_cache_control(answer, private=True, no_store=True)
    return answer
