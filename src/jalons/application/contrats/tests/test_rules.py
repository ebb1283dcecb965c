from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given

from jalons.application.contrats import rules
from jalons.application.contrats.controle import controle
from jalons.application.contrats.dossier import (
    Categorie,
    DateEtape,
    DossierContrat,
    Duree,
    Etape,
    Finances,
    ListeObjectifs,
    ObjectifRetenu,
    UniteDuree,
)
from jalons.application.fiches.listes import ActionListee, ListeActions
from jalons.application.finances.lignes import LigneFinanciere, Version
from jalons.droit import regime
from jalons.noyau.dates import DateCivile
from jalons.noyau.ecarts import Ecart, Gravite
from jalons.noyau.periodes import Periode
from jalons.noyau.tests.strategies import JOURS, periodes

AU = date(2026, 1, 1)


def jour(texte: str) -> DateCivile:
    return DateCivile.lire(texte)


def periode(debut: str, fin: str) -> Periode:
    return Periode(jour(debut), jour(fin))


def contrat(**champs) -> DossierContrat:
    return DossierContrat(**{"departement": "14", "intitule": "Contrat", "regime": "2022", **champs})


def liste(categorie: str, nombre: int | None, *codes: str, complete: bool = False) -> ListeObjectifs:
    objectifs = tuple(ObjectifRetenu(f"{categorie}-{i}", f"Objectif {c} {i}", c) for i, c in enumerate(codes))
    return ListeObjectifs(categorie, Categorie(categorie), complete, annonces=nombre, objectifs=objectifs)


def etat(ecarts: list[Ecart]) -> str:
    """What a rule answered, in one word."""
    if not ecarts:
        return "conforme"
    return "non vérifiable" if ecarts[0].gravite is Gravite.INFORMATION else "non conforme"


@pytest.mark.parametrize(
    ("nom", "cadre", "signature", "au", "attendu", "jours"),
    [
        ("le dernier jour", "2021", "2021-09-30", AU, "conforme", None),
        ("le lendemain", "2021", "2021-10-01", AU, "non conforme", 1),
        ("81 jours", "2021", "2021-12-20", AU, "non conforme", 81),
        ("42 jours", "2020", "2020-11-26", AU, "non conforme", 42),
        ("mois entier avant", "2021", "2021-09", AU, "conforme", None),
        ("mois entier après", "2021", "2021-10", AU, "non conforme", 1),
        ("année qui ne tranche pas", "2021", "2021", AU, "non vérifiable", None),
        ("non signé, pas encore dû", "2021", None, date(2021, 9, 30), "conforme", None),
        ("non signé, trop tard", "2021", None, date(2021, 10, 2), "non conforme", 2),
        ("régime sans date de signature", "2022", "2022-12-31", AU, "conforme", None),
    ],
)
def test_signature_hors_delai(nom, cadre, signature, au, attendu, jours):
    trouves = rules.signature_hors_delai(regime(cadre), jour(signature) if signature else None, au=au)

    assert etat(trouves) == attendu, nom
    if jours is not None:
        assert trouves[0].chiffres["jours"] == jours


@given(JOURS)
def test_le_retard_de_signature_compte_les_jours(signe):
    limite = date(2021, 9, 30)

    trouves = rules.signature_hors_delai(regime("2021"), jour(signe.isoformat()), au=AU)

    assert [e.chiffres["jours"] for e in trouves] == ([(signe - limite).days] if signe > limite else [])


@pytest.mark.parametrize(
    ("nom", "execution", "signature", "attendu"),
    [
        ("après", periode("2022-01", "2022-12"), "2021-12-20", "conforme"),
        ("le jour même", periode("2021-12-20", "2022-12"), "2021-12-20", "conforme"),
        ("avant", periode("2021-10", "2022-12"), "2021-12-20", "non conforme"),
        ("année qui ne tranche pas", periode("2022", "2024"), "2022-06-24", "non vérifiable"),
        ("sans signature", periode("2022", "2024"), None, "conforme"),
        ("sans période", None, "2022-06-24", "conforme"),
    ],
)
def test_debut_avant_signature(nom, execution, signature, attendu):
    assert etat(rules.debut_avant_signature(execution, jour(signature) if signature else None)) == attendu, nom


@pytest.mark.parametrize(
    ("nom", "execution", "signature", "attendu"),
    [
        ("finit au terme", periode("2022", "2023"), "2022-06-24", "conforme"),
        ("finit après", periode("2022", "2024"), "2022-06-24", "non conforme"),
        ("le lendemain du terme", periode("2022", "2024-01-01"), "2022-06-24", "non conforme"),
        ("signé avant la fenêtre", periode("2020", "2024"), "2020-12-31", "conforme"),
        ("signé après la fenêtre", periode("2024", "2026"), "2024-01-01", "conforme"),
        ("signature en 2021, sans le jour", periode("2022", "2024"), "2021", "non conforme"),
        ("sans signature", periode("2022", "2024"), None, "conforme"),
    ],
)
def test_terme_hors_regime(nom, execution, signature, attendu):
    assert etat(rules.terme_hors_regime(execution, jour(signature) if signature else None)) == attendu, nom


@given(periodes(), JOURS)
def test_le_terme_impose_lie_par_sa_propre_portee(execution, signe):
    trouves = rules.terme_hors_regime(execution, jour(signe.isoformat()))

    vise = date(2021, 1, 1) <= signe <= date(2023, 12, 31)
    assert bool(trouves) == (vise and execution.fin.fin > date(2023, 12, 31))


