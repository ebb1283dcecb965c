"""Block on the indicators that move away or fall behind, and those whose value is awaited."""

from __future__ import annotations

from datetime import date
from typing import Any

from jalons.application.acces.permissions import Permission
from jalons.application.indicateurs.ensemble import Ensemble, ensembles
from jalons.application.indicateurs.rules import Fraicheur
from jalons.application.indicateurs.selectors import symbole_unite
from jalons.application.indicateurs.sources import nom as nom_de_source
from jalons.application.indicateurs.suivi import Suivi
from jalons.application.portail.accueil.releve import Releve, lien

LIGNES = 8
"""Indicators that the block shows; its link leads to all of them."""

Etat = tuple[Suivi, str, Fraicheur]


def _etats(ensemble: Ensemble, au: date) -> list[Etat]:
    """Each indicator with its state and the freshness of its last value; archived ones are left out."""
    suivis = (s for s in ensemble.suivis(au).values() if not s.definition.archive)
    return ensemble.garder(("etats", au), lambda: [(s, s.etat, s.fraicheur) for s in suivis])


def indicateurs(releve: Releve) -> dict[str, Any]:
    """Indicators to look at: those that move away or are below their path first, then those without a recent value."""
    codes = releve.codes & releve.requete.droits.perimetre(Permission.INDICATEURS_VOIR)
    etats = [e for ensemble in ensembles(codes).values() for e in _etats(ensemble, releve.au)]
    etats.sort(key=lambda e: e[0].definition.code)
    eloignes = [e for e in etats if e[1] in ("eloignement", "en_dessous")]
    eloignes.sort(key=lambda e: e[0].avancement or 0)
    perimes = [e for e in etats if e[2] is not Fraicheur.A_JOUR]
    deja = {e[0].definition.pk for e in eloignes}
    montres = [*eloignes, *(e for e in perimes if e[0].definition.pk not in deja)]
    return {
        "lignes": [_ligne(*e) for e in montres[:LIGNES]], "suivis": len(etats), "eloignes": len(eloignes),
        "perimes": len(perimes), "sans_cible": sum(s.sans_cible for s, _, _ in etats),
    }  # fmt: skip


def _ligne(s: Suivi, etat: str, fraicheur: Fraicheur) -> dict[str, Any]:
    return {
        "libelle": s.definition.libelle, "url": lien("indicateurs:detail", s.definition.pk), "etat": etat,
        "fraicheur": {"a_jour": "a_jour", "perime": "perime", "inconnue": "absent"}[fraicheur.value],
        "dernieres": [(nom_de_source(d.source), d.valeur, d.periode) for d in s.dernieres],
        "unite": symbole_unite(s.definition.unite), "cible": s.cible_finale.valeur if s.cible_finale else None,
        "annee": s.annee_cible,
    }  # fmt: skip
