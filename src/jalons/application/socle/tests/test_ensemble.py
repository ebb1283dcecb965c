"""Operations done together leave the same tables, the same state and the same nothing as one by one."""

import pgtrigger
import pytest
from django.db import connections, migrations, models, transaction
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from jalons.application.socle.ensemble import Ensemble

ID = ("id", models.BigAutoField(primary_key=True))
DECLENCHEUR = pgtrigger.Protect(name="garde", operation=pgtrigger.Delete)
DEBUT = [
    migrations.CreateModel("Lieu", [ID, ("nom", models.CharField(max_length=10))]),
    migrations.CreateModel("Fiche", [ID, ("titre", models.CharField(max_length=20))], {"indexes": []}),
    migrations.AddField("fiche", "lieu", models.ForeignKey("essai.lieu", models.CASCADE)),
    migrations.AddIndex("fiche", models.Index(fields=["titre"], name="par_titre")),
    AddTrigger("fiche", DECLENCHEUR),
    migrations.AddConstraint("fiche", models.UniqueConstraint(fields=["lieu", "titre"], name="une_par_lieu")),
]
SUITE = [
    RemoveTrigger("fiche", "garde"),
    migrations.AddField("fiche", "rang", models.PositiveSmallIntegerField(default=1)),
    migrations.AlterField("lieu", "nom", models.CharField(max_length=99, null=True)),
    migrations.CreateModel("Note", [ID, ("fiche", models.ForeignKey("essai.fiche", models.CASCADE))]),
    migrations.AddField("note", "texte", models.TextField(default="")),
    AddTrigger("note", DECLENCHEUR),
    migrations.AddConstraint("fiche", models.CheckConstraint(condition=models.Q(rang__gt=0), name="rang_positif")),
]
VU = """
SELECT 'colonne', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text, a.attnum::text
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relkind = 'r' AND c.relname LIKE 'essai%%' AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL SELECT 'index', tablename, indexname, indexdef, '', '' FROM pg_indexes WHERE tablename LIKE 'essai%%'
UNION ALL SELECT 'contrainte', conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '' FROM pg_constraint
  WHERE conrelid::regclass::text LIKE 'essai%%'
UNION ALL SELECT 'declencheur', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), '', '' FROM pg_trigger
  WHERE tgrelid::regclass::text LIKE 'essai%%' AND NOT tgisinternal
"""

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


class Base:
    """A base changed by migrations that are undone."""

    def __init__(self):
        self.connexion, self.etat = connections["owner"], ProjectState()

    def appliquer(self, *operations):
        migration = migrations.Migration("essai", "essai")
        migration.operations = list(operations)
        with self.connexion.schema_editor() as editeur:
            self.etat = migration.apply(self.etat, editeur)

    def retirer(self, *operations):
        migration = migrations.Migration("essai", "essai")
        migration.operations = list(operations)
        with self.connexion.schema_editor() as editeur:
            migration.unapply(self.etat, editeur)

    def vue(self):
        with self.connexion.cursor() as curseur:
            curseur.execute(VU)
            return sorted(curseur.fetchall())


def essayer(agir):
    with transaction.atomic(using="owner"):
        base = Base()
        agir(base)
        vue = base.vue()
        transaction.set_rollback(True, using="owner")
    return vue, base.etat


def test_ensemble_ou_un_a_un_les_tables_et_l_etat_sont_les_memes():
    def un_a_un(base):
        base.appliquer(*DEBUT)
        base.appliquer(*SUITE)

    def ensemble(base):
        base.appliquer(Ensemble(DEBUT))
        assert base.etat.apps.get_model("essai", "fiche")
        base.appliquer(Ensemble(SUITE))

    attendue, etat = essayer(un_a_un)
    obtenue, autre = essayer(ensemble)

    assert {v[0] for v in attendue} == {"colonne", "index", "contrainte", "declencheur"}
    assert len(attendue) > 15
    assert obtenue == attendue
    assert autre == etat


NOTE = [
    migrations.CreateModel("Note", [ID, ("fiche", models.ForeignKey("essai.fiche", models.CASCADE))]),
    migrations.AddField("note", "texte", models.TextField(default="")),
    AddTrigger("note", DECLENCHEUR),
    RemoveTrigger("fiche", "garde"),
]
"""A new table, and triggers of one that was there."""
APRES = [
    migrations.AddField("fiche", "rang", models.PositiveSmallIntegerField(default=1)),
    migrations.AlterField("fiche", "titre", models.TextField()),
    migrations.AlterField("note", "texte", models.CharField(max_length=9)),
]


def test_un_modele_auquel_rien_n_arrive_n_est_pas_redessine_et_la_suite_est_la_meme():
    def un_a_un(base):
        base.appliquer(*DEBUT, *NOTE)
        base.appliquer(*APRES)

    def ensemble(base):
        base.appliquer(Ensemble(DEBUT))
        lieu, fiche = (base.etat.apps.get_model("essai", nom) for nom in ("lieu", "fiche"))
        base.appliquer(Ensemble(NOTE))
        assert base.etat.apps.get_model("essai", "lieu") is lieu
        assert base.etat.apps.get_model("essai", "note")._meta.get_field("fiche").related_model is fiche
        base.appliquer(*APRES)
        fiche = base.etat.apps.get_model("essai", "fiche")
        assert fiche._meta.get_field("rang")
        assert base.etat.apps.get_model("essai", "note")._meta.get_field("fiche").related_model is fiche

    attendue, etat = essayer(un_a_un)
    obtenue, autre = essayer(ensemble)

    assert obtenue == attendue
    assert autre == etat


def test_retirees_ensemble_rien_n_en_reste():
    def aller_et_retour(base):
        base.appliquer(Ensemble(DEBUT))
        avant, etat = base.vue(), base.etat.clone()
        base.appliquer(Ensemble(SUITE))
        base.etat = etat
        base.retirer(Ensemble(SUITE))
        assert {v[2] for v in base.vue()} == {v[2] for v in avant}
        base.etat = ProjectState()
        base.retirer(Ensemble(DEBUT))

    vue, _ = essayer(aller_et_retour)

    assert vue == []


@pytest.mark.parametrize(
    "operations",
    [
        pytest.param([migrations.RunSQL("SELECT 1")], id="du SQL"),
        pytest.param([migrations.RunPython(lambda apps, editeur: None)], id="des données"),
        pytest.param([migrations.RemoveField("fiche", "titre")], id="un retrait"),
        pytest.param([SUITE[1], migrations.AlterField("fiche", "rang", models.TextField())], id="deux fois le même champ"),
    ],
)  # fmt: skip
def test_ce_qui_depend_de_l_entre_deux_est_refuse(operations):
    with pytest.raises(TypeError, match="not done together"):
        Ensemble(operations)
