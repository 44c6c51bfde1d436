from django.core.management.base import BaseCommand, CommandError

from places.loading.parents import BadTable, Lookup, load_parents, place_in_parents
from places.models import Area
from places.progress import Progress

CODES_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Say which wider areas hold the areas: from a CSV lookup of codes, or by place. Other parents of the same kind "
        "and edition give way; the same again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "file", nargs="?", help="A CSV file in which each row names an area and a wider one by codes."
        )
        parser.add_argument(
            "--by-place", nargs=2, metavar=("CHILD_KIND", "PARENT_KIND"), help="Without a file: where label points lie."
        )
        parser.add_argument("--child-edition", help="The edition of the areas (by place: else the current ones).")
        parser.add_argument(
            "--parent-edition", help="The edition of the wider areas (by place: else the current ones)."
        )
        parser.add_argument("--child", default="", metavar="COLUMN", help="Their codes (else the first with codes).")
        parser.add_argument("--parent", default="", metavar="COLUMN", help="Codes of the wider areas (else the next).")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen and keep nothing.")

    def handle(self, file, **options):
        if bool(file) == bool(options["by_place"]):
            raise CommandError("Give a lookup file, or --by-place CHILD_KIND PARENT_KIND.")
        try:
            with Progress() as progress:
                loaded = (self.look_up if file else self.place)(file, options, progress)
        except BadTable as trouble:
            raise CommandError(str(trouble)) from trouble
        self.tell(loaded, options)

    def look_up(self, file, options, progress):
        asked = {name: options[name] for name in ("child_edition", "parent_edition", "child", "parent")}
        for name in ("child_edition", "parent_edition"):
            if not asked[name]:
                raise CommandError(f"Say of which edition the codes are, with --{name.replace('_', '-')}.")
        return load_parents(Lookup(file, **asked), dry_run=options["dry_run"], progress=progress)

    def place(self, file, options, progress):
        child, parent = options["by_place"]
        if child == parent:
            raise CommandError("The two kinds are the same: name the kind of the areas, then a wider one.")
        children = self.areas(child, options["child_edition"])
        parents = self.areas(parent, options["parent_edition"])
        return place_in_parents(children, parents, dry_run=options["dry_run"], progress=progress)

    def areas(self, kind, edition):
        """The areas of a kind: of an edition, or the current ones. Raises CommandError when there are none."""
        if kind not in Area.Kind.values:
            raise CommandError(f"There is no kind {kind}. There are: {', '.join(Area.Kind.values)}.")
        areas = Area.objects.filter(kind=kind, edition=edition) if edition else Area.objects.current().filter(kind=kind)
        if not areas.exists():
            raise CommandError(f"No areas of kind {kind} are loaded{' of this edition' if edition else ''}.")
        return areas

    def tell(self, loaded, options):
        self.stdout.write(
            f"{loaded.matched:,} links: {loaded.new:,} new, {loaded.matched - loaded.new:,} unchanged; "
            f"{loaded.lost:,} others gave way."
        )
        outside = "lie in none of the wider areas" if options["by_place"] else "are not loaded in their edition"
        self.name(loaded.children, f"areas {outside}")
        self.name(loaded.parents, "wider areas are not loaded in their edition")
        if options["dry_run"]:
            self.stdout.write("This was a dry run: nothing was kept.")

    def name(self, codes, what):
        """Say how many codes did not match, and the first of them."""
        if codes:
            more = " …" if len(codes) > CODES_SHOWN else ""
            self.stderr.write(f"{len(codes):,} {what}: {', '.join(codes[:CODES_SHOWN])}{more}")
