"""What every act has in common: the lock, the refusal of an impossible one, the fact stated on the child."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import Any

from jalons.application.acces.models import Agent
from jalons.application.enfants import ages
from jalons.application.enfants.models import Enfant
from jalons.application.enfants.rules import a_atteint
from jalons.application.faits import services as faits
from jalons.application.projets_enfant import cycle
from jalons.application.projets_enfant.models import Projet, RapportSituation
from jalons.application.projets_enfant.rules import Dossier, fautes_dossier
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.noyau.saisie import EntreeRefusee, Faute


def refuser(fautes: list[Faute], quoi: str) -> None:
    """Stop the act when there is a fault."""
    if fautes:
        raise EntreeRefusee(fautes, quoi=quoi)


def dossier_de(enfant: Enfant, au: date) -> Dossier:
    """The child as the rules read him."""
    limite = ages.age_de(ages.FIN_JEUNE_MAJEUR, au)
    adulte = a_atteint(enfant.naissance, limite, au) if limite is not None else None
    return Dossier(enfant.numero, enfant.naissance, enfant.decede_le, enfant.fusionne_dans_id is not None, adulte)


def prendre(projet: Projet, version: int | None, acte: cycle.Acte, au: date) -> tuple[Projet, Dossier]:
    """The projet locked for ``acte``, with its child's file.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: its state, or the child's file, does not allow the act.
    """
    a_jour = verrouiller(projet, version, quoi="La page du projet")
    dossier = dossier_de(a_jour.enfant, au)
    fautes = cycle.refus(cycle.Etat(a_jour.etat), acte)
    if acte is not cycle.Acte.CLORE:
        fautes += fautes_dossier(dossier)
    refuser(fautes, "le projet pour l'enfant")
    return a_jour, dossier


def prendre_rapport(
    rapport: RapportSituation, version: int | None, acte: cycle.ActeRapport, au: date
) -> tuple[RapportSituation, Dossier]:
    """The same for a situation report."""
    a_jour = verrouiller(rapport, version, quoi="La page du rapport")
    dossier = dossier_de(a_jour.enfant, au)
    fautes = cycle.refus_rapport(cycle.EtatRapport(a_jour.etat), acte) + fautes_dossier(dossier)
    refuser(fautes, "le rapport de situation")
    return a_jour, dossier


def garder(objet: Projet | RapportSituation, acte: str, par: Agent | None, **details: Any) -> None:
    """Save one version more, and write the act in the journal."""
    objet.version += 1
    objet.save()
    journaliser(f"projets_enfant:{acte}", objet=objet, par=par, enfant=objet.enfant_id, **details)


def constater(
    enfant: Enfant, evenement: str, le: date, *, par: Agent | None, mesures: Iterable[str] = (),
    rapports: Iterable[str] = (),
) -> None:  # fmt: skip
    """State the event for each measure with each report it concerns, once in all when there are none.

    A fact that does not say which report it answers would leave every report in doubt.
    """
    de_quoi: list[list[str]] = [list(mesures) or [""], list(rapports) or [""]]
    for mesure, rapport in product(*de_quoi):
        lus = {"mesure": mesure, "rapport": rapport}
        attributs = {nom: valeur for nom, valeur in lus.items() if valeur}
        faits.enregistrer(sujet=enfant, evenement=evenement, survenu_le=le, attributs=attributs, par=par)
