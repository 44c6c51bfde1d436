import csv
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from places import followers
from places.loading import BadAreaFile, Reading, load_areas
from places.loading.columns import LANGUAGES
from places.models import Area
from places.progress import Progress

REFUSALS_SHOWN = 20
FACTS = ["valid_from", "valid_to", "source", "licence", "attribution"]
COLUMNS = ["code", "name", *LANGUAGES, "start", "end"]


class Command(BaseCommand):
    help = (
        "Load areas from a file of polygons: GeoJSON or TopoJSON (also .gz), GeoPackage, Shapefile (.shp or .zip). "
        "All or nothing. The same file again changes nothing; a newer one corrects the edition."
    )

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--kind", required=True, choices=Area.Kind.values)
        parser.add_argument("--edition", required=True, help="The year of the boundary set, such as 2023.")
        parser.add_argument("--layer", "--object", default="", help="Which layer of the file, or map file of a .zip.")
        parser.add_argument("--crs", default="", help="Its coordinate system, if it does not say: EPSG:27700.")
        parser.add_argument("--latitude-first", action="store_true", help="The file has its axes swapped.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen and keep nothing.")
        parser.add_argument(
            "--report", metavar="CSV", help="Write every feature that is left out, and why, to this file."
        )
        self.add_columns(parser)
        self.add_facts(parser)

    def add_columns(self, parser):
        parser.add_argument("--code", metavar="COLUMN", help="Holds the codes (else guessed from the usual names).")
        parser.add_argument("--name", metavar="COLUMN", help="Holds the names (else guessed).")
        for code, language in LANGUAGES.items():
            parser.add_argument(
                f"--name-{code}", dest=code, metavar="COLUMN", help=f"Names in {language} (else guessed)."
            )
        parser.add_argument("--only-year", type=int, help="Of a file of several years, the areas of this one.")
        parser.add_argument("--start", metavar="COLUMN", help="Holds the year or date since when an area holds.")
        parser.add_argument("--end", metavar="COLUMN", help="Holds the last year or day of an area.")

    def add_facts(self, parser):
        parser.add_argument("--valid-from", type=date.fromisoformat, help="Since when they hold: YYYY-MM-DD.")
        parser.add_argument("--valid-to", type=date.fromisoformat, help="The last day on which they held.")
        parser.add_argument("--source", default="", help="Who publishes the boundaries.")
        parser.add_argument("--licence", default="", help="The code of their licence, such as ogl-3.")
        parser.add_argument("--attribution", default="", help="The words that the licence asks to be shown.")

    def handle(self, file, kind, edition, **options):
        reading = Reading(
            kind=kind,
            columns={name: options[name] for name in COLUMNS if options[name]},
            **{name: options[name] for name in ("layer", "crs", "latitude_first", "only_year")},
        )
        facts = {name: options[name] for name in FACTS}
        try:
            with Progress() as progress:
                loaded = load_areas(file, reading, edition, facts=facts, dry_run=options["dry_run"], progress=progress)
        except BadAreaFile as trouble:
            raise CommandError(str(trouble)) from trouble
        self.tell(loaded, options)

    def tell(self, loaded, options):
        for refusal in loaded.refused[:REFUSALS_SHOWN]:
            self.stderr.write(f"Feature {refusal.feature} was left out. {refusal.reason}")
        if (unsaid := len(loaded.refused) - REFUSALS_SHOWN) > 0:
            self.stderr.write(f"{unsaid:,} more features were left out; --report lists them all.")
        self.stdout.write(
            f"{loaded.read} read: {loaded.new} new, {loaded.changed} changed, {loaded.unchanged} unchanged, "
            f"{len(loaded.refused)} refused; {loaded.mended} boundaries mended."
        )
        if options["dry_run"]:
            self.stdout.write("This was a dry run: nothing was kept.")
        for sentence in followers.told():
            self.stdout.write(f"{sentence} The scheduler sees to it, or at once: manage.py follow_areas")
        if options["report"]:
            self.report(loaded, options["report"])

    def report(self, loaded, path):
        with open(path, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([["feature", "reason"], *loaded.refused])
