"""Values that the registers of places propose: what was missing over twelve months, for an indicator tied to it.

Counted when the page is read, so that the schéma rests on what desks note every day; nothing is written without a yes.
The value has its own source beside those entered by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.etablissements.nomenclatures import types
from jalons.application.indicateurs import services
from jalons.application.indicateurs.models import Indicateur, LienObservatoire, Valeur
from jalons.application.places import manquantes
from jalons.application.places.trimestres import Bilan
from jalons.noyau.dates import DateCivile, texte_du_jour

SOURCE = "PLACES"
PREFIXE = "places:"


@dataclass(frozen=True, slots=True)
class Mesure:
    """A figure of missing places: its name, and how it is read; ``None``: nobody to measure it on."""

    libelle: str
    lire: Callable[[Bilan], float | None]


MESURES = {
    "attendent": Mesure("Enfants qui attendent une place", lambda b: b.attendaient),
    "attente": Mesure("Attente médiane de ceux qui attendent (jours)", lambda b: b.attente),
    "delai": Mesure("Délai médian jusqu'à l'arrivée (jours)", lambda b: b.delai),
    "refus": Mesure("Refus faute d'une autre offre, sur douze mois", lambda b: b.evitables),
    "enfants": Mesure("Enfants refusés faute d'une autre offre, sur douze mois", lambda b: len(b.enfants)),
}


@dataclass(frozen=True, slots=True)
class Proposee:
    """What the registers say on a day; ``deja`` is the value of this source already entered for the period."""

    libelle: str
    au: date
    periode: DateCivile
    valeur: Decimal | None
    deja: Valeur | None

    @property
    def attend(self) -> bool:
        """Whether there is something to enter."""
        return self.valeur is not None and (self.deja is None or self.deja.valeur != self.valeur)

    @property
    def origine(self) -> str:
        """The source in words."""
        return f"Registre des places, au {texte_du_jour(self.au)}"


def codes() -> list[tuple[str, str]]:
    """What an indicator may be tied to: each measure, for all types then for each."""
    return [
        (f"{PREFIXE}{mesure}:{genre}", f"{m.libelle}, {nom}")
        for mesure, m in MESURES.items()
        for genre, nom in [("", "tous types"), *((t.code, t.libelle) for t in types().values())]
    ]


def lire(indicateur: Indicateur, au: date) -> Proposee | None:
    """What the registers propose today; ``None``: tied to none of their figures. One query, four when it is tied."""
    lien = LienObservatoire.objects.filter(indicateur=indicateur, code__startswith=PREFIXE).first()
    libelle = dict(codes()).get(lien.code) if lien is not None else None
    if lien is None or libelle is None:
        return None
    mesure, genre = lien.code.removeprefix(PREFIXE).split(":")
    bilan = manquantes.douze_mois(indicateur.collectivite_id, au, genre=genre)
    brute, annuelle = MESURES[mesure].lire(bilan), indicateur.frequence == Indicateur.Frequence.ANNUELLE
    periode = DateCivile(au.year) if annuelle else DateCivile(au.year, au.month)
    deja = Valeur.objects.filter(indicateur=indicateur, periode=periode, source=SOURCE).first()
    return Proposee(libelle, au, periode, None if brute is None else Decimal(str(brute)), deja)


@transaction.atomic
def entrer(*, indicateur: Indicateur, valeur: str, au: date, par: Agent | None) -> Valeur:
    """Enter the value that the page showed.

    Args:
        valeur: what the agent had before her eyes.

    Raises:
        ValidationError: the registers say something else now, or nothing: nothing is written.
    """
    Indicateur.objects.select_for_update(of=("self",)).get(pk=indicateur.pk)
    lue = lire(indicateur, au)
    if lue is None or lue.valeur is None or str(lue.valeur) != valeur:
        raise ValidationError("Le registre des places a changé entre-temps : relisez la valeur qu'il propose.")
    return services.saisir_valeur(
        indicateur=indicateur, periode=lue.periode, source=SOURCE, valeur=lue.valeur, par=par, commentaire=lue.origine
    )
