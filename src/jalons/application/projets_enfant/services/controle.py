"""What each act refuses, all at once: asked by its service, and by its form when it cannot be read whole.

What could not be read is ``None`` and refuses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from jalons.application.enfants.models import Enfant, LienFamilial
from jalons.application.projets_enfant import cycle, selectors
from jalons.application.projets_enfant.models import Objectif, Projet, RapportSituation, Signature
from jalons.application.projets_enfant.rules import (
    Avis,
    Dossier,
    fautes_dossier,
    fautes_jour,
    fautes_pour_etablir,
    fautes_pour_signer,
)
from jalons.application.projets_enfant.services.commun import dossier_de
from jalons.noyau.saisie import Faute

Lus = Mapping[str, Any]
_DEBUT, _ETABLI = "le début de l'élaboration", "l'établissement"


def _jour(lus: Lus, dossier: Dossier, au: date, pas_avant: date | None = None, quoi: str = "") -> list[Faute]:
    return fautes_jour("le", lus.get("le"), au=au, dossier=dossier, pas_avant=pas_avant, quoi=quoi)


def etablir(projet: Projet, dossier: Dossier, lus: Lus, au: date) -> list[Faute]:
    """Of the first version: its day, what it says."""
    fautes = _jour(lus, dossier, au, projet.commence_le, _DEBUT)
    return fautes + fautes_pour_etablir(**selectors.comptes(projet))


def signer(projet: Projet, dossier: Dossier, lus: Lus, au: date) -> list[Faute]:
    """Of the end of the collection: its day, the agreements, the words."""
    fautes = _jour(lus, dossier, au, projet.etabli_le, _ETABLI)
    recus = [Avis(s.qui, s.reponse, s.personne_id) for s in projet.signatures.filter(avenant=projet.avenant)]
    return fautes + fautes_pour_signer(
        recus, titulaires=selectors.titulaires(projet.enfant),
        enfant_dit=bool(projet.parole_enfant or projet.parole_enfant_absente),
        parents_dits=bool(projet.parole_parents or projet.parole_parents_absente),
    )  # fmt: skip


def actualiser(projet: Projet, dossier: Dossier, lus: Lus, au: date) -> list[Faute]:
    """Of an avenant: its day, the reports it answers, what it says."""
    fautes = _jour(lus, dossier, au, projet.signe_le, "la version précédente")
    fautes += [
        Faute("rapports", f"Le {r} concerne un autre enfant, ou n'est pas validé : retirez-le.", r.repere)
        for r in lus.get("rapports") or ()
        if r.enfant_id != projet.enfant_id or r.valide_le is None
    ]
    return fautes + fautes_pour_etablir(**selectors.comptes(projet))


def demander(projet: Projet, dossier: Dossier, lus: Lus, au: date) -> list[Faute]:
    """Of an update that is asked: its reason."""
    phrase = "Dites en une phrase pourquoi le projet doit être actualisé."
    return [] if (lus.get("motif") or "").strip() else [Faute("motif", phrase)]


def clore(projet: Projet, dossier: Dossier, lus: Lus, au: date) -> list[Faute]:
    """Of a closing: its day."""
    return _jour(lus, dossier, au, projet.commence_le, _DEBUT)


def recueillir(projet: Projet, dossier: Dossier, lus: Lus, au: date) -> list[Faute]:
    """Of a signature: its day, the reason when it is not there, of whom it is."""
    fautes = _jour(lus, dossier, au, projet.etabli_le, _ETABLI)
    personne, reponse = lus.get("personne"), lus.get("reponse")
    if reponse not in (None, Signature.Reponse.SIGNE) and not (lus.get("motif") or "").strip():
        fautes.append(Faute("motif", "Sans signature, dites pourquoi : refus, absence, âge, éloignement…"))
    nomme = personne is not None or (lus.get("precision") or "").strip()
    if lus.get("qui") == Signature.Qui.TITULAIRE and not nomme:
        fautes.append(Faute("personne", "Dites de qui il s'agit : choisissez l'adulte, ou écrivez son nom."))
    if personne is not None and not LienFamilial.objects.filter(enfant=projet.enfant, personne=personne).exists():
        fautes.append(
            Faute("personne", "Cette personne n'est pas de l'entourage connu de l'enfant : ajoutez-la d'abord.")
        )
    return fautes


def remettre(projet: Projet, dossier: Dossier, lus: Lus, au: date) -> list[Faute]:
    """Of a copy handed: its day."""
    return _jour(lus, dossier, au, projet.etabli_le, _ETABLI)


def confiance(projet: Projet, dossier: Dossier, lus: Lus, au: date) -> list[Faute]:
    """Of a confidence person: the day, and who is designated."""
    fautes = _jour(lus, dossier, au)
    if lus.get("reponse") == Projet.Confiance.DESIGNEE and lus.get("personne") is None:
        fautes.append(Faute("personne", "Dites qui est désigné : choisissez l'adulte parmi ceux du dossier."))
    return fautes


def sante(projet: Projet, dossier: Dossier, lus: Lus, au: date) -> list[Faute]:
    """Of the health check-up: its day."""
    return _jour(lus, dossier, au)


_A, _R = cycle.Acte, cycle.ActeRapport
_ACTES: dict[cycle.Acte, Callable[[Projet, Dossier, Lus, date], list[Faute]]] = {
    _A.ETABLIR: etablir, _A.SIGNER: signer, _A.ACTUALISER: actualiser, _A.DEMANDER: demander, _A.CLORE: clore,
    _A.RECUEILLIR: recueillir, _A.REMETTRE: remettre, _A.CONFIANCE: confiance, _A.SANTE: sante,
}  # fmt: skip


def acte(code: cycle.Acte, projet: Projet, lus: Lus, au: date) -> list[Faute]:
    """Of any act of a page, the state of the projet and the child's file included."""
    dossier = dossier_de(projet.enfant, au)
    fautes = cycle.refus(cycle.Etat(projet.etat), code)
    if code is not _A.CLORE:
        fautes += fautes_dossier(dossier)
    return fautes or (_ACTES[code](projet, dossier, lus, au) if code in _ACTES else [])


