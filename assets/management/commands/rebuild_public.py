from django.core.management.base import BaseCommand
from django.db import connection

from assets.words import refresh_words


class Command(BaseCommand):
    help = "Make the public copy of the register anew from the register. Readers and writers wait meanwhile."

    def handle(self, **options):
        with connection.cursor() as cursor:
            cursor.execute("SELECT rebuild_public()")
            (copied,) = cursor.fetchone()
        refresh_words()
        self.stdout.write(f"{copied} places and groups are public.")
