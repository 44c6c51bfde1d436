from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from places.measures.loading import load_indicator
from places.models import Area, Indicator
from places.progress import Progress
from places.tables import BadTable

FACTS = ["code", "name", "nation", "year", "unit", "direction", "source", "source_url", "licence", "attribution"]
MEASURES = ["value", "rank", "decile"]


class Command(BaseCommand):
    help = (
        "Load what is measured of areas, such as deprivation, from a CSV file (.gz is read too) of one row an area. "
        "Only areas of the kind and edition are joined. All or nothing. The same file again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--code", required=True, help="A short code of your own, such as imd-2025-england.")
        parser.add_argument("--name", required=True, help='What people read, such as "Income deprivation".')
        parser.add_argument("--nation", required=True, choices=Indicator.Nation.values)
        parser.add_argument("--year", required=True, type=int, help="The year that the publisher names it by.")
        parser.add_argument("--area-kind", required=True, choices=Area.Kind.values)
        parser.add_argument("--edition", required=True, help="The edition of the areas, such as 2011.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen and keep nothing.")
        self.add_columns(parser)
        self.add_facts(parser)

    def add_columns(self, parser):
        parser.add_argument("--area-column", default="", help="Holds the codes of areas (else guessed).")
        parser.add_argument(
            "--column",
            default="",
            help="The measure: a whole column name, or what IMD_score, IMD_rank and the like begin with.",
        )
        for measure in MEASURES:
            parser.add_argument(f"--{measure}-column", default="", help=f"Holds the {measure} (else guessed).")
        parser.add_argument(
            "--work-out",
            action="store_true",
            help="Make ranks and deciles that the file does not give. It must hold all areas of the nation.",
        )

    def add_facts(self, parser):
        parser.add_argument("--unit", default="", help="Of the value, such as score or percent.")
        parser.add_argument("--direction", choices=Indicator.Direction.values, default=Indicator.Direction.HIGH_IS_MORE)
        parser.add_argument("--source", required=True, help="Who publishes it, and as what.")
        parser.add_argument("--source-url", default="", help="Where it is published.")
        parser.add_argument("--licence", default="", help="The code of its licence, such as ogl-3.")
        parser.add_argument("--attribution", default="", help="The words that the licence asks to be shown.")

    def handle(self, file, **options):
        facts = {name: options[name] for name in FACTS}
        facts |= {"area_kind": options["area_kind"], "area_edition": options["edition"]}
        columns = {
            "area_column": options["area_column"],
            "given": {measure: options[f"{measure}_column"] for measure in MEASURES},
            "measure": options["column"],
        }
        refuse_wrong(facts)
        try:
            with Progress() as progress:
                loaded = load_indicator(
                    file,
                    facts,
                    columns=columns,
                    work_out=options["work_out"],
                    dry_run=options["dry_run"],
                    progress=progress,
                )
        except BadTable as trouble:
            raise CommandError(str(trouble)) from trouble
        self.tell(loaded, options["dry_run"])

    def tell(self, loaded, is_dry_run):
        for line in loaded.refused.lines():
            self.stderr.write(line)
        self.stdout.write(
            f"{loaded.read:,} read, {loaded.joined:,} joined an area: {loaded.new:,} new, {loaded.changed:,} changed, "
            f"{loaded.unchanged:,} unchanged; {loaded.refused.count:,} refused."
        )
        if loaded.unknown:
            first = ", ".join(loaded.first_unknown)
            self.stdout.write(
                f"Codes of no area of this edition: {loaded.unknown:,} ({first} …). {loaded.advice}".strip()
            )
        if loaded.without:
            self.stdout.write(f"Areas of the nation without a value in the file: {loaded.without:,}.")
        if is_dry_run:
            self.stdout.write("This was a dry run: nothing was kept.")


def refuse_wrong(facts):
    """Raise CommandError for an option that an Indicator cannot hold."""
    try:
        Indicator(**facts).full_clean(validate_unique=False)
    except ValidationError as trouble:
        listed = "; ".join(f"{name}: {' '.join(words)}" for name, words in trouble.message_dict.items())
        raise CommandError(f"These options cannot be taken. {listed}") from trouble
