"""Functions of the database that every module relies on, and the journal."""

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

PERIMETRE = """
CREATE FUNCTION perimetre() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE valeur text := current_setting('jalons.collectivites', true);
BEGIN
  IF valeur IS NULL OR valeur = '' THEN
    RAISE EXCEPTION 'perimetre absent' USING HINT = 'Ouvrez socle.perimetre.perimetre(...) avant de lire.';
  END IF;
  RETURN string_to_array(valeur, ',');
END $$
"""

CLE_TRI = """
CREATE FUNCTION cle_tri(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(lower(replace(replace(replace(replace(
    regexp_replace(normalize(t, NFKD), '[\\u0300-\\u036f]', '', 'g'),
    'Œ','OE'),'œ','oe'),'Æ','AE'),'æ','ae')), '[^a-z0-9]+', ' ', 'g') $$
"""

LIEN_PERMIS = """
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
    initial = True
    dependencies = []
    operations = [
        BtreeGistExtension(),
        migrations.RunSQL(PERIMETRE, "DROP FUNCTION perimetre()"),
        migrations.RunSQL(LIEN_PERMIS, "DROP FUNCTION lien_permis(regclass, text, text, text, text)"),
        migrations.RunSQL(CLE_TRI, "DROP FUNCTION cle_tri(text)"),
        migrations.CreateModel(
            name="Entree",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("collectivite_id", models.CharField(max_length=6, verbose_name="collectivité")),
                ("quand", models.DateTimeField(auto_now_add=True, verbose_name="quand")),
                ("agent_id", models.BigIntegerField(null=True, verbose_name="agent")),
                (
                    "nature",
                    models.CharField(
                        choices=[("ecriture", "Écriture"), ("lecture", "Lecture")],
                        default="ecriture",
                        max_length=10,
                        verbose_name="nature",
                    ),
                ),
                ("acte", models.CharField(max_length=60, verbose_name="acte")),
                ("objet_type", models.CharField(max_length=60, verbose_name="type d'objet")),
                ("objet_id", models.CharField(max_length=40, verbose_name="objet")),
                ("details", models.JSONField(blank=True, default=dict, verbose_name="détails")),
            ],
            options={
                "verbose_name": "entrée du journal",
                "verbose_name_plural": "entrées du journal",
                "ordering": ["-quand", "-id"],
                "indexes": [
                    models.Index(fields=["collectivite_id", "-quand"], name="journal_par_date"),
                    models.Index(fields=["collectivite_id", "objet_type", "objet_id"], name="journal_par_objet"),
                ],
            },
        ),
    ]
