"""What the history keeps and shows, and that nobody can take it away."""

import re

import pghistory
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from pghistory.trigger import Event

from jalons.application.fiches.models import Fiche, Intervenant
from jalons.application.fiches.tests.factories import FicheFactory, IntervenantFactory
from jalons.application.finances.models import Montant
from jalons.application.finances.tests.factories import MontantFactory
from jalons.application.socle.historique import historique, valeur_en_mots, versions
from jalons.application.socle.perimetre import perimetre

pytestmark = pytest.mark.django_db


@pytest.fixture
def fiche(territoire):
    territoire("15")
    return FicheFactory(titre="Équipe mobile", avancement=40)


def champs(version):
    return {c.nom: (c.avant, c.apres) for c in version.champs}


def test_deux_lignes_suivies_ensemble_ne_se_melangent_pas(fiche):
    """The state before is that of the same row, not of the event before."""
    for nom in ("Service A", "Service B"):
        IntervenantFactory(fiche=fiche, nom=nom)
    Intervenant.objects.filter(fiche=fiche).update(ordre=3)

    lus = [v for v in versions(Intervenant, fiche_id=fiche.pk) if v.acte == "Modification"]

    assert [champs(v) for v in lus] == [{"Ordre": ("0", "3")}] * 2


def test_une_modification_dit_le_champ_l_avant_et_l_apres_en_francais(fiche):
    with pghistory.context(agent=7):
        Fiche.objects.filter(pk=fiche.pk).update(statut=Fiche.Statut.REALISEE, avancement=100)

    dernier, creation = historique(fiche)

    assert (dernier.acte, dernier.agent, dernier.nature, dernier.nom) == (
        "Modification", 7, "fiche action", "Équipe mobile",
    )  # fmt: skip
    assert champs(dernier) == {"Statut": ("En cours", "Réalisée"), "Avancement (%)": ("40", "100")}
    assert (creation.acte, creation.agent, creation.champs) == ("Création", None, ())


@pytest.mark.parametrize(
    ("valeur", "dit"),
    [
        ([{"champ": "periode"}, {"champ": "finances"}], "2 éléments"),
        (["fir", "etat"], "fir, etat"),
        ({"mois_de_depart": 3, "ferme": True}, "mois de depart : 3, ferme : oui"),
        ([], ""),
    ],
)
def test_une_structure_se_lit_sans_accolades(valeur, dit):
    assert valeur_en_mots(Montant._meta.get_field("somme_de"), valeur, {}) == dit


def test_une_date_civile_et_un_montant_se_lisent(territoire):
    territoire("15")
    montant = MontantFactory(valeur=1000)
    Montant.objects.filter(pk=montant.pk).update(valeur="1250000.50", debut="2021-10", fiche=FicheFactory(titre="F"))

    lus = champs(historique(montant)[0])
    assert lus["Fiche"] == ("", "F")
    assert ("", "octobre 2021") in lus.values()
    assert ("1\u202f000", "1\u202f250\u202f000,5") in lus.values()


def test_une_ecriture_en_sql_brut_et_en_masse_laisse_une_trace_avec_son_auteur(fiche):
    autre = FicheFactory()
    with pghistory.context(agent=9), connection.cursor() as curseur:
        curseur.execute("UPDATE fiches_fiche SET blocage = 'brut' WHERE id = ANY(%s)", [[fiche.pk, autre.pk]])

    for objet in (fiche, autre):
        assert champs(historique(objet)[0]) == {"Point de blocage": ("", "brut")}
        assert historique(objet)[0].agent == 9


def test_ce_qui_est_supprime_reste_avec_son_objet(fiche):
    IntervenantFactory(fiche=fiche, nom="Service A").delete()

    lus = versions(Intervenant, fiche_id=fiche.pk)

    assert [(c.acte, c.nom) for c in lus] == [("Suppression", "Service A"), ("Création", "Service A")]


def test_une_ecriture_qui_ne_change_rien_ne_se_montre_pas(fiche):
    Fiche.objects.filter(pk=fiche.pk).update(titre="Équipe mobile")

    assert len(historique(fiche)) == 1


