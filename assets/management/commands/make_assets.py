import time

from django.core.management.base import BaseCommand

from assets.synthetic import make_assets
from assets.words import refresh_words


class Command(BaseCommand):
    help = "Make N invented places over the United Kingdom, for measuring. The same seed gives the same places, once."

    def add_arguments(self, parser):
        parser.add_argument("count", type=int, metavar="N")
        parser.add_argument("--consortium", default="synthetic", metavar="SLUG", help="Made when it is not there.")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--workers", type=int, default=1, help="How many connections work side by side.")

    def handle(self, count, consortium, seed, workers, **options):
        started = time.monotonic()
        made = make_assets(count, consortium, seed, workers)
        refresh_words()
        self.stdout.write(f"{made} places made in {time.monotonic() - started:.1f} s.")
