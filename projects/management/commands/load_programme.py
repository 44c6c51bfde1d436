from django.core.management.base import BaseCommand

from projects.loading import load_programme


class Command(BaseCommand):
    """Load what is known of the programme's projects, consortia and partners. A second run changes nothing."""

    help = __doc__

    def handle(self, **options):
        loaded = load_programme()
        self.stdout.write(f"The programme is loaded: {len(loaded.added)} added, {len(loaded.changed)} changed.")
        for line in loaded.changed:
            self.stdout.write(f"  changed: {line}")
        for line in loaded.kept:
            self.stdout.write(f"  kept, though the file no longer says it: {line}")
