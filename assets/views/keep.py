from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.way_out import render_page
from assets.keeping import LIMIT, KeptList
from assets.register import Register
from assets.way_out import need_way_out


@require_safe
def kept(request):
    """`/assets/kept/?ids=12,45,78`: exactly these places, in this order, as far as the reader may know of them.

    The list itself is in the browser of whoever made it; its address can be shared, printed and read without script.
    """
    places = KeptList(request.GET.get("ids", ""), Register(request.user))
    context = {
        "kept": places,
        "limit": LIMIT,
        "today": timezone.localdate(),
        "needs_way_out": need_way_out(places.entries),
    }
    return render_page(request, "assets/kept.html", context)
