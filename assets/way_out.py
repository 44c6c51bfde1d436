"""Which searches and entries need a page that offers "Leave this page"; such a page is made by `accounts.way_out`."""

from django.db import connections

from assets.models import Audience
from assets.presentation import all_ids

# Both ways round: "refuge in Wigan" holds a word of ours, "abuse" is part of one.
NAMED = """
SELECT EXISTS (
  SELECT FROM (
    SELECT name, synonyms FROM assets_category WHERE needs_way_out
    UNION ALL SELECT name, synonyms FROM assets_audience WHERE needs_way_out
  ) code, unnest(array_append(synonyms, name)) phrase
  WHERE to_tsvector('hereabouts', phrase) @@ plainto_tsquery('hereabouts', %(words)s)
    OR to_tsvector('hereabouts', %(words)s) @@ plainto_tsquery('hereabouts', phrase)
)"""


def search_needs_way_out(chosen, entries, database):
    """Whether a search asks for such a kind or such people, by code or in words, or its words found such a place."""
    if any(code.needs_way_out for name in ("category", "audience") for code in chosen.values.get(name) or []):
        return True
    words = chosen.values.get("q")
    return bool(words) and (is_named(words, database) or need_way_out(entries))


def is_named(words, database):
    """Whether these words name a kind or people whose pages need a way out."""
    with connections[database].cursor() as cursor:
        cursor.execute(NAMED, {"words": words})
        return cursor.fetchone()[0]


def need_way_out(entries):
    """Whether one of these entries is of such a kind or for such people; one query where lists do not load for whom."""
    if any(code.needs_way_out for entry in entries for code in [*entry.categories, *entry.audiences]):
        return True
    people = all_ids([entry.place for entry in entries if not entry.audiences], "audience_ids")
    return bool(people) and Audience.objects.filter(needs_way_out=True, pk__in=people).exists()
