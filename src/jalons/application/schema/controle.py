"""The answer of a control: counts, places, bilan and écarts of a schéma. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from jalons.application.schema.dossier import BilanAnterieur, DossierSchema, PlacesACreer
from jalons.application.schema.rules import controler, taux_du_bilan


def controle(dossier: DossierSchema, au: date) -> dict[str, Any]:
    """Counts and écarts of a schéma on the day ``au``, ready for JSON (decimals are left as they are)."""
    return {
        "departement": dossier.departement,
        "intitule": dossier.intitule,
        "au": au.isoformat(),
        "duree_mois": dossier.periode.duree_mois,
        "engagements": len(dossier.engagements),
        "sous_themes": len(dossier.sous_themes),
        "fiches": len(dossier.fiches),
        "actions": len(dossier.actions),
        "points": dossier.nombre_points,
        "places": _places(dossier.places) if dossier.places else None,
        "bilan": _bilan(dossier.bilan) if dossier.bilan else None,
        "chiffres_cles": len(dossier.chiffres_cles),
        "ecarts": [e.en_json() for e in controler(dossier, au)],
    }


def _places(places: PlacesACreer) -> dict[str, Any]:
    return {
        "total": sum(p.nombre for p in places.detail),
        "annoncees": places.total_annonce,
        "detail": [{"type": p.type, "nombre": p.nombre} for p in places.detail],
        "hors_total": [{"type": p.type, "nombre": p.nombre} for p in places.hors_total],
    }


def _bilan(bilan: BilanAnterieur) -> dict[str, Any]:
    taux = taux_du_bilan(bilan)
    return {
        "orientations": len(bilan.orientations),
        "priorites": len(bilan.priorites),
        "actions": len(bilan.actions),
        "annoncees": bilan.actions_annoncees,
        "realisees": taux.realisees,
        "inconnues": taux.inconnues,
        "taux_realisation": taux.taux,
    }
