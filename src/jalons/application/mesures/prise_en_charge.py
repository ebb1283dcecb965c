"""Facts that depend on all the measures of a child: followed by the ASE, entrusted to it, not any more.

They are derived from the measures as they stand, whatever the order in which they were recorded, and kept as facts.
"""

from __future__ import annotations

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
    voulus = _voulus(enfant)
    connus = Fait.objects.filter(
        sujet_type="enfant", sujet_id=enfant.pk, evenement__in=(DEBUT, FIN, CONFIE), annule_le=None
    )
    for fait in connus:
        cle = (fait.evenement, fait.survenu_le.iso())
        if cle in voulus and voulus[cle] == fait.attributs:
            del voulus[cle]
        else:
            faits.annuler(fait=fait, par=par)
    ranges = sorted(voulus.items(), key=lambda v: (v[0][1], v[0][0] != FIN))
    constats = [faits.Constat(enfant, nom, DateCivile.lire(jour), attributs) for (nom, jour), attributs in ranges]
    if constats:
        faits.enregistrer_plusieurs(constats, par=par)


def _voulus(enfant: Enfant) -> dict[tuple[str, str], dict[str, Any]]:
    commencees = [m for m in Mesure.objects.filter(enfant=enfant, annulee_le=None) if m.debut_le is not None]
    voulus: dict[tuple[str, str], dict[str, Any]] = {}
    for debut, fin in rules.periodes(_intervalles(m for m in commencees if m.prise_en_charge)):
        voulus[DEBUT, debut.isoformat()] = {}
        if fin is not None:
            voulus[FIN, fin.isoformat()] = {}
    confiees = [m for m in commencees if m.confie]
    for debut, _ in rules.periodes(_intervalles(confiees)):
        avis = [m.statut_a_examiner for m in confiees if m.debut_le == debut and m.statut_a_examiner is not None]
        voulus[CONFIE, debut.isoformat()] = {"statut_a_examiner": any(avis)} if avis else {}
    return voulus


def _intervalles(mesures: Any) -> list[tuple[date, date | None]]:
    return [(m.debut_le, m.fin_le) for m in mesures]
