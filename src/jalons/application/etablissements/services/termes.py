"""Promises with a term: their state, and the facts that follow each of them in the échéancier."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from jalons.application.acces.models import Agent
from jalons.application.etablissements import cycles
from jalons.application.etablissements.models import ATenir, Etablissement
from jalons.application.etablissements.services.ecriture import ecrire, pas_dans_l_avenir, refuser
from jalons.application.faits import services as faits
from jalons.application.faits.models import Fait
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.noyau.saisie import Faute

T = TypeVar("T", bound=ATenir)


@dataclass(frozen=True, slots=True)
class Voulu:
    """A fact that a row says of its establishments."""

    evenement: str
    survenu_le: date
    attributs: dict[str, Any] = field(default_factory=dict)


def accorder(
    sujets: Iterable[Etablissement], voulus: Collection[Voulu], *, collectivite: str, lien: str, reference: str,
    evenements: Collection[str], par: Agent | None,
) -> None:  # fmt: skip
    """Make the facts tied to one row those that it says: the missing ones stated, the others taken back.

    Args:
        lien: attribute that ties the facts of one row; ``reference``: its value.
        evenements: every event that such a row may state.
    """
    attendus = {
        (e.pk, v.evenement, v.survenu_le.isoformat()): faits.Constat(
            e, v.evenement, v.survenu_le, v.attributs | {lien: reference}
        )
        for e in sujets
        for v in voulus
    }
    presents = Fait.objects.filter(
        collectivite_id=collectivite, sujet_type="etablissement", evenement__in=evenements, annule_le=None,
        **{f"attributs__{lien}": reference},
    ).order_by("pk")  # fmt: skip
    for fait in presents:
        cle = (fait.sujet_id, fait.evenement, fait.survenu_le.iso())
        if cle in attendus and attendus[cle].attributs == fait.attributs:
            del attendus[cle]
        else:
            faits.annuler(fait=fait, par=par)
    if attendus:
        faits.enregistrer_plusieurs(attendus.values(), par=par)


def voulus_du_terme(objet: ATenir, *, depuis: date, evenements: tuple[str, str, str]) -> list[Voulu]:
    """What a promise says: nothing without a term.

    Args:
        depuis: the day it was made.
        evenements: made, held, given up.
    """
    if objet.terme is None:
        return []
    pris, tenu, abandonne = evenements
    dits = [Voulu(pris, depuis, {"terme": objet.terme.isoformat()})]
    if objet.etat != cycles.EN_COURS and objet.fait_le is not None:
        dits.append(Voulu(tenu if objet.etat == cycles.TENU else abandonne, max(objet.fait_le, depuis)))
    return dits


def passer(objet: T, *, acte: str, version: int | None, le: date | None, preuve: str, au: date, par: Agent | None) -> T:
    """Hold a promise, give it up, or open it again; what it rests on is locked already.

    Raises:
        VersionDepassee: somebody acted on it in between.
        EntreeRefusee: every fault at once: an impossible act, a day to come, no proof nor reason.
    """
    a_jour = verrouiller(objet, version, quoi="Cette ligne")
    fautes = cycles.TERME.fautes(a_jour.etat, acte)
    preuve = " ".join(preuve.split())
    if acte != "rouvrir":
        fautes += pas_dans_l_avenir({"le": le}, au)
        if le is None:
            fautes.append(Faute("le", "Indiquez le jour.", "", "un jour"))
        if not preuve:
            phrase = "Dites ce qui le prouve." if acte == "tenir" else "Dites pourquoi c'est abandonné."
            fautes.append(Faute("preuve", phrase, "", "quelques mots"))
    refuser(fautes, "cet acte")
    a_jour.etat = cycles.TERME.apres(a_jour.etat, acte) or a_jour.etat
    a_jour.fait_le, a_jour.preuve = (None, "") if acte == "rouvrir" else (le, preuve)
    a_jour.version += 1
    ecrire(a_jour, quoi="cette ligne")
    journaliser(f"etablissements:{acte}_{a_jour._meta.model_name}", objet=a_jour, par=par)
    return a_jour
