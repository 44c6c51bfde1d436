import secrets
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from assets.models import Asset
from assets.words import refresh_words
from projects.demo import people
from projects.demo.making import make_demo, real_assets

NOT_KEPT = "not kept here. Set one: manage.py demo --accounts --password …"


class Command(BaseCommand):
    """Make the demonstration: Example Harbour, which is invented, and the facts of the programme."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="Do nothing where the register has any entry.")
        parser.add_argument("--force", action="store_true", help="Add it beside real places and groups.")
        parser.add_argument("--accounts", action="store_true", help="Only say how to sign in.")
        parser.add_argument("--password", help="The password of all demonstration accounts. Without it, one at random.")

    def handle(self, *, if_empty, force, accounts, password, **options):
        if accounts:
            self.say_accounts(password)
        elif if_empty and Asset.objects.exists():
            self.stdout.write("The register has entries, so no demonstration was made.")
        elif Asset.objects.filter(consortium__is_example=True).exists():
            self.stdout.write("Example Harbour is there already. Nothing was changed.")
        else:
            self.make(force, password)

    def make(self, force, password):
        real = real_assets().count()
        if real and not force:
            raise CommandError(
                f"The register has {real} places and groups that are not examples. The demonstration is for an empty "
                "register. To add it beside them: manage.py demo --force"
            )
        if User.objects.filter(email__in=map(people.address, people.ACCOUNTS)).exists():
            raise CommandError("Accounts like curator@example.org exist already. Give them other addresses first.")
        password = password or secrets.token_urlsafe(9)
        made = make_demo(password)
        refresh_words()
        keep(password)
        self.stdout.write(f"Example Harbour is made: {made} places and groups, all invented.")
        self.say_accounts()

    def say_accounts(self, password=None):
        if password and people.set_password(password):
            keep(password)
        there = list(User.objects.filter(email__in=map(people.address, people.ACCOUNTS)))
        if not there:
            self.stdout.write("There are no demonstration accounts.")
            return
        self.stdout.write("Accounts to try it with:")
        for part, does in people.ACCOUNTS.items():
            self.stdout.write(f"  {people.address(part):30} {does}")
        # The file may be of another database, which the same checkout served.
        known = kept() if there[0].check_password(kept()) else None
        self.stdout.write(f"Their password: {known or NOT_KEPT}")


def password_file():
    return Path(settings.BASE_DIR) / "build" / "demo-accounts.txt"


def keep(password):
    """Remember the password for `--accounts`, for the eyes of whoever runs the site alone."""
    password_file().parent.mkdir(exist_ok=True)
    password_file().touch(mode=0o600)
    password_file().write_text(password)


def kept():
    return password_file().read_text() if password_file().exists() else None