def redaction(projet: Projet, au: date, code: cycle.Acte = _A.REDIGER) -> list[Faute]:
    """Of any writing in the text of a projet: its state, the child's file, agreements collected on that text."""
    fautes = cycle.refus(cycle.Etat(projet.etat), code) + fautes_dossier(dossier_de(projet.enfant, au))
    return fautes or texte_signe(projet, code)


def texte_signe(projet: Projet, code: cycle.Acte) -> list[Faute]:
    """Of a text on which agreements are being collected."""
    ouverte = code is _A.REDIGER and projet.etat == Projet.Etat.PROJET
    if not ouverte or not projet.signatures.filter(avenant=projet.avenant).exists():
        return []
    phrase = "Des avis sont déjà recueillis sur ce texte : reprenez-le d'abord, ils seront à recueillir de nouveau."
    return [Faute("etat", phrase)]


def redaction_rapport(rapport: RapportSituation, au: date) -> list[Faute]:
    """Of any writing in a report: its state, the child's file."""
    etat = cycle.EtatRapport(rapport.etat)
    return cycle.refus_rapport(etat, _R.REDIGER) + fautes_dossier(dossier_de(rapport.enfant, au))


def ouverture(enfant: Enfant, dossier: Dossier, lus: Lus, au: date) -> list[Faute]:
    """Of a projet that begins: the file, the day, that none is open."""
    fautes = fautes_dossier(dossier, ouverture=True)
    fautes += fautes_jour("commence_le", lus.get("commence_le"), au=au, dossier=dossier)
    if selectors.ouvert(enfant) is not None:
        phrase = "Cet enfant a déjà un projet ouvert : complétez-le, ou fermez-le d'abord."
        fautes.append(Faute("enfant", phrase, dossier.numero))
    return fautes


def evaluation(projet: Projet, dossier: Dossier, lus: Lus, au: date) -> list[Faute]:
    """Of what came of an objective: its day."""
    evaluee, le = lus.get("evaluation"), lus.get("evalue_le")
    fautes = []
    if evaluee not in (None, Objectif.Evaluation.A_EVALUER) and le is None:
        fautes.append(Faute("evalue_le", "Dites quel jour l'objectif a été évalué."))
    return fautes + fautes_jour("evalue_le", le, au=au, dossier=dossier, pas_avant=projet.commence_le, quoi=_DEBUT)


def valider(rapport: RapportSituation, dossier: Dossier, lus: Lus, au: date) -> list[Faute]:
    """Of a report that is validated: its day."""
    return _jour(lus, dossier, au, rapport.debut, "la période couverte")


def transmettre(rapport: RapportSituation, dossier: Dossier, lus: Lus, au: date) -> list[Faute]:
    """Of a report sent to the judge: its day, and that the measure is judicial."""
    fautes = _jour(lus, dossier, au, rapport.valide_le, "la validation")
    if rapport.cadre != RapportSituation.Cadre.JUDICIAIRE:
        phrase = "La mesure est administrative : ce rapport ne se transmet pas au juge."
        fautes.append(Faute("cadre", phrase, rapport.get_cadre_display(), "une mesure judiciaire"))
    return fautes


def acte_rapport(code: cycle.ActeRapport, rapport: RapportSituation, lus: Lus, au: date) -> list[Faute]:
    """Of an act on a report, its state and the child's file included."""
    dossier = dossier_de(rapport.enfant, au)
    fautes = cycle.refus_rapport(cycle.EtatRapport(rapport.etat), code) + fautes_dossier(dossier)
    suite = {_R.VALIDER: valider, _R.TRANSMETTRE: transmettre}.get(code)
    return fautes or (suite(rapport, dossier, lus, au) if suite is not None else [])
