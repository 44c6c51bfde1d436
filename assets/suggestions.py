"""What somebody may mean who has typed so much in the one box: postcodes, kinds, areas, names of entries."""

import re
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from django.db import connections
from django.db.models import BooleanField, Case, Func, Value, When
from django.db.models.functions import Length
from django.utils.text import capfirst

from assets.filters.asked import IN, NEAR
from assets.models.shared import FOLDED_NAME, NameWords
from assets.words import spelled
from places.finding import LIKELIEST_FIRST, in_words, with_wider
from places.models import Area, Folded, Postcode
from places.postcodes.written import squeezed

MOST, MOST_OF_A_KIND, SHORTEST = 8, 4, 2
LINK = re.compile(
    rf"(?P<before>.*\S)\s+(?P<link>{'|'.join([*NEAR, *IN])})\s+(?P<place>\S.*)", re.IGNORECASE | re.DOTALL
)
LIKE_A_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?(?:\s*\d[a-z]{0,2})?", re.IGNORECASE)
OFFERED = [kind for kind in LIKELIEST_FIRST if kind not in Area.CENSUS_KINDS]
LABELS = {"category": "Kind of place or group", "audience": "Who it is for"}
CODES = """
SELECT parameter, code, name FROM (
  SELECT 'category' AS parameter, code, name, synonyms FROM assets_category
  UNION ALL SELECT 'audience', code, name, synonyms FROM assets_audience
) listed
WHERE to_tsvector('hereabouts_words', plain_words(concat_ws(' ', name, array_to_string(synonyms, ' '))))
  @@ words_begun(%(typed)s, '')
ORDER BY to_tsvector('hereabouts', plain_words(name)) @@ words_asked(%(typed)s) DESC,
  to_tsvector('hereabouts_words', plain_words(name)) @@ words_begun(%(typed)s, '') DESC,
  parameter DESC, length(name)
LIMIT %(most)s
"""


class NamesHolding(Func):
    """Whether words of a name begin as all of these do."""

    template = "(%(expressions)s, ''))"
    arg_joiner = " @@ words_begun("
    output_field = BooleanField()


@dataclass(frozen=True)
class Suggestion:
    """What may be meant. It has a page of its own, `url`, or a `query`: what the list should ask in place of it."""

    kind: str
    text: str
    label: str
    query: str = ""
    url: str = ""

    def as_json(self):
        return {name: value for name, value in asdict(self).items() if value}


def suggestions(typed, register):
    """At most eight, likeliest first, of the register as its reader may see it. What is misspelt is mended."""
    typed = " ".join(typed.replace("\0", " ").split())
    if asked := LINK.fullmatch(typed):
        return places(asked["place"], asked["before"], asked["link"].lower())[:MOST]
    if sum(map(str.isalnum, typed)) < SHORTEST:
        return []
    found = all_that_begin(typed, register)
    if not found and (mended := spelled(typed, register.entries.using(register.database))).corrected:
        found = all_that_begin(mended.words, register)
    return found[:MOST]


def all_that_begin(typed, register):
    return [*places(typed)[:MOST_OF_A_KIND], *codes(typed, register.database), *names(typed, register)]


def places(typed, before="", link=""):
    """Postcodes, and areas by any of their names; with what was typed before them, and the word between."""
    if LIKE_A_POSTCODE.fullmatch(typed):
        return postcodes(typed, before, link)
    ranks = Case(*[When(kind=kind, then=Value(rank)) for rank, kind in enumerate(OFFERED)])
    areas = with_wider(Area.objects.beginning_with(typed).filter(kind__in=OFFERED)).annotate(rank=ranks)
    return [of_area(area, before, link) for area in areas.order_by("rank", Length("name"), "name", "id")[:MOST]]


def postcodes(typed, before, link):
    """Those in use that begin so, behind the district that is written so."""
    in_use = Postcode.objects.beginning(typed).filter(ended_on=None)
    districts = in_use.filter(outward=squeezed(typed)).order_by().values_list("outward")[:1]
    written = [("Postcode district", outward) for (outward,) in districts]
    written += [("Postcode", str(postcode)) for postcode in in_use[:MOST]]
    return [as_place("postcode", name, label, before, link) for label, name in written]


def of_area(area, before, link):
    suggestion = as_place("place", area.name, capfirst(in_words(area)), before, link)
    if link in NEAR:
        return suggestion
    return replace(suggestion, query=urlencode({"q": before, "area": area.code} if before else {"area": area.code}))


def as_place(kind, name, label, before, link):
    text = " ".join(part for part in (before, link, name) if part)
    return Suggestion(kind, text, label, urlencode({"q": text}))


def codes(typed, database):
    """Kinds and audiences that go by words which begin so."""
    with connections[database].cursor() as cursor:
        cursor.execute(CODES, {"typed": typed, "most": MOST_OF_A_KIND})
        return [
            Suggestion("kind", name, LABELS[parameter], urlencode({parameter: code}))
            for parameter, code, name in cursor.fetchall()
        ]


def names(typed, register):
    """Entries whose name begins so; where they are few, others in whose names all of the words begin so."""
    entries = register.entries.using(register.database).order_by()
    begin = entries.annotate(folded=FOLDED_NAME).filter(folded__startswith=Folded(Value(typed)))
    ids = list(begin.values_list("pk", flat=True)[:MOST_OF_A_KIND])
    if len(ids) < MOST_OF_A_KIND:
        holding = entries.filter(NamesHolding(NameWords("name"), Value(typed))).exclude(pk__in=ids)
        ids += holding.values_list("pk", flat=True)[: MOST_OF_A_KIND - len(ids)]
    shown = register.shown(entries.filter(pk__in=ids).order_by("name", "pk")) if ids else []
    return [
        Suggestion("name", place.name, place.town or "Place or group", url=place.get_absolute_url()) for place in shown
    ]
