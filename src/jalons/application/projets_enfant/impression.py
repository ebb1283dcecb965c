"""The printed projet, in full and in a simple version for the child, and the printed report: tagged PDF.

A printed document leaves the service: it holds no address at all, and a protected one that somebody typed in a free
text is hidden, whoever prints.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from jalons.application.acces.permissions import Permission
from jalons.application.documents import pdf
from jalons.application.enfants import adresses
from jalons.application.enfants.models import Enfant
from jalons.application.projets_enfant.models import RapportSituation
from jalons.application.projets_enfant.rules import professions
from jalons.noyau.dates import texte_du_jour

MODELES = Path(__file__).parent / "modeles"
FORMES = {"complet": "projet.typ", "enfant": "enfant.typ"}
"""Forms of the projet and their templates."""
CACHE = "[adresse protégée]"


def lignes_protegees(enfant: Enfant, au: date) -> list[str]:
    """What must not be printed: protected addresses of the child, of his households, of the adults around him."""
    lues = adresses.lire(enfant, tenues=[Permission.ENFANTS_ADRESSE_PROTEGEE], au=au)
    lignes = {ligne.strip() for a in lues if a.protegee for ligne in a.lignes}
    communes = {re.sub(r"^\d{5}\s+", "", ligne) for ligne in lignes}
    return sorted((x for x in lignes | communes if len(x) > 2), key=len, reverse=True)


def cacher(valeur: Any, interdites: Collection[str]) -> Any:
    """The same data without these texts, whatever their case and spaces.

    >>> cacher({"lieu": "Chez sa tante, 4  Rue des Aulnes"}, ["4 rue des aulnes"])
    {'lieu': 'Chez sa tante, [adresse protégée]'}
    """
    if isinstance(valeur, str):
        for interdite in interdites:
            motif = r"\s+".join(re.escape(mot) for mot in interdite.split())
            valeur = re.sub(rf"(?<!\w){motif}(?!\w)", CACHE, valeur, flags=re.IGNORECASE)
        return valeur
    if isinstance(valeur, dict):
        return {cle: cacher(v, interdites) for cle, v in valeur.items()}
    return [cacher(v, interdites) for v in valeur] if isinstance(valeur, list) else valeur


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
