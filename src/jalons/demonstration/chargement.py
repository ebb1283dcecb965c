"""Loads the demonstration, dossier by dossier; what is there already is left as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from jalons.application.acces.models import Agent
from jalons.demonstration import comptes, effacement, haute_rive, reels, synthetique, territoires
from jalons.noyau.accord import compter
from jalons.noyau.saisie import EntreeRefusee, Faute

Progres = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Bilan:
    """What a load did.

    Attributes:
        etapes: name of each dossier and whether this run loaded it.
    """

    etapes: tuple[tuple[str, bool], ...]
    comptes: tuple[Agent, ...]
    mot_de_passe: str

    @property
    def chargees(self) -> int:
        """Dossiers loaded by this run."""
        return sum(fait for _, fait in self.etapes)

    def en_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "etapes": [{"dossier": nom, "charge": fait} for nom, fait in self.etapes],
            "mot_de_passe": self.mot_de_passe,
            "comptes": [{"courriel": a.courriel, "fonction": a.fonction} for a in self.comptes],
        }


def charger(
    *,
    au: date,
    dire: Progres,
    recommencer: bool = False,
    confirmer: bool = False,
    enfants: int = synthetique.ENFANTS,
) -> Bilan:
    """Load whatever of the demonstration is missing.

    Args:
        au: today; reminders and dates to come are counted from it.
        recommencer: empty the base first (never one where somebody else works).
        confirmer: accept a base that has agents of its own.
        enfants: children followed of the synthetic département; 0 loads none.

    Raises:
        EntreeRefusee: the base has agents of its own and nobody confirmed.
    """
    _refuser_une_vraie_base(recommencer=recommencer, confirmer=confirmer)
    if recommencer:
        effacement.effacer()
        dire("Base vidée.")
    etapes: list[tuple[str, bool]] = []

    def noter(nom: str, fait: bool) -> None:
        etapes.append((nom, fait))
        dire(f"{nom}{'' if fait else ' (déjà là)'}")

    noter(*territoires.charger())
    agents = tuple(comptes.charger())
    noter("unités locales et couleurs de Haute-Rive", comptes.charger_identite())
    for nom, fait in reels.charger():
        noter(f"dossier réel : {nom}", fait)
    for nom, fait in haute_rive.charger(au=au):
        noter(f"Haute-Rive (département fictif) : {nom}", fait)
    if enfants:
        noter(
            "Haute-Rive (département fictif) : enfants tirés au sort",
            synthetique.charger(au=au, dire=dire, enfants=enfants),
        )
    return Bilan(tuple(etapes), agents, settings.JALONS_DEMO_MOT_DE_PASSE)


def _refuser_une_vraie_base(*, recommencer: bool, confirmer: bool) -> None:
    if recommencer and not territoires.proprietaire_connu():
        phrase = (
            "« --recommencer » vide la base comme son propriétaire : indiquez DATABASE_OWNER_URL, puis recommencez."
        )
        raise EntreeRefusee([Faute("DATABASE_OWNER_URL", phrase, "non donnée")], quoi="Démonstration")
    nombre = comptes.etrangers()
    if not nombre or (confirmer and not recommencer):
        return
    conseil = (
        "« --recommencer » viderait leur base : il est refusé. Choisissez une autre base avec DATABASE_URL."
        if recommencer
        else "Si vous voulez vraiment y ajouter des données fictives, recommencez avec --confirmer."
    )
    raise EntreeRefusee(
        [
            Faute(
                "base de données",
                f"Cette base a {compter(nombre, 'compte étranger')} à la démonstration. {conseil}",
                compter(nombre, "compte étranger"),
                "une base vide ou de démonstration",
            )
        ],
        quoi="Démonstration",
    )
