"""The plan d'action out and back."""

import pytest

from jalons.application.documents.excel import services as excel
from jalons.application.documents.excel.tests.tableur import retaper
from jalons.application.fiches.classeur import CLASSEUR
from jalons.application.fiches.models import Action, Etape, Fiche
from jalons.application.fiches.tests.factories import (
    ActionFactory,
    CadreFactory,
    EtapeFactory,
    FicheFactory,
    PlacementFactory,
)
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db


@pytest.fixture
def cadre(territoire):
    territoire("15")
    cadre = CadreFactory()
    fiche = FicheFactory(titre="Équipe mobile", avancement=None)
    PlacementFactory(cadre=cadre, fiche=fiche, numero=1)
    action = ActionFactory(fiche=fiche, numero=1, titre="Recruter", debut=DateCivile(2022, 6, 15))
    ActionFactory(fiche=fiche, numero=2, titre="Former")
    EtapeFactory(action=action, texte="Publier les postes", prevue_le=DateCivile(2022, 3), niveau=2)
    return cadre


def deposer(cadre, octets):
    attente = excel.mettre_en_attente(CLASSEUR, cadre, octets=octets, nom="plan.xlsx", par=None)
    return attente, excel.lire_attente(attente)


def exporter(cadre):
    return excel.exporter(CLASSEUR, cadre, presentation=[])


def test_un_plan_rendu_tel_quel_ne_change_rien(cadre):
    _, resultat = deposer(cadre, exporter(cadre))

    assert (resultat.lignes, resultat.refus) == ([], [])


def test_fiches_actions_et_etapes_s_ecrivent_une_fois_confirmees(cadre):
    octets = retaper(exporter(cadre), "Fiches", {(3, "avancement"): 45, (3, "fin"): "12/2025"}, [])
    nouvelle = {"fiche": "Équipe mobile", "numero": 3, "titre": "Évaluer", "statut": "à engager"}
    octets = retaper(octets, "Actions", {(3, "statut"): "Réalisée"}, [nouvelle])
    neuve = {"action": "Équipe mobile › 2. Former", "texte": "Choisir l'organisme", "prevue_le": "2023"}
    octets = retaper(octets, "Étapes", {(3, "faite_le"): "01/04/2022"}, [neuve])
    attente, resultat = deposer(cadre, octets)

    assert resultat.refus == []
    assert excel.confirmer(attente, CLASSEUR, cadre, ecraser=[], par=None) == 5

    fiche = Fiche.objects.get()
    assert (fiche.avancement, fiche.fin) == (45, DateCivile(2025, 12))
    assert [(a.numero, a.titre, a.statut) for a in Action.objects.order_by("numero")] == [
        (1, "Recruter", "realisee"),
        (2, "Former", "inconnu"),
        (3, "Évaluer", "a_engager"),
    ]
    assert [(e.texte, e.niveau, e.faite_le) for e in Etape.objects.order_by("pk")] == [
        ("Publier les postes", 2, DateCivile(2022, 4, 1)),
        ("Choisir l'organisme", 1, None),
    ]


def test_ce_que_les_regles_refusent_est_dit_cellule_par_cellule(cadre):
    octets = retaper(exporter(cadre), "Fiches", {(3, "avancement"): 42, (3, "titre"): "Autre"}, [])
    octets = retaper(octets, "Actions", {(3, "numero"): 2, (4, "fin"): "demain"}, [])

    _, resultat = deposer(cadre, octets)

    assert resultat.lignes == []
    phrases = " ".join(r.message for r in resultat.refus)
    for attendue in ("par pas de 5", "ne se modifie pas ici", "numéro 2", "n'est pas une date"):
        assert attendue in phrases
    assert Fiche.objects.get().avancement is None
