import datetime
import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from assets.importing import BadFile, Batch, NotACurator, import_assets
from assets.models import Category, Licence
from assets.words import refresh_words
from consortia.models import Consortium, Organisation


class Command(BaseCommand):
    help = (
        "Bring places and groups from a CSV or GeoJSON file of points (longitude and latitude, EPSG:4326) into the "
        "register. Good rows go in, as drafts unless --publish-as is given; the others are listed in FILE.errors.csv. "
        "The same file again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--consortium", required=True, metavar="SLUG", help="Who looks after the entries.")
        parser.add_argument("--source", required=True, help="Name of the data set; with it a row is known again.")
        parser.add_argument("--licence", required=True, metavar="CODE", help="Such as ogl-3.")
        parser.add_argument("--attribution", help="The words to show (else the licence's own).")
        parser.add_argument("--organisation", metavar="SLUG", help="Who runs all of these places.")
        parser.add_argument("--category", metavar="CODE", help="What kind of place they are.")
        parser.add_argument("--publish-as", metavar="EMAIL", help="A curator of the consortium, who answers for them.")
        parser.add_argument(
            "--publish-contacts", action="store_true", help="Show the phone numbers and e-mail addresses of the file."
        )
        parser.add_argument("--retrieved-on", type=datetime.date.fromisoformat, help="YYYY-MM-DD (else today).")
        parser.add_argument("--report", type=Path, help="Where to list problems (else beside the file).")

    def handle(self, file, **options):
        try:
            outcome = import_assets(file, self.batch(options), options["report"] or report_beside(file))
        except (BadFile, NotACurator) as trouble:
            raise CommandError(f"Nothing was imported. {trouble}") from trouble
        except OSError as trouble:
            raise CommandError(f"Nothing was imported. The list of problems cannot be written: {trouble}") from trouble
        if outcome.new:
            refresh_words()
        self.tell(outcome)

    def batch(self, options):
        licence = find(Licence, "licence", code=options["licence"])
        return Batch(
            consortium=find(Consortium, "consortium", slug=options["consortium"]),
            source=options["source"],
            licence=licence.code,
            attribution=options["attribution"] or licence.attribution,
            organisation=options["organisation"] and find(Organisation, "organisation", slug=options["organisation"]),
            category=options["category"] and find(Category, "category", code=options["category"]),
            publisher=options["publish_as"] and find(User, "person", email=options["publish_as"].lower()),
            publishes_contacts=options["publish_contacts"],
            retrieved_on=options["retrieved_on"] or timezone.localdate(),
        )

    def tell(self, outcome):
        for note in outcome.notes:
            self.stdout.write(note)
        self.stdout.write(
            f"{outcome.read} rows read in {outcome.seconds:.1f} s. {outcome.new} new, {outcome.unplaced} of them "
            f"without a place; {outcome.unchanged} unchanged; {outcome.changed} changed in the file, which was not "
            f"applied; {outcome.refused} refused. {outcome.warnings} warnings."
        )
        if outcome.report:
            self.stdout.write(f"What to do about them is in {outcome.report}.")


def find(model, what, **key):
    """The one row of this key. Raises CommandError with the keys that there are."""
    (column, value) = next(iter(key.items()))
    if found := model.objects.filter(**key).first():
        return found
    others = "" if model is User else f" There are: {', '.join(model.objects.values_list(column, flat=True))}."
    raise CommandError(f"There is no {what} {value}.{others}")


def report_beside(file):
    """`FILE.errors.csv` in the file's folder or, where that may not be written to, in the current one."""
    folder = file.parent if os.access(file.parent, os.W_OK) else Path.cwd()
    return folder / f"{file.name}.errors.csv"
