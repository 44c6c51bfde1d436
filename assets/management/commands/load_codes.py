from django.core.management.base import BaseCommand

from assets.codes import load_codes
from assets.words import refresh_words


class Command(BaseCommand):
    help = "Load the code lists: categories, audiences, determinants, features, licences. May be run again at any time."

    def handle(self, **options):
        self.stdout.write(f"{load_codes()} codes are loaded.")
        refresh_words()
