from django.db import migrations

# Visitors read partners and partnerships. Who acts for them, and why a partner left, is not theirs to read.
RIGHTS = """
GRANT SELECT ON consortia_organisation, consortia_consortium, consortia_consortium_areas, consortia_partnership
TO hereabouts_public;
"""


class Migration(migrations.Migration):
    dependencies = [("consortia", "0001_initial"), ("accounts", "0002_roles")]

    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
