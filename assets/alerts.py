"""Mails about what is new or changed among the searches that people saved: one a person, at most one a day.

A mail leaves the system, so it reads the public register, whoever it is for.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse

from assets.feeds import newest
from assets.models import SavedQuery
from assets.presentation import Entry, described
from assets.register import Register
from assets.saved import chosen_by

EVERY = timedelta(days=1)
NAMED = 20
SALT = "assets.alerts"


@dataclass
class News:
    """What is new or changed in a search: the first entries, and how many there are."""

    search: SavedQuery
    entries: list[Entry]
    count: int
    taken_for: str = ""

    @property
    def lines(self):
        """Each entry in one line, whatever its name holds, with the path of its page."""
        for entry in self.entries:
            words = [entry.place.name, *map(str, entry.categories), *entry.where]
            yield " ".join(", ".join(words).split()), entry.place.get_absolute_url()

    @property
    def more(self):
        return self.count - len(self.entries)

    @property
    def stop_path(self):
        return stop_path([self.search.pk])


def people_due(now):
    """The ids of people of whom a search is due, or has no mark yet."""
    searches = SavedQuery.objects.filter(wants_alerts=True, user__is_active=True, user__wants_mail=True)
    is_due = Q(alerted_at=None) | Q(alerted_at__lte=now - EVERY)
    return list(searches.filter(is_due).order_by("user").values_list("user", flat=True).distinct())


def claim(user_id, now):
    """Mark all searches of this person as told of; return the marks before: {id: time}. To be run in a transaction.

    The rows are locked, and looked at again: of two workers one gets the marks. A search without a mark gets its first.
    Nothing is claimed until a day after the last time, so that all searches of a person come in one mail.
    """
    searches = SavedQuery.objects.select_for_update().filter(user=user_id, wants_alerts=True).order_by("pk")
    marks = dict(searches.values_list("pk", "alerted_at"))
    new = [pk for pk, mark in marks.items() if mark is None]
    told = {pk: mark for pk, mark in marks.items() if mark is not None}
    if told and min(told.values()) > now - EVERY:
        told = {}
    SavedQuery.objects.filter(pk__in=[*new, *told]).update(alerted_at=now)
    return told


def news_of(search, since):
    """What is new or changed in this search since then; nothing where it can no longer be read."""
    register = Register(AnonymousUser())
    chosen = chosen_by(search.query, register.entries)
    if chosen.problems:
        return News(search, [], 0)
    # Narrowed after it is read: which words are misspelt depends on all that the register holds.
    recent = chosen.found().filter(changed_at__gt=since)
    return News(search, described(newest(register, recent, NAMED)), recent.count(), chosen.taken_for)


def mail_to(user, marks):
    """The mail for this person about all searches with news since their marks; none where nothing is new."""
    searches = user.saved_queries.filter(pk__in=marks, wants_alerts=True)
    news = [found for found in (news_of(search, marks[search.pk]) for search in searches) if found.count]
    if not news:
        return None
    context = {"news": news, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    # The subject names no search: others may see it on a locked screen.
    subject = f"{settings.SITE_NAME}: news for {len(news)} of your searches"
    stop = settings.SITE_URL + stop_path([found.search.pk for found in news])
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(
        subject, render_to_string("assets/mail/alert.txt", context), None, [user.email], headers=headers
    )


def stop_path(ids):
    """The address at which mails about these searches are stopped."""
    return reverse("assets:stop_alerts", args=[signing.dumps(ids, salt=SALT)])


def searches_of(token):
    """The ids of the searches that a token is for. Raises BadSignature."""
    return signing.loads(token, salt=SALT)
