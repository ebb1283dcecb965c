"""Places out of use for a time, declared by the desk or by the managing body itself."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.enfants.services.numeros import tirer
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.etablissements.services.ecriture import ecrire
from jalons.application.places import listes
from jalons.application.places.models import Occupation
from jalons.application.places.services.ecriture import LIEUX, choisir, prendre, refuser, verrouiller_unite
from jalons.application.socle.journal import journaliser
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import Faute

PLUS = 500
"""Places that one declaration may put out of use."""


@transaction.atomic
def declarer_indisponibles(
    *, unite: UniteAccueil, nombre: int, motif: str, du: date, par: Agent | None, jusqu_au: date | None = None
) -> list[Occupation]:
    """Put free places of a unit out of use; all of them or none.

    Args:
        du: first day; may be to come.
        jusqu_au: last day, included; ``None``: not known.

    Raises:
        EntreeRefusee: fewer places are free then, the reason is not in the list, or the days are in the wrong order.
    """
    unite = verrouiller_unite(unite)
    fautes = []
    if motif not in listes.INDISPONIBLES:
        fautes.append(Faute("motif", "Choisissez la raison dans la liste.", motif, "une raison de la liste"))
    if not 1 <= nombre <= PLUS:
        fautes.append(Faute("nombre", f"Indiquez combien de places, de 1 à {PLUS}.", str(nombre), f"1 à {PLUS}"))
    if jusqu_au is not None and jusqu_au < du:
        phrase = f"Le dernier jour ({texte_du_jour(jusqu_au)}) précède le premier ({texte_du_jour(du)}) : corrigez-le."
        fautes.append(Faute("jusqu_au", phrase, texte_du_jour(jusqu_au)))
    refuser(fautes, "l'indisponibilité")
    au = None if jusqu_au is None else jusqu_au + timedelta(days=1)
    ecrites = []
    for _ in range(nombre):
        rang, debut, fin = choisir(unite, du=du, au=au, part="entiere", au_dela=False)
        ligne = Occupation(
            collectivite_id=unite.collectivite_id, unite=unite, rang=rang, nature=listes.INDISPONIBILITE,
            numero=tirer(), du=du, au=au, part_debut=debut, part_fin=fin, motif=motif,
        )  # fmt: skip
        ecrire(ligne, quoi="l'indisponibilité", lieux=LIEUX)
        ecrites.append(ligne)
    journaliser("places:declarer_indisponibles", objet=unite, par=par, nombre=nombre, motif=motif)
    return ecrites


@transaction.atomic
def rendre_disponible(*, occupation: Occupation, version: int | None, le: date, par: Agent | None) -> Occupation:
    """A place is in use again from that day on.

    Raises:
        VersionDepassee: somebody acted on it in between.
        EntreeRefusee: it was not out of use that day.
    """
    a_jour = prendre(occupation, version, (listes.INDISPONIBILITE,))
    if le < a_jour.du or (a_jour.au is not None and le > a_jour.au):
        refuser([Faute("le", "La place n'est pas indisponible ce jour-là : corrigez le jour.")], "la place")
    a_jour.au = le
    a_jour.version += 1
    ecrire(a_jour, quoi="la place", lieux=LIEUX)
    journaliser("places:rendre_disponible", objet=a_jour.unite, par=par, occupation=a_jour.pk)
    return a_jour
