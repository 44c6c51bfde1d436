from django.db import migrations

# History is only added to. Visitors read partners and partnerships. Who acts for them, and why a partner left, is not theirs to read.
RIGHTS = """
REVOKE UPDATE, DELETE ON consortia_organisationevent, consortia_consortiumevent, consortia_partnershipevent,
  consortia_departureevent, consortia_membershipevent, consortia_appointmentevent FROM hereabouts_web;
REVOKE DELETE ON pghistory_context FROM hereabouts_web;
GRANT SELECT ON consortia_organisation, consortia_consortium, consortia_consortium_areas, consortia_partnership
TO hereabouts_public;
"""


class Migration(migrations.Migration):
    dependencies = [("consortia", "0001_initial"), ("accounts", "0002_roles")]

    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
