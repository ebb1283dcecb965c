"""Facts that depend on all the measures of a child: followed by the ASE, entrusted to it, not any more.

They are derived from the measures as they stand, whatever the order in which they were recorded, and kept as facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Enfant
from jalons.application.faits import services as faits
from jalons.application.faits.models import Fait
from jalons.application.mesures import rules
from jalons.application.mesures.models import Mesure
from jalons.noyau.dates import DateCivile

DEBUT, FIN, CONFIE = "admission_ase", "fin_prise_en_charge_ase", "enfant_confie"


def tenir(enfant: Enfant, *, par: Agent | None) -> None:
    """Make these facts say what the measures say; idempotent. What no measure explains is taken back."""
    voulus = {(e, le.isoformat()): attributs for e, le, attributs in voulues(Mesure.objects.filter(enfant=enfant))}
    connus = Fait.objects.filter(
        sujet_type="enfant", sujet_id=enfant.pk, evenement__in=(DEBUT, FIN, CONFIE), annule_le=None
    )
    for fait in connus:
        cle = (fait.evenement, fait.survenu_le.iso())
        if cle in voulus and voulus[cle] == fait.attributs:
            del voulus[cle]
        else:
            faits.annuler(fait=fait, par=par)
    constats = [faits.Constat(enfant, nom, DateCivile.lire(jour), dit) for (nom, jour), dit in voulus.items()]
    if constats:
        faits.enregistrer_plusieurs(constats, par=par)


def voulues(mesures: Iterable[Mesure]) -> list[tuple[str, date, dict[str, Any]]]:
    """The facts that all the measures of one child explain: event, day, attributes; by day, ends first."""
    commencees = [m for m in mesures if m.annulee_le is None and m.debut_le is not None]
    voulus: list[tuple[str, date, dict[str, Any]]] = []
    for debut, fin in rules.periodes(_intervalles(m for m in commencees if m.prise_en_charge)):
        voulus.append((DEBUT, debut, {}))
        if fin is not None:
            voulus.append((FIN, fin, {}))
    confiees = [m for m in commencees if m.confie]
    for debut, _ in rules.periodes(_intervalles(confiees)):
        avis = [m.statut_a_examiner for m in confiees if m.debut_le == debut and m.statut_a_examiner is not None]
        voulus.append((CONFIE, debut, {"statut_a_examiner": any(avis)} if avis else {}))
    return sorted(voulus, key=lambda v: (v[1], v[0] != FIN))


def _intervalles(mesures: Iterable[Any]) -> list[tuple[date, date | None]]:
    return [(m.debut_le, m.fin_le) for m in mesures]
