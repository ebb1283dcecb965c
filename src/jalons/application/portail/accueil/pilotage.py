"""Blocks on the work itself: what is late, what blocks, one's own fiches, progress, notes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from jalons.analyse.graphiques import Compte, avancement
from jalons.application.acces.permissions import Permission
from jalons.application.fiches import suivi
from jalons.application.fiches.models import Fiche
from jalons.application.portail.accueil.releve import Releve, lien
from jalons.noyau.dates import DateCivile

LIGNES = 8
"""Rows that a block shows; its link leads to all of them."""
PREAVIS_RAPPEL = timedelta(days=15)
ENGAGEES = ("en_cours", "retardee", "suspendue", "realisee")
"""Statuses of a fiche that was started, whatever became of its calendar; given up is not counted as started."""

Contexte = dict[str, Any]


def echeances(releve: Releve) -> Contexte:
    """Deadlines late first, then those that come."""
    titres = {v.contrat.pk: v.dossier.intitule for v in releve.vues}
    lignes = sorted(releve.tables["echeances"], key=lambda e: e["due_le"])
    retards = [x for x in lignes if x["statut"] == "en_retard"]
    a_venir = [x for x in lignes if x["statut"] != "en_retard"]
    montrees = [*retards[-LIGNES:], *a_venir][:LIGNES]
    for ligne in montrees:
        ligne["due_le"] = date.fromisoformat(ligne["due_le"])
        ligne["jours"] = abs((ligne["due_le"] - releve.au).days)
        du_contrat = ligne["sujet_type"] == "contrat"
        ligne["sujet"] = titres.get(ligne["sujet_id"], "") if du_contrat else "Schéma départemental"
        ligne["url"] = lien("contrats:contrat" if du_contrat else "schema:schema", ligne["sujet_id"])
    return {"lignes": montrees, "retards": len(retards), "a_venir": len(a_venir)}


def fiches_a_suivre(releve: Releve) -> Contexte:
    """Fiches that are blocked, whose reminder is due, or whose end has passed."""
    lignes = [f for f in fiches(releve) if f["raison"]]
    lignes.sort(key=lambda f: (f["rappel_le"] is None, f["rappel_le"] or date.max, f["titre"]))
    return {"lignes": avec_liens(lignes[:LIGNES]), "nombre": len(lignes)}


def mes_fiches(releve: Releve) -> Contexte:
    """The fiches that the agent steers, those that wait for something first."""
    miennes = {p["fiche_id"] for p in releve.tables["pilotees"]}
    lignes = [f for f in fiches(releve) if f["id"] in miennes]
    lignes.sort(key=lambda f: (f["statut"] in suivi.CLOS, not f["raison"], f["titre"]))
    ouvertes = [f for f in lignes if f["statut"] not in suivi.CLOS]
    return {
        "lignes": avec_liens(lignes),
        "ouvertes": len(ouvertes),
        "rappels": sum(f["rappel_proche"] for f in ouvertes),
    }


def arbitrages(releve: Releve) -> Contexte:
    """What blocks, and what would unblock it."""
    return {"lignes": avec_liens(f for f in fiches(releve) if f["statut"] in suivi.BLOQUES)}


def fiches(releve: Releve) -> list[Contexte]:
    """Fiches with the reason why they should be looked at, if there is one."""
    return [_fiche(f, releve.au) for f in releve.tables["fiches"]]


def _fiche(lue: Contexte, au: date) -> Contexte:
    rappel = date.fromisoformat(lue["rappel_le"]) if isinstance(lue["rappel_le"], str) else lue["rappel_le"]
    fin = DateCivile.lire(lue["fin"]) if lue["fin"] else None
    ouverte = lue["statut"] not in suivi.CLOS
    rappel_proche = ouverte and rappel is not None and rappel <= au + PREAVIS_RAPPEL
    depassee = ouverte and suivi.en_retard(lue["statut"], fin, au) is True
    raison = (
        "Bloquée" if lue["statut"] in suivi.BLOQUES
        else "Rappel" if rappel_proche
        else "Fin dépassée" if depassee
        else ""
    )  # fmt: skip
    return {**lue, "rappel_le": rappel, "rappel_proche": rappel_proche, "raison": raison}


def avec_liens(lignes: Iterable[Contexte]) -> list[Contexte]:
    """Fiches that are shown, with the addresses where one reads and notes them."""
    return [f | {"url": lien("fiches:fiche", f["id"]), "noter": lien("fiches:noter", f["id"])} for f in lignes]


def avancement_du_departement(releve: Releve) -> Contexte:
    """Fiches by status, and the share started or done among those whose status is known."""
    statuts = [f["statut"] for f in releve.tables["fiches"]]
    comptes = {s: statuts.count(s) for s in Fiche.Statut.values}
    connues = len(statuts) - comptes["inconnu"]
    engagees = sum(comptes[s] for s in ENGAGEES)
    figure = avancement(
        "avancement-fiches",
        titre="Fiches actions par statut",
        comptes=[
            Compte(str(libelle), comptes[code], inconnu=code == "inconnu") for code, libelle in Fiche.Statut.choices
        ],
    )
    return {
        "figure": figure, "total": len(statuts), "connues": connues, "inconnues": comptes["inconnu"],
        "engagees": engagees, "realisees": comptes["realisee"],
        "taux": round(100 * engagees / connues) if connues else None,
    }  # fmt: skip


def notes(releve: Releve) -> Contexte:
    """The last notes, whoever wrote them."""
    lignes = sorted(releve.tables["notes"], key=lambda n: n["quand"], reverse=True)[:6]
    return {"lignes": [_note(n) for n in lignes]}


def _note(lue: Contexte) -> Contexte:
    quand = timezone.localtime(datetime.fromisoformat(lue["quand"])).date()
    auteur = f"{lue['prenom'] or ''} {lue['nom'] or ''}".strip()
    return {**lue, "quand": quand, "auteur": auteur, "url": lien("fiches:fiche", lue["fiche_id"])}


def administration(releve: Releve) -> Contexte:
    """Where accounts, units and looks are managed."""
    droits = releve.requete.droits
    return {
        "comptes": lien("acces:agents") if droits.peut(Permission.ACCES_GERER) else "",
        "journal": lien("acces:journal") if droits.peut(Permission.ACCES_JOURNAL) else "",
        "matrice": lien("acces:matrice"),
    }
