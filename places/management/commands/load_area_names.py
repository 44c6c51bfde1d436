from django.core.management.base import BaseCommand

from places import followers
from places.area_names import load_area_names


class Command(BaseCommand):
    help = "Name nations and authorities in Welsh, Scottish Gaelic and Irish, too. A second run changes nothing."

    def handle(self, **options):
        self.stdout.write(f"{load_area_names()} areas named in other languages.")
        for sentence in followers.told():
            self.stdout.write(f"{sentence} The scheduler sees to it, or at once: manage.py follow_areas")
