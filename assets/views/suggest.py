from django.http import JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from assets.register import Register
from assets.suggestions import suggestions

LONGEST = 200


@require_safe
def suggest(request):
    """`/assets/suggest/?q=`: what somebody may mean who has typed so much: {"suggestions": [...]}, at most eight.

    Each has a `kind` (postcode, place, kind or name), a `text`, a `label`, and a `url` or a `query` for the list.
    """
    register = Register(request.user)
    found = suggestions(request.GET.get("q", "")[:LONGEST], register)
    answer = JsonResponse({"suggestions": [suggestion.as_json() for suggestion in found]})
    # What somebody types is nobody's business who uses the same computer later.
    patch_cache_control(answer, private=True, no_store=True)
    return answer
