import re

from django.core.management.base import BaseCommand, CommandError

from assets.erasing import erase
from assets.models import Photo

KEY = re.compile(r"[0-9a-f]{32}")


class Command(BaseCommand):
    help = (
        "Delete a photo for good: from each entry and each suggested change, and its files. For somebody who is in it "
        "and does not want to be. The history keeps what was said of it."
    )

    def add_arguments(self, parser):
        parser.add_argument("photo", help="the address of the photo, or its key of 32 signs")

    def handle(self, *, photo, **options):
        key = KEY.search(photo)
        found = Photo.objects.filter(key=key.group()).first() if key else None
        if not found:
            raise CommandError("There is no such photo. Give its address, as it is when opened alone.")
        entries = erase(found)
        self.stdout.write(f"The photo is deleted. {entries} entries showed it.")
