"""What each act on a measure refuses, all at once: asked by its service, and by its form when it cannot be read whole.

What is not known, or could not be read, is ``None`` and refuses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from jalons.application.enfants.models import Enfant
from jalons.application.mesures import rules
from jalons.application.mesures.etats import etat_de, jeune
from jalons.application.mesures.models import DEJA_EN_ATTENTE, Mesure
from jalons.droit.mesures import Nature, natures
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import Faute


def decision(enfant: Enfant, lus: Mapping[str, Any], *, au: date) -> list[Faute]:
    """Of a decision, and of the start recorded with it: days, agreement, age, death, same measure waiting."""
    debut = lus.get("debut_le")
    dates = rules.Dates(
        accord=lus.get("accord_le"), decision=lus.get("decidee_le"), debut=debut, terme=lus.get("terme_le")
    )
    fautes = rules.fautes_dates(dates, au=au) + rules.fautes_naissance(enfant.naissance, dates)
    genre = natures().get(lus.get("nature") or "")
    if genre is None:
        return fautes
    fautes += rules.fautes_accord(genre, dates.accord)
    jour = debut or dates.decision or au
    fautes += rules.fautes_jeune(genre, jeune(enfant), jour, debut=debut is not None)
    if debut is not None:
        fautes += chevauchement(enfant.pk, genre.exclusive, debut)
    elif genre.exclusive and _attend_deja(enfant, genre.code):
        fautes.append(Faute("nature", DEJA_EN_ATTENTE, genre.libelle))
    return fautes


def _attend_deja(enfant: Enfant, nature: str) -> bool:
    return Mesure.objects.filter(enfant=enfant, nature=nature, debut_le=None, fin_le=None, annulee_le=None).exists()


def chevauchement(enfant: int, exclusive: str, debut: date, sauf: int | None = None) -> list[Faute]:
    """The measures of the same exclusive family that run on that day or later, said by name.

    Args:
        sauf: key of the measure that starts.
    """
    if not exclusive:
        return []
    suit = Q(fin_le=None) | Q(fin_le__gt=debut)
    memes = Mesure.objects.filter(suit, enfant_id=enfant, exclusive=exclusive, debut_le__isnull=False, annulee_le=None)
    return [
        Faute(
            "debut_le",
            f"« {natures()[m.nature].libelle} » ({m}) court depuis le {texte_du_jour(m.debut_le)}"
            f"{f' jusqu’au {texte_du_jour(m.fin_le)}' if m.fin_le else ''} : terminez-la d'abord, ou corrigez ce jour.",
            texte_du_jour(debut),
        )
        for m in memes
        if m.debut_le is not None and m.pk != sauf
    ]


def notification(mesure: Mesure, lus: Mapping[str, Any], *, au: date) -> list[Faute]:
    """Of a notification: its day, and that the last decision is not notified already."""
    dernier = mesure.renouvellements.last()
    decision_du = dernier.decide_le if dernier else mesure.decidee_le
    dates = rules.Dates(decision=decision_du, notification=lus.get("notifiee_le"))
    fautes = rules.fautes_dates(dates, au=au)
    if mesure.notifiee_le is not None:
        fautes.append(Faute("notifiee_le", f"Notifiée le {texte_du_jour(mesure.notifiee_le)} : rien à faire."))
    return fautes


def debut(mesure: Mesure, lus: Mapping[str, Any], *, au: date) -> list[Faute]:
    """Of a start: its day, the age, a death, another measure of the same exclusive family."""
    le = lus.get("debut_le")
    fautes = rules.fautes_dates(rules.Dates(decision=mesure.decidee_le, debut=le, terme=mesure.terme_le), au=au)
    fautes += rules.fautes_naissance(mesure.enfant.naissance, rules.Dates(debut=le))
    if le is not None:
        fautes += rules.fautes_jeune(_nature(mesure), jeune(mesure.enfant), le, debut=True)
        fautes += chevauchement(mesure.enfant_id, mesure.exclusive, le, mesure.pk)
    return fautes


def renouvellement(mesure: Mesure, lus: Mapping[str, Any], *, au: date) -> list[Faute]:
    """Of a renewal: the kind, the agreement, days, the age, a death."""
    genre, le, accord = _nature(mesure), lus.get("decide_le"), lus.get("accord_le")
    fautes = rules.fautes_renouvellement(
        genre, decide_le=le, debut=mesure.debut_le, terme_avant=mesure.terme_le, terme=lus.get("terme_le"), au=au
    )
    fautes += rules.fautes_accord(genre, accord, "Ce renouvellement")
    fautes += rules.fautes_jeune(genre, jeune(mesure.enfant), le or au, debut=False)
    if accord is not None and accord > au:
        phrase = f"L'accord porte la date du {texte_du_jour(accord)}, encore à venir : saisissez un jour passé."
        fautes.append(Faute("accord_le", phrase, texte_du_jour(accord), f"au plus tard le {texte_du_jour(au)}"))
    elif accord is not None and le is not None and accord > le:
        phrase = f"L'accord ({texte_du_jour(accord)}) suit la décision ({texte_du_jour(le)}) : corrigez."
        fautes.append(Faute("accord_le", phrase, texte_du_jour(accord)))
    return fautes


def affectation(mesure: Mesure, lus: Mapping[str, Any], *, au: date) -> list[Faute]:
    """Of a service or a référent: that the child is not entrusted from before his birth."""
    naissance, depuis = mesure.enfant.naissance, lus.get("depuis")
    if naissance is None or depuis is None or depuis >= naissance.debut:
        return []
    phrase = f"Le {texte_du_jour(depuis)} précède la naissance ({naissance}) : corrigez ce jour."
    return [Faute("depuis", phrase, texte_du_jour(depuis), f"à partir du {naissance}")]


def fin(mesure: Mesure, lus: Mapping[str, Any], *, au: date) -> list[Faute]:
    """Of an end: its day and its reason."""
    dates = rules.Dates(decision=mesure.decidee_le, debut=mesure.debut_le, fin=lus.get("fin_le"))
    fautes, fins, motif = rules.fautes_dates(dates, au=au), _nature(mesure).fins, lus.get("motif_fin")
    if motif is not None and motif not in {f.code for f in fins}:
        permises = ", ".join(f.libelle.lower() for f in fins)
        fautes.append(Faute("motif_fin", f"Choisissez pourquoi elle finit : {permises}.", motif, permises))
    return fautes


def annulation(mesure: Mesure, lus: Mapping[str, Any], *, au: date) -> list[Faute]:
    """Of a measure taken back: its reason, and that no other one follows it."""
    fautes = []
    if not (lus.get("motif") or "").strip():
        fautes.append(Faute("motif", "Dites en quelques mots pourquoi cette mesure est annulée."))
    if mesure.suites.filter(annulee_le=None).exists():
        fautes.append(Faute("", "Une autre mesure fait suite à celle-ci : annulez d'abord la suite."))
    return fautes


_ACTES = {
    "notifier": notification, "demarrer": debut, "renouveler": renouvellement, "affecter": affectation,
    "terminer": fin, "annuler": annulation,
}  # fmt: skip


def acte(code: str, mesure: Mesure, lus: Mapping[str, Any], *, au: date) -> list[Faute]:
    """Of any act of a page, its state included."""
    return rules.fautes_d_acte(etat_de(mesure, au), code) or _ACTES[code](mesure, lus, au=au)


def _nature(mesure: Mesure) -> Nature:
    return natures()[mesure.nature]
