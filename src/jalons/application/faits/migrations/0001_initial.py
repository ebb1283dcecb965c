# Facts and deadlines.

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import jalons.application.socle.champs


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("territoires", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Echeance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sujet_type", models.CharField(max_length=30, verbose_name="type de sujet")),
                ("sujet_id", models.BigIntegerField(verbose_name="sujet")),
                ("code", models.CharField(help_text="Unique pour un sujet.", max_length=60, verbose_name="code")),
                ("regle", models.CharField(max_length=80, verbose_name="règle")),
                ("libelle", models.CharField(max_length=250, verbose_name="libellé")),
                ("due_le", models.DateField(blank=True, help_text="Inclus.", null=True, verbose_name="due le")),
                ("tenue_le", models.DateField(blank=True, null=True, verbose_name="tenue le")),
                ("alerte_le", models.DateField(blank=True, null=True, verbose_name="bientôt à partir du")),
                ("ouverte_par", models.CharField(blank=True, default="", max_length=200, verbose_name="ouverte par")),
                (
                    "explication",
                    models.TextField(
                        blank=True, default="", help_text="Sans le décompte des jours.", verbose_name="explication"
                    ),
                ),
                ("source", models.CharField(blank=True, default="", max_length=300, verbose_name="source")),
                ("confirmee", models.BooleanField(default=True, verbose_name="confirmée")),
                ("etat", models.CharField(max_length=20, verbose_name="état une fois le jour passé")),
                (
                    "attendue",
                    models.BooleanField(
                        default=False, help_text="À venir jusqu'à la date, puis l'état.", verbose_name="dépend du jour"
                    ),
                ),
                (
                    "jours",
                    models.IntegerField(
                        blank=True,
                        help_text="Vide s'il dépend du jour.",
                        null=True,
                        verbose_name="jours après la date",
                    ),
                ),
                (
                    "collectivite",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territoires.collectivite",
                        verbose_name="collectivité",
                    ),
                ),
            ],
            options={
                "verbose_name": "échéance",
                "ordering": ["due_le", "id"],
            },
        ),
        migrations.CreateModel(
            name="EcheanceEvenement",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("sujet_type", models.CharField(max_length=30, verbose_name="type de sujet")),
                ("sujet_id", models.BigIntegerField(verbose_name="sujet")),
                ("code", models.CharField(help_text="Unique pour un sujet.", max_length=60, verbose_name="code")),
                ("regle", models.CharField(max_length=80, verbose_name="règle")),
                ("libelle", models.CharField(max_length=250, verbose_name="libellé")),
                ("due_le", models.DateField(blank=True, help_text="Inclus.", null=True, verbose_name="due le")),
                ("tenue_le", models.DateField(blank=True, null=True, verbose_name="tenue le")),
                ("alerte_le", models.DateField(blank=True, null=True, verbose_name="bientôt à partir du")),
                ("ouverte_par", models.CharField(blank=True, default="", max_length=200, verbose_name="ouverte par")),
                (
                    "explication",
                    models.TextField(
                        blank=True, default="", help_text="Sans le décompte des jours.", verbose_name="explication"
                    ),
                ),
                ("source", models.CharField(blank=True, default="", max_length=300, verbose_name="source")),
                ("confirmee", models.BooleanField(default=True, verbose_name="confirmée")),
                ("etat", models.CharField(max_length=20, verbose_name="état une fois le jour passé")),
                (
                    "attendue",
                    models.BooleanField(
                        default=False, help_text="À venir jusqu'à la date, puis l'état.", verbose_name="dépend du jour"
                    ),
                ),
                (
                    "jours",
                    models.IntegerField(
                        blank=True,
                        help_text="Vide s'il dépend du jour.",
                        null=True,
                        verbose_name="jours après la date",
                    ),
                ),
                (
                    "collectivite",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="territoires.collectivite",
                        verbose_name="collectivité",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="evenements",
                        to="faits.echeance",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Fait",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sujet_type",
                    models.CharField(
                        help_text="contrat, schema, plus tard enfant…", max_length=30, verbose_name="type de sujet"
                    ),
                ),
                ("sujet_id", models.BigIntegerField(verbose_name="sujet")),
                ("evenement", models.CharField(max_length=60, verbose_name="événement")),
                (
                    "survenu_le",
                    jalons.application.socle.champs.ChampDateCivile(max_length=10, verbose_name="survenu le"),
                ),
                (
                    "instant",
                    models.DateTimeField(
                        blank=True, help_text="Pour les délais en heures.", null=True, verbose_name="instant"
                    ),
                ),
                ("attributs", models.JSONField(blank=True, default=dict, verbose_name="attributs")),
                ("enregistre_le", models.DateTimeField(auto_now_add=True, verbose_name="enregistré le")),
                ("annule_le", models.DateTimeField(blank=True, null=True, verbose_name="annulé le")),
                (
                    "collectivite",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territoires.collectivite",
                        verbose_name="collectivité",
                    ),
                ),
            ],
            options={
                "verbose_name": "fait",
                "ordering": ["survenu_le", "id"],
            },
        ),
        migrations.CreateModel(
            name="FaitEvenement",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "sujet_type",
                    models.CharField(
                        help_text="contrat, schema, plus tard enfant…", max_length=30, verbose_name="type de sujet"
                    ),
                ),
                ("sujet_id", models.BigIntegerField(verbose_name="sujet")),
                ("evenement", models.CharField(max_length=60, verbose_name="événement")),
                (
                    "survenu_le",
                    jalons.application.socle.champs.ChampDateCivile(max_length=10, verbose_name="survenu le"),
                ),
                (
                    "instant",
                    models.DateTimeField(
                        blank=True, help_text="Pour les délais en heures.", null=True, verbose_name="instant"
                    ),
                ),
                ("attributs", models.JSONField(blank=True, default=dict, verbose_name="attributs")),
                ("enregistre_le", models.DateTimeField(auto_now_add=True, verbose_name="enregistré le")),
                ("annule_le", models.DateTimeField(blank=True, null=True, verbose_name="annulé le")),
                (
                    "collectivite",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="territoires.collectivite",
                        verbose_name="collectivité",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="evenements",
                        to="faits.fait",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="echeance",
            index=models.Index(fields=["collectivite", "due_le"], name="echeance_par_date"),
        ),
        migrations.AddConstraint(
            model_name="echeance",
            constraint=models.UniqueConstraint(
                fields=("collectivite", "sujet_type", "sujet_id", "code"), name="echeance_unique_par_code"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="echeance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "faits_echeanceevenement" ("alerte_le", "attendue", "code", "collectivite_id", "confirmee", "due_le", "etat", "explication", "id", "jours", "libelle", "ouverte_par", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regle", "source", "sujet_id", "sujet_type", "tenue_le") VALUES (NEW."alerte_le", NEW."attendue", NEW."code", NEW."collectivite_id", NEW."confirmee", NEW."due_le", NEW."etat", NEW."explication", NEW."id", NEW."jours", NEW."libelle", NEW."ouverte_par", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."regle", NEW."source", NEW."sujet_id", NEW."sujet_type", NEW."tenue_le"); RETURN NULL;',
                    hash="89dc657e77fc577fc2809d4470213d4f65e00195",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_01ade",
                    table="faits_echeance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="echeance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "faits_echeanceevenement" ("alerte_le", "attendue", "code", "collectivite_id", "confirmee", "due_le", "etat", "explication", "id", "jours", "libelle", "ouverte_par", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regle", "source", "sujet_id", "sujet_type", "tenue_le") VALUES (NEW."alerte_le", NEW."attendue", NEW."code", NEW."collectivite_id", NEW."confirmee", NEW."due_le", NEW."etat", NEW."explication", NEW."id", NEW."jours", NEW."libelle", NEW."ouverte_par", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."regle", NEW."source", NEW."sujet_id", NEW."sujet_type", NEW."tenue_le"); RETURN NULL;',
                    hash="1599bf12d8741e61a6aab9ab2ffab4c37b64d00e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_79ada",
                    table="faits_echeance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="echeance",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "faits_echeanceevenement" ("alerte_le", "attendue", "code", "collectivite_id", "confirmee", "due_le", "etat", "explication", "id", "jours", "libelle", "ouverte_par", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regle", "source", "sujet_id", "sujet_type", "tenue_le") VALUES (OLD."alerte_le", OLD."attendue", OLD."code", OLD."collectivite_id", OLD."confirmee", OLD."due_le", OLD."etat", OLD."explication", OLD."id", OLD."jours", OLD."libelle", OLD."ouverte_par", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."regle", OLD."source", OLD."sujet_id", OLD."sujet_type", OLD."tenue_le"); RETURN NULL;',
                    hash="b509452fc843863e1915db0455129058fff055b1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f4834",
                    table="faits_echeance",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="fait",
            index=models.Index(fields=["collectivite", "sujet_type", "sujet_id"], name="fait_par_sujet"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fait",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "faits_faitevenement" ("annule_le", "attributs", "collectivite_id", "enregistre_le", "evenement", "id", "instant", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sujet_id", "sujet_type", "survenu_le") VALUES (NEW."annule_le", NEW."attributs", NEW."collectivite_id", NEW."enregistre_le", NEW."evenement", NEW."id", NEW."instant", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."sujet_id", NEW."sujet_type", NEW."survenu_le"); RETURN NULL;',
                    hash="4264fd30399f7b780ca2f52103cdde2cd4307575",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_083d3",
                    table="faits_fait",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fait",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "faits_faitevenement" ("annule_le", "attributs", "collectivite_id", "enregistre_le", "evenement", "id", "instant", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sujet_id", "sujet_type", "survenu_le") VALUES (NEW."annule_le", NEW."attributs", NEW."collectivite_id", NEW."enregistre_le", NEW."evenement", NEW."id", NEW."instant", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."sujet_id", NEW."sujet_type", NEW."survenu_le"); RETURN NULL;',
                    hash="ea4752222fdbe809cbb7667786845cd8c835eb5a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3f66c",
                    table="faits_fait",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fait",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "faits_faitevenement" ("annule_le", "attributs", "collectivite_id", "enregistre_le", "evenement", "id", "instant", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sujet_id", "sujet_type", "survenu_le") VALUES (OLD."annule_le", OLD."attributs", OLD."collectivite_id", OLD."enregistre_le", OLD."evenement", OLD."id", OLD."instant", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."sujet_id", OLD."sujet_type", OLD."survenu_le"); RETURN NULL;',
                    hash="c8e0d8c0c40cb8ffaab1478c00e937a6895a91a5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ffe7c",
                    table="faits_fait",
                    when="AFTER",
                ),
            ),
        ),
    ]
