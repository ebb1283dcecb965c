"""The answer of a control: totals, shares, duration, objectives and écarts of a contract. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from jalons.application.contrats.dossier import Categorie, DossierContrat
from jalons.application.contrats.rules import controler
from jalons.application.finances import calculs
from jalons.application.finances.calculs import BilanFinancier


def controle(dossier: DossierContrat, au: date) -> dict[str, Any]:
    """Figures and écarts of a contract on the day ``au``, ready for JSON (decimals are left as they are)."""
    lignes = dossier.finances.lignes
    bilan = calculs.bilan(lignes, complete=dossier.finances.complete, au=dossier.jour_du_droit or au)
    return {
        "departement": dossier.departement,
        "intitule": dossier.intitule,
        "regime": dossier.regime,
        "au": au.isoformat(),
        **chiffres_financiers(bilan),
        "versements": calculs.versements(lignes),
        "restes": [
            {"libelle": r.ligne.libelle, "montant": r.ligne.valeur, "detaille": r.ligne.valeur - r.montant,
             "reste": r.montant}
            for r in calculs.restes(lignes)
        ],
        "duree_mois": duree_mois(dossier),
        "objectifs": {
            "obligatoires": dossier.nombre_objectifs(Categorie.OBLIGATOIRE),
            "facultatifs": dossier.nombre_objectifs(Categorie.FACULTATIF),
        },
        "actions": [
            {"liste": x.libelle, "annoncees": x.annoncees, "citees": len(x.actions), "complete": x.complete}
            for x in dossier.actions
        ],
        "chiffres_cles": [{"libelle": c.libelle, "valeur": c.valeur, "unite": c.unite} for c in dossier.chiffres_cles],
        "ecarts": [e.en_json() for e in controler(dossier, au)],
    }  # fmt: skip


def chiffres_financiers(bilan: BilanFinancier) -> dict[str, Any]:
    """Totals, shares and the rule on the département's part, ready for JSON."""
    return {
        "totaux": {"total": bilan.total, "par_source": bilan.par_source},
        "parts": bilan.parts,
        "parts_departement": {code: p.part for code, p in bilan.parts_departement.items()},
        "regle_50": {code: p.etat.value for code, p in bilan.parts_departement.items()},
    }


def duree_mois(dossier: DossierContrat) -> int | None:
    """Months of the period; without a period that counts in whole months, the announced duration."""
    calculee = dossier.periode.duree_mois if dossier.periode else None
    annoncee = dossier.duree_annoncee.mois if dossier.duree_annoncee else None
    return annoncee if calculee is None else calculee
