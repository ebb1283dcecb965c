"""The day on which reports of evaluation are due, kept; filled from the deadlines already computed."""

import django.db.models.deletion
from django.db import migrations, models


REMPLIR = """
INSERT INTO crip_rapportdu (collectivite_id, concerne_id, situation_id, due_le)
SELECT c.collectivite_id, c.id, c.situation_id, min(e.due_le)
FROM crip_enfantconcerne c
JOIN crip_situation s ON s.id = c.situation_id
LEFT JOIN (
    faits_echeance e JOIN faits_fait f ON f.id = e.fait_id
) ON e.collectivite_id = c.collectivite_id AND e.sujet_type = 'enfant' AND e.sujet_id = c.enfant_id
    AND e.regle = 'IP-EVAL' AND e.attendue AND starts_with(f.attributs ->> 'ip', s.numero)
GROUP BY c.id, c.collectivite_id, c.situation_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("crip", "0002_historique_en_lot"),
        ("faits", "0007_echeances_par_groupe"),
        ("territoires", "0002_historise_identite_et_unites"),
    ]

    operations = [
        migrations.CreateModel(
            name="RapportDu",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "due_le",
                    models.DateField(
                        blank=True, help_text="Vide : aucun n'est attendu.", null=True, verbose_name="rapport dû le"
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
                (
                    "concerne",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="crip.enfantconcerne",
                        verbose_name="enfant concerné",
                    ),
                ),
                (
                    "situation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="crip.situation",
                        verbose_name="situation préoccupante",
                    ),
                ),
            ],
            options={
                "verbose_name": "échéance d'un rapport d'évaluation",
                "verbose_name_plural": "échéances des rapports d'évaluation",
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_le__isnull", False)),
                        fields=["collectivite", "due_le", "situation"],
                        name="rapport_du_par_jour",
                    ),
                    models.Index(fields=["situation", "due_le"], name="rapport_du_de_situation"),
                ],
            },
        ),
        migrations.RunSQL([REMPLIR, "SET CONSTRAINTS ALL IMMEDIATE"], migrations.RunSQL.noop),
    ]
