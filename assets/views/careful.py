"""What is said after saving: where words may tell a hidden place, and what was not typed."""

from django.contrib import messages

from assets.giveaways import giveaways


def warn_of_giveaways(request, asset):
    """Ask to look again at words that tell where a hidden place is; they are kept."""
    asset.refresh_from_db(fields=["area_ids", "public_area_ids"])
    told = giveaways(asset)
    if told:
        messages.warning(
            request,
            f"Not everyone is to see where “{asset}” is, but others can read {', '.join(map(str, told))}. "
            "Please look again, and take out what tells the place.",
        )


def say_what_was_taken(request, form):
    """Say which answers were taken over from the organisation."""
    if form.taken:
        words = ", ".join(form.taken.values())
        messages.info(request, f"Taken over from {form.instance.organisation}: {words}.")
