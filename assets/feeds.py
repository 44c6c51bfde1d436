"""The newest changes among what a search finds, as an Atom feed."""

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import now

from assets.presentation import described

MOST = 100
NEWEST_FIRST = ("-changed_at", "id")


def newest(register, found, most=MOST):
    """Those of the entries found that changed last, newest first, as they may be shown."""
    ids = list(found.order_by(*NEWEST_FIRST).values_list("pk", flat=True)[:most])
    return register.shown(register.entries.filter(pk__in=ids).order_by(*NEWEST_FIRST))


def atom_of(places, query, taken_for=""):
    """The bytes of the feed of these places, found by this query string, with words `taken_for` others."""
    about = " ".join(filter(None, ["New and changed places and groups, newest first.", taken_for]))
    feed = NewestFirst(
        title=f"{settings.SITE_NAME}: places and groups",
        link=f"{settings.SITE_URL}{reverse('assets:list')}?{query}",
        description=about,
        subtitle=about,
        author_name=settings.SITE_NAME,
        feed_url=f"{settings.SITE_URL}{reverse('assets:atom')}?{query}",
        language=settings.LANGUAGE_CODE,
    )
    for entry in described(places):
        place = entry.place
        link = f"{settings.SITE_URL}{place.get_absolute_url()}"
        feed.add_item(
            title=place.name,
            link=link,
            description=summary_of(entry),
            unique_id=f"urn:uuid:{place.uid}",
            updateddate=place.changed_at,
            categories=[category.name for category in entry.categories],
        )
    return feed.writeString("utf-8").encode()


def summary_of(entry):
    """Where it is, and what it says of itself, in a line or two."""
    return ". ".join(part for part in [", ".join(entry.where), entry.place.summary] if part) or "No summary yet."


class NewestFirst(Atom1Feed):
    """An Atom feed; one without entries is as old as the request, which Atom wants said."""

    def latest_post_date(self):
        return self.items[0]["updateddate"] if self.items else now().replace(hour=0, minute=0, second=0, microsecond=0)
