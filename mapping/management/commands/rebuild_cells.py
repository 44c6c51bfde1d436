from django.core.management.base import BaseCommand
from django.db import connection


class Command(BaseCommand):
    help = "Count the cells of the map anew from the public copy of the register. Who publishes waits meanwhile."

    def handle(self, **options):
        with connection.cursor() as cursor:
            cursor.execute("SELECT rebuild_cells()")
            (cells,) = cursor.fetchone()
        self.stdout.write(f"{cells} cells of the map are counted.")
