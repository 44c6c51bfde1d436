from django.core.management.base import BaseCommand

from assets import following
from places.progress import Progress


class Command(BaseCommand):
    help = (
        "Bring entries up to date with areas and names that changed. The scheduler does so too, by and by; this goes "
        "on until none waits and shows how far it is. It may be stopped and started again at any time."
    )

    def handle(self, **options):
        with Progress() as progress:
            followed = sum(1 for _ in progress.each(following.follow(), "Following areas", following.waiting().count()))
        self.stdout.write(f"{followed:,} places and groups are up to date.")
        if left := following.waiting().count():
            self.stdout.write(f"{left:,} are being written by somebody just now. Run this again for them.")
