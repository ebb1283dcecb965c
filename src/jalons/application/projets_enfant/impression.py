"""The printed projet, in full and in a simple version for the child, and the printed report: tagged PDF.

A printed document leaves the service: it holds no address at all, and a protected one that somebody typed in a free
text is hidden, whoever prints.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from jalons.application.documents import pdf
from jalons.application.enfants.caviardage import cacher, lignes_protegees
from jalons.application.enfants.models import Enfant
from jalons.application.projets_enfant.models import RapportSituation
from jalons.application.projets_enfant.rules import professions
from jalons.noyau.dates import texte_du_jour

MODELES = Path(__file__).parent / "modeles"
FORMES = {"complet": "projet.typ", "enfant": "enfant.typ"}
"""Forms of the projet and their templates."""


def imprimer_projet(contenu: dict[str, Any], enfant: Enfant, *, forme: str, au: date) -> bytes:
    """The PDF of a version (``contenu.photographier``, or a frozen one).

    Args:
        forme: a key of ``FORMES``.
        au: the day of printing.
    """
    titre = "Projet pour l'enfant" if forme == "complet" else "Mon projet"
    sous_titre = f"{contenu['enfant']['nom']} – {contenu['version']}"
    donnees = _en_mots(contenu) | {
        "titre": titre, "sous_titre": sous_titre, "date": au.isoformat(), "imprime_le": texte_du_jour(au),
        "mention": "Confidentiel" if contenu["signe_le"] else "Version non signée",
    }  # fmt: skip
    return pdf.composer(MODELES / FORMES[forme], cacher(donnees, lignes_protegees(enfant, au)))


def imprimer_rapport(rapport: RapportSituation, *, au: date) -> bytes:
    """The PDF of a situation report."""
    enfant = rapport.enfant
    donnees = {
        "titre": "Rapport de situation", "sous_titre": f"{enfant.nom_complet} – {rapport.repere}",
        "date": au.isoformat(), "mention": "Confidentiel" if rapport.valide_le else "Brouillon, non validé",
        "collectivite": enfant.collectivite.nom_complet,
        "naissance": str(enfant.naissance) if enfant.naissance else "inconnue", "numero": enfant.numero,
        "cadre": rapport.get_cadre_display(), "periode": _periode(rapport.debut, rapport.fin),
        "redacteurs": [f"{nom}, {metier}" if metier else nom for nom, metier in professions(rapport.redacteurs)],
        "valide": f"{texte_du_jour(rapport.valide_le)}, {rapport.valide_par}" if rapport.valide_le else "non validé",
        "rubriques": [{"titre": titre, "texte": getattr(rapport, champ)} for champ, titre in RUBRIQUES],
    }  # fmt: skip
    return pdf.composer(MODELES / "rapport.typ", cacher(donnees, lignes_protegees(enfant, au)))


RUBRIQUES = (
    ("sante", "Développement et santé"),
    ("relations", "Relations avec la famille et les proches"),
    ("vie_sociale", "Scolarité et vie sociale"),
    ("parole_enfant", "Ce que dit l'enfant"),
    ("parole_parents", "Ce que disent les parents"),
    ("evaluation", "Évaluation"),
    ("propositions", "Propositions"),
)
"""Sections of a report, in the order of the page and of the document."""


def _periode(debut: date | None, fin: date | None) -> str:
    if debut is None or fin is None:
        return "non précisée"
    return f"du {texte_du_jour(debut)} au {texte_du_jour(fin)}"


def _en_mots(valeur: Any) -> Any:
    """The same data with each ISO day in words."""
    if isinstance(valeur, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", valeur):
        return texte_du_jour(date.fromisoformat(valeur))
    if isinstance(valeur, dict):
        return {cle: _en_mots(v) for cle, v in valeur.items()}
    return [_en_mots(v) for v in valeur] if isinstance(valeur, list) else valeur
