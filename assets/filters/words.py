"""What is found by words, and the best of it."""

from django.contrib.postgres.search import SearchRank
from django.db.models import BigIntegerField, ExpressionWrapper, F, Func, IntegerField, Value
from django.db.models.functions import Cast
from django.utils.functional import cached_property

from assets.filters.orders import ORDERS, in_order
from assets.filters.telephone import is_telephone, with_telephone
from assets.models.shared import LAST_CHECK
from assets.pages import beyond
from assets.words import WRITTEN, Spelled, WordsAsked, say_nothing, spelled

MOST_RANKED = 1_500
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
        if is_telephone(self.asked.words):
            return Spelled(self.asked.words)
        return spelled(self.asked.words, self.queryset)

    @property
    def corrected(self):
        """Which words were taken for which: {"libary": "library"}."""
        return self.spelled.corrected

    @property
    def taken_for(self):
        """Which words were taken for which, as a sentence; nothing where all are looked for as they are written."""
        said = [f"“{written}” was taken for “{word}”" for written, word in self.corrected.items()]
        return f"{', '.join(said)}." if said else ""

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

    def with_words(self, entries):
        """Those in which the words of the box stand; of a telephone number, those that are called by it."""
        if is_telephone(self.asked.words):
            found = with_telephone(entries, self.asked.words)
        else:
            found = entries.filter(public_search=WordsAsked(self.spelled.words))
        return found.annotate(relevance=best_match(self.spelled.words))

    @property
    def parts(self):
        """The list of all that is found, in parts that follow one another: [(entries, ordering)].

        By relevance the `MOST_RANKED` that were checked most recently are ranked; the others follow by their last
        check, so that no search has to rank all that it finds.
        """
        if self.order != "relevance":
            return [(self.qs, self.ordering)]
        return [(self.best, self.ordering), *self.after_the_best()]

    @property
    def best(self):
        """Those that are ranked, in order."""
        ids = [pk for pk, _ in self.checked_last]
        entries = self.queryset.model.objects.using(self.queryset.db).filter(pk__in=ids)
        return entries.annotate(relevance=best_match(self.spelled.words)).order_by(*self.ordering)

    def after_the_best(self):
        """The part of those that are not ranked, if there may be any."""
        if len(self.checked_last) < MOST_RANKED:
            return []
        ordering = ORDERS["checked"]
        return [(in_order(self.found(), ordering).filter(beyond(ordering, self.checked_last[-1])), ordering)]

    @cached_property
    def checked_last(self):
        """The id and the last check of those that are ranked, the most recent first."""
        return list(in_order(self.found(), ORDERS["checked"]).values_list("pk", "checked")[:MOST_RANKED])

    def first_unranked(self, ids):
        """The first of these ids of a page that stands behind the best; None where there is none."""
        if self.order != "relevance":
            return None
        ranked = {pk for pk, _ in self.checked_last}
        return next((pk for pk in ids if pk not in ranked), None)
