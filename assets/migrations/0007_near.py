from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assets", "0006_words")]

    operations = []
