from django.core.management.base import BaseCommand, CommandError

from places.postcodes.loading import IRISH, load_postcodes
from places.progress import Progress
from places.tables import BadTable


class Command(BaseCommand):
    help = (
        "Load postcodes from files of the ONS Postcode Directory or of Code-Point Open (CSV, .gz is read too), or from "
        "the package of requirements-postcodes.txt. The same files again change nothing; postcodes that ended are kept."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", metavar="file")
        parser.add_argument("--package", action="store_true", help="Read the installed package, not files.")
        parser.add_argument(
            "--northern-ireland-licence-confirmed",
            action="store_true",
            help="Load BT postcodes too: the terms of Land & Property Services allow your use (docs/places.md).",
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen and keep nothing.")

    def handle(self, files, package, northern_ireland_licence_confirmed, dry_run, **options):
        if bool(files) == package:
            raise CommandError("Name the files to load, or --package for those of the installed package.")
        try:
            with Progress(self.stderr) as progress:
                loaded = load_postcodes(
                    files,
                    from_package=package,
                    with_northern_ireland=northern_ireland_licence_confirmed,
                    dry_run=dry_run,
                    progress=progress,
                )
        except BadTable as trouble:
            raise CommandError(str(trouble)) from trouble
        self.tell(loaded, dry_run)

    def tell(self, loaded, is_dry_run):
        for line in loaded.refused.lines():
            self.stderr.write(line)
        self.stdout.write(
            f"{loaded.read:,} read: {loaded.new:,} new, {loaded.changed:,} changed, {loaded.unchanged:,} unchanged, "
            f"{loaded.refused.count:,} refused."
        )
        for why, count in loaded.left_out.items():
            self.stdout.write(f"{count:,} {why} were left out.")
        if loaded.left_out[IRISH]:
            self.stdout.write(
                "Their licence is another: see docs/places.md before --northern-ireland-licence-confirmed."
            )
        if loaded.repeated:
            self.stdout.write(f"{loaded.repeated:,} rows repeat a postcode; of each the last row counts.")
        if is_dry_run:
            self.stdout.write("This was a dry run: nothing was kept.")
