"""Every figure of "What must come out", on the four files and the national announcement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jalons.application.contrats import fichier
from jalons.application.contrats.controle import controle
from jalons.application.finances import enveloppe
from jalons.application.schema import fichier as fichier_schema
from jalons.application.schema.controle import controle as controle_schema
from jalons.noyau.ecarts import en_nombre

EXEMPLES = Path(__file__).parents[2] / "exemples"
CONTRATS = sorted(p.stem for p in (EXEMPLES / "contrats").glob("*.yaml"))
AU = date(2024, 1, 15)


def contrat(nom: str) -> Any:
    return en_nombre(controle(fichier.lire((EXEMPLES / f"contrats/{nom}.yaml").read_bytes()), AU))


def schema(nom: str) -> Any:
    return en_nombre(controle_schema(fichier_schema.lire((EXEMPLES / f"schemas/{nom}.yaml").read_bytes()), AU))


def trouve(resultat: Any, code: str) -> list[Any]:
    return [e for e in resultat["ecarts"] if e["code"] == code and "verifiable" not in e["chiffres"]]


def test_calvados():
    r = contrat("calvados")

    assert r["totaux"] == {"total": 10_500_000, "par_source": {"ETAT": 5_000_000, "DEPT": 5_500_000}}
    assert r["parts"] == {"ETAT": 47.62, "DEPT": 52.38}
    assert r["parts_departement"] == {"P304": None, "P304+FIR": None, "ETAT+ARS": 52.38}
    assert r["regle_50"] == {"P304": "non_verifiable", "P304+FIR": "non_verifiable", "ETAT+ARS": "respectee"}
    assert r["duree_mois"] == 15
    assert [x["reste"] for x in r["restes"]] == [2_717_000]
    (retard,) = trouve(r, "signature_hors_delai")
    assert retard["chiffres"] == {"jours": 81, "signature": "2021-12-20", "limite": "2021-09-30"}
    assert len(trouve(r, "debut_avant_signature")) == 1
    assert r["actions"][0] == {"liste": "actions du contrat", "annoncees": 31, "citees": 6, "complete": False}
    assert not trouve(r, "effectif_annonce_different")
    assert not trouve(r, "total_incoherent")


def test_cantal():
    r = contrat("cantal")

    assert r["totaux"] == {"total": 810_000, "par_source": {"FIR1": 100_000, "ONDAM_MS": 110_000, "ETAT": 600_000}}
    assert r["parts"] == {"FIR1": 12.35, "ONDAM_MS": 13.58, "ETAT": 74.07}
    assert set(r["regle_50"].values()) == {"non_verifiable"}
    assert len(trouve(r, "part_departement_non_verifiable")) == 1
    assert r["objectifs"] == {"obligatoires": 6, "facultatifs": 7}
    assert not trouve(r, "regime_non_respecte")
    (effectif,) = trouve(r, "effectif_annonce_different")
    assert effectif["chiffres"] == {"annonce": 7, "compte": 6, "difference": -1}
    (double,) = trouve(r, "action_en_double")
    assert all("USEMA" in titre for titre in double["chiffres"]["actions"])
    (terme,) = trouve(r, "terme_hors_regime")
    assert (terme["chiffres"]["fin"], terme["chiffres"]["terme"]) == ("2024", "2023-12-31")
    assert {e["objet"] for e in trouve(r, "periode_inconnue")} == {"finances/fir", "finances/etat"}
    assert len(trouve(r, "double_financement")) == 1
    assert not trouve(r, "duree_incoherente")


def test_puy_de_dome():
    r = contrat("puy-de-dome")

    assert r["totaux"]["total"] == 1_641_850
    assert r["totaux"]["par_source"] == {"P304": 1_248_352, "ONDAM_MS": 293_498, "FIR1": 100_000}
    assert r["parts"] == {"P304": 76.03, "ONDAM_MS": 17.88, "FIR1": 6.09}
    (ailleurs,) = trouve(r, "beneficiaire_hors_departement")
    assert ailleurs["chiffres"] == {"departement": 1_348_352, "essms": 293_498, "inconnu": 0}
    assert sum(r["objectifs"].values()) == 22
    (retard,) = trouve(r, "signature_hors_delai")
    assert retard["chiffres"] == {"jours": 42, "signature": "2020-11-26", "limite": "2020-10-15"}
    (duree,) = trouve(r, "duree_incoherente")
    assert duree["chiffres"] == {"annoncee_mois": 36, "periode_mois": 48}
    assert not trouve(r, "total_incoherent")
    assert not trouve(r, "terme_hors_regime")


def test_pas_de_calais():
    r = schema("pas-de-calais")

    assert [r[c] for c in ("engagements", "sous_themes", "fiches", "actions", "points")] == [4, 19, 16, 76, 181]
    assert r["places"]["total"] == 300
    assert [p["nombre"] for p in r["places"]["detail"]] == [100, 80, 30, 50, 40]
    bilan = r["bilan"]
    assert [bilan[c] for c in ("orientations", "priorites", "actions", "annoncees")] == [5, 21, 91, 101]
    assert (bilan["inconnues"], bilan["taux_realisation"]) == (91, None)
    assert [e["objet"] for e in trouve(r, "effectif_annonce_different")] == ["bilan/actions"]
    assert not trouve(r, "duree_excessive")


def test_l_annonce_nationale_de_2020():
    lue = enveloppe.lire((EXEMPLES / "enveloppes/2020.yaml").read_bytes())
    r = en_nombre(enveloppe.controle(lue))

    assert r["totaux"] == {
        "total": 80_000_000,
        "par_source": {"P304": 50_000_000, "FIR1": 15_000_000, "ONDAM_MS": 15_000_000},
    }
    assert (r["departements"], r["moyenne"], r["ecarts"]) == (30, 2_666_666.67, [])


def montants() -> list[tuple[str, str]]:
    return [
        (nom, x.cle)
        for nom in CONTRATS
        for x in fichier.lire((EXEMPLES / f"contrats/{nom}.yaml").read_bytes()).finances.lignes
    ]


@pytest.mark.parametrize(("nom", "cle"), montants())
@pytest.mark.parametrize("difference", [-1, 1, 100_000])
def test_changer_un_montant_change_la_reponse(nom, cle, difference):
    dossier = fichier.lire((EXEMPLES / f"contrats/{nom}.yaml").read_bytes())
    lignes = tuple(replace(x, valeur=x.valeur + difference) if x.cle == cle else x for x in dossier.finances.lignes)
    change = replace(dossier, finances=replace(dossier.finances, lignes=lignes))

    assert controle(change, AU) != controle(dossier, AU)
    total = next(x for x in lignes if x.total)
    if cle == total.cle or (dossier.finances.lignes[0].s_ajoute and not total.somme_de):
        assert "total_incoherent" in {e["code"] for e in controle(change, AU)["ecarts"]}


@pytest.mark.parametrize("nom", CONTRATS)
def test_chaque_contrat_se_relit_a_l_identique(nom):
    dossier = fichier.lire((EXEMPLES / f"contrats/{nom}.yaml").read_bytes())

    assert fichier.lire(fichier.ecrire(dossier).encode()) == dossier


@pytest.mark.parametrize(
    "chemin", sorted([*EXEMPLES.glob("contrats/*.yaml"), *EXEMPLES.glob("schemas/*.yaml")]), ids=lambda p: p.stem
)
def test_aucun_fichier_ne_nomme_un_ecart(chemin):
    texte = chemin.read_text(encoding="utf-8")

    assert not [
        c for c in ("hors_delai", "incoheren", "en_double", "ecart:", "anomalie", "non_verifiable") if c in texte
    ]