@pytest.mark.parametrize(
    ("nom", "execution", "duree", "attendu"),
    [
        ("quinze mois", periode("2021-10", "2022-12"), Duree(15, UniteDuree.MOIS), "conforme"),
        ("trois ans", periode("2022", "2024"), Duree(3, UniteDuree.ANS), "conforme"),
        ("trois ans contre quatre millésimes", periode("2020", "2023"), Duree(3, UniteDuree.ANS), "non conforme"),
        ("mois entamé", periode("2021-10-15", "2022-12"), Duree(15, UniteDuree.MOIS), "non vérifiable"),
        ("durée non dite", periode("2020", "2023"), None, "conforme"),
    ],
)
def test_duree_incoherente(nom, execution, duree, attendu):
    assert etat(rules.duree_incoherente(contrat(periode=execution, duree_annoncee=duree))) == attendu, nom


@pytest.mark.parametrize(
    ("nom", "cadre", "obligatoires", "facultatifs", "attendu"),
    [
        ("2022 : 6 et 6", "2022", 6, 6, "conforme"),
        ("2022 : 6 et 7", "2022", 6, 7, "conforme"),
        ("2022 : 5 facultatifs", "2022", 6, 5, "non conforme"),
        ("2022 : 24 facultatifs", "2022", 6, 24, "non conforme"),
        ("2022 : 5 obligatoires", "2022", 5, 6, "non conforme"),
        ("2020 : 11 et 11", "2020", 11, 11, "conforme"),
        ("2020 : 11 et 0", "2020", 11, 0, "conforme"),
        ("2020 : 16 facultatifs", "2020", 11, 16, "non conforme"),
        ("2025-2027 : 7 et 8", "2025-2027", 7, 8, "non conforme"),
        ("nombre non dit", "2022", 6, None, "non vérifiable"),
        ("composition non vue", "2023", 6, 6, "non vérifiable"),
    ],
)
def test_regime_non_respecte(nom, cadre, obligatoires, facultatifs, attendu):
    dossier = contrat(regime=cadre, objectifs=(liste("obligatoire", obligatoires), liste("facultatif", facultatifs)))

    assert etat(rules.regime_non_respecte(regime(cadre), dossier)) == attendu, nom


def test_un_objectif_obligatoire_absent_est_nomme():
    codes = [o.code for o in regime("2022").par_categorie("obligatoire")]
    dossier = contrat(
        objectifs=(liste("obligatoire", 6, *codes[1:], "crip_delai", complete=True), liste("facultatif", 6))
    )

    (ecart,) = rules.regime_non_respecte(regime("2022"), dossier)

    assert ecart.chiffres == {"objectif": codes[0]}
    assert ecart.bloque


def test_un_code_inconnu_suffit_a_ne_rien_conclure():
    dossier = contrat(objectifs=(liste("obligatoire", 6, "epp", "", complete=True), liste("facultatif", 6)))

    assert rules.regime_non_respecte(regime("2022"), dossier) == []


def test_une_liste_complete_compte_ses_objectifs_quand_rien_n_est_annonce():
    dossier = contrat(objectifs=(liste("obligatoire", None, "epp", "bsem", complete=True), liste("facultatif", None)))

    assert dossier.nombre_objectifs(Categorie.OBLIGATOIRE) == 2
    assert dossier.nombre_objectifs(Categorie.FACULTATIF) is None


def test_une_mesure_hors_contrat_n_est_pas_un_doublon():
    def actions(du_contrat: bool) -> tuple[ListeActions, ...]:
        un = ListeActions("a", "a", True, actions=(ActionListee("x", "Places de placement à domicile"),))
        autre = ListeActions("b", "b", True, None, du_contrat, (ActionListee("y", "Places de placement à domicile"),))
        return un, autre

    assert len(rules.actions_en_double(contrat(actions=actions(True)))) == 1
    assert rules.actions_en_double(contrat(actions=actions(False))) == []


def test_un_contrat_muet_donne_des_non_verifiables_et_jamais_de_zero():
    resultat = controle(contrat(), AU)

    assert resultat["totaux"] == {"total": None, "par_source": {}}
    assert set(resultat["regle_50"].values()) == {"non_verifiable"}
    assert resultat["duree_mois"] is None
    assert {e["gravite"] for e in resultat["ecarts"]} == {"information"}


def test_les_ecarts_bloquants_viennent_en_premier():
    lignes = (LigneFinanciere("a", "A", Decimal(1), Version.SIGNE, "P304"),)
    dossier = contrat(
        objectifs=(liste("obligatoire", 5), liste("facultatif", 6)), finances=Finances(True, lignes),
        dates=(DateEtape(Etape.SIGNATURE, jour("2022-06-24")),), periode=periode("2022", "2023"),
    )  # fmt: skip

    trouves = rules.controler(dossier, AU)

    assert [e.bloque for e in trouves] == sorted((e.bloque for e in trouves), reverse=True)
    assert trouves[0].code == "regime_non_respecte"


def test_la_cle_d_un_ecart_ne_depend_pas_de_ses_chiffres():
    tard, plus_tard = (
        rules.signature_hors_delai(regime("2021"), jour((date(2021, 12, 20) + timedelta(d)).isoformat()), au=AU)[0]
        for d in (0, 5)
    )

    assert tard.cle == plus_tard.cle
    assert tard.chiffres != plus_tard.chiffres
