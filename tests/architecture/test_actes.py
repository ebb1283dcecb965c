"""The journal speaks French: every act that the application writes has its label."""

import ast

import pytest
from tests.architecture.depot import arbre, est_un_test, nom, pythons

from jalons.application.acces.actes import ACTES, LIBELLES
from jalons.application.crip.rules import Acte as ActeCrip
from jalons.application.etablissements import cycles
from jalons.application.etablissements import models as etablissements

ECRIVAINS = {"journaliser": 0, "journaliser_plusieurs": 0, "journaliser_lecture": 0, "_journaliser": 0, "_passer": 2}
"""Functions that write an act whole → place of the act among their arguments."""
RELAIS = {
    "fiches/services": ("fiches", "conclure", "acte"),
    "projets_enfant/services": ("projets_enfant", "garder", 1),
    "observatoire/publications/services": ("publications", "_enregistrer", 2),
    "relecture/services/decisions": ("relecture", "_ecrire", 1),
    "accueil_familial/services/suivi": ("accueil_familial", "_noter", 1),
}
"""Functions that complete the verb they are given: where, under which module, their name, where the verb stands."""
TERMES = (etablissements.Engagement, etablissements.ActionAmelioration)
ENREGISTRES = (
    etablissements.AppelProjets, etablissements.Candidature, etablissements.Controle, etablissements.Cpom,
    etablissements.Etablissement, etablissements.Evaluation, etablissements.EvenementIndesirable,
    etablissements.Financement, etablissements.Operation, etablissements.Organisme, etablissements.PlanControle,
    etablissements.SuiteControle, etablissements.UniteAccueil, *TERMES,
)  # fmt: skip
COMPOSES = {
    "crip/services/passage.py": {f"crip:{acte}" for acte in ActeCrip},
    "echeancier/services.py": {"echeancier:deplacer", "echeancier:tenir"},
    "places/services/plan.py": {"places:prevoir_ouverture", "places:modifier_ouverture"},
    "accueil_familial/services/personnes.py": {"accueil_familial:creer_assistant", "accueil_familial:modifier_assistant"},
    "etablissements/services/termes.py": {
        f"etablissements:{acte}_{modele._meta.model_name}" for acte in cycles.TERME.actes for modele in TERMES
    },
    "etablissements/services/ecriture.py": {
        f"etablissements:{verbe}_{modele._meta.model_name}" for verbe in ("creer", "modifier") for modele in ENREGISTRES
    },
    "etablissements/services/appels.py": {f"etablissements:{acte}_appel" for acte in cycles.APPEL.actes},
    "etablissements/services/controles.py": {
        *(f"etablissements:{acte}_controle" for acte in cycles.CONTROLE.actes),
        *(f"etablissements:{acte}_suite" for acte in cycles.SUITE.actes),
    },
}  # fmt: skip
"""Files that compose the whole code from a closed list → that list."""


def appels():
    """Calls of the application: file from ``application/``, name of the function, the call."""
    for chemin in pythons("src/jalons/application"):
        if est_un_test(chemin):
            continue
        ici = nom(chemin).removeprefix("src/jalons/application/")
        for noeud in ast.walk(arbre(chemin)):
            if isinstance(noeud, ast.Call):
                yield ici, getattr(noeud.func, "attr", getattr(noeud.func, "id", "")), noeud


def argument(appel, place):
    """The argument at a place or under a name; ``None`` when the call has none."""
    if isinstance(place, int):
        return appel.args[place] if len(appel.args) > place else None
    return next((mot.value for mot in appel.keywords if mot.arg == place), None)


def mots(noeud):
    """The constants that an argument may be; empty when it is computed."""
    choix = [noeud.body, noeud.orelse] if isinstance(noeud, ast.IfExp) else [noeud]
    return [c.value for c in choix if isinstance(c, ast.Constant) and isinstance(c.value, str)]


def ecrits():
    """Every act that the sources can write → where."""
    trouves = {acte: ici for ici, actes in COMPOSES.items() for acte in actes}
    for ici, fonction, appel in appels():
        if fonction in ECRIVAINS or (fonction == "lecture" and ici.split("/")[0] != "ui"):
            trouves |= dict.fromkeys(mots(argument(appel, ECRIVAINS.get(fonction, 0))), ici)
        for debut, (module, relais, place) in RELAIS.items():
            if ici.startswith(debut) and fonction == relais:
                trouves |= {f"{module}:{verbe}": ici for verbe in mots(argument(appel, place))}
    for chemin in (*pythons("src/jalons/application"), *pythons("src/jalons/demonstration")):
        if not est_un_test(chemin):
            trouves |= {acte: nom(chemin) for acte in nommes_avant(chemin)}
    return trouves


def nommes_avant(chemin):
    """Acts given a name before they are written: ``acte = "x:y" if neuf else "x:z"``."""
    for noeud in ast.walk(arbre(chemin)):
        if isinstance(noeud, ast.Assign) and [getattr(c, "id", "").lower() for c in noeud.targets] == ["acte"]:
            yield from (mot for mot in mots(noeud.value) if ":" in mot)


def test_chaque_acte_ecrit_au_journal_a_son_libelle():
    assert {acte: ou for acte, ou in ecrits().items() if acte not in LIBELLES} == {}


def test_chaque_libelle_est_celui_d_un_acte_que_l_on_ecrit():
    assert set(LIBELLES) - set(ecrits()) == set()


def test_un_acte_compose_l_est_dans_un_fichier_connu():
    connus = {*COMPOSES, "socle/journal.py"}
    composes = {
        ici
        for ici, fonction, appel in appels()
        if fonction in ("journaliser", "journaliser_plusieurs", "journaliser_lecture")
        and isinstance(argument(appel, 0), ast.JoinedStr)
        and not any(ici.startswith(debut) for debut in RELAIS)
    }
    assert composes - connus == set()


@pytest.mark.parametrize("module", ACTES)
def test_deux_actes_d_un_module_ne_se_disent_pas_pareil(module):
    libelles = list(ACTES[module].values())
    assert len(libelles) == len(set(libelles))


def test_un_libelle_est_une_phrase_sans_code():
    assert [x for x in LIBELLES.values() if "_" in x or ":" in x or not x[0].isupper()] == []
