"""Every status the pages show: text, icon and tone together, so that colour is never alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Ton = Literal["neutre", "info", "succes", "attention", "danger", "inconnu"]
"""Tone of a badge or an alert; each has its colours in ``jalons.css``."""

TONS: tuple[str, ...] = get_args(Ton)


@dataclass(frozen=True, slots=True)
class Statut:
    """How a status is shown."""

    libelle: str
    icone: str
    ton: Ton


STATUTS: dict[str, dict[str, Statut]] = {
    "fiche": {
        "a_engager": Statut("À engager", "cercle", "neutre"),
        "en_cours": Statut("En cours", "progres", "info"),
        "realisee": Statut("Réalisée", "coche", "succes"),
        "retardee": Statut("Retardée", "retard", "attention"),
        "suspendue": Statut("Suspendue", "pause", "attention"),
        "abandonnee": Statut("Abandonnée", "arreter", "danger"),
        "inconnu": Statut("Inconnu", "inconnu", "inconnu"),
    },
    "bilan": {
        "realisee": Statut("Réalisée", "coche", "succes"),
        "engagee": Statut("Engagée", "progres", "info"),
        "non_engagee": Statut("Non engagée", "cercle", "attention"),
        "inconnu": Statut("Inconnu", "inconnu", "inconnu"),
    },
    "verdict": {
        "respectee": Statut("Respectée", "coche", "succes"),
        "non_respectee": Statut("Non respectée", "arreter", "danger"),
        "non_verifiable": Statut("Non vérifiable", "inconnu", "inconnu"),
    },
    "conformite": {
        "conforme": Statut("Conforme", "coche", "succes"),
        "non_conforme": Statut("Non conforme", "arreter", "danger"),
        "non_verifiable": Statut("Non vérifiable", "inconnu", "inconnu"),
        "sans_objet": Statut("Sans objet", "moins", "neutre"),
    },
    "gravite": {
        "bloquant": Statut("Bloquant", "bloque", "danger"),
        "bloquant_si_confirme": Statut("Bloquant si confirmé", "bloque", "attention"),
        "avertissement": Statut("Avertissement", "alerte", "attention"),
        "information": Statut("Information", "information", "info"),
    },
    "echeance": {
        "tenue": Statut("Tenue", "coche", "succes"),
        "tenue_en_retard": Statut("Tenue en retard", "retard", "attention"),
        "a_venir": Statut("À venir", "calendrier", "neutre"),
        "bientot": Statut("Bientôt", "horloge", "attention"),
        "en_retard": Statut("En retard", "retard", "danger"),
        "non_verifiable": Statut("Non vérifiable", "inconnu", "inconnu"),
        "sans_objet": Statut("Sans objet", "moins", "neutre"),
    },
    "rapport": {
        "brouillon": Statut("Brouillon", "modifier", "neutre"),
        "partage": Statut("Partagé", "envoyer", "info"),
        "en_relecture": Statut("En relecture", "voir", "info"),
        "renvoye": Statut("Renvoyé", "retour", "attention"),
        "accepte": Statut("Accepté", "coche", "succes"),
        "arrete": Statut("Arrêté conjointement", "cadenas", "succes"),
        "en_retard": Statut("En retard", "retard", "danger"),
    },
    "contrat": {
        "projet": Statut("Projet", "modifier", "neutre"),
        "en_negociation": Statut("En négociation", "equipe", "info"),
        "signe": Statut("Signé", "coche", "succes"),
        "en_vigueur": Statut("En vigueur", "progres", "info"),
        "echu": Statut("Échu", "horloge", "neutre"),
        "abandonne": Statut("Abandonné", "arreter", "danger"),
    },
    "contreproposition": {
        "ouverte": Statut("Ouverte", "horloge", "info"),
        "acceptee": Statut("Acceptée", "coche", "succes"),
        "refusee": Statut("Refusée", "arreter", "danger"),
    },
    "schema": {
        "projet": Statut("Projet", "modifier", "neutre"),
        "adopte": Statut("Adopté", "coche", "succes"),
        "en_vigueur": Statut("En vigueur", "progres", "info"),
        "arrive_a_terme": Statut("Arrive à terme", "horloge", "attention"),
        "echu": Statut("Échu", "arreter", "danger"),
    },
    "fraicheur": {
        "a_jour": Statut("À jour", "coche", "succes"),
        "perime": Statut("Périmé", "retard", "attention"),
        "absent": Statut("Aucune valeur", "inconnu", "inconnu"),
    },
    "cible": {
        "atteinte": Statut("Cible atteinte", "coche", "succes"),
        "en_bonne_voie": Statut("En bonne voie", "progres", "info"),
        "en_dessous": Statut("En retard sur la trajectoire", "alerte", "attention"),
        "hors_plage": Statut("Hors de la plage", "borne", "attention"),
        "eloignement": Statut("S'éloigne de la cible", "arreter", "danger"),
        "non_verifiable": Statut("Non vérifiable", "inconnu", "inconnu"),
    },
    "compte": {
        "actif": Statut("Actif", "coche", "succes"),
        "inactif": Statut("Inactif", "moins", "neutre"),
        "verrouille": Statut("Verrouillé", "cadenas", "danger"),
    },
    "import": {
        "ajoute": Statut("Ajouté", "ajouter", "succes"),
        "modifie": Statut("Modifié", "modifier", "info"),
        "inchange": Statut("Inchangé", "moins", "neutre"),
        "refuse": Statut("Refusé", "arreter", "danger"),
    },
}
"""Family → code → how it is shown. A module that has statuses of its own adds them with ``declarer_statuts``."""

CONFIANCES: dict[str, Statut] = {
    "A": Statut("Lu dans le texte national", "coche", "succes"),
    "B": Statut("Lu dans un résumé publié du texte", "coche", "info"),
    "C": Statut("Lu dans un document local", "information", "info"),
    "D": Statut("Déduit d'autres faits", "alerte", "attention"),
    "R": Statut("Non vu, à confirmer", "inconnu", "inconnu"),
}
"""Confidence of a fact of law: letter of the reference note → how it is shown."""


def declarer_statuts(famille: str, statuts: dict[str, Statut]) -> None:
    """Adds a family of statuses at start-up.

    Raises:
        ValueError: the family exists with other statuses.
    """
    if STATUTS.setdefault(famille, statuts) != statuts:
        raise ValueError(f"The family of statuses {famille!r} is already declared with other statuses.")


def statut(famille: str, code: str) -> Statut:
    """How ``code`` of ``famille`` is shown.

    Raises:
        LookupError: unknown family or code, with the known ones.
    """
    if famille not in STATUTS:
        raise LookupError(f"statut : famille {famille!r} inconnue, attendu {', '.join(sorted(STATUTS))}.")
    if code not in STATUTS[famille]:
        raise LookupError(f"statut : code {code!r} inconnu pour {famille!r}, attendu {', '.join(STATUTS[famille])}.")
    return STATUTS[famille][code]
