"""How many entries are found: exactly while they are few, so that no page waits for a long count."""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma

EXACT_UP_TO = 10_000


@dataclass(frozen=True)
class Total:
    """A number of entries; there are more than that when it is not exact."""

    number: int
    is_exact: bool = True

    def __str__(self):
        return intcomma(self.number) if self.is_exact else f"More than {intcomma(self.number)}"

    @property
    def exact(self):
        """The number where it is exact, else nothing."""
        return self.number if self.is_exact else ""


def total_of(entries):
    """How many entries there are, counted to 10,000 at most."""
    counted = entries.order_by().values("pk")[: EXACT_UP_TO + 1].count()
    return Total(min(counted, EXACT_UP_TO), is_exact=counted <= EXACT_UP_TO)
