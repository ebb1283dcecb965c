"""The schéma and its thirty fiches: what they say, where they stand, what was noted along the years."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.fiches import services
from jalons.application.fiches.models import Action, Fiche, Intervenant, Note
from jalons.application.fiches.services.edition import ChampsModifiables
from jalons.application.schema import services as schemas
from jalons.demonstration import comptes
from jalons.demonstration.haute_rive import lecture
from jalons.noyau.dates import DateCivile

PREUVE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
"""One blank page: the proof joined to a note is as fictitious as the rest."""


def charger(*, par: Agent, au: date) -> None:
    """Import the schéma, then bring each fiche to where it stood when the first report was agreed."""
    schemas.importer(lecture.schema(), par=par)
    arrete = lecture.jour_de_l_arrete()
    for fiche, donnees in _fiches():
        _dire_les_pilotes(fiche, donnees)
        _dater(fiche, donnees, par)
        commencee = _noter(fiche, donnees, par, depuis=date.min, jusqu_a=min(arrete, au))
        statut = "en_cours" if commencee else "a_engager"
        services.modifier(fiche=fiche, version=None, par=par, statut=statut)
        Action.objects.filter(fiche=fiche).update(statut=statut)


def poursuivre(*, par: Agent, au: date) -> None:
    """What came since: the later notes, then the status of today."""
    arrete = lecture.jour_de_l_arrete()
    for fiche, donnees in _fiches():
        _noter(fiche, donnees, par, depuis=arrete, jusqu_a=au)
        for action, lue in zip(Action.objects.filter(fiche=fiche), donnees.get("actions", ()), strict=True):
            action.statut = lue["statut"]
            action.save()
        _conclure(fiche, donnees, par, au)


def _fiches() -> list[tuple[Fiche, dict[str, Any]]]:
    par_titre = {f.titre: f for f in Fiche.objects.all()}
    return [(par_titre[donnees["titre"]], donnees) for donnees in lecture.lire("fiches")["fiches"]]


def _dire_les_pilotes(fiche: Fiche, donnees: dict[str, Any]) -> None:
    """Tie the pilotes who have an account to it."""
    noms = lecture.fonctions()
    for compte in donnees.get("pilotes", ()):
        if compte in noms:
            Intervenant.objects.filter(fiche=fiche, nom=noms[compte]).update(agent=comptes.agent(compte))


def _dater(fiche: Fiche, donnees: dict[str, Any], par: Agent) -> None:
    suivi = donnees["suivi"]
    services.modifier(
        fiche=fiche, version=None, par=par, debut=_date(suivi.get("debut")), fin=_date(suivi.get("fin")),
        nature_depense=suivi.get("nature"),
    )  # fmt: skip
    Action.objects.filter(fiche=fiche).update(debut=_date(suivi.get("debut")), fin=_date(suivi.get("fin")))


def _noter(fiche: Fiche, donnees: dict[str, Any], par: Agent, *, depuis: date, jusqu_a: date) -> bool:
    """One note per month of the file that is over, put back to that month; whether there was one."""
    auteur = comptes.agent(donnees["pilotes"][0]) if _a_un_compte(donnees) else par
    notes = donnees.get("notes", {})
    ecrites = False
    for rang, (mois, (avancement, texte)) in enumerate(notes.items()):
        if not depuis <= DateCivile.lire(mois).fin < jusqu_a:
            continue
        ecrites = True
        termine = rang == len(notes) - 1 and donnees["suivi"]["statut"] == "realisee"
        preuve = [_fichier(f"compte-rendu-{mois}.pdf")] if donnees.get("preuve") and rang == len(notes) - 1 else []
        note = services.noter(
            fiche=fiche, version=None, par=auteur, texte=texte, statut="realisee" if termine else "en_cours",
            avancement=avancement, fichiers=preuve,
        )  # fmt: skip
        Note.objects.filter(pk=note.pk).update(quand=_instant(mois, fiche.pk % 27))
    return ecrites


def _conclure(fiche: Fiche, donnees: dict[str, Any], par: Agent, au: date) -> None:
    """The status of today, what blocks, and the reminder counted from ``au``."""
    suivi = donnees["suivi"]
    champs: ChampsModifiables = {
        "statut": suivi["statut"],
        "avancement": suivi.get("avancement"),
        "blocage": suivi.get("blocage", ""),
        "deblocage": suivi.get("deblocage", ""),
        "rappel_le": au + timedelta(days=suivi["rappel"]) if "rappel" in suivi else None,
    }
    services.modifier(fiche=fiche, version=None, par=par, **champs)


def _a_un_compte(donnees: dict[str, Any]) -> bool:
    return bool(donnees.get("pilotes")) and donnees["pilotes"][0] in lecture.fonctions()


def _date(texte: str | None) -> DateCivile | None:
    return DateCivile.lire(texte) if texte else None


def _instant(mois: str, rang: int) -> datetime:
    annee, numero = (int(p) for p in mois.split("-"))
    return datetime(annee, numero, 1 + rang, 10, 30, tzinfo=timezone.get_current_timezone())


def _fichier(nom: str) -> io.BytesIO:
    recu = io.BytesIO(PREUVE)
    recu.name = nom
    return recu
