"""What is found by words, and the best of it."""

from django.contrib.postgres.search import SearchRank
from django.db.models import BigIntegerField, ExpressionWrapper, F, Func, IntegerField, Value
from django.db.models.functions import Cast
from django.utils.functional import cached_property

from assets.models.shared import LAST_CHECK
from assets.words import WRITTEN, WordsAsked, say_nothing, spelled

MOST_RANKED = 2_000
DAYS = 10_000_000  # more than there are days since the year 1


class DaysSinceYearOne(Func):
    """A date as the number of days since 1 January of the year 1."""

    template = "(%(expressions)s - DATE '0001-01-01')"
    output_field = IntegerField()


def best_match(words):
    """One number to order by: the rank to three decimals; among equals what was checked most recently is more."""
    thousandths = Cast(SearchRank(F("public_search"), WordsAsked(words)) * Value(1000.0), BigIntegerField())
    days = DaysSinceYearOne(LAST_CHECK)
    return ExpressionWrapper(thousandths * Value(DAYS) + days, output_field=BigIntegerField())


class Worded:
    """The part of a FilterSet that knows its words."""

    @cached_property
    def spelled(self):
        """The words of the box as they are looked for."""
        return spelled(self.asked.words, self.queryset)

    @property
    def corrected(self):
        """Which words were taken for which: {"libary": "library"}."""
        return self.spelled.corrected

    @cached_property
    def says_nothing(self):
        """Whether the box holds words none of which can be looked for."""
        return bool(self.asked.words) and say_nothing(self.asked.words, self.queryset.db)

    @property
    def as_written(self):
        """The query string that takes the corrected words as they are written."""
        words = WRITTEN.sub(lambda found: f'"{found[0]}"' if found[0] in self.corrected else found[0], self.asked.text)
        return self.query(q=words)

    @property
    def any_word(self):
        """The query string that is content with any one of several words; nothing when there is but one."""
        words = self.spelled.words.split()
        if len(words) < 2 or not all(map(WRITTEN.fullmatch, words)):
            return ""
        where = f" {'near' if self.asked.is_near else 'in'} {self.asked.place_written}" if self.asked.place else ""
        return self.query(q=" or ".join(words) + where)

    def with_words(self, entries, words):
        """Those in which the words of the box stand."""
        found = entries.filter(public_search=WordsAsked(self.spelled.words))
        return found.annotate(relevance=best_match(self.spelled.words))

    @cached_property
    def best(self):
        """What a list shows, in order: all that is found; by relevance, `MOST_RANKED` of it, checked most recently."""
        if self.order != "relevance":
            return self.qs
        recent = list(self.found().order_by(LAST_CHECK.desc(), "id").values_list("pk", flat=True)[:MOST_RANKED])
        entries = self.queryset.model.objects.using(self.queryset.db).filter(pk__in=recent)
        return entries.annotate(relevance=best_match(self.spelled.words)).order_by(*self.ordering)

    @cached_property
    def ranks_only_best(self):
        """Whether more is found than `best` holds."""
        return self.order == "relevance" and self.found().values("pk")[MOST_RANKED : MOST_RANKED + 1].exists()
