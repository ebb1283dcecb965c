"""What leaves the pages: the calendar and the e-mail of one agent, in the perimeter she has at that moment."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime

from jalons.application.echeancier import ical, resume, selectors
from jalons.application.echeancier.selectors import Lecteur, Ligne

EVENEMENTS = 500
"""Dated deadlines of a calendar at most, the most pressing first."""


def calendrier(lecteur: Lecteur, *, maintenant: datetime, au: date, adresse: Callable[[int], str]) -> bytes:
    """The calendar of an agent: labels, numbers of files, days. Her own children if she has any, else her perimeter.

    Args:
        adresse: address of the page of a deadline, from its key.
    """
    lues = _siennes(lecteur, au, maintenant).filter(due_le__isnull=False)[:EVENEMENTS]
    lignes = selectors.presenter(lues, au=au)
    return ical.calendrier("Jalons : mes échéances", [_journee(x, adresse) for x in lignes], maintenant=maintenant)


def courriel(lecteur: Lecteur, *, au: date, maintenant: datetime, lien: str) -> tuple[str, str] | None:
    """Subject and text of the e-mail of Mondays; ``None`` when nothing is due."""
    ouvertes = _siennes(lecteur, au, maintenant)
    comptes = selectors.compter_groupes(ouvertes)
    dues: list[resume.Due] = []
    for groupe in resume.DUES:
        if comptes[groupe]:
            lues = selectors.du_groupe(ouvertes, groupe)[: resume.DETAIL]
            dues += [_due(x) for x in selectors.presenter(lues, au=au)]
    return resume.composer(dues, comptes, au=au, lien=lien)


def _siennes(lecteur: Lecteur, au: date, maintenant: datetime):  # type: ignore[no-untyped-def]  # annotated rows
    suit = selectors.a_ses_dossiers(lecteur.user, au)
    siens = selectors.ses_dossiers(lecteur.requete, au, maintenant=maintenant) if suit else None
    return selectors.ouvertes(lecteur.requete, au=au, enfants=siens)


def sujet_dehors(ligne: Ligne) -> str:
    """How its subject is named outside the pages."""
    sujet = ligne.vue.sujet
    return (sujet.dehors or sujet.titre) if sujet else ligne.vue.genre


def _due(ligne: Ligne) -> resume.Due:
    e = ligne.vue.echeance
    return resume.Due(ligne.groupe or "", e.libelle, sujet_dehors(ligne), e.due_le or e.due_entre_debut, ligne.jours)


def _journee(ligne: Ligne, adresse: Callable[[int], str]) -> ical.Journee:
    e = ligne.vue.echeance
    assert e.due_le is not None  # noqa: S101 - only dated ones are read
    cle = hashlib.sha256(f"{e.collectivite_id}|{e.sujet_type}|{e.sujet_id}|{e.code}".encode()).hexdigest()[:32]
    nature = ligne.nature if e.confirmee else f"{ligne.nature}, règle non confirmée"
    return ical.Journee(
        f"{cle}@jalons", e.due_le, f"{e.libelle} – {sujet_dehors(ligne)}",
        "\n".join(x for x in (ligne.jours.capitalize(), f"À faire par : {e.qui}" if e.qui else "", e.source) if x),
        adresse(e.pk), (nature,),
    )  # fmt: skip
