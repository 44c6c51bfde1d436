"""The words of a search: their spelling and what they look for.

A word that stands nowhere is taken for the nearest one that does. What stands in double quotes, after a minus or has a
digit is left as it is, and so are words too short to be sure of.
"""

import re
from dataclasses import dataclass, field
from math import log10
from string import ascii_lowercase

from django.contrib.postgres.search import SearchQuery
from django.db import connections
from django.db.models import Count, Max

from assets.models import Asset, Audience, Category, Determinant
from consortia.models import Organisation
from places.models import Area

QUOTED_OR_EXCLUDED = re.compile(r'"[^"]*"?|(?<!\S)-\S+')
WRITTEN = re.compile(r"(?<![\w'’])[^\W\d_]+(?:['’ʼ`´][^\W\d_]+)*(?![\w'’])")
SHORTEST, LONGEST, SURE_OF_TWO = 4, 30, 6  # letters: to correct at all, and to change two of
REFRESH = "SELECT refresh_words()"
# As `WRITTEN` found them: number, the word as the vocabulary has it, and its stem; without words that say nothing.
READ = """
SELECT number, spelled.word, stem.word
FROM unnest(%s) WITH ORDINALITY asked (written, number),
  unnest(words_as_written(written)) spelled (word),
  unnest(tsvector_to_array(to_tsvector('hereabouts', spelled.word))) stem (word)
WHERE NOT EXISTS (SELECT FROM public_word kept WHERE kept.stem = stem.word OR kept.word = spelled.word)
ORDER BY number
"""
NEAR = """
SELECT word, entries FROM public_word WHERE word = ANY (%(one_slip)s)
UNION (SELECT word, entries FROM public_word WHERE word %% %(word)s ORDER BY similarity(word, %(word)s) DESC LIMIT 40)
UNION (
  SELECT word, entries FROM public_word WHERE word LIKE %(start)s AND length(word) BETWEEN %(shortest)s AND %(longest)s
  ORDER BY similarity(word, %(word)s) DESC LIMIT 40
)
"""


class WordsAsked(SearchQuery):
    """What these words look for in `public_search`. They are read by the SQL function `words_asked`."""

    SEARCH_TYPES = {"asked": "words_asked"}

    def __init__(self, words):
        super().__init__(words.replace("\0", " "), search_type="asked")


def say_nothing(words, database):
    """Whether these words are signs, or so common that they are not looked for."""
    with connections[database].cursor() as cursor:
        cursor.execute("SELECT numnode(words_asked(%s)) = 0", [words.replace("\0", " ")])
        return cursor.fetchone()[0]


@dataclass(frozen=True)
class Spelled:
    """Words as they are looked for, and what was taken for another word: {"libary": "library"}."""

    words: str
    corrected: dict = field(default_factory=dict)


def refresh_words():
    """Make the vocabulary anew from what is public; return how many words there are."""
    with connections["default"].cursor() as cursor:
        cursor.execute(REFRESH)
        return cursor.fetchone()[0]


def state_of_sources():
    """What differs when entries or organisations have changed, or there are other areas; `load_codes` sees to codes."""
    histories = [Asset.pgh_event_model, Organisation.pgh_event_model]
    latest = [history.objects.aggregate(last=Max("pgh_id"))["last"] for history in histories]
    areas = Area.objects.aggregate(last=Max("pk"), count=Count("pk"))
    return [*latest, *areas.values()]


def spelled(words, entries):
    """These words as they stand in the vocabulary or in `entries`, those that the reader may know of."""
    unknown = unknown_words(words, entries)
    nearest = {written: nearest_word(word, entries.db) for written, word in unknown.items()}
    corrected = {written: word for written, word in nearest.items() if word}
    if not corrected:
        return Spelled(words)
    return Spelled(
        in_plain_parts(words, lambda part: WRITTEN.sub(lambda found: corrected.get(found[0], found[0]), part)),
        corrected,
    )


def in_plain_parts(words, change):
    """The words with their parts changed that are neither in quotes nor excluded."""
    kept = QUOTED_OR_EXCLUDED.findall(words)
    changed = [change(part) for part in QUOTED_OR_EXCLUDED.split(words)]
    return "".join(part for pair in zip(changed, [*kept, ""], strict=True) for part in pair)


def unknown_words(words, entries):
    """Words that stand nowhere, by how they are written: {"Libary": "libary"}."""
    plain = QUOTED_OR_EXCLUDED.sub(" ", words)
    written = [word for word in dict.fromkeys(WRITTEN.findall(plain)) if SHORTEST <= len(word) <= LONGEST]
    if not written:
        return {}
    with connections[entries.db].cursor() as cursor:
        cursor.execute(READ, [written])
        unheard = cursor.fetchall()
    return {
        written[number - 1]: word
        for number, word, _ in unheard
        if not entries.order_by().filter(public_search=WordsAsked(word)).exists()
    }


def nearest_word(word, database):
    """The word of the vocabulary that `word` is most likely meant to be; None when none is near."""
    with connections[database].cursor() as cursor:
        size = {"shortest": len(word) - 2, "longest": len(word) + 2}
        cursor.execute(NEAR, {"word": word, "one_slip": one_slip_from(word), "start": f"{word[:2]}%", **size})
        near = [(changes(word, other), other, entries) for other, entries in cursor.fetchall()]
    most = 2 if len(word) >= SURE_OF_TWO else 1
    # A word met ten times as often outweighs a third of a slip; the first letter is seldom wrong.
    costs = {
        other: slips - log10(entries) / 3 + (other[0] != word[0]) / 2
        for slips, other, entries in near
        if slips <= most and len(other) >= SHORTEST
    }
    # A short word met once is seldom meant, unless a kind goes by it: "cheap" is not Cheam Library.
    for rare in [other for _, other, entries in near if other in costs and entries == 1 and len(other) < SURE_OF_TWO]:
        if not is_a_word_of_a_code(rare):
            del costs[rare]
    return min(costs, key=lambda other: (costs[other], other), default=None)


def is_a_word_of_a_code(text):
    """Whether a kind, an audience or a determinant goes by this word too: there is "reading", and there is Reading."""
    columns = [codes.objects.values_list("name", "synonyms") for codes in (Category, Audience, Determinant)]
    rows = columns[0].union(*columns[1:])
    return text.lower() in {
        word.lower() for name, others in rows for phrase in [name, *others] for word in phrase.split()
    }


def one_slip_from(word):
    """What `word` may be with one letter left out, put in, changed, or two changed about."""
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    left_out = {start + end[1:] for start, end in splits if end}
    about = {start + end[1] + end[0] + end[2:] for start, end in splits if len(end) > 1}
    other = {start + letter + end[1:] for start, end in splits if end for letter in ascii_lowercase}
    put_in = {start + letter + end for start, end in splits for letter in ascii_lowercase}
    return sorted((left_out | about | other | put_in) - {word})


def changes(one, other):
    """How many letters are left out, put in, changed, or pairs of them changed about, between two words."""
    before, last = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, wanted in enumerate(other, 1):
            least = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                least = min(least, before[column - 2] + 1)
            line.append(least)
        before, last = last, line
    return last[-1]
