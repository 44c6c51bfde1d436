from datetime import date

from django.core.management.base import BaseCommand, CommandError

from places.loading import BadAreaFile, load_areas
from places.models import Area

REFUSALS_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Load areas from a GeoJSON or TopoJSON file of polygons in degrees of longitude and latitude (EPSG:4326); "
        ".gz is read too. All or nothing. The same file again changes nothing; a newer one corrects the edition."
    )

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--kind", required=True, choices=Area.Kind.values)
        parser.add_argument("--edition", required=True, help="The year of the boundary set, such as 2023.")
        parser.add_argument("--code", help="The column of codes (else guessed from the usual names).")
        parser.add_argument("--name", help="The column of names (else guessed from the usual names).")
        parser.add_argument("--object", default="", help="Which object of a TopoJSON file.")
        parser.add_argument("--valid-from", type=date.fromisoformat, help="Since when they hold: YYYY-MM-DD.")
        parser.add_argument("--source", default="", help="Who publishes the boundaries.")
        parser.add_argument("--licence", default="", help="The code of their licence, such as ogl-3.")
        parser.add_argument("--attribution", default="", help="The words that the licence asks to be shown.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen and keep nothing.")

    def handle(self, file, kind, edition, **options):
        facts = {name: options[name] for name in ("valid_from", "source", "licence", "attribution")}
        columns = {name: options[name] for name in ("code", "name")}
        try:
            loaded = load_areas(
                file, kind, edition, columns=columns, layer=options["object"], facts=facts, dry_run=options["dry_run"]
            )
        except BadAreaFile as trouble:
            raise CommandError(str(trouble)) from trouble
        self.tell(loaded, options["dry_run"])

    def tell(self, loaded, is_dry_run):
        for refusal in loaded.refused[:REFUSALS_SHOWN]:
            self.stderr.write(f"Feature {refusal.feature} was left out. {refusal.reason}")
        self.stdout.write(
            f"{loaded.read} read: {loaded.new} new, {loaded.changed} changed, {loaded.unchanged} unchanged, "
            f"{len(loaded.refused)} refused; {loaded.mended} boundaries mended."
        )
        if is_dry_run:
            self.stdout.write("This was a dry run: nothing was kept.")
