"""Every hard rule, its three answers, worked by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jalons.appariement.probleme import Accueil, Position, Sexe, Zone
from jalons.appariement.regles import REGLES, REGLES_PAR_CODE, Contexte, juger
from jalons.appariement.tests.fabrique import AU, enfant, jour, lieu

OUI, SAVOIR, NON = "conforme", "à vérifier", "non conforme"
ARRAS = Position(latitude=Decimal("50.29"), longitude=Decimal("2.78"))
LENS = Position(latitude=Decimal("50.43"), longitude=Decimal("2.83"))
AUTOUR_D_ARRAS = Zone(latitude=Decimal("50.29"), longitude=Decimal("2.78"), rayon_km=Decimal(10))

CAS: list[tuple[str, str, dict[str, Any], dict[str, Any], str]] = [
    ("place_libre", "une place", {}, {"libres": 1}, OUI),
    ("place_libre", "aucune place", {}, {"libres": 0, "motif_indisponible": "travaux"}, NON),
    ("disponibilite", "rien de dit", {}, {}, OUI),
    ("disponibilite", "libre le jour même", {"entree_le": jour("2026-02-01")}, {"libre_le": jour("2026-02-01")}, OUI),
    ("disponibilite", "libre le lendemain", {"entree_le": jour("2026-02-01")}, {"libre_le": jour("2026-02-02")}, NON),
    ("disponibilite", "libre dans le mois", {"entree_le": jour("2026-02-10")}, {"libre_le": jour("2026-02")}, SAVOIR),
    ("autorisation", "sans terme", {}, {"autorise": True}, OUI),
    ("autorisation", "dernier jour", {}, {"autorise_jusqu_au": jour("2026-01-05")}, OUI),
    ("autorisation", "finie la veille", {}, {"autorise_jusqu_au": jour("2026-01-04")}, NON),
    ("autorisation", "finie dans le mois", {}, {"autorise_jusqu_au": jour("2026-01")}, SAVOIR),
    ("autorisation", "non autorisé", {}, {"autorise": False}, NON),
    ("autorisation", "inconnue", {}, {"autorise": None}, SAVOIR),
    ("age", "dix ans, bornes comprises", {}, {"age_min": 10, "age_max": 10}, OUI),
    ("age", "trop jeune", {}, {"age_min": 11}, NON),
    ("age", "trop âgée", {}, {"age_max": 9}, NON),
    ("age", "trop âgée, âge bas inconnu", {}, {"age_min": None, "age_max": 9}, NON),
    ("age", "âge haut inconnu", {}, {"age_max": None}, SAVOIR),
    ("age", "née cette année-là, dix ans ou neuf", {"naissance": jour("2015")}, {"age_min": 10}, OUI),
    ("age", "née dans l'année, deux âges possibles", {"naissance": jour("2016-01")}, {"age_min": 10}, SAVOIR),
    ("age", "onze ans demain", {"naissance": jour("2015-01-06")}, {"age_max": 10}, OUI),
    ("age", "onze ans aujourd'hui", {"naissance": jour("2015-01-05")}, {"age_max": 10}, NON),
    ("age", "naissance inconnue", {"naissance": None}, {}, SAVOIR),
    ("sexe", "mixte", {"sexe": None}, {"accueil": Accueil.MIXTE}, OUI),
    ("sexe", "des filles", {}, {"accueil": Accueil.FILLES}, OUI),
    ("sexe", "des garçons", {}, {"accueil": Accueil.GARCONS}, NON),
    ("sexe", "garçon chez les filles", {"sexe": Sexe.MASCULIN}, {"accueil": Accueil.FILLES}, NON),
    ("sexe", "lieu inconnu", {}, {"accueil": None}, SAVOIR),
    ("sexe", "enfant inconnu", {"sexe": None}, {"accueil": Accueil.FILLES}, SAVOIR),
    ("public", "prévu", {"public": "mna"}, {"publics": ("general", "mna")}, OUI),
    ("public", "non prévu", {"public": "mna"}, {}, NON),
    ("public", "aucun public", {}, {"publics": ()}, NON),
    ("public", "lieu inconnu", {}, {"publics": None}, SAVOIR),
    ("public", "enfant inconnu", {"public": None}, {}, SAVOIR),
    ("genre", "aucun demandé", {}, {"genre": None}, OUI),
    ("genre", "le type cherché", {"genres": ("internat",)}, {"genre": "internat"}, OUI),
    ("genre", "un autre type", {"genres": ("internat",)}, {"genre": "lieu_de_vie"}, NON),
    ("genre", "type inconnu", {"genres": ("internat",)}, {"genre": None}, SAVOIR),
    ("nombre", "la dernière place", {}, {"places_autorisees": 3, "accueillis": 2}, OUI),
    ("nombre", "plein", {}, {"places_autorisees": 3, "accueillis": 3}, NON),
    ("nombre", "nombre inconnu", {}, {"places_autorisees": None}, SAVOIR),
    ("nombre", "accueillis inconnus", {}, {"accueillis": None}, SAVOIR),
    ("besoins", "aucun", {}, {"besoins_couverts": None}, OUI),
    ("besoins", "tous couverts", {"besoins": ("fauteuil",)}, {"besoins_couverts": ("fauteuil", "soins")}, OUI),
    ("besoins", "un seul manque", {"besoins": ("fauteuil", "soins")}, {"besoins_couverts": ("soins",)}, NON),
    ("besoins", "lieu inconnu", {"besoins": ("fauteuil",)}, {"besoins_couverts": None}, SAVOIR),
    ("besoins", "enfant inconnu", {"besoins": None}, {}, SAVOIR),
    ("duree_sejour", "sans limite", {"duree_prevue_jours": None}, {}, OUI),
    ("duree_sejour", "juste", {"duree_prevue_jours": 120}, {"sejour_limite": True, "sejour_max_jours": 120}, OUI),
    ("duree_sejour", "un jour de trop", {"duree_prevue_jours": 121}, {"sejour_limite": True, "sejour_max_jours": 120}, NON),
    ("duree_sejour", "durée inconnue", {"duree_prevue_jours": None}, {"sejour_limite": True, "sejour_max_jours": 120}, SAVOIR),
    ("duree_sejour", "limite inconnue", {}, {"sejour_limite": None}, SAVOIR),
    ("duree_sejour", "limité, sans durée", {}, {"sejour_limite": True}, SAVOIR),
    ("incompatibilite", "personne", {}, {"presents": ("autre",)}, OUI),
    ("incompatibilite", "l'enfant craint", {}, {"presents": ("autre", "ennemi")}, NON),
    ("zone_interdite", "aucune zone", {}, {"position": None}, OUI),
    ("zone_interdite", "la commune même", {"zones_interdites": (Zone(commune="62041"),)}, {}, NON),
    ("zone_interdite", "une autre commune", {"zones_interdites": (Zone(commune="62498"),)}, {}, OUI),
    ("zone_interdite", "commune du lieu inconnue", {"zones_interdites": (Zone(commune="62041"),)}, {"position": None}, SAVOIR),
    ("zone_interdite", "dans le disque", {"zones_interdites": (AUTOUR_D_ARRAS,)}, {"position": ARRAS}, NON),
    ("zone_interdite", "hors du disque", {"zones_interdites": (AUTOUR_D_ARRAS,)}, {"position": LENS}, OUI),
    ("zone_interdite", "point du lieu inconnu", {"zones_interdites": (AUTOUR_D_ARRAS,)}, {}, SAVOIR),
    ("zone_interdite", "une zone sûre, une inconnue", {"zones_interdites": (Zone(commune="62041"), AUTOUR_D_ARRAS)}, {}, NON),
    ("lieu_interdit", "un autre", {"lieux_interdits": ("x",)}, {}, OUI),
    ("lieu_interdit", "celui-ci", {"lieux_interdits": ("l",)}, {}, NON),
]  # fmt: skip


@pytest.mark.parametrize(("code", "nom", "de_l_enfant", "du_lieu", "attendu"), CAS, ids=lambda v: str(v)[:30])
def test_a_rule_answers(
    code: str, nom: str, de_l_enfant: dict[str, Any], du_lieu: dict[str, Any], attendu: str
) -> None:
    contexte = Contexte(AU, {"e": frozenset({"ennemi"})})

    constat = REGLES_PAR_CODE[code].juger(contexte, enfant(**de_l_enfant), lieu(**du_lieu))

    assert constat.verdict.mot == attendu, constat.phrase
    assert constat.phrase.endswith(".")


def test_every_rule_has_cases_of_each_answer_it_can_give() -> None:
    vus = {(code, attendu) for code, _, _, _, attendu in CAS}

    sans_doute = {"place_libre", "incompatibilite", "lieu_interdit"}
    attendus = {(r.code, v) for r in REGLES for v in (OUI, SAVOIR, NON) if not (v == SAVOIR and r.code in sans_doute)}
    assert vus == attendus


def test_a_plain_child_and_a_plain_place_agree_on_everything() -> None:
    assert {c.verdict.mot for c in juger(Contexte(AU), enfant(), lieu()).values()} == {OUI}


def test_what_a_rule_says_it_reads_is_all_it_reads() -> None:
    """Two places read alike get one answer: quick answers rest on it."""
    contexte = Contexte(AU, {"e": frozenset({"ennemi"})})
    for code, _, de_l_enfant, du_lieu, attendu in CAS:
        regle, autre = REGLES_PAR_CODE[code], lieu(cle="l" if code == "lieu_interdit" else "z", libelle="Autre nom")
        meme = {nom: getattr(lieu(**du_lieu), nom) for nom in regle.lit if nom != "cle"}
        from dataclasses import replace

        assert regle.juger(contexte, enfant(**de_l_enfant), replace(autre, **meme)).verdict.mot == attendu