def gardees(fonction):
    """Columns of the history and what a trigger writes in each."""
    colonnes, debut, corps = re.match(r'INSERT INTO "\w+" \((.*?)\) (VALUES \(|SELECT )(.*)', fonction).groups()
    corps = corps.split(" FROM (")[0] if debut == "SELECT " else corps.split("); RETURN")[0]
    valeurs = re.split(r", (?![^()]*\))", re.sub(r"\b(new_values|NEW)\.", "", corps))
    noms = re.findall(r'"(\w+)"', colonnes)
    assert len(noms) == len(valeurs)
    return dict(zip(noms, valeurs, strict=True))


EN_LOT = [
    (m, t)
    for m in apps.get_models()
    for t in getattr(m._meta, "triggers", [])
    if isinstance(t, Event) and t.level == pghistory.Statement
]


@pytest.mark.parametrize(("modele", "declencheur"), EN_LOT, ids=lambda x: getattr(x, "__name__", ""))
def test_une_creation_en_lot_laisse_ce_que_laisserait_le_declencheur_de_chaque_ligne(modele, declencheur):
    ligne = Event(
        event_model=declencheur.event_model, label="insert", name="essai", row="NEW", operation=declencheur.operation,
        level=pghistory.Row,
    )  # fmt: skip

    assert gardees(declencheur.get_func(modele).func) == gardees(ligne.get_func(modele).func)
    assert gardees(declencheur.get_func(modele).func)["pgh_obj_id"] == '"id"'


def test_les_lignes_creees_ensemble_ont_chacune_leur_trace(fiche):
    modele = apps.get_model("enfants", "Foyer")
    with pghistory.context(agent=9):
        crees = modele.objects.bulk_create([modele(collectivite_id="15", numero=f"LOT-{n}") for n in range(3)])

    traces = list(modele.pgh_event_model.objects.filter(pgh_obj_id__in=[f.pk for f in crees]).order_by("numero"))
    champs_suivis = [c.attname for c in modele._meta.concrete_fields]
    assert [[getattr(t, c) for c in champs_suivis] for t in traces] == [
        [getattr(f, c) for c in champs_suivis]
        for f in modele.objects.filter(numero__startswith="LOT-").order_by("numero")
    ]
    assert {(t.pgh_label, t.pgh_context["agent"]) for t in traces} == {("insert", 9)}
    assert len(EN_LOT) > 20


def test_les_libelles_d_une_relation_coutent_une_requete(territoire, django_assert_num_queries):
    territoire("15")
    montant = MontantFactory()
    for _ in range(4):
        Montant.objects.filter(pk=montant.pk).update(fiche=FicheFactory())

    with django_assert_num_queries(2):
        assert len(historique(montant)) == 5


def test_hors_perimetre_l_historique_n_existe_pas(fiche):
    with perimetre(["63"]):
        assert historique(fiche) == []
    assert len(historique(fiche)) == 1


@pytest.mark.parametrize(
    "tentative",
    [
        "DELETE FROM fiches_ficheevent",
        "UPDATE fiches_ficheevent SET titre = 'x'",
        "INSERT INTO fiches_ficheevent (pgh_label) VALUES ('insert')",
        "TRUNCATE fiches_ficheevent",
        "ALTER TABLE fiches_fiche DISABLE TRIGGER ALL",
        "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE sql "
        "AS 'SELECT true'",
    ],
)
def test_le_role_web_ne_peut_ni_ecrire_ni_effacer_l_historique(fiche, tentative):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(tentative)


def test_l_historique_ne_peut_etre_eteint(fiche):
    declencheurs = ",".join(f"{t.get_pgid(Fiche)}" for t in Fiche._meta.triggers)
    with connection.cursor() as curseur:
        curseur.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [f"{{{declencheurs}}}"])
        curseur.execute("UPDATE fiches_fiche SET blocage = 'en douce' WHERE id = %s", [fiche.pk])

    assert champs(historique(fiche)[0]) == {"Point de blocage": ("", "en douce")}


def test_les_fonctions_de_l_historique_s_executent_pour_leur_proprietaire():
    """``pgtrigger install`` silently takes SECURITY DEFINER away; each migrate puts it back."""
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT proname, prosecdef, has_function_privilege('jalons_web', oid, 'EXECUTE') FROM pg_proc "
            "WHERE proname LIKE 'pgtrigger\\_%'"
        )
        fonctions = curseur.fetchall()

    assert len(fonctions) > 50
    assert [nom for nom, definer, appelable in fonctions if not definer or appelable] == []
