"""What is said of a deadline is tied to its subject, whatever it is, and no more to a child alone."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import CASCADE, DO_NOTHING


TABLES = {
    "acteenregistre": CASCADE,
    "acteenregistreevenement": DO_NOTHING,
    "suivi": CASCADE,
    "suivievenement": DO_NOTHING,
}


def _enfant(modele, **options):
    if TABLES[modele] is DO_NOTHING:
        options |= {"db_constraint": False, "related_query_name": "+"}
    return migrations.AlterField(
        modele, "enfant",
        models.ForeignKey(on_delete=TABLES[modele], related_name="+", to="enfants.enfant", verbose_name="enfant", **options),
    )  # fmt: skip


def _remplir(modele):
    """Going back leaves what was said of anything but a child: there is no column for it."""
    table = f"echeancier_{modele}"
    return migrations.RunSQL(
        f"UPDATE {table} SET sujet_id = enfant_id",  # noqa: S608 - a name of this file
        f"DELETE FROM {table} WHERE sujet_type <> 'enfant'; UPDATE {table} SET enfant_id = sujet_id; "  # noqa: S608 - the same
        "SET CONSTRAINTS ALL IMMEDIATE",
    )


def _vers_le_sujet():
    genre = models.CharField(default="enfant", max_length=30, verbose_name="type de sujet")
    for modele in TABLES:
        yield migrations.AddField(modele, "sujet_type", genre, preserve_default=False)
        yield migrations.AddField(modele, "sujet_id", models.BigIntegerField(null=True, verbose_name="sujet"))
        yield _enfant(modele, null=True)
        yield _remplir(modele)
        yield migrations.AlterField(modele, "sujet_id", models.BigIntegerField(verbose_name="sujet"))
        yield migrations.RemoveField(modele, "enfant")


class Migration(migrations.Migration):
    dependencies = [
        ("echeancier", "0003_actes_enregistres"),
        ("faits", "0007_echeances_par_groupe"),
        ("territoires", "0002_historise_identite_et_unites"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="suivi",
            options={"ordering": ["sujet_type", "sujet_id", "code"], "verbose_name": "suivi d'une échéance"},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="acteenregistre",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="acteenregistre",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="acteenregistre",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="suivi",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="suivi",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="suivi",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="suivi",
            name="suivi_unique_par_code",
        ),
        migrations.RemoveIndex(
            model_name="acteenregistre",
            name="acte_enregistre_par_echeance",
        ),
        *_vers_le_sujet(),
        migrations.AddIndex(
            model_name="acteenregistre",
            index=models.Index(
                fields=["collectivite", "sujet_type", "sujet_id", "code"], name="acte_enregistre_par_echeance"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acteenregistre",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "echeancier_acteenregistreevenement" ("annule_le", "annule_par_id", "code", "collectivite_id", "fait_id", "genre", "id", "le", "libelle", "motif_annulation", "par_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regle", "sujet_id", "sujet_type", "survenu_le") VALUES (NEW."annule_le", NEW."annule_par_id", NEW."code", NEW."collectivite_id", NEW."fait_id", NEW."genre", NEW."id", NEW."le", NEW."libelle", NEW."motif_annulation", NEW."par_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."regle", NEW."sujet_id", NEW."sujet_type", NEW."survenu_le"); RETURN NULL;',
                    hash="33faef17992fa31b1bee381eb92f68ad363af9ed",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b12ef",
                    table="echeancier_acteenregistre",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acteenregistre",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "echeancier_acteenregistreevenement" ("annule_le", "annule_par_id", "code", "collectivite_id", "fait_id", "genre", "id", "le", "libelle", "motif_annulation", "par_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regle", "sujet_id", "sujet_type", "survenu_le") VALUES (NEW."annule_le", NEW."annule_par_id", NEW."code", NEW."collectivite_id", NEW."fait_id", NEW."genre", NEW."id", NEW."le", NEW."libelle", NEW."motif_annulation", NEW."par_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."regle", NEW."sujet_id", NEW."sujet_type", NEW."survenu_le"); RETURN NULL;',
                    hash="e2e390b6672788bdf96e78c6c4aec08fc3dae64b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d5e31",
                    table="echeancier_acteenregistre",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acteenregistre",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "echeancier_acteenregistreevenement" ("annule_le", "annule_par_id", "code", "collectivite_id", "fait_id", "genre", "id", "le", "libelle", "motif_annulation", "par_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regle", "sujet_id", "sujet_type", "survenu_le") VALUES (OLD."annule_le", OLD."annule_par_id", OLD."code", OLD."collectivite_id", OLD."fait_id", OLD."genre", OLD."id", OLD."le", OLD."libelle", OLD."motif_annulation", OLD."par_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."regle", OLD."sujet_id", OLD."sujet_type", OLD."survenu_le"); RETURN NULL;',
                    hash="8365a09889ca79d62ee265b336e2377b395f56b4",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d907d",
                    table="echeancier_acteenregistre",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="suivi",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "echeancier_suivievenement" ("acte_le", "code", "collectivite_id", "dernier_acte", "id", "motif", "motif_le", "motif_par_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "regle", "sujet_id", "sujet_type", "version", "vue_le", "vue_par_id") VALUES (NEW."acte_le", NEW."code", NEW."collectivite_id", NEW."dernier_acte", NEW."id", NEW."motif", NEW."motif_le", NEW."motif_par_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."precision", NEW."regle", NEW."sujet_id", NEW."sujet_type", NEW."version", NEW."vue_le", NEW."vue_par_id"); RETURN NULL;',
                    hash="d1b86403c39703174bf00d644dd2be9cee79fe2a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c6232",
                    table="echeancier_suivi",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="suivi",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "echeancier_suivievenement" ("acte_le", "code", "collectivite_id", "dernier_acte", "id", "motif", "motif_le", "motif_par_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "regle", "sujet_id", "sujet_type", "version", "vue_le", "vue_par_id") VALUES (NEW."acte_le", NEW."code", NEW."collectivite_id", NEW."dernier_acte", NEW."id", NEW."motif", NEW."motif_le", NEW."motif_par_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."precision", NEW."regle", NEW."sujet_id", NEW."sujet_type", NEW."version", NEW."vue_le", NEW."vue_par_id"); RETURN NULL;',
                    hash="2a7d1ac6379e33eedbc21b0d979e4b4346ca9922",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_13933",
                    table="echeancier_suivi",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="suivi",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "echeancier_suivievenement" ("acte_le", "code", "collectivite_id", "dernier_acte", "id", "motif", "motif_le", "motif_par_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "regle", "sujet_id", "sujet_type", "version", "vue_le", "vue_par_id") VALUES (OLD."acte_le", OLD."code", OLD."collectivite_id", OLD."dernier_acte", OLD."id", OLD."motif", OLD."motif_le", OLD."motif_par_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."precision", OLD."regle", OLD."sujet_id", OLD."sujet_type", OLD."version", OLD."vue_le", OLD."vue_par_id"); RETURN NULL;',
                    hash="efc1d898306b29b20ea00a93e1329c3c267121bf",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_07cba",
                    table="echeancier_suivi",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="suivi",
            constraint=models.UniqueConstraint(
                fields=("collectivite", "sujet_type", "sujet_id", "code"), name="suivi_unique_par_code"
            ),
        ),
    ]
