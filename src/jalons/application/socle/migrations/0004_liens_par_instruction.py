"""Links are checked by one trigger for each statement (``socle.verrou``), no more by policies row by row."""

from django.db import migrations

OTER = r"""
DO $$
DECLARE fonction regprocedure;
BEGIN
  FOR fonction IN
    SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'lien\_vers\_%'
  LOOP
    EXECUTE format('DROP FUNCTION %s CASCADE', fonction);
  END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("socle", "0003_cout_de_cle_tri")]
    operations = [
        # with the policies that call them; the triggers are written as soon as the migration is over
        migrations.RunSQL(OTER, migrations.RunSQL.noop),
    ]
