"""The sort key tells its cost: inlined, it looked free, and lists sorted a whole country rather than read an index."""

from django.db import migrations

CORPS = """regexp_replace(lower(replace(replace(replace(replace(
    regexp_replace(normalize(t, NFKD), '[\\u0300-\\u036f]', '', 'g'),
    'Œ','OE'),'œ','oe'),'Æ','AE'),'æ','ae')), '[^a-z0-9]+', ' ', 'g')"""
EN_TETE = "CREATE OR REPLACE FUNCTION cle_tri(t text) RETURNS text"
QUALITES = "IMMUTABLE STRICT PARALLEL SAFE"

# the same answers: neither the indexes nor the stored keys change. PL/pgSQL is never inlined, so its cost is heard.
NOUVELLE = f"{EN_TETE} LANGUAGE plpgsql {QUALITES} COST 500 AS $$ BEGIN RETURN {CORPS}; END $$"
ANCIENNE = f"{EN_TETE} LANGUAGE sql {QUALITES} AS $$ SELECT {CORPS} $$"


class Migration(migrations.Migration):
    dependencies = [("socle", "0002_lien_par_cible")]
    operations = [migrations.RunSQL(NOUVELLE, ANCIENNE)]
