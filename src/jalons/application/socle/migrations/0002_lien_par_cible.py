"""One function of links for each target, written by ``socle.verrou`` after the migration, in place of one for all."""

from django.db import migrations

ANCIENNE = """
CREATE FUNCTION lien_permis(cible regclass, cle text, valeur text, colonne text, collectivite text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE permis boolean;
BEGIN
  IF valeur IS NULL THEN RETURN true; END IF;
  IF NOT collectivite = ANY (perimetre()) THEN RETURN false; END IF;
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s WHERE %I = %L AND %I = %L)', cible, cle, valeur, colonne, collectivite)
    INTO permis;
  RETURN permis;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("socle", "0001_initial")]
    operations = [
        # with the policies that call it: they are all written again as soon as the migration is over
        migrations.RunSQL("DROP FUNCTION lien_permis(regclass, text, text, text, text) CASCADE", ANCIENNE),
    ]
